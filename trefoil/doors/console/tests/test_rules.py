"""Unusual reading, the rules alone: what weighs, in which order, and what never changes the ranking."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from trefoil.doors.console.rules import (
    LISTED_FROM,
    WEIGHTS,
    Opening,
    Sign,
    busy_days,
    findings,
    signs_of,
    weight,
    why_not_review,
)
from trefoil.ground.access.types import Role

PEOPLE = [UUID(int=n) for n in range(1, 5)]
CHILDREN = [UUID(int=n) for n in range(11, 15)]
MONDAY = date(2026, 11, 16)
ROLES = dict(zip(PEOPLE, (Role.THERAPIST, Role.TEACHER, Role.DIRECTOR, Role.SUPERVISOR), strict=True))


@st.composite
def openings(draw):
    day = MONDAY + timedelta(days=draw(st.integers(0, 13)))
    times = draw(st.integers(1, 9))
    first = datetime(day.year, day.month, day.day, draw(st.integers(0, 20)), tzinfo=UTC)
    return Opening(
        person=draw(st.sampled_from(PEOPLE)),
        child=draw(st.sampled_from(CHILDREN)),
        on_day=day,
        times=times,
        at_night=draw(st.integers(0, times)),
        first_at=first,
        last_at=first + timedelta(minutes=draw(st.integers(0, 180))),
        pages=("child",),
        by_glass=draw(st.booleans()),
        link=draw(st.sampled_from(["linked", "fresh", "ended", ""])),
        met=draw(st.booleans()),
        tasked=draw(st.booleans()),
        same_name=draw(st.booleans()),
    )


LISTS = st.lists(openings(), max_size=12, unique_by=lambda o: (o.person, o.child, o.on_day))
EXPLAINED = Opening(
    person=PEOPLE[0], child=CHILDREN[0], on_day=MONDAY, times=3, at_night=0, link="linked", met=True,
    first_at=datetime(2026, 11, 16, 16, tzinfo=UTC), last_at=datetime(2026, 11, 16, 17, tzinfo=UTC),
)  # fmt: skip


@given(LISTS, st.randoms())
def test_the_order_in_which_it_comes_changes_nothing(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert findings(found, ROLES, ()) == findings(shuffled, ROLES, ())


@given(LISTS)
def test_the_most_unusual_stands_first_and_nothing_usual_is_listed(found):
    made = findings(found, ROLES, ())
    scores = [one.score for one in made]
    assert scores == sorted(scores, reverse=True)
    assert all(one.score >= LISTED_FROM and one.signs for one in made)
    assert all(one.score == sum(weight(*sign) for sign in one.signs) for one in made)
    assert len({(one.person, one.child) for one in made}) == len(made)


@given(LISTS, openings())
def test_one_more_reading_never_makes_another_less_unusual(found, more):
    before = {(f.person, f.child): f.score for f in findings(found, ROLES, ())}
    days = {(o.person, o.child, o.on_day) for o in found}
    if (more.person, more.child, more.on_day) not in days:
        after = {(f.person, f.child): f.score for f in findings([*found, more], ROLES, ())}
        assert all(after.get(pair, 0) >= score for pair, score in before.items())


@given(openings())
def test_an_emergency_and_a_stranger_to_the_staff_are_not_weighed_here(opening):
    assert findings([replace(opening, by_glass=True)], ROLES, ()) == ()
    assert findings([replace(opening, person=UUID(int=99))], ROLES, ()) == ()


@given(st.sampled_from(list(Sign)), st.integers(0, 40))
def test_a_weight_grows_and_has_an_end(sign, count):
    assert 0 <= weight(sign, count) <= weight(sign, count + 1) <= WEIGHTS[sign].most


def test_who_cares_for_a_child_and_meets_them_is_never_listed():
    assert findings([EXPLAINED], ROLES, ()) == ()


def test_each_sign_has_its_reason():
    changes = {
        Sign.SAME_NAME: {"same_name": True},
        Sign.LINK_ENDED: {"link": "ended"},
        Sign.NO_LINK: {"link": ""},
        Sign.FRESH_LINK: {"link": "fresh"},
        Sign.NIGHT: {"at_night": 1},
        Sign.NO_OCCASION: {"met": False},
    }
    for sign, change in changes.items():
        assert signs_of(replace(EXPLAINED, **change), Role.THERAPIST) == {sign}
    assert signs_of(EXPLAINED, Role.THERAPIST, many=True) == {Sign.MANY_THAT_DAY}


def test_an_office_needs_no_link_and_a_school_day_is_an_occasion():
    apart = replace(EXPLAINED, link="", met=False)
    assert signs_of(apart, Role.DIRECTOR) == frozenset()
    assert signs_of(replace(EXPLAINED, met=False), Role.TEACHER) == frozenset()
    saturday = replace(EXPLAINED, met=False, on_day=date(2026, 11, 21))
    assert signs_of(saturday, Role.TEACHER) == {Sign.NO_OCCASION}


def test_a_day_counts_as_busy_against_ones_own_days():
    days = {PEOPLE[0]: {MONDAY - timedelta(days=n): 2 for n in range(1, 8)} | {MONDAY: 9}}
    [found] = busy_days(days, ROLES, since=MONDAY)
    assert (found.children, found.usual) == (9, 2)
    steady = {PEOPLE[0]: {MONDAY - timedelta(days=n): 9 for n in range(8)}}
    assert busy_days(steady, ROLES, since=MONDAY) == ()
    assert busy_days({PEOPLE[2]: {MONDAY: 9}}, ROLES, since=MONDAY) == ()


def test_nobody_settles_their_own_reading():
    assert why_not_review(own=True, note="I asked myself")
    assert why_not_review(own=False, note="  ")
    assert why_not_review(own=False, note="She covered for a colleague.") is None
