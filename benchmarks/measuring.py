"""Timing, and the rows of the one table."""

import json
import math
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RUNS = 30
WARM_UP = 3


@dataclass(frozen=True)
class Row:
    """One line of the table; what was not measured is absent."""

    part: str
    what: str
    size: str
    median: float | None = None
    p95: float | None = None
    queries: int | None = None
    note: str = ""


def timed(what: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def percentile(numbers: list[float], share: float) -> float:
    """Return the number below which a share of the numbers lies (nearest rank)."""
    ranked = sorted(numbers)
    return ranked[min(len(ranked), max(1, math.ceil(len(ranked) * share))) - 1]


def median_and_p95(numbers: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return statistics.median(numbers), percentile(numbers, 0.95)


@dataclass
class Counted:
    """The statements that a block has sent to the database."""

    statements: list[tuple[str, Any]]


@contextmanager
def counting() -> Iterator[Counted]:
    """Count every statement: the page's own, `set_config` and savepoints alike."""
    from django.db import connection

    counted = Counted([])

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counted.statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield counted


def keep(rows: list[Row], path: Path) -> None:
    """Write rows to a file for the process that prints them."""
    path.write_text(json.dumps([asdict(row) for row in rows]))


def kept(path: Path) -> list[Row]:
    """Read rows back."""
    return [Row(**row) for row in json.loads(path.read_text())]
