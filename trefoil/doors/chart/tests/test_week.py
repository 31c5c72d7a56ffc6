"""The week on one line of time: what each role sees of it, and what is shown as missing."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.classroom import actions as classroom
from trefoil.care.classroom import general
from trefoil.care.classroom.types import Outcome
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import DayStatus, Status
from trefoil.doors.chart.week.spans import EARLIEST, LATEST, Span, stretch_of
from trefoil.ground.kit.clock import now

WATER = next(s for s in general.strategies() if s.key == "general:water")


def monday_of(at):
    day = timezone.localdate(at)
    return day - timedelta(days=day.weekday())


@pytest.fixture
def lived(released, as_):
    """Last week of Maya's: a rating, a hard moment, a session, two school days."""
    maya, monday = released.children["maya"], monday_of(now()) - timedelta(days=7)
    ten = timezone.make_aware(datetime(monday.year, monday.month, monday.day, 10, 5))
    teacher, therapist = released.person("teacher"), released.person("therapist")
    with as_("teacher"):
        classroom.rate(child=maya, regulation=4, engagement=6, by=teacher, at=ten)
        hard = classroom.start_episode(child=maya, by=teacher, at=ten)
        classroom.grade_episode(episode=hard, intensity=3, by=teacher, at=ten)
        classroom.choose_strategy(episode=hard, strategy=WATER, by=teacher, at=ten)
        ended = ten + timedelta(minutes=6)
        classroom.end_episode(episode=hard, outcome=Outcome.CALMER_WITH_HELP, by=teacher, at=ended)
        sessions.mark_day(child=maya, on=monday, status=DayStatus.PRESENT, by=teacher, at=ten)
    with as_("therapist"):
        sessions.record(
            child=maya,
            kind="individual",
            held_at=ten + timedelta(days=1),
            minutes=45,
            status=Status.ATTENDED,
            by=therapist,
            at=ten + timedelta(days=1, hours=1),
        )
    return maya, monday


def week_of(client, child, monday, span="week"):
    return client.get(reverse("chart:week", args=[child.pk]), {"start": monday.isoformat(), "span": span})


def lanes(response):
    """The names that stand above the lanes."""
    return set(re.findall(r'font-weight="600" class="chart-ink">([^<]+)<', response.content.decode()))


@pytest.mark.parametrize("span", list(Span))
def test_week_shows_the_team_everything_on_one_line_of_time(lived, sign_in, span):
    maya, monday = lived

    response = week_of(sign_in("therapist"), maya, monday, span)

    assert response.status_code == 200
    assert {"Ratings in class", "Hard moments", "Sessions", "At school"} <= lanes(response)
    assert b"The same as a table" in response.content


def test_the_table_says_what_the_picture_shows(lived, sign_in):
    maya, monday = lived

    page = week_of(sign_in("therapist"), maya, monday).content.decode()

    assert "3 / 5" in page
    assert "6 min, A drink of water, calmer, with help" in page
    assert "Individual session, Adaeze Okafor" in page
    assert "nothing written" in page


def test_who_holds_the_minimum_has_no_lane_of_hard_moments(lived, sign_in):
    maya, monday = lived

    response = week_of(sign_in("director"), maya, monday)

    assert "Ratings in class" in lanes(response)
    assert "Hard moments" not in response.content.decode()


def test_a_teacher_has_no_lane_of_sessions_or_scores(lived, sign_in):
    maya, monday = lived

    page = week_of(sign_in("teacher"), maya, monday)

    assert "Ratings in class" in lanes(page)
    assert "At school" in lanes(page)
    assert not [lane for lane in lanes(page) if "Sessions" in lane or "PHQ" in lane]
    assert "Sessions held" not in page.content.decode()


def test_without_a_release_nothing_betrays_what_the_school_wrote(cast, as_, sign_in):
    maya, monday = cast.children["maya"], monday_of(now())
    client = sign_in("therapist")
    before = week_of(client, maya, monday)
    with as_("teacher"):
        classroom.rate(child=maya, regulation=4, engagement=6, by=cast.person("teacher"), at=now())
        classroom.start_episode(child=maya, by=cast.person("teacher"), at=now())

    after = week_of(client, maya, monday)

    assert lanes(after) == lanes(before)
    assert not {"Ratings in class", "Hard moments", "At school"} & lanes(after)
    assert "nothing written" not in after.content.decode()


@pytest.mark.parametrize("part", ["outsider", "mother", "father", "maya", "youth"])
def test_the_week_is_not_there_for_others(part, lived, sign_in):
    maya, monday = lived

    assert week_of(sign_in(part), maya, monday).status_code == 404


@pytest.mark.parametrize("asked", ["", "tomorrow", "0001-01-01", "9999-12-31", "2026-13-40"])
@pytest.mark.parametrize("span", ["", "week", "month", "year", "eternity"])
def test_odd_stretches_are_answered(asked, span, lived, sign_in):
    maya, _monday = lived
    client = sign_in("teacher")

    assert client.get(reverse("chart:week", args=[maya.pk]), {"start": asked, "span": span}).status_code == 200


def test_the_week_costs_few_queries(lived, sign_in, django_assert_max_num_queries):
    maya, monday = lived
    client = sign_in("therapist")
    week_of(client, maya, monday)

    with django_assert_max_num_queries(40):
        week_of(client, maya, monday)


@given(st.dates(EARLIEST + timedelta(days=400), LATEST - timedelta(days=400)), st.sampled_from(list(Span)))
def test_every_day_lies_in_its_stretch(day, span):
    stretch = stretch_of(span, day)

    assert stretch.first <= day < stretch.until
    assert stretch_of(span, stretch.last) == stretch
    assert stretch_of(span, stretch.before).until == stretch.first


def test_a_school_year_begins_in_august():
    assert stretch_of(Span.YEAR, date(2026, 7, 31)).first == date(2025, 8, 1)
    assert stretch_of(Span.YEAR, date(2026, 8, 1)).first == date(2026, 8, 1)
