"""The family's week as a page: addressed to who reads it, in their language, with nothing that is not theirs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trefoil.care.classroom import actions as classroom
from trefoil.care.classroom import general
from trefoil.care.classroom.types import Outcome
from trefoil.doors.portal.week import monday_of, today_in_words
from trefoil.ground.kit.clock import now

WATER = next(s for s in general.strategies() if s.key == "general:water")


@pytest.fixture
def lived(released, as_):
    """A Monday of Maya's: a good rating and one hard moment that water helped."""
    maya, teacher = released.children["maya"], released.person("teacher")
    monday = monday_of(timezone.localdate(now())) - timedelta(days=7)
    ten = timezone.make_aware(timezone.datetime(monday.year, monday.month, monday.day, 10, 5))
    with as_("teacher"):
        classroom.rate(child=maya, regulation=8, engagement=6, by=teacher, at=ten)
        hard = classroom.start_episode(child=maya, by=teacher, at=ten)
        classroom.grade_episode(episode=hard, intensity=2, by=teacher, at=ten)
        classroom.choose_strategy(episode=hard, strategy=WATER, by=teacher, at=ten)
        ended = ten + timedelta(minutes=6)
        classroom.end_episode(episode=hard, outcome=Outcome.CALMER_WITH_HELP, by=teacher, at=ended)
    return maya, monday


def week_of(client, child, monday):
    return client.get(reverse("portal:week", args=[child.pk]), {"start": monday.isoformat()})


def test_a_mother_reads_the_week_in_words(lived, sign_in):
    maya, monday = lived
    client = sign_in("mother")
    client.cookies["trefoil_language_8000"] = "en"

    page = week_of(client, maya, monday).content.decode()

    assert "Maya" in page
    assert "10:05" in page
    assert "ating" not in page
    assert "egulation" not in page


def test_a_youth_is_spoken_to(lived, sign_in):
    maya, monday = lived

    page = week_of(sign_in("maya"), maya, monday)

    assert page.status_code == 200
    assert "The week of Maya" not in page.content.decode().split("<main")[1].split("sheet-title")[0]


@pytest.mark.parametrize("part", ["father", "youth", "outsider", "teacher", "therapist"])
def test_the_familys_week_is_not_there_for_others(part, lived, sign_in):
    maya, monday = lived

    assert week_of(sign_in(part), maya, monday).status_code == 404


@pytest.mark.parametrize("start", ["", "soon", "0001-01-01", "9999-12-31"])
def test_odd_weeks_are_answered(start, lived, sign_in):
    maya, _monday = lived

    assert sign_in("mother").get(reverse("portal:week", args=[maya.pk]), {"start": start}).status_code == 200


def test_today_says_nothing_to_a_father_the_order_keeps_out(lived, released, as_):
    maya, _monday = lived

    with as_("father"):
        summary = today_in_words(maya.pk, viewer=released.person("father").as_viewer(), at=now())

    assert summary.sentences == []
    assert summary.at_home == []
