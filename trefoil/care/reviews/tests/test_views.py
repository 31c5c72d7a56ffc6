"""The pages of reviews, as each of the cast gets them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from trefoil.care.plan.tests import scenes
from trefoil.care.plan.tests.scenes import START
from trefoil.care.reviews import actions
from trefoil.care.reviews.models import Decision, Meeting, Question, Rhythm
from trefoil.demo.cast import open_accounts
from trefoil.ground.access.session import seen_by
from trefoil.ground.people.models import Account

LATER = START + timedelta(days=20)


@pytest.fixture
def agreed(released):
    scenes.published(released)
    open_accounts(released)
    return released


@pytest.fixture
def visit(agreed, client):
    """`visit("teacher", "reviews:meeting", id)` opens a page as a part of the cast; data posts."""

    def go(part, name, key, data=None, query=""):
        client.force_login(Account.objects.get(person_id=agreed.person(part).pk))
        url = reverse(name, args=[key]) + query
        return client.get(url) if data is None else client.post(url, data)

    return go


@pytest.fixture
def maya(agreed):
    return agreed.children["maya"].pk


def _text(response):
    return response.content.decode()


def _meeting(cast, at, kind="joint", invited=("mother", "father", "teacher")):
    therapist = cast.person("therapist")
    with seen_by(therapist, at):
        return actions.arrange(
            child=cast.children["maya"],
            kind=kind,
            starts_at=at,
            minutes=30,
            lead=therapist,
            invited=[cast.person(part).pk for part in invited],
            by=therapist,
            at=at,
        )


def test_arrange_invites_sets_a_rhythm_and_refuses_with_a_reason(agreed, visit, maya, as_):
    mother = agreed.person("mother").pk
    soon = timezone.localtime() + timedelta(days=2)
    said = {"kind": "check_in", "starts_at": f"{soon:%Y-%m-%dT%H:%M}", "minutes": 30, "invited": [mother]}
    assert visit("therapist", "reviews:arrange", maya).status_code == 200
    refused = visit("therapist", "reviews:arrange", maya, said | {"starts_at": "2020-01-01T10:00"})
    assert refused.status_code == 422
    assert "That time has passed" in _text(refused)
    assert visit("therapist", "reviews:arrange", maya, said | {"every_days": 14}).status_code == 302
    with as_("therapist"):
        rhythm = Rhythm.objects.get()
        assert Meeting.objects.get().rhythm == rhythm
    assert "every two weeks" in _text(visit("mother", "reviews:reviews", maya))
    assert visit("therapist", "reviews:end_rhythm", rhythm.pk, {}).status_code == 302
    assert "every two weeks" not in _text(visit("mother", "reviews:reviews", maya))


def test_skills_workers_arrange_check_ins_and_no_joint_meetings(visit, maya):
    page = _text(visit("skills", "reviews:arrange", maya))
    assert "check_in" in page
    assert "joint" not in page


def test_the_meeting_page_holds_what_each_may_see_and_no_gap(agreed, visit, at):
    meeting = _meeting(agreed, at)
    for part in ("therapist", "mother", "father", "teacher"):
        assert visit(part, "reviews:meeting", meeting.pk).status_code == 200, part
    assert "Who is in the room" in _text(visit("therapist", "reviews:meeting", meeting.pk))
    for part in ("mother", "father", "teacher"):
        page = _text(visit(part, "reviews:meeting", meeting.pk))
        assert "Who is in the room" not in page


def test_preread_shows_what_another_reads_and_no_more(agreed, visit, maya, at):
    meeting = _meeting(agreed, at)
    visit("mother", "reviews:ask", maya, {"text": "What about the bus?"})
    as_mother = visit("therapist", "reviews:preread", meeting.pk, query=f"?as={agreed.person('mother').pk}")
    as_teacher = visit("therapist", "reviews:preread", meeting.pk, query=f"?as={agreed.person('teacher').pk}")
    assert "What about the bus?" in _text(as_mother)
    assert "What about the bus?" not in _text(as_teacher)


def test_wall_shows_less_once_the_father_is_in_the_room(agreed, visit, at):
    meeting = _meeting(agreed, at)
    assert "Say first who is in the room" in _text(visit("therapist", "reviews:wall", meeting.pk))
    mother, father = agreed.person("mother").pk, agreed.person("father").pk
    there = visit("therapist", "reviews:note_present", meeting.pk, {"present": [mother], "then": "wall"})
    assert there.url == reverse("reviews:wall", args=[meeting.pk])
    alone = _text(visit("therapist", "reviews:wall", meeting.pk))
    assert "Role-play asking" in alone
    assert "?goal=2" in alone
    visit("therapist", "reviews:note_present", meeting.pk, {"present": [mother, father]})
    less = _text(visit("therapist", "reviews:wall", meeting.pk))
    assert "Break card on the desk" in less
    for hidden in ("Role-play asking", "Secret", "Same card on the fridge", "?goal=2", "In therapy", "At home"):
        assert hidden not in less
    assert visit("therapist", "reviews:wall", meeting.pk, query="?goal=99").status_code == 200
    visit("therapist", "reviews:note_present", meeting.pk, {"present": [mother], "guest": "yes"})
    assert "Nothing that everybody here may see" in _text(visit("therapist", "reviews:wall", meeting.pk))


def test_decide_hold_and_finish(agreed, visit, at, as_):
    meeting, mother = _meeting(agreed, at), agreed.person("mother").pk
    said = {"kind": "task", "text": "Bring the card", "owner_id": "", "setting": "home"}
    assert "Say who does it" in _text(visit("therapist", "reviews:decide", meeting.pk, said))
    assert visit("therapist", "reviews:decide", meeting.pk, said | {"owner_id": mother}).status_code == 302
    refused = visit("therapist", "reviews:hold", meeting.pk, {"summary": "We talked."})
    assert refused.status_code == 422
    visit("therapist", "reviews:note_present", meeting.pk, {"present": [mother]})
    assert visit("therapist", "reviews:hold", meeting.pk, {"summary": "We talked."}).status_code == 302
    page = _text(visit("mother", "reviews:meeting", meeting.pk))
    assert "We talked." in page
    with as_("mother"):
        decision = Decision.objects.get()
    assert visit("mother", "reviews:finish", decision.pk, {}).status_code == 302
    assert visit("therapist", "reviews:cancel", meeting.pk, {"reason": "Snow"}).status_code == 422


def test_cancel_says_why(agreed, visit, maya, at):
    meeting = _meeting(agreed, at)
    assert visit("therapist", "reviews:cancel", meeting.pk, {"reason": "Snow day"}).status_code == 302
    assert "Snow day" in _text(visit("mother", "reviews:reviews", maya))


def test_ask_and_settle_a_question(agreed, visit, maya, as_):
    assert visit("mother", "reviews:ask", maya, {"text": "What about the bus?"}).status_code == 302
    with as_("mother"):
        question = Question.objects.get()
    assert "What about the bus?" in _text(visit("therapist", "reviews:reviews", maya))
    assert visit("teacher", "reviews:settle", question.pk, {}).status_code == 404
    assert visit("therapist", "reviews:settle", question.pk, {"answer": "A pass"}).status_code == 302
    assert "A pass" in _text(visit("mother", "portal:plan", maya))


def test_a_meeting_asks_the_database_no_more_for_more_of_everything(agreed, visit, maya, at):
    meeting, therapist = _meeting(agreed, at), agreed.person("therapist")
    visit("therapist", "reviews:meeting", meeting.pk)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert visit("therapist", "reviews:meeting", meeting.pk).status_code == 200
        return len(counted)

    few = asked()
    with seen_by(therapist, at):
        for number in range(8):
            actions.decide(meeting=meeting, kind="task", text=f"Do {number}", owner=therapist, by=therapist, at=at)
    assert asked() == few
