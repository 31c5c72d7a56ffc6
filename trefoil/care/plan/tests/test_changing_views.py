"""The pages on which a plan is changed: rewording, talking, services, reasons, what is new."""

import pytest
from django.urls import reverse

from trefoil.care.plan import queries
from trefoil.care.plan.content import mark
from trefoil.care.plan.models import Proposal
from trefoil.demo.cast import open_accounts
from trefoil.ground.people.models import Account

from . import scenes
from .scenes import DAY, START


@pytest.fixture
def visit(released, client):
    """`visit("teacher", "plan:plan", id)` opens a page as a part of the cast; data posts."""
    open_accounts(released)

    def go(part, name, key, data=None, **headers):
        client.force_login(Account.objects.get(person_id=released.person(part).pk))
        url = reverse(name, args=[key] if not isinstance(key, tuple) else key)
        return client.get(url) if data is None else client.post(url, data, headers=headers or None)

    return go


@pytest.fixture
def maya(released):
    return released.children["maya"].pk


def _text(response):
    return response.content.decode()


def test_reword_sends_the_exact_words_and_refuses_when_nothing_is_different(released, visit, maya, as_):
    scenes.published(released)
    page = visit("teacher", "plan:reword", maya)
    assert page.status_code == 200
    forms = [row.form for row in page.context["page"].rows]
    sent = {
        f.prefix + "-" + n: f.initial.get(n) or ""
        for f in forms
        for n in ("text", "who", "frequency", "looks_like", "seen")
    }
    refused = visit("teacher", "plan:reword", maya, sent)
    assert refused.status_code == 422
    assert "Nothing is different" in _text(refused)
    sent |= {f"{forms[0].prefix}-text": "Card in the pocket", "why": "The hall"}
    assert visit("teacher", "plan:reword", maya, sent).status_code == 302
    with as_("therapist"):
        proposal = Proposal.objects.get()
    asked = proposal.asked
    assert [(e.kind, e.text) for e in asked] == [("change", "Card in the pocket")]
    page = _text(visit("therapist", "plan:proposal", proposal.pk))
    assert "Card in the pocket" in page
    assert "Break card on the desk" in page
    for part, status in {"mother": 200, "outsider": 404, "coordinator": 404}.items():
        assert visit(part, "plan:proposal", proposal.pk).status_code == status, part


def test_each_lens_words_its_own(released, visit, maya):
    scenes.published(released)
    for part, own, other in (
        ("mother", "Same card on the fridge", "Role-play asking"),
        ("therapist", "Role-play asking", "Same card on the fridge"),
        ("teacher", "Break card on the desk", "Role-play asking"),
    ):
        page = _text(visit(part, "plan:reword", maya))
        assert own in page, part
        assert other not in page, part


def test_one_lens_shows_one_column(released, visit, maya, client):
    scenes.published(released)
    url = reverse("plan:plan", args=[maya])
    assert "Role-play asking" in _text(visit("therapist", "plan:plan", maya))
    page = client.get(url + "?lens=home")
    assert "Same card on the fridge" in _text(page)
    assert "Role-play asking" not in _text(page)


def test_words_that_met_anothers_are_kept_and_both_are_shown(released, visit, maya):
    version = scenes.drafted(released)
    goal = version.plan.goals[0]
    seen = {"status": "on_track", "seen": mark(goal)}
    theirs = seen | {"title": "Theirs", "page_id": "b"}
    visit("supervisor", "plan:change_goal", (version.pk, goal.id), theirs, **{"hx-request": "true"})
    mine = seen | {"title": "Mine", "page_id": "a"}
    refused = visit("therapist", "plan:change_goal", (version.pk, goal.id), mine, **{"hx-request": "true"})
    assert "Mine" in _text(refused)
    assert "Theirs" in _text(refused)
    page = _text(visit("therapist", "plan:edit", version.pk))
    assert "Both are kept" in page
    assert "Mine" in page
    now = refused.context["mark"]
    assert visit("therapist", "plan:change_goal", (version.pk, goal.id), mine | {"over": now}).status_code == 302
    assert "Both are kept" not in _text(visit("therapist", "plan:edit", version.pk))


def test_services_reasons_and_diagnoses_are_written_on_their_pages(released, visit, maya, as_):
    scenes.signed(released)
    visit("therapist", "plan:draft", maya, {})
    with as_("therapist"):
        version = queries.versions(maya)[0]
    goal = version.plan.goals[0]
    assert visit("therapist", "plan:add_service", version.pk, {"kind": "individual"}).status_code == 302
    with as_("therapist"):
        version.refresh_from_db()
    service = version.plan.services[0]
    said = {"kind": "family", "minutes": 30, "times": 1, "weeks": 2, "modality": "video", "goal_ids": [goal.id]}
    said |= {"seen": mark(service)}
    assert visit("therapist", "plan:change_service", (version.pk, service.id), said).status_code == 302
    why = _text(visit("therapist", "plan:give_reason", version.pk))
    assert "Family session" in why
    answer = visit(
        "therapist",
        "plan:give_reason",
        version.pk,
        {"part_id": service.id, "words": "She asked"},
        **{"hx-request": "true"},
    )
    assert answer.status_code == 200
    assert "She asked" in _text(visit("therapist", "plan:give_reason", version.pk))
    assert visit("therapist", "plan:link_diagnosis", (version.pk, goal.id), {"code": ""}).status_code == 422
    assert visit("therapist", "plan:link_diagnosis", (version.pk, goal.id), {"code": "F93.0"}).status_code == 302
    page = _text(visit("therapist", "plan:edit", version.pk))
    assert "F93.0" in page
    assert "30" in page
    assert visit("therapist", "plan:remove_service", (version.pk, service.id), {}).status_code == 302


def test_confirm_and_start_in_emergency_on_the_page(released, visit, maya):
    version = scenes.submitted(released)
    assert visit("therapist", "plan:start_in_emergency", version.pk, {"words": "now"}).status_code == 422
    sent = {"words": "She came home from the hospital today."}
    assert visit("therapist", "plan:start_in_emergency", version.pk, sent).status_code == 302
    assert "She came home from the hospital today." in _text(visit("mother", "plan:plan", maya))
    for hours, part in enumerate(("therapist", "mother", "maya", "social_worker"), 1):
        scenes.sign(released, version, part, START + DAY / 24 * hours)
    assert "This is new in the plan" in _text(visit("skills", "plan:plan", maya))
    assert visit("skills", "plan:confirm", version.pk, {}).status_code == 302
    assert "This is new in the plan" not in _text(visit("skills", "plan:plan", maya))
