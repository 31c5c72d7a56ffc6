from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.care.schedule import rules
from trefoil.care.schedule.types import Bell, Facts, Kind, Lesson, Seat, Span, Subject

ZONE = ZoneInfo("America/Chicago")
MONDAY = date(2026, 11, 16)
WEEKDAYS = frozenset(range(5))
BELLS = [
    Bell("1", WEEKDAYS, time(8, 30), time(9, 20)),
    Bell("2", WEEKDAYS, time(9, 25), time(10, 15)),
    Bell("3", WEEKDAYS, time(10, 20), time(11, 10)),
    Bell("L", WEEKDAYS, time(11, 10), time(11, 45)),
    Bell("4", WEEKDAYS, time(11, 50), time(12, 40)),
]
SEATS = [
    Seat(Subject.MATH, "Math 6", "1", WEEKDAYS, MONDAY),
    Seat(Subject.ENGLISH, "English 6", "2", WEEKDAYS, MONDAY),
    Seat(Subject.STUDY, "Study hall", "3", WEEKDAYS, MONDAY),
    Seat(Subject.LUNCH, "Lunch", "L", WEEKDAYS, MONDAY),
    Seat(Subject.SPECIAL, "Art", "4", frozenset({0, 2}), MONDAY, date(2026, 11, 18)),
]


def at(hour, minute=0, day=MONDAY):
    return datetime.combine(day, time(hour, minute), ZONE)


def facts(**changes):
    given_facts = {
        "kind": Kind.INDIVIDUAL,
        "children": 1,
        "staff": 1,
        "starts_at": at(9),
        "ends_at": at(9, 30),
        "has_room": True,
        "by_video": False,
    }
    return Facts(**(given_facts | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, None),
        ({"ends_at": at(9)}, "between 5 minutes"),
        ({"ends_at": at(14)}, "between 5 minutes"),
        ({"staff": 0}, "at least one member of staff"),
        ({"by_video": True}, "not both"),
        ({"children": 2}, "for one child"),
        ({"children": 0}, "for one child"),
        ({"kind": Kind.SKILLS_GROUP, "children": 8}, None),
        ({"kind": Kind.SKILLS_GROUP, "children": 9}, "between one and eight"),
        ({"kind": Kind.STAFF, "children": 0}, None),
        ({"kind": Kind.STAFF}, "without a child"),
    ],
)
def test_why_not_book(changes, said):
    why = rules.why_not_book(facts(**changes))
    assert why is None if said is None else said in why


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_booked_somehow(kind):
    assert any(rules.why_not_book(facts(kind=kind, children=number)) is None for number in (0, 1))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Mathematics, Grade 6 (period 2)", Subject.MATH),
        ("English Language Arts And Reading", Subject.ENGLISH),
        ("Music/Band, Grade 7", Subject.SPECIAL),
        ("Social Studies", Subject.SOCIAL),
        ("Science, Grade 6", Subject.SCIENCE),
        ("Lunch A", Subject.LUNCH),
        ("Study Hall", Subject.STUDY),
        ("Robotics", Subject.OTHER),
    ],
)
def test_a_subject_is_read_from_the_name(text, subject):
    assert rules.subject_of(text) == subject


def test_lessons_of_a_day_are_those_that_ring_and_have_begun_and_not_ended():
    titles = [lesson.title for lesson in rules.lessons_on(MONDAY, SEATS, BELLS, ZONE)]
    wednesday = [lesson.title for lesson in rules.lessons_on(MONDAY + timedelta(days=2), SEATS, BELLS, ZONE)]
    assert titles == ["Math 6", "English 6", "Study hall", "Lunch", "Art"]
    assert wednesday == ["Math 6", "English 6", "Study hall", "Lunch"]
    assert rules.lessons_on(MONDAY - timedelta(days=7), SEATS, BELLS, ZONE) == []
    assert rules.lessons_on(MONDAY + timedelta(days=5), SEATS, BELLS, ZONE) == []


def test_missed_says_the_subject_and_the_minutes():
    lessons = rules.lessons_on(MONDAY, SEATS, BELLS, ZONE)
    taken = rules.missed(Span(at(9), at(9, 45)), lessons)
    assert [(m.title, m.minutes) for m in taken] == [("Math 6", 20), ("English 6", 20)]


def test_study_hall_and_lunch_are_not_missed():
    lessons = rules.lessons_on(MONDAY, SEATS, BELLS, ZONE)
    assert rules.missed(Span(at(10, 20), at(11, 45)), lessons) == []


