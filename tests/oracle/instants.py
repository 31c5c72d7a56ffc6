"""The calendar arithmetic that Cedar has no words for. Instants are whole seconds since 1970."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=100_000)
def instant(text: str) -> int:
    """Return the second that a written instant names."""
    return int(datetime.fromisoformat(text).timestamp())


@lru_cache(maxsize=100_000)
def days_later(moment: int, days: int, zone: str) -> int:
    """Return the same wall-clock time in the zone, so many calendar days later (4.2)."""
    return int((datetime.fromtimestamp(moment, ZoneInfo(zone)) + timedelta(days=days)).timestamp())


@lru_cache(maxsize=100_000)
def eighteenth(born_on: str, zone: str) -> int:
    """Return the first second of the eighteenth birthday in the zone (4.3)."""
    born = date.fromisoformat(born_on)
    year, month, day = born.year + 18, born.month, born.day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if (month, day) == (2, 29) and not leap:
        day = 28
    return int(datetime(year, month, day, tzinfo=ZoneInfo(zone)).timestamp())
