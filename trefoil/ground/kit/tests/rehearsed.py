"""An event and subscribers for the tests of the queue; the real worker finds them by name."""

import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class LeafFell:
    """Something of no consequence happened."""

    leaf_id: UUID
    at: datetime
    voice: str
    turns: int
    noted_at: datetime | None = None


def _log() -> Path:
    return Path(os.environ["TREFOIL_VAR"]) / "rehearsed.log"


def take_long_the_first_time(event: LeafFell) -> None:
    """Say that the work begins, and, but for the first time, that it ended."""
    lines = _log().read_text().splitlines() if _log().exists() else []
    with _log().open("a") as log:
        log.write(f"begun {os.getpid()}\n")
    if not lines:
        time.sleep(60)
    with _log().open("a") as log:
        log.write(f"ended {os.getpid()}\n")


def ask_the_database(event: LeafFell) -> None:
    """Say what the database answers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select 42")
        answer = cursor.fetchone()[0]
    with _log().open("a") as log:
        log.write(f"asked {event.turns}: {answer}\n")


def fail(event: LeafFell) -> None:
    """Fail with a text that names somebody."""
    raise LookupError("Maya Reyes is not there")
