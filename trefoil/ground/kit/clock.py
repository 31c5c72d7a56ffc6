"""The clock: read at the edge only (views, commands, jobs) and passed down as `at`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)
