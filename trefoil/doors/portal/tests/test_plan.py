"""The family's page of the plan: plain words, tonight, what changed, questions, and what matters most."""

import pytest
from django.urls import reverse

from trefoil.care.plan.models import Priority
from trefoil.care.plan.tests import scenes
from trefoil.demo.cast import open_accounts
from trefoil.ground.people.models import Account


@pytest.fixture
def visit(released, client):
    """`visit("mother", "portal:plan", id)` opens a page as a part of the cast; data posts."""
    scenes.published(released)
    open_accounts(released)

    def go(part, name, key, data=None):
        client.force_login(Account.objects.get(person_id=released.person(part).pk))
        url = reverse(name, args=[key])
        return client.get(url) if data is None else client.post(url, data)

    return go


@pytest.fixture
def maya(released):
    return released.children["maya"].pk


def _text(response):
    return response.content.decode()


def test_plan_speaks_plainly_and_only_to_the_family(visit, maya):
    page = _text(visit("mother", "portal:plan", maya))
    assert "I ask for a break before I leave the room" in page
    assert "Same card on the fridge" in page
    for word in ("Secret measure", "Secret baseline", "Role-play asking", "Break card on the desk"):
        assert word not in page
    for part in ("father", "teacher", "therapist", "outsider", "youth"):
        assert visit(part, "portal:plan", maya).status_code == 404, part


def test_name_priority_is_kept_refused_and_dropped(visit, maya, as_):
    assert visit("mother", "portal:name_priority", maya, {"text": ""}).status_code == 422
    assert visit("mother", "portal:name_priority", maya, {"text": "Quiet mornings"}).status_code == 302
    assert "Quiet mornings" in _text(visit("therapist", "plan:plan", maya))
    with as_("mother"):
        priority = Priority.objects.get()
    assert visit("mother", "portal:drop_priority", priority.pk, {}).status_code == 302
    assert "Quiet mornings" not in _text(visit("mother", "portal:plan", maya))


def test_ask_keeps_a_question_for_the_next_meeting(visit, maya):
    assert visit("maya", "portal:ask", maya, {"text": "Can I bring a friend?"}).status_code == 302
    assert "Can I bring a friend?" in _text(visit("maya", "portal:plan", maya))
    assert visit("maya", "portal:ask", maya, {"text": ""}).status_code == 422
