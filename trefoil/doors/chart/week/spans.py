"""How long a stretch is looked at: a week, a month or a school year. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SCHOOL_YEAR_BEGINS = 8  # August: every Minnesota district has begun by September
EARLIEST, LATEST = date(2000, 1, 3), date(2100, 1, 4)


class Span(StrEnum):
    """How long a stretch is."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Stretch:
    """A half-open stretch of days."""

    span: Span
    first: date
    until: date

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.until - timedelta(days=1)

    @property
    def before(self) -> date:
        """Return a day of the stretch before."""
        return self.first - timedelta(days=1)

    @property
    def weekdays(self) -> list[date]:
        """Return the days from Monday to Friday."""
        days = (self.first + timedelta(days=n) for n in range((self.until - self.first).days))
        return [day for day in days if day.weekday() < 5]


def stretch_of(span: Span, day: date) -> Stretch:
    """Return the week, month or school year that a day lies in."""
    day = min(max(day, EARLIEST), LATEST)
    if span == Span.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Stretch(span, monday, monday + timedelta(days=7))
    if span == Span.MONTH:
        first = day.replace(day=1)
        return Stretch(span, first, (first + timedelta(days=31)).replace(day=1))
    begins = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
    return Stretch(span, date(begins, SCHOOL_YEAR_BEGINS, 1), date(begins + 1, SCHOOL_YEAR_BEGINS, 1))
