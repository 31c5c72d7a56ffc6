"""The demo can be told on any day and at any hour: no two of its meetings ever run into each other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest

from trefoil.care.schedule.types import Span
from trefoil.demo import calendar, clinic_year, confidential
from trefoil.demo.load import QUICK_WEEKS, SCHOOL_YEAR_WEEKS
from trefoil.demo.program import CHILDREN, JONAH, MAYA

EVERYBODY = (MAYA, JONAH, *CHILDREN)
TEACHERS = ("teacher", "teacher_b", "teacher_c")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
A_YEAR = [FIRST + timedelta(days=n, hours=n % 4 * 6, minutes=n % 3 * 29) for n in range(366)]


def _span(on: date, starts: time, minutes: int) -> Span:
    at = datetime.combine(on, starts, calendar.ZONE)
    return Span(at, at + timedelta(minutes=minutes))


def _week_of(teacher: str) -> list[Span]:
    """Return the hours of the therapist of a classroom in one week."""
    mates = [part for part in EVERYBODY if part.teacher == teacher]
    found = (clinic_year.hour_of(slot) for slot in range(len(mates)))
    return [_span(date(2026, 11, 16) + timedelta(days=weekday), starts, 45) for weekday, starts in found]


def _meet(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    return (pair for pair in combinations(spans, 2) if pair[0].meets(pair[1]))


@pytest.mark.parametrize("teacher", TEACHERS)
def test_a_therapist_is_nowhere_twice(teacher):
    assert list(_meet(_week_of(teacher))) == []


def test_skills_practice_runs_into_nothing():
    friday = date(2026, 11, 20)
    practice = [_span(friday, clinic_year.skills_hour(number), 15) for number in range(len(EVERYBODY))]
    assert list(_meet(practice)) == []
    for number, part in enumerate(EVERYBODY):
        slot = [p for p in EVERYBODY if p.teacher == part.teacher].index(part)
        weekday, starts = clinic_year.hour_of(slot)
        assert weekday != 4 or not practice[number].meets(_span(friday, starts, 45)), part.given


@pytest.mark.parametrize("until", A_YEAR[:28], ids=str)
def test_jonahs_own_sessions_find_a_gap_at_any_hour(until):
    held_on, next_on = calendar.two_weekdays(until)
    today = until.astimezone(calendar.ZONE).date()
    assert today - timedelta(days=10) < held_on < today < next_on
    for day in (held_on, next_on):
        assert day.weekday() < 5
        taken = [
            _span(day, starts, 45)
            for weekday, starts in (clinic_year.hour_of(slot) for slot in range(10))
            if weekday == day.weekday()
        ]
        starts_at = confidential.first_gap(calendar.moment(day, 15), taken)
        assert not any(span.meets(Span(starts_at, starts_at + confidential.LONG)) for span in taken)


@pytest.mark.parametrize("weeks", [QUICK_WEEKS, SCHOOL_YEAR_WEEKS])
def test_the_story_has_every_weekday_even_in_summer(weeks):
    for until in A_YEAR:
        days = calendar.days_of_story(until.date(), weeks)
        assert len(days) >= calendar.FEWEST
        assert {day.weekday() for day in days} == set(range(5))
        assert days[-1] <= until.date()
