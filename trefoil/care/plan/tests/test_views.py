"""The plan's pages, as each of the cast gets them."""

import pytest
from django.urls import reverse

from trefoil.care.plan import actions, queries
from trefoil.care.plan.content import mark
from trefoil.care.plan.models import Acknowledgement, PlanVersion, Proposal
from trefoil.care.plan.types import VersionState
from trefoil.demo.cast import open_accounts
from trefoil.ground.access.session import seen_by
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent.models import Release
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


def test_the_plan_is_there_for_those_who_may_read_it_and_for_nobody_else(released, visit, maya):
    scenes.published(released)
    for part, status in {
        "therapist": 200,
        "supervisor": 200,
        "skills": 200,
        "mother": 200,
        "maya": 200,
        "peer": 200,
        "father": 404,
        "teacher": 404,
        "aide": 404,
        "social_worker": 404,
        "director": 404,
        "privacy": 404,
        "coordinator": 404,
        "outsider": 404,
        "youth": 404,
    }.items():
        assert visit(part, "plan:plan", maya).status_code == status, part
        versions = 404 if part == "peer" else status
        assert visit(part, "plan:versions", maya).status_code == versions, part


def test_the_plan_for_school_is_there_for_the_school_and_holds_nothing_else(released, visit, maya):
    scenes.published(released)
    for part, status in {
        "teacher": 200,
        "aide": 200,
        "social_worker": 200,
        "director": 200,
        "mother": 200,
        "father": 200,
        "maya": 200,
        "therapist": 200,
        "peer": 200,
        "privacy": 404,
        "coordinator": 404,
        "outsider": 404,
        "youth": 404,
    }.items():
        response = visit(part, "plan:for_school", maya)
        assert response.status_code == status, part
        for hidden in ("Role-play", "fridge", "asleep", "Secret"):
            assert hidden not in _text(response), part
        if status == 200:
            assert "Break card on the desk" in _text(response)


def test_a_revoked_release_closes_the_page_at_the_next_click(released, visit, maya, as_):
    scenes.published(released)
    assert visit("teacher", "plan:for_school", maya).status_code == 200
    with as_("mother"):
        from trefoil.ground.kit.clock import now

        for release in Release.objects.filter(child_id=maya):
            consent.revoke(release=release, by=released.person("mother"), at=now())
    assert visit("teacher", "plan:for_school", maya).status_code == 404
    assert visit("mother", "plan:for_school", maya).status_code == 200


def test_nothing_is_shown_to_the_school_before_it_is_published(released, visit, maya):
    version = scenes.signed(released)
    assert "Break card" not in _text(visit("teacher", "plan:for_school", maya))
    assert visit("teacher", "plan:sign", version.pk).status_code == 404
    assert visit("teacher", "plan:preview", version.pk).status_code == 404


def test_draft_begins_on_a_click_and_its_parts_save_themselves(released, visit, maya):
    begun = visit("therapist", "plan:draft", maya, {})
    version_id = begun.url.split("/")[-3]
    assert visit("therapist", "plan:edit", version_id).status_code == 200
    added = visit("therapist", "plan:add_goal", version_id, {"title": "I ask"}, **{"hx-request": "true"})
    assert "I ask" in _text(added)
    with seen_by(released.person("therapist")):
        version = PlanVersion.objects.get(pk=version_id)
        goal = version.plan.goals[0]
    fields = {"title": "I ask early", "status": "on_track", "for_school": "on", "page_id": "a", "seen": mark(goal)}
    saved = visit("therapist", "plan:change_goal", (version_id, goal.id), fields, **{"hx-request": "true"})
    assert saved.status_code == 200
    assert "saved" in _text(saved)
    plain = visit("therapist", "plan:change_goal", (version_id, goal.id), fields)
    assert plain.status_code == 302
    step = {"setting": "home", "text": "Card on the fridge"}
    assert visit("therapist", "plan:add_strategy", (version_id, goal.id), step).status_code == 302
    with seen_by(released.person("therapist")):
        strategy = PlanVersion.objects.get(pk=version_id).plan.goals[0].strategies[0]
    more = {
        "seen": mark(strategy),
        "text": "Card on the fridge door",
        "who": "Elena Reyes",
        "frequency": "daily",
        "helps_in_the_moment": "on",
    }
    visit("therapist", "plan:change_strategy", (version_id, strategy.id), more, **{"hx-request": "true"})
    visit("therapist", "plan:add_accommodation", version_id, {"text": "Extra time"})
    with seen_by(released.person("therapist")):
        plan = PlanVersion.objects.get(pk=version_id).plan
    strategy = plan.goals[0].strategies[0]
    assert (strategy.text, strategy.who_id) == ("Card on the fridge door", released.person("mother").pk)
    change = {"text": "Extra time in tests", "basis": "iep", "starts_on": "2026-09-01"}
    change["seen"] = mark(plan.accommodations[0])
    key = (version_id, plan.accommodations[0].id)
    assert "saved" in _text(visit("therapist", "plan:change_accommodation", key, change, **{"hx-request": "true"}))
    bad = visit("therapist", "plan:change_goal", (version_id, goal.id), {"title": ""}, **{"hx-request": "true"})
    assert bad.status_code == 422
    assert visit("therapist", "plan:move_goal", (version_id, goal.id), {"way": "up"}).status_code == 302
    assert visit("therapist", "plan:remove_strategy", (version_id, strategy.id), {}).status_code == 302
    assert visit("therapist", "plan:remove_accommodation", key, {}).status_code == 302
    assert visit("therapist", "plan:remove_goal", (version_id, goal.id), {}).status_code == 302
    for part in ("mother", "maya", "teacher", "peer", "outsider"):
        assert visit(part, "plan:edit", version_id).status_code == 404, part
        assert visit(part, "plan:add_goal", version_id, {"title": "x"}).status_code == 404, part
        assert visit(part, "plan:draft", maya, {}).status_code == 404, part


