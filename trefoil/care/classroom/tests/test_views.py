from datetime import timedelta

import pytest
from django.urls import reverse

from trefoil.care.classroom import actions, general
from trefoil.care.classroom.models import Episode, Rating
from trefoil.care.classroom.types import Outcome
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.ids import new_id

WATER = next(s for s in general.strategies() if s.key == "general:water")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def maya(released):
    return released.children["maya"]


@pytest.fixture
def rated(maya, released, as_):
    with as_("teacher"):
        return actions.rate(child=maya, regulation=4, engagement=6, by=released.person("teacher"), at=now())


@pytest.fixture
def running(maya, released, as_):
    with as_("teacher"):
        return actions.start_episode(child=maya, by=released.person("teacher"), at=now())


def url(name, *args):
    return reverse(f"classroom:{name}", args=args)


@pytest.mark.parametrize("part", ["teacher", "aide", "social_worker", "skills"])
def test_board_shows_first_names_to_those_in_class(part, maya, sign_in):
    page = sign_in(part).get(url("board")).content.decode()

    assert "Maya" in page
    assert "Jonah" in page
    assert "Reyes" not in page


@pytest.mark.parametrize("part", ["therapist", "supervisor", "peer", "director", "coordinator", "outsider", "mother"])
def test_who_is_not_in_class_has_no_board(part, maya, rated, running, sign_in):
    client = sign_in(part)

    for name, args in [("board", []), ("rate", [maya.pk]), ("rated", [rated.pk]), ("episode", [running.pk])]:
        assert client.get(url(name, *args)).status_code == 404, name


def test_rate_in_place_answers_the_sheet_and_the_tile(maya, sign_in, as_):
    sent = {"regulation": 7, "engagement": 8, "client_id": new_id(), "moment": "2000-01-01T00:00:00Z"}
    client = sign_in("teacher")

    answer = client.post(url("rate", maya.pk), sent, headers=HTMX).content.decode()
    client.post(url("rate", maya.pk), sent, headers=HTMX)

    assert "<html" not in answer
    assert f'id="tile-{maya.pk}" hx-swap-oob="true"' in answer
    assert "Undo" in answer
    with as_("teacher"):
        row = Rating.objects.get()
    assert (row.regulation, row.engagement, row.pk) == (7, 8, sent["client_id"])
    assert abs(now() - row.at) < timedelta(minutes=1)


def test_a_rating_sent_late_happened_when_the_device_says(maya, sign_in, as_):
    moment = now() - timedelta(hours=2)
    sent = {"regulation": 7, "engagement": 8, "moment": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}

    sign_in("teacher").post(url("rate", maya.pk), sent, headers=HTMX)

    with as_("teacher"):
        assert abs(Rating.objects.get().at - moment) < timedelta(seconds=1)


def test_rate_works_as_a_plain_form(maya, sign_in):
    client = sign_in("teacher")

    assert b"Regulation" in client.get(url("rate", maya.pk)).content
    answer = client.post(url("rate", maya.pk), {"regulation": 7, "engagement": 8}, follow=True)

    assert answer.redirect_chain[0][0].startswith("/classroom/rating/")
    assert b"Undo" in answer.content


def test_rate_refuses_half_a_rating_and_keeps_the_other_half(maya, sign_in):
    answer = sign_in("teacher").post(url("rate", maya.pk), {"regulation": 7}, headers=HTMX)

    assert answer.status_code == 422
    assert b'value="7" checked' in answer.content
    assert b"Choose a number in this row." in answer.content


def test_undo_rating(rated, sign_in, as_):
    answer = sign_in("teacher").post(url("undo_rating", rated.pk), headers=HTMX)

    assert b"Taken back." in answer.content
    with as_("teacher"):
        assert Rating.objects.get().voided_at


def test_three_taps(maya, sign_in, as_):
    client = sign_in("teacher")
    assert (
        b"How strong is it?"
        in client.post(url("start_episode", maya.pk), {"client_id": new_id()}, headers=HTMX).content
    )
    with as_("teacher"):
        episode = Episode.objects.get()

    graded = client.post(url("grade_episode", episode.pk), {"intensity": 3}, headers=HTMX)
    chosen = client.post(url("choose_strategy", episode.pk), {"strategy": WATER.key}, headers=HTMX)
    ended = client.post(url("end_episode", episode.pk), {"outcome": Outcome.CALMER_ALONE}, headers=HTMX)

    assert b"What do you try?" in graded.content
    assert b"A drink of water" in graded.content
    assert b"How did it end?" in chosen.content
    assert b"Calmer, alone" in ended.content
    assert b"data-running" in chosen.content
    assert b"data-running" not in ended.content


def test_back_is_always_possible(running, sign_in):
    client = sign_in("teacher")
    client.post(url("grade_episode", running.pk), {"intensity": 3}, headers=HTMX)

    page = client.get(url("episode", running.pk) + "?step=intensity", headers=HTMX)

    assert b"How strong is it?" in page.content


def test_three_taps_as_plain_forms(maya, sign_in):
    client = sign_in("teacher")

    page = client.post(url("start_episode", maya.pk), {}, follow=True)

    assert b"<html" in page.content
    assert b"How strong is it?" in page.content
    assert b"data-running" in page.content


def test_what_is_no_choice_is_refused(running, sign_in):
    client = sign_in("teacher")

    assert client.post(url("grade_episode", running.pk), {"intensity": 9}, headers=HTMX).status_code == 422
    assert client.post(url("choose_strategy", running.pk), {"strategy": "pain"}, headers=HTMX).status_code == 422
    assert client.post(url("end_episode", running.pk), {"outcome": "other"}, headers=HTMX).status_code == 422


