"""Rebuilding every child's grants from the facts, in batches by several processes."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from multiprocessing import get_context
from uuid import UUID

from django.db import connections

from .actions import all_children, refresh_all

BATCH = 250
_NEW_OBJECTS = 500_000  # more than a batch makes: it leaves no cycles, and looking for them costs a fifth of the work
Report = Callable[[int, int], None]


def rebuild(*, at: datetime, report: Report, processes: int | None = None) -> int:
    """Rebuild the grants of every child; each batch is a transaction, so that it can be stopped and begun again.

    Args:
        at: the instant at which the facts are judged.
        report: told after every batch how many children are done, and of how many.
        processes: how many work at once; by default one for each processor.

    Returns:
        how many children there are.
    """
    children = all_children()
    parts = list(batches(children))
    workers = min(processes or os.cpu_count() or 1, len(parts))
    done = 0
    for finished in _one_by_one(parts, at) if workers < 2 else _side_by_side(parts, at, workers):
        done += finished
        report(done, len(children))
    return len(children)


def batches(children: Sequence[UUID]) -> Iterator[list[UUID]]:
    """Return the children in parts that one transaction can hold."""
    for start in range(0, len(children), BATCH):
        yield list(children[start : start + BATCH])


def _one_by_one(parts: list[list[UUID]], at: datetime) -> Iterator[int]:
    for batch in parts:
        yield _refresh(batch, at)


def _side_by_side(parts: list[list[UUID]], at: datetime, workers: int) -> Iterator[int]:
    connections.close_all()  # a connection does not survive being shared with a child process
    with ProcessPoolExecutor(
        workers, mp_context=get_context("fork"), initializer=gc.set_threshold, initargs=(_NEW_OBJECTS,)
    ) as pool:
        for finished in as_completed([pool.submit(_refresh, batch, at) for batch in parts]):
            yield finished.result()


def _refresh(batch: list[UUID], at: datetime) -> int:
    refresh_all(batch, at=at)
    return len(batch)