def test_a_second_editor_reads_who_wrote_and_can_choose(released, visit, as_):
    version = scenes.drafted(released)
    goal = version.plan.goals[0]
    fields = {"title": "Theirs", "status": "on_track", "seen": mark(goal), "page_id": "b"}
    visit("supervisor", "plan:change_goal", (version.pk, goal.id), fields, **{"hx-request": "true"})
    mine = fields | {"title": "Mine", "page_id": "a"}
    refused = visit("therapist", "plan:change_goal", (version.pk, goal.id), mine, **{"hx-request": "true"})
    assert refused.status_code == 422
    assert "Hannah Lindqvist changed this" in _text(refused)
    assert "Theirs" in _text(refused)
    with as_("therapist"):
        now = mark(PlanVersion.objects.get(pk=version.pk).plan.goals[0])
    kept = visit("therapist", "plan:change_goal", (version.pk, goal.id), mine | {"over": now}, **{"hx-request": "true"})
    assert kept.status_code == 200
    with as_("therapist"):
        assert PlanVersion.objects.get(pk=version.pk).plan.goals[0].title == "Mine"


def test_write_card_saves_and_shows(released, visit, maya):
    response = visit("therapist", "plan:write_card", maya, {"allergies": "peanuts", "medicines": ""})
    assert response.status_code == 302
    assert "peanuts" in _text(visit("peer", "plan:plan", maya))
    assert visit("mother", "plan:write_card", maya, {"allergies": "x"}).status_code == 404


def test_submit_shows_what_the_schools_signer_will_see_and_asks(released, visit):
    version = scenes.drafted(released)
    page = _text(visit("therapist", "plan:submit", version.pk))
    assert "Break card on the desk" in page
    assert "Role-play" not in page
    signer = {"school_signer": str(released.person("social_worker").pk)}
    assert visit("therapist", "plan:submit", version.pk, signer).status_code == 302
    assert visit("mother", "plan:submit", version.pk).status_code == 404


def test_submit_says_which_words_the_school_should_not_keep(released, visit, as_):
    version = scenes.drafted(released)
    with as_("therapist"):
        goal = version.plan.goals[0]
        actions.change_goal(
            version=version, goal_id=goal.id, title="I live with F32.1", by=released.person("therapist"), at=START
        )
    page = _text(visit("therapist", "plan:submit", version.pk))
    assert "F32.1" in page
    refused = visit("therapist", "plan:submit", version.pk, {"school_signer": ""})
    assert refused.status_code == 422
    why = {"school_signer": "", "justification": "The nurse has to know this code"}
    assert visit("therapist", "plan:submit", version.pk, why).status_code == 302


def test_sign_shows_each_the_plan_they_may_see(released, visit, maya):
    version = scenes.submitted(released)
    assert "Role-play" in _text(visit("mother", "plan:sign", version.pk))
    assert "Role-play" in _text(visit("maya", "plan:sign", version.pk))
    school = _text(visit("social_worker", "plan:sign", version.pk))
    assert "Break card" in school
    for hidden in ("Role-play", "fridge", "Secret"):
        assert hidden not in school
    for part in ("father", "teacher", "outsider", "peer", "supervisor"):
        assert visit(part, "plan:sign", version.pk).status_code == 404, part

    wrong = visit("mother", "plan:sign", version.pk, {"typed_name": "Somebody"})
    assert wrong.status_code == 422
    for part, name in {
        "therapist": "Adaeze Okafor",
        "mother": "Elena Reyes",
        "maya": "Maya Reyes",
        "social_worker": "Dana Whitfield",
    }.items():
        assert visit(part, "plan:sign", version.pk, {"typed_name": name}).status_code == 302, part
    with seen_by(released.person("therapist")):
        assert PlanVersion.objects.get(pk=version.pk).state == VersionState.SIGNED


