"""An instant of judgment, what is found at it, and when that may next change."""

from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..types import Basis, Denial, Id, Period, Scope

FOREVER = datetime.max.replace(tzinfo=UTC)


class Verdict(NamedTuple):
    """What was found: how much, and on what basis; a denial has scope `none`."""

    scope: Scope
    basis: Basis | Denial
    source: Id | None = None

    @property
    def permit(self) -> bool:
        """Tell whether anything is open."""
        return self.scope is not Scope.NONE


def deny(basis: Denial) -> Verdict:
    """Return a denial."""
    return Verdict(Scope.NONE, basis)


@dataclass(slots=True)
class Moment:
    """An instant at which facts are looked at; it notes the next instant at which something looked at changes.

    An answer depends on nothing but what was looked at, so it holds until `changes_at` at least.
    """

    at: datetime
    changes_at: datetime | None = None

    def within(self, period: Period) -> bool:
        """Tell whether a period is live; an absent start has always begun, an absent end never comes."""
        return self.between(period.starts_at, period.ends_at)

    def between(self, starts_at: datetime | None, ends_at: datetime | None) -> bool:
        """Tell whether the instant lies in a half-open period."""
        if starts_at is not None and self.at < starts_at:
            if ends_at is None or starts_at < ends_at:
                self._note(starts_at)
            return False
        if ends_at is None:
            return True
        if self.at >= ends_at:
            return False
        self._note(ends_at)
        return True

    def reached(self, instant: datetime) -> bool:
        """Tell whether an instant has come."""
        if self.at >= instant:
            return True
        self._note(instant)
        return False

    def _note(self, instant: datetime) -> None:
        if self.changes_at is None or instant < self.changes_at:
            self.changes_at = instant


def days_later(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the same time on the wall clock some calendar days later."""
    try:
        return instant.astimezone(zone) + timedelta(days=days)
    except OverflowError:
        return FOREVER


def adult_at(born_on: date, age: int, zone: ZoneInfo) -> datetime:
    """Return the midnight of a birthday; 29 February reaches it on the 28th in a common year."""
    year = born_on.year + age
    if year > MAXYEAR:
        return FOREVER
    try:
        day = born_on.replace(year=year)
    except ValueError:
        day = born_on.replace(year=year, day=28)
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def earliest(*instants: datetime | None) -> datetime | None:
    """Return the first of several ends, or None when none is set."""
    return min((i for i in instants if i is not None), default=None)
