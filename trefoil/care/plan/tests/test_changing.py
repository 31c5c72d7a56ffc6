"""Changing the plan: exact proposals, talk in place, approval by another, reasons, readers, an emergency start."""

from dataclasses import replace
from datetime import timedelta

import pytest

from trefoil.care.plan import actions, faces, queries
from trefoil.care.plan.content import mark
from trefoil.care.plan.edits import applied, conflicts, lens_mark
from trefoil.care.plan.models import PlanVersion, Proposal, Reader
from trefoil.care.plan.types import Edit, EditKind, Party, Setting, VersionState
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Staff
from trefoil.ground.worklist.models import Task

from . import scenes
from .scenes import DAY, START

LATER = START + 10 * DAY


def _edit(strategy, goal_id, **words):
    shown = {name: getattr(strategy, name) for name in ("text", "who", "frequency", "looks_like")} | words
    return Edit(
        kind=EditKind.CHANGE,
        goal_id=goal_id,
        strategy_id=strategy.id,
        setting=Setting.SCHOOL,
        seen=lens_mark(strategy),
        **shown,
    )


def _proposed(cast, part="teacher", **words):
    """Let somebody of the school reword what is done at school."""
    person, child = cast.person(part), cast.children["maya"]
    with seen_by(person, LATER):
        goal = queries.published(child.pk).sheet.goals[0]
        edit = _edit(goal.strategies[0], goal.id, **(words or {"text": "Card in the pocket"}))
        place = queries.place_of_words(child.pk)
        return actions.propose(
            child=child, compartment_id=place, text="The hall is hard", edits=[edit], by=person, at=LATER
        )


def _tasks(cast, part, kind, at=LATER):
    with seen_by(cast.person(part), at):
        return list(Task.objects.filter(person=cast.person(part), kind=kind, done_at=None))


def test_the_school_rewords_its_own_and_the_therapist_takes_it_in_with_its_reason(released):
    scenes.published(released)
    proposal, therapist = _proposed(released), released.person("therapist")
    assert _tasks(released, "therapist", "answer_proposal")
    with seen_by(therapist, LATER):
        version = actions.approve(proposal=Proposal.objects.get(), words="Good", by=therapist, at=LATER)
        every = queries.versions(released.children["maya"].pk)
        said = [(c.title, c.because) for c in faces.change_faces(every[1], every[0])]
        assert said == [("Card in the pocket", "The hall is hard")]
        assert version.plan.goals[0].strategies[0].who == "Minh Tran"
    with seen_by(released.person("teacher"), LATER):
        assert Proposal.objects.get(pk=proposal.pk).is_approved
    assert _tasks(released, "teacher", "proposal_answered")


def test_words_that_changed_meanwhile_are_never_taken_over_unseen(released):
    scenes.published(released)
    proposal, therapist = _proposed(released), released.person("therapist")
    with seen_by(therapist, LATER):
        draft = actions.draft(child=released.children["maya"], by=therapist, at=LATER)
        strategy = draft.plan.goals[0].strategies[0]
        actions.change_strategy(version=draft, strategy_id=strategy.id, text="On a keyring", by=therapist, at=LATER)
        with pytest.raises(Refused, match="changed since"):
            actions.approve(proposal=Proposal.objects.get(pk=proposal.pk), words="", by=therapist, at=LATER)
        version = actions.approve(
            proposal=Proposal.objects.get(pk=proposal.pk), words="", over=True, by=therapist, at=LATER
        )
        assert version.plan.goals[0].strategies[0].text == "Card in the pocket"


def test_nobody_approves_their_own_proposal_and_no_skills_worker_approves(released):
    scenes.published(released)
    therapist, child = released.person("therapist"), released.children["maya"]
    with seen_by(therapist, LATER):
        place = queries.place_of_words(child.pk)
        goal = queries.signed_version(child.pk).plan.goals[0]
        edit = Edit(kind=EditKind.ADD, goal_id=goal.id, strategy_id=new_id(), setting=Setting.THERAPY, text="Puppets")
        own = actions.propose(child=child, compartment_id=place, text="Fun", edits=[edit], by=therapist, at=LATER)
        with pytest.raises(Refused, match="Nobody approves"):
            actions.approve(proposal=own, words="", by=therapist, at=LATER)
    assert _tasks(released, "supervisor", "answer_proposal")
    assert not _tasks(released, "therapist", "answer_proposal")
    with seen_by(released.person("skills"), LATER), pytest.raises(Refused, match="answers for the plan"):
        actions.approve(proposal=Proposal.objects.get(), words="", by=released.person("skills"), at=LATER)


