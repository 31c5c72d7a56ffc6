"""The days on which school is held, as values."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")


def school_days(first: date, last: date) -> list[date]:
    """Return the school days from first to last, both included: weekdays outside the breaks of the year."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and not _is_break(day)]


def _is_break(day: date) -> bool:
    """Summer from mid-June to August, two winter weeks, a spring week, and Thanksgiving."""
    month_day = (day.month, day.day)
    summer = (6, 12) <= month_day < (9, 1)
    winter = month_day >= (12, 22) or month_day <= (1, 2)
    spring = (3, 23) <= month_day <= (3, 29)
    thanksgiving = day.month == 11 and 22 <= day.day <= 28 and day.weekday() in (3, 4)
    return summer or winter or spring or thanksgiving


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an instant on a day by the school's clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)
