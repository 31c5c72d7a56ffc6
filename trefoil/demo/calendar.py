"""The days on which school is held, as values."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
LONGEST_BREAK = timedelta(weeks=13)
FEWEST = 20
"""So many school days hold every weekday at least three times."""


def school_days(first: date, last: date) -> list[date]:
    """Return the school days from first to last, both included: weekdays outside the breaks of the year."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and not _is_break(day)]


def days_of_story(today: date, weeks: int) -> list[date]:
    """Return the school days of some weeks up to the last one not after today; a story told in summer ends in June."""
    last = school_days(today - LONGEST_BREAK, today)[-1]
    days = school_days(last - timedelta(weeks=weeks), last)
    return days if len(days) >= FEWEST else school_days(last - 2 * LONGEST_BREAK, last)[-FEWEST:]


def two_weekdays(until: datetime) -> tuple[date, date]:
    """Return a weekday a week or so ago, when a session was held, and the next one after today."""
    today = until.astimezone(ZONE).date()
    return _weekday_from(today - timedelta(days=9)), _weekday_from(today + timedelta(days=1))


def _weekday_from(day: date) -> date:
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


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