def test_a_proposal_is_talked_about_in_place_and_can_be_taken_back(released):
    scenes.published(released)
    proposal, therapist, teacher = _proposed(released), released.person("therapist"), released.person("teacher")
    with seen_by(therapist, LATER):
        actions.remark(proposal=Proposal.objects.get(), text="A keyring?", by=therapist, at=LATER)
    assert _tasks(released, "teacher", "read_remark")
    with seen_by(teacher, LATER):
        actions.remark(proposal=proposal, text="She pulls it off", by=teacher, at=LATER)
    assert _tasks(released, "therapist", "read_remark")
    assert not _tasks(released, "teacher", "read_remark")
    with seen_by(therapist, LATER), pytest.raises(Refused):
        actions.withdraw(proposal=Proposal.objects.get(), by=therapist, at=LATER)
    with seen_by(teacher, LATER):
        actions.withdraw(proposal=proposal, by=teacher, at=LATER)
    assert not _tasks(released, "therapist", "answer_proposal")
    with seen_by(therapist, LATER), pytest.raises(Refused):
        actions.approve(proposal=Proposal.objects.get(), words="", by=therapist, at=LATER)


def test_somebody_outside_says_nothing(released):
    scenes.published(released)
    proposal, outsider = _proposed(released), released.person("outsider")
    with seen_by(outsider, LATER), pytest.raises(Denied):
        actions.remark(proposal=proposal, text="Hello", by=outsider, at=LATER)


def test_edits_are_applied_once_and_conflicts_are_seen():
    plan = scenes.content()
    goal = plan.goals[0]
    change = _edit(goal.strategies[0], goal.id, text="Card in the pocket")
    assert conflicts(plan, [change]) == []
    after = applied(plan, [change])
    assert conflicts(after, [change]) == [change]
    assert applied(after, [change]) == after
    end = replace(change, kind=EditKind.END)
    assert [s.text for s in applied(plan, [end]).goals[0].strategies] == [s.text for s in goal.strategies[1:]]
    nowhere = replace(change, goal_id=new_id())
    assert applied(plan, [nowhere]) == plan
    add = Edit(kind=EditKind.ADD, goal_id=goal.id, strategy_id=new_id(), setting=Setting.HOME, text="Tea")
    assert applied(plan, [add]).goals[0].strategies[-1].text == "Tea"


def test_those_whom_a_version_concerns_are_told_and_say_that_they_read_it(released):
    version = scenes.signed(released)
    at = START + DAY
    assert not _tasks(released, "mother", "read_plan", at)  # who signs has read
    skills = released.person("skills")
    assert _tasks(released, "skills", "read_plan", at)
    with seen_by(skills, at):
        version = PlanVersion.objects.get(pk=version.pk)
        actions.confirm(version=version, by=skills, at=at)
        with pytest.raises(Refused):
            actions.confirm(version=version, by=skills, at=at)
        assert Reader.objects.get(person=skills).read_at == at
    assert not _tasks(released, "skills", "read_plan", at)
    with seen_by(released.person("teacher"), at):
        assert not Reader.objects.exists()


def test_nobody_is_told_before_everybody_has_signed(released):
    version = scenes.submitted(released)
    scenes.sign(released, version, "therapist", START + timedelta(hours=1))
    assert not _tasks(released, "skills", "read_plan", START + DAY)


def test_a_plan_starts_in_an_emergency_and_its_clock_runs(released):
    version, therapist = scenes.submitted(released), released.person("therapist")
    child = released.children["maya"].pk
    with seen_by(therapist, START):
        assert queries.signed_version(child) is None
        with pytest.raises(Refused):
            actions.start_in_emergency(version=version, reason="now", by=therapist, at=START)
        actions.start_in_emergency(version=version, reason="She came home from the hospital.", by=therapist, at=START)
        started = queries.signed_version(child)
        assert started.pk == version.pk
        assert started.state == VersionState.IN_SIGNATURE
        assert started.emergency_until == START + 10 * DAY
        with pytest.raises(Refused):
            actions.start_in_emergency(version=version, reason="She came home again.", by=therapist, at=START)
    for hours, part in enumerate(("therapist", "mother", "maya", "social_worker"), 1):
        scenes.sign(released, version, part, START + timedelta(hours=hours))
    with seen_by(therapist, START + DAY):
        assert queries.signed_version(child).state == VersionState.SIGNED