def test_reopen_and_undo_episode(running, released, as_, sign_in):
    teacher = released.person("teacher")
    with as_("teacher"):
        actions.grade_episode(episode=running, intensity=2, by=teacher, at=now())
        actions.choose_strategy(episode=running, strategy=WATER, by=teacher, at=now())
        actions.end_episode(episode=running, outcome=Outcome.OTHER, by=teacher, at=now())
    client = sign_in("teacher")

    assert b"How did it end?" in client.post(url("reopen_episode", running.pk), headers=HTMX).content
    assert b"Taken back." in client.post(url("undo_episode", running.pk), headers=HTMX).content


def test_the_practitioner_sees_that_the_teacher_is_there_and_cannot_take_over(running, sign_in):
    client = sign_in("skills")

    page = client.get(url("episode", running.pk), headers=HTMX)

    assert b"Sofia Ruiz is with this child." in page.content
    assert client.post(url("grade_episode", running.pk), {"intensity": 3}, headers=HTMX).status_code == 404


def test_observations_are_read_by_the_team_and_by_nobody_else(maya, rated, running, sign_in):
    for part in ("teacher", "therapist", "social_worker", "skills"):
        page = sign_in(part).get(url("observations", maya.pk))
        assert b"Sofia Ruiz" in page.content, part
    for part in ("outsider", "mother", "father", "maya"):
        assert sign_in(part).get(url("observations", maya.pk)).status_code == 404, part


def test_without_a_release_the_clinic_finds_no_observations(cast, as_, sign_in):
    maya, teacher = cast.children["maya"], cast.person("teacher")
    with as_("teacher"):
        rating = actions.rate(child=maya, regulation=4, engagement=6, by=teacher, at=now())
    for part in ("therapist", "supervisor", "skills"):
        client = sign_in(part)
        assert client.get(url("observations", maya.pk)).status_code == 404, part
        assert client.get(url("rated", rating.pk)).status_code == 404, part


def test_who_holds_the_minimum_finds_no_word_of_hard_moments(maya, rated, running, sign_in):
    page = sign_in("director").get(url("observations", maya.pk)).content.decode()

    assert "Ratings" in page
    assert "Hard moments" not in page


def test_correct_rating(rated, sign_in, as_):
    client = sign_in("teacher")
    assert client.get(url("correct_rating", rated.pk)).status_code == 200

    answer = client.post(url("correct_rating", rated.pk), {"regulation": 5, "engagement": 5, "period": "Math"})

    assert answer["Location"] == url("observations", rated.child_id)
    with as_("teacher"):
        assert Rating.objects.get().period == "Math"


def test_correct_rating_says_why_not_to_a_colleague(rated, sign_in):
    client = sign_in("aide")

    assert b"Only the person who wrote this can correct it." in client.get(url("correct_rating", rated.pk)).content
    answer = client.post(url("correct_rating", rated.pk), {"regulation": 5, "engagement": 5})
    assert answer.status_code == 422


def test_correct_episode(running, released, as_, sign_in):
    teacher = released.person("teacher")
    with as_("teacher"):
        actions.grade_episode(episode=running, intensity=2, by=teacher, at=now())
        actions.choose_strategy(episode=running, strategy=WATER, by=teacher, at=now())
        actions.end_episode(episode=running, outcome=Outcome.OTHER, by=teacher, at=now())
    client = sign_in("teacher")
    sent = {"intensity": 4, "strategy": "general:walk", "outcome": "escalated", "minutes": 12}

    assert b"How many minutes it lasted" in client.get(url("correct_episode", running.pk)).content
    assert client.post(url("correct_episode", running.pk), sent).status_code == 302

    with as_("teacher"):
        row = Episode.objects.get()
    assert (row.intensity, row.strategy_key, row.outcome) == (4, "general:walk", "escalated")
    assert row.ends_at - row.starts_at == timedelta(minutes=12)


def test_void_rating_and_episode(rated, running, sign_in, as_):
    client = sign_in("social_worker")

    assert client.get(url("void_rating", rated.pk)).status_code == 200
    assert client.post(url("void_rating", rated.pk), {"reason": ""}).status_code == 422
    assert client.post(url("void_rating", rated.pk), {"reason": "Wrong child."}).status_code == 302
    assert client.post(url("void_episode", running.pk), {"reason": "Wrong child."}).status_code == 302
    with as_("teacher"):
        assert Rating.objects.get().void_reason == "Wrong child."
        assert Episode.objects.get().void_reason == "Wrong child."


def test_a_teacher_cannot_void(rated, sign_in):
    assert sign_in("teacher").post(url("void_rating", rated.pk), {"reason": "No."}).status_code == 422


def test_the_tiles_alone_for_a_refresh(maya, sign_in):
    answer = sign_in("teacher").get(url("board"), headers=HTMX | {"HX-Poll": "1"})

    assert answer.content.decode().lstrip().startswith('<ul class="tiles"')


def test_an_odd_page_number_is_the_first_page(maya, sign_in):
    assert sign_in("teacher").get(url("board") + "?page=99999999&room=nowhere").status_code == 200
    assert sign_in("teacher").get(url("board") + "?page=²").status_code == 200


def test_the_board_costs_few_queries(maya, rated, running, sign_in, django_assert_max_num_queries):
    client = sign_in("teacher")
    client.get(url("board"))

    with django_assert_max_num_queries(24):
        client.get(url("board"))
