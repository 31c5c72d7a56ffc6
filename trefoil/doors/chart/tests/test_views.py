"""The staff's pages, through the eyes of each."""

import pytest
from django.urls import reverse

STAFF = ("therapist", "supervisor", "skills", "peer", "teacher", "aide", "social_worker", "director", "coordinator")


@pytest.fixture
def maya(released):
    return released.children["maya"]


@pytest.mark.parametrize("part", [*STAFF, "outsider", "privacy"])
def test_today_greets_everybody_with_what_needs_them(released, sign_in, part):
    page = sign_in(part).get("/")
    assert page.status_code == 200
    assert "Needs you now" in page.content.decode()


def test_a_family_is_shown_to_its_own_door(released, sign_in):
    assert sign_in("mother").get("/").url == reverse("portal:home")


@pytest.mark.parametrize("part", STAFF)
def test_the_team_opens_the_childs_page(maya, sign_in, part):
    page = sign_in(part).get(reverse("chart:child", args=[maya.pk]))
    assert page.status_code == 200
    assert "Maya Reyes" in page.content.decode()


@pytest.mark.parametrize("part", ["outsider", "mother", "father", "youth"])
def test_others_find_nothing_there(maya, sign_in, part):
    client = sign_in(part)
    assert client.get(reverse("chart:child", args=[maya.pk])).status_code == 404
    assert client.get(reverse("chart:timeline", args=[maya.pk])).status_code == 404
    assert client.get(reverse("chart:children")).status_code in (200, 404)


def test_find_knows_any_part_of_a_name_and_leads_there(maya, sign_in):
    client = sign_in("therapist")
    assert client.get(reverse("chart:find"), {"q": "eye"}).url == reverse("chart:child", args=[maya.pk])
    assert "Nobody by that name" in client.get(reverse("chart:find"), {"q": "zzz"}).content.decode()


def test_an_outsider_cannot_find_that_the_child_exists(maya, sign_in):
    page = sign_in("outsider").get(reverse("chart:find"), {"q": "Maya"})
    assert "Reyes" not in page.content.decode()


def test_the_timeline_survives_nonsense(maya, sign_in):
    client = sign_in("therapist")
    for query in ("?before=yesterday", "?voice=moon", "?before=2026-01-01T00:00:00%2B00:00"):
        assert client.get(reverse("chart:timeline", args=[maya.pk]) + query).status_code == 200


def test_today_asks_no_more_of_the_database_with_more_children(released, sign_in, django_assert_max_num_queries):
    client = sign_in("director")
    client.get("/")
    with django_assert_max_num_queries(40):
        client.get("/")
