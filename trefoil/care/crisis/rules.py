"""When a crisis may be opened, and when closed."""

from collections.abc import Iterable
from datetime import datetime

from .types import Level


def why_not_open(*, level: int, open_levels: Iterable[int]) -> str | None:
    """Say why a crisis may not be opened: one as grave is open already, which opens no less."""
    if level not in set(Level):
        return "Say how grave it is: 1, 2 or 3."
    return "A crisis as grave as this is already open." if max(open_levels, default=0) >= level else None


def why_not_close(*, opened_at: datetime, closed_at: datetime | None, at: datetime) -> str | None:
    """Say why a crisis may not be closed."""
    if closed_at is not None:
        return "This crisis is already closed."
    return "It cannot be over before it began." if at < opened_at else None
