"""The pytest plugin that keeps tests off everybody's data.

It is loaded before the settings are read. Tests get a data folder of their own, inside the one of
the installation, and each process of them a database of its own, so that several test runs, and a
Trefoil that is up, do not meet. `DATABASE_URL` is left alone; `TREFOIL_TEST_DATABASE_URL` names a
server to test on.
"""

from __future__ import annotations

import fcntl
import os
from typing import IO

from trefoil.config import database
from trefoil.config.commands.messages import compile_messages

MOST = 50
_slot: list[IO[str]] = []


def _take_slot() -> int:
    """Take the first database that no other test process uses, for as long as we live."""
    for number in range(MOST):
        lock = (database.var() / f"slot-{number}.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _slot.append(lock)
        return number
    raise SystemExit(f"more than {MOST} test runs at a time in {database.var()}")


def _move_in() -> None:
    folder = database.var() if database.var().name == "test" else database.var() / "test"
    (folder / "static").mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    if url := os.environ.get("TREFOIL_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    os.environ["TREFOIL_VAR"] = str(folder)
    os.environ["TREFOIL_THROWAWAY"] = "1"
    os.environ["TREFOIL_DATABASE"] = f"trefoil_test_{_take_slot()}"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop is in the tests' thread
    compile_messages()


_move_in()