def test_a_draft_cannot_start_in_an_emergency(released):
    version, therapist = scenes.drafted(released), released.person("therapist")
    with seen_by(therapist, START), pytest.raises(Refused, match="Ask for signatures first"):
        actions.start_in_emergency(version=version, reason="She came home today.", by=therapist, at=START)


def test_a_trainees_plan_waits_for_the_supervisor_who_signs_second(released):
    with on_our_word("staff"):
        Staff.objects.filter(pk=released.person("therapist").pk).update(trainee=True)
    version = scenes.submitted(released)
    with seen_by(released.person("supervisor"), START):
        asked = {s.party for s in queries.signatures(version.pk)}
    assert asked >= {Party.SUPERVISOR, Party.THERAPIST}
    with pytest.raises(Refused, match="after the one whom you supervise"):
        scenes.sign(released, version, "supervisor", START + timedelta(hours=1))
    for hours, part in enumerate(("therapist", "mother", "maya", "social_worker"), 1):
        scenes.sign(released, version, part, START + timedelta(hours=hours))
    with seen_by(released.person("therapist"), START + DAY):
        assert queries.signed_version(released.children["maya"].pk) is None
    scenes.sign(released, version, "supervisor", START + timedelta(hours=9))
    with seen_by(released.person("therapist"), START + DAY):
        assert queries.signed_version(released.children["maya"].pk).pk == version.pk


def test_a_diagnosis_lies_where_neither_school_nor_skills_worker_writes(released):
    version, therapist = scenes.drafted(released), released.person("therapist")
    goal = version.plan.goals[0]
    with seen_by(therapist, START):
        link = actions.link_diagnosis(version=version, goal_id=goal.id, code="f93.0", text="", by=therapist, at=START)
        assert link.code == "F93.0"
        with pytest.raises(Refused):
            actions.link_diagnosis(version=version, goal_id=goal.id, code="F93.0", text="", by=therapist, at=START)
    for part in ("teacher", "social_worker", "director", "father", "skills", "peer", "outsider"):
        with seen_by(released.person(part), START):
            assert queries.diagnoses(released.children["maya"].pk) == {}, part
    with seen_by(therapist, START):
        actions.unlink_diagnosis(link=link, by=therapist, at=START)
        assert queries.diagnoses(released.children["maya"].pk) == {}


def test_services_with_their_dose_are_read_by_whoever_schedules(released):
    therapist, child = released.person("therapist"), released.children["maya"]
    version = scenes.drafted(released)
    with seen_by(therapist, START):
        service = actions.add_service(version=version, kind="individual", minutes=45, times=2, by=therapist, at=START)
        with pytest.raises(Refused):
            actions.change_service(version=version, service_id=service.id, minutes=900, by=therapist, at=START)
        changed = actions.change_service(
            version=version, service_id=service.id, weeks=2, seen=mark(service), by=therapist, at=START
        )
        assert changed.minutes_a_week == 45
        assert queries.services(child.pk) == ()


def test_priorities_are_the_familys_own_words_and_five_at_most(released):
    scenes.published(released)
    mother, child, therapist = released.person("mother"), released.children["maya"], released.person("therapist")
    with seen_by(mother, LATER):
        place = queries.place_of_words(child.pk)
        of = {"child": child, "compartment_id": place, "by": mother, "at": LATER}
        first, *_more = [actions.name_priority(text=f"Number {n}", **of) for n in range(5)]
        with pytest.raises(Refused):
            actions.name_priority(text="One more", **of)
        actions.drop_priority(priority=first, by=mother, at=LATER)
    with seen_by(therapist, LATER):
        assert [p.text for p in queries.priorities(child.pk)] == [f"Number {n}" for n in range(1, 5)]
        with pytest.raises(Refused):
            actions.name_priority(child=child, compartment_id=place, text="Mine", by=therapist, at=LATER)
    with seen_by(released.person("teacher"), LATER):
        assert queries.priorities(child.pk) == []
