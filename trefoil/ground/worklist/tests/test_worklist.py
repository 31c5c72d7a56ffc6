"""What needs somebody now: asked once, in order, seen by whom it asks as long as they may see what it is about."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.types import Category
from trefoil.ground.worklist import actions
from trefoil.ground.worklist.models import Task
from trefoil.ground.worklist.queries import needs_now
from trefoil.ground.worklist.sentences import SENTENCES, words_of


@pytest.fixture
def ask(cast, as_, at):
    def put(part, *, by="director", kind="sign_plan", compartment=None, **more):
        with as_(by):
            actions.ask(
                person=cast.person(part), kind=kind, url="/", child=cast.children["maya"], compartment=compartment,
                by=cast.person(by), at=at, **more,
            )  # fmt: skip

    return put


def _kinds(cast, as_, part, at):
    with as_(part):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def test_urgent_comes_first_then_what_is_due_then_the_oldest(cast, as_, ask, at):
    ask("therapist", kind="finish_note")
    ask("therapist", kind="sign_plan", due_at=at + timedelta(days=2))
    ask("therapist", kind="cosign_note", due_at=at - timedelta(days=1))
    ask("therapist", kind="item_nine", urgent=True)
    assert _kinds(cast, as_, "therapist", at) == ["item_nine", "cosign_note", "sign_plan", "finish_note"]
    with as_("therapist"):
        lines = {line.kind: line for line in needs_now(cast.person("therapist").pk, at)}
    assert lines["cosign_note"].overdue
    assert not lines["sign_plan"].overdue
    assert lines["sign_plan"].sentence == "The plan for Maya waits for your signature"


def test_asking_again_for_the_same_changes_nothing(cast, as_, ask, at):
    subject = uuid4()
    ask("therapist", subject_id=subject)
    ask("therapist", subject_id=subject)
    assert _kinds(cast, as_, "therapist", at) == ["sign_plan"]


def test_done_for_one_person_leaves_the_others(cast, as_, ask, at):
    subject, clinic = uuid4(), cast.organizations["clinic"]
    with as_("therapist"):
        plan = compartment_for(
            child_id=cast.children["maya"].pk, category=Category.CLINICAL_PLAN, custodian_id=clinic.pk
        )
    for part in ("therapist", "supervisor"):
        ask(part, by="therapist", subject_id=subject, compartment=plan)
    with as_("therapist"):
        asked = cast.person("therapist")
        assert actions.done(kind="sign_plan", subject_id=subject, person=asked, by=asked, at=at) == 1
    assert _kinds(cast, as_, "therapist", at) == []
    assert _kinds(cast, as_, "supervisor", at) == ["sign_plan"]
    with as_("therapist"):
        assert actions.done(kind="sign_plan", subject_id=subject, by=cast.person("therapist"), at=at) == 1
    assert _kinds(cast, as_, "supervisor", at) == []


def test_what_was_done_may_be_asked_again(cast, as_, ask, at):
    subject = uuid4()
    ask("therapist", subject_id=subject)
    with as_("therapist"):
        actions.done(kind="sign_plan", subject_id=subject, by=cast.person("therapist"), at=at)
    ask("therapist", subject_id=subject)
    assert _kinds(cast, as_, "therapist", at) == ["sign_plan"]


def test_a_task_goes_with_the_grant_that_opened_what_it_is_about(released, as_, ask, at):
    from trefoil.ground.consent import actions as consent
    from trefoil.ground.consent.models import Release

    maya, clinic = released.children["maya"], released.organizations["clinic"]
    with as_("therapist"):
        plan = compartment_for(child_id=maya.pk, category=Category.SCHOOL_PLAN, custodian_id=clinic.pk)
    ask("teacher", by="therapist", kind="acknowledge_plan", compartment=plan)
    assert _kinds(released, as_, "teacher", at) == ["acknowledge_plan"]
    with as_("mother"):
        for release in Release.objects.filter(child=maya, revoked_at=None):
            consent.revoke(release=release, by=released.person("mother"), at=at)
    with as_("teacher"):
        assert not Task.objects.filter(kind="acknowledge_plan").exists()


def test_nobody_learns_of_a_crisis_from_anothers_worklist(released, as_, ask, at):
    maya, clinic = released.children["maya"], released.organizations["clinic"]
    with as_("therapist"):
        scores = compartment_for(child_id=maya.pk, category=Category.ASSESSMENTS, custodian_id=clinic.pk)
    ask("therapist", by="therapist", kind="item_nine", compartment=scores)
    for part in ("teacher", "social_worker", "coordinator", "father", "outsider"):
        with as_(part):
            assert not Task.objects.filter(kind="item_nine").exists(), part
    with as_("supervisor"):
        assert Task.objects.filter(kind="item_nine").exists()


def test_who_sees_nothing_of_a_child_can_ask_nothing_about_it(cast, as_, at):
    with as_("therapist"):
        scores = compartment_for(
            child_id=cast.children["maya"].pk, category=Category.ASSESSMENTS,
            custodian_id=cast.organizations["clinic"].pk,
        )  # fmt: skip
    outsider = cast.person("outsider")
    with as_("outsider"), pytest.raises(ProgrammingError), transaction.atomic():
        actions.ask(person=outsider, kind="sign_plan", url="/", compartment=scores, by=outsider, at=at)


def test_every_kind_has_a_sentence_and_a_verb():
    for kind in SENTENCES:
        words = words_of(kind, "Maya")
        assert words.sentence.strip()
        assert words.verb.strip()
        assert "{" not in words.sentence
    assert words_of("water_plants", "Maya").sentence == "water plants"
