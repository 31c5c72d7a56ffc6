"""Clocks of review, rhythms and refusals, without a database."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.reviews import rules
from trefoil.care.reviews.types import Course, DecisionKind, Standing
from trefoil.care.reviews.words import COURSE, DECISION, STANDING

DAYS = {"first": 30, "every": 90, "limit": 180}
DAY = st.dates(date(2020, 1, 1), date(2035, 1, 1))
AFTER = st.datetimes(datetime(2023, 1, 1), datetime(2100, 1, 1))
AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def test_the_first_review_comes_sooner_and_the_limit_holds():
    start = date(2026, 1, 1)
    fresh = rules.due(started_on=start, reviewed_on=None, today=start, **DAYS)
    assert (fresh.target_on, fresh.limit_on) == (date(2026, 1, 31), date(2026, 6, 30))
    later = rules.due(started_on=start, reviewed_on=date(2026, 2, 1), today=date(2026, 2, 2), **DAYS)
    assert (later.target_on, later.limit_on) == (date(2026, 5, 2), date(2026, 7, 31))


def test_a_clock_stands_in_time_soon_due_and_past_the_limit():
    said = [
        rules.due(started_on=date(2026, 1, 1), reviewed_on=None, today=today, **DAYS).standing
        for today in (date(2026, 1, 2), date(2026, 1, 17), date(2026, 1, 31), date(2026, 2, 1), date(2026, 7, 1))
    ]
    assert said == [Standing.FINE, Standing.SOON, Standing.SOON, Standing.DUE, Standing.OVER]


@given(DAY, st.none() | DAY, DAY)
def test_a_clock_never_stands_better_later(started_on, reviewed_on, today):
    order = list(Standing)
    asked = {"started_on": started_on, "reviewed_on": reviewed_on, **DAYS}
    now, then = (rules.due(today=day, **asked).standing for day in (today, today + timedelta(days=1)))
    assert order.index(now) <= order.index(then)


@given(
    st.integers(1, 180), st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)), st.datetimes(datetime(2023, 1, 1))
)
def test_a_rhythm_keeps_its_hour_and_is_never_late(every, first, after):
    found = rules.next_start(first, every, after)
    assert found.time() == first.time()
    assert (found - first).days % every == 0
    assert found >= first
    if after >= first:
        assert timedelta() < found - after <= timedelta(days=every)


def test_a_meeting_is_closed_once_with_those_who_were_there():
    held = {"is_held": False, "is_canceled": False, "starts_at": AT, "at": AT, "present": 2}
    assert rules.why_not_hold(**held) is None
    for lack in ({"is_held": True}, {"is_canceled": True}, {"present": 0}, {"at": AT - timedelta(days=2)}):
        assert rules.why_not_hold(**held | lack)


def test_a_task_needs_somebody_who_does_it():
    decided = {"is_canceled": False, "text": "Call the bus", "has_owner": False}
    assert rules.why_not_decide(kind=DecisionKind.TASK, **decided)
    assert rules.why_not_decide(kind=DecisionKind.TASK, **decided | {"has_owner": True}) is None
    assert rules.why_not_decide(kind=DecisionKind.AGREED, **decided) is None
    assert rules.why_not_decide(kind=DecisionKind.AGREED, **decided | {"text": " "})


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(-50, 50), st.floats(-50, 50))
def test_a_step_toward_the_aim_never_says_less(start, aim, now, step):
    order = [Course.NO_NEARER, Course.NEARER, Course.REACHED]
    said = rules.course(start, aim, now)
    if said != Course.UNKNOWN:
        toward = now + abs(step) * (1 if aim > start else -1)
        assert order.index(rules.course(start, aim, toward)) >= order.index(said)


def test_a_measure_says_whether_it_is_nearer():
    assert rules.course(8, 2, 8) == Course.NO_NEARER
    assert rules.course(8, 2, 9) == Course.NO_NEARER
    assert rules.course(8, 2, 5) == Course.NEARER
    assert rules.course(8, 2, 2) == Course.REACHED
    assert rules.course(40, 80, 85) == Course.REACHED
    assert rules.course(None, 2, 5) == rules.course(3, 3, 5) == Course.UNKNOWN


def test_everything_has_words():
    assert set(DECISION) == set(DecisionKind)
    assert set(STANDING) == set(Standing)
    assert set(COURSE) == set(Course)