def test_a_weekly_series_keeps_its_hour_when_the_clocks_change():
    spans = rules.occurrences(
        first=date(2026, 10, 26),
        until=date(2026, 11, 9),
        weekdays=[0],
        starts=time(9),
        minutes=30,
        zone=ZONE,
        skip=[date(2026, 11, 9)],
    )
    assert [span.starts_at.astimezone(UTC).hour for span in spans] == [14, 15]
    assert {span.minutes for span in spans} == {30}


def test_why_not_series():
    day = date(2026, 11, 16)
    assert "at least one day" in rules.why_not_series(first=day, until=day, weekdays=[], count=0)
    assert "end after" in rules.why_not_series(first=day, until=date(2026, 11, 1), weekdays=[0], count=0)
    assert "No day" in rules.why_not_series(first=day, until=day, weekdays=[1], count=0)
    assert "eighty" in rules.why_not_series(first=day, until=day, weekdays=[1], count=81)
    assert rules.why_not_series(first=day, until=day, weekdays=[0], count=1) is None


def test_why_not_bells():
    good = [("1", time(8), time(9)), ("2", time(9), time(10))]
    assert rules.why_not_bells(good, [0]) is None
    assert "days" in rules.why_not_bells(good, [])
    assert "at least one" in rules.why_not_bells([], [0])
    assert "must end" in rules.why_not_bells([("1", time(9), time(8))], [0])
    assert "overlap" in rules.why_not_bells([*good, ("3", time(9, 30), time(9, 45))], [0])
    assert "of its own" in rules.why_not_bells([("1", time(8), time(9)), ("1", time(9), time(10))], [0])


def test_why_not_move_and_cancel():
    assert rules.why_not_move(canceled=False) is None
    assert "canceled" in rules.why_not_move(canceled=True)
    assert "already recorded" in rules.why_not_move(canceled=False, is_recorded=True)
    assert "in a few words" in rules.why_not_cancel(canceled=False, reason=" ")
    assert "already" in rules.why_not_cancel(canceled=True, reason="ill")
    assert rules.why_not_cancel(canceled=False, reason="ill") is None


def test_school_days_follow_the_bells():
    no_fridays = [Bell("1", frozenset({0, 1, 2, 3}), time(8), time(9))]
    days = rules.school_days(MONDAY, no_fridays, 5)
    assert [day.day for day in days] == [16, 17, 18, 19, 23]


def test_three_slots_are_offered_that_miss_no_class():
    days = rules.school_days(MONDAY, BELLS)
    lessons = [lesson for day in days for lesson in rules.lessons_on(day, SEATS, BELLS, ZONE)]
    slots = rules.free_slots(after=at(8, 20), minutes=30, days=days, busy=[], lessons=lessons, zone=ZONE)
    assert [(s.starts_at.day, f"{s.starts_at:%H:%M}") for s in slots] == [(16, "10:15"), (16, "12:45"), (16, "13:15")]


minutes_of_day = st.integers(0, 16 * 4 - 1)


@st.composite
def spans(draw):
    day = MONDAY + timedelta(days=draw(st.integers(0, 20)))
    starts = datetime.combine(day, time(6), ZONE) + timedelta(minutes=15 * draw(minutes_of_day))
    return Span(starts, starts + timedelta(minutes=draw(st.integers(5, 300))))


@settings(max_examples=150, deadline=None)
@given(
    busy=st.lists(spans(), max_size=25),
    held=st.lists(spans(), max_size=25),
    subjects=st.sampled_from(sorted(Subject)),
    minutes=st.sampled_from([15, 30, 45, 60, 90]),
    after=st.integers(0, 24 * 4),
)
def test_a_slot_meets_nothing_that_is_taken(busy, held, subjects, minutes, after):
    lessons = [Lesson(span, subjects, "a class") for span in held]
    since = at(0) + timedelta(minutes=15 * after)
    days = rules.school_days(MONDAY, BELLS)
    slots = rules.free_slots(after=since, minutes=minutes, days=days, busy=busy, lessons=lessons, zone=ZONE)
    assert len(slots) <= 3
    for slot in slots:
        assert slot.minutes == minutes
        assert slot.starts_at >= since
        assert slot.starts_at.minute % 15 == 0
        assert slot.starts_at.time() >= rules.DAY_STARTS
        assert slot.ends_at.time() <= rules.DAY_ENDS
        assert slot.starts_at.date() in days
        assert not any(slot.meets(span) for span in busy)
        assert not rules.missed(slot, lessons)
        assert not any(slot.meets(lesson.span) for lesson in lessons if lesson.subject != Subject.STUDY)
    assert all(not one.meets(other) for one in slots for other in slots if one is not other)


@settings(max_examples=100, deadline=None)
@given(one=spans(), other=spans())
def test_shared_minutes_are_fair(one, other):
    assert one.shared_minutes(other) == other.shared_minutes(one)
    assert 0 <= one.shared_minutes(other) <= min(one.minutes, other.minutes)