def test_the_family_does_not_read_a_draft(released, visit, maya):
    scenes.drafted(released)
    assert "I ask for a break" not in _text(visit("mother", "plan:plan", maya))
    assert "I ask for a break" in _text(visit("therapist", "plan:plan", maya))


def test_go_on_without_a_youths_signature_keeps_the_reason(released, visit, as_, maya):
    version = scenes.submitted(released)
    with as_("therapist"):
        of = {s.party: s.pk for s in queries.signatures(version.pk)}
    assert visit("therapist", "plan:go_on_without", of["youth"]).status_code == 200
    assert visit("mother", "plan:go_on_without", of["youth"]).status_code == 404
    assert visit("therapist", "plan:go_on_without", of["youth"], {"words": "no"}).status_code == 422
    reason = {"words": "Maya would rather not sign this time"}
    assert visit("therapist", "plan:go_on_without", of["youth"], reason).status_code == 302
    assert "rather not sign" in _text(visit("therapist", "plan:plan", maya))


def test_preview_names_the_readers_the_release_and_what_is_not_shown(released, visit):
    version = scenes.signed(released)
    page = _text(visit("therapist", "plan:preview", version.pk))
    for words in (
        "Sofia Ruiz",
        "Minh Tran",
        "Dana Whitfield",
        "Priya Raman",
        "Under the release signed by Elena R.",
        "1 goal",
        "diagnosis, medicines, notes",
        "Publish to 3 people",
        "Break card on the desk",
    ):
        assert words in page, words
    assert "Role-play" not in page


def test_publish_and_acknowledge(released, visit, maya, as_):
    version = scenes.signed(released)
    assert visit("mother", "plan:publish", version.pk, {}).status_code == 404
    assert visit("therapist", "plan:publish", version.pk, {}).status_code == 302
    assert visit("therapist", "plan:publish", version.pk, {}).status_code == 422
    page = visit("teacher", "plan:for_school", maya)
    assert "I have read it" in _text(page)
    with as_("teacher"):
        part = queries.published(maya)
    assert visit("teacher", "plan:acknowledge", part.pk, {}).status_code == 302
    assert visit("outsider", "plan:acknowledge", part.pk, {}).status_code == 404
    with as_("therapist"):
        assert Acknowledgement.objects.count() == 1
    assert "Sofia Ruiz" in _text(visit("therapist", "plan:for_school", maya))


def test_preview_without_a_release_says_so_and_how_to_ask(released, visit, as_, maya):
    version = scenes.signed(released)
    with as_("mother", START + DAY):
        for release in Release.objects.filter(child_id=maya):
            consent.revoke(release=release, by=released.person("mother"), at=START + DAY)
    page = _text(visit("therapist", "plan:preview", version.pk))
    assert "No release lets the clinic share" in page
    assert "Ask for the release" in page
    refused = visit("therapist", "plan:publish", version.pk, {})
    assert refused.status_code == 422


def test_propose_and_answer(released, visit, maya, as_):
    scenes.published(released)
    for part, status in {"mother": 302, "maya": 302, "teacher": 302, "father": 404, "outsider": 404}.items():
        response = visit(part, "plan:propose", maya, {"words": f"From {part}"})
        assert response.status_code == status, part
    with as_("therapist"):
        asked = Proposal.objects.get(text="From mother")
        assert Proposal.objects.count() == 3
    assert "From mother" in _text(visit("therapist", "plan:plan", maya))
    assert visit("therapist", "plan:answer", asked.pk, {"words": "From Monday"}).status_code == 302
    assert "From Monday" in _text(visit("mother", "plan:plan", maya))
    assert "From maya" not in _text(visit("mother", "plan:plan", maya))
    assert visit("teacher", "plan:answer", asked.pk).status_code == 404


def test_versions_say_what_changed(released, visit, maya, as_):
    first = scenes.signed(released)
    with as_("therapist", START + DAY):
        by = released.person("therapist")
        second = actions.draft(child=released.children["maya"], by=by, at=START + DAY)
        goal = first.plan.goals[0]
        actions.change_goal(version=second, goal_id=goal.id, title="I ask for a break early", by=by, at=START + DAY)
    page = _text(visit("therapist", "plan:versions", maya))
    assert "added:" in page
    assert "early" in page
    assert "early" not in _text(visit("mother", "plan:versions", maya))


def test_a_page_of_the_plan_asks_the_database_few_questions(released, visit, maya, django_assert_max_num_queries):
    scenes.published(released)
    visit("therapist", "plan:plan", maya)
    with django_assert_max_num_queries(40):
        visit("therapist", "plan:plan", maya)
