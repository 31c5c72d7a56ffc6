"""Arranging, deciding, holding and asking, played with the cast."""

from datetime import timedelta

import pytest

from trefoil.care.plan import actions as plans
from trefoil.care.plan import queries as plan_queries
from trefoil.care.plan.models import Proposal
from trefoil.care.plan.tests import scenes
from trefoil.care.plan.tests.scenes import START
from trefoil.care.plan.types import Setting, VersionState
from trefoil.care.reviews import actions, agenda, queries, reminding
from trefoil.care.reviews.models import Clock, Decision, Invitation, Meeting, Question
from trefoil.care.reviews.types import Standing
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.worklist.models import Task

DAY = timedelta(days=1)
LATER = START + timedelta(days=20)


@pytest.fixture
def agreed(released):
    """Maya's plan, signed by everybody and shared with the school."""
    scenes.published(released)
    return released


def _arrange(cast, kind="check_in", at=LATER, invited=("mother",), starts_at=None):
    therapist = cast.person("therapist")
    with seen_by(therapist, at):
        return actions.arrange(
            child=cast.children["maya"],
            kind=kind,
            starts_at=starts_at or at + DAY,
            minutes=30,
            lead=therapist,
            invited=[cast.person(part).pk for part in invited],
            by=therapist,
            at=at,
        )


def _tasks(cast, part, kind, at=LATER):
    with seen_by(cast.person(part), at):
        return list(Task.objects.filter(person=cast.person(part), kind=kind, done_at=None))


def test_everybody_invited_finds_the_meeting_and_the_school_no_check_in(agreed):
    meeting = _arrange(agreed)
    assert _tasks(agreed, "mother", "come_to_meeting")
    for part, knows in {"mother": True, "maya": True, "teacher": False, "father": False, "outsider": False}.items():
        with seen_by(agreed.person(part), LATER):
            assert Meeting.objects.filter(pk=meeting.pk).exists() == knows, part


def test_a_joint_meeting_lies_with_what_the_school_reads(agreed):
    meeting = _arrange(agreed, kind="joint", invited=("mother", "teacher", "father"))
    for part, knows in {"teacher": True, "father": True, "mother": True, "peer": True, "outsider": False}.items():
        with seen_by(agreed.person(part), LATER):
            assert Meeting.objects.filter(pk=meeting.pk).exists() == knows, part


def test_only_the_clinic_arranges(agreed):
    teacher = agreed.person("teacher")
    with seen_by(teacher, LATER), pytest.raises(Denied):
        actions.arrange(
            child=agreed.children["maya"],
            kind="joint",
            starts_at=LATER,
            minutes=30,
            lead=teacher,
            invited=[],
            by=teacher,
            at=LATER,
        )


def test_a_check_in_that_changes_the_plan(agreed):
    meeting, therapist, supervisor = _arrange(agreed), agreed.person("therapist"), agreed.person("supervisor")
    with seen_by(therapist, LATER + DAY):
        goal = plan_queries.goals(agreed.children["maya"].pk)[0]
        decision = actions.decide(
            meeting=meeting,
            kind="plan_change",
            text="Count to ten together first",
            goal_id=goal.id,
            setting=Setting.HOME,
            by=therapist,
            at=LATER + DAY,
        )
        with pytest.raises(Refused, match="Nobody approves their own"):
            plans.approve(proposal=decision.proposal, words="", by=therapist, at=LATER + DAY)
    with seen_by(supervisor, LATER + DAY):
        proposal = Proposal.objects.get(pk=decision.proposal_id)
        version = plans.approve(proposal=proposal, words="Yes", by=supervisor, at=LATER + DAY)
        assert version.state == VersionState.DRAFT
        assert "Count to ten together first" in [s.text for g in version.plan.goals for s in g.strategies]
        assert "Count to ten together first" in version.because.values()


def test_a_task_goes_to_its_owner_who_says_that_it_is_done(agreed):
    meeting, therapist, mother = _arrange(agreed), agreed.person("therapist"), agreed.person("mother")
    with seen_by(therapist, LATER):
        decision = actions.decide(
            meeting=meeting, kind="task", text="Bring the card", owner=mother, by=therapist, at=LATER
        )
        with pytest.raises(Refused):
            actions.finish(decision=decision, by=therapist, at=LATER)
    assert _tasks(agreed, "mother", "do_decision")
    with seen_by(mother, LATER):
        actions.finish(decision=Decision.objects.get(pk=decision.pk), by=mother, at=LATER)
        assert Decision.objects.get(pk=decision.pk).done_by == mother
    assert not _tasks(agreed, "mother", "do_decision")


def test_minutes_go_to_those_present_and_the_clock_starts_again(agreed):
    meeting, therapist = _arrange(agreed, invited=("mother", "skills")), agreed.person("therapist")
    at = LATER + DAY
    with seen_by(therapist, at):
        with pytest.raises(Refused, match="who was there"):
            actions.hold(meeting=meeting, summary="", by=therapist, at=at)
        actions.note_present(meeting=meeting, present=[therapist.pk, agreed.person("mother").pk], by=therapist, at=at)
        actions.hold(meeting=meeting, summary="We talked.", by=therapist, at=at)
        assert Invitation.objects.filter(meeting=meeting, is_present=True).count() == 2
        due = queries.due_of(agreed.children["maya"].pk, at)
        assert (due.target_on - at.date()).days == 90
        with pytest.raises(Refused):
            actions.hold(meeting=meeting, summary="Again", by=therapist, at=at)
    assert _tasks(agreed, "mother", "read_minutes", at)
    assert not _tasks(agreed, "skills", "read_minutes", at)
    with seen_by(agreed.person("mother"), at):
        actions.read_minutes(meeting=meeting, by=agreed.person("mother"), at=at)
    assert not _tasks(agreed, "mother", "read_minutes", at)


def test_a_question_stands_on_the_agenda_of_those_who_may_read_it(agreed):
    mother, child = agreed.person("mother"), agreed.children["maya"]
    with seen_by(mother, LATER):
        place = plan_queries.place_of_words(child.pk)
        actions.ask(child=child, compartment_id=place, text="What about the bus?", by=mother, at=LATER)
    words = {}
    for part in ("therapist", "mother", "teacher"):
        with seen_by(agreed.person(part), LATER):
            words[part] = [line.words for line in agenda.lines(child, LATER) if line.part == "questions"]
    assert words == {"therapist": ["Elena Reyes: What about the bus?"], "mother": words["therapist"], "teacher": []}
    with seen_by(agreed.person("therapist"), LATER):
        assert agenda.of_reader(child, agreed.person("teacher").pk, LATER) <= agenda.lines(child, LATER)
        actions.settle(question=Question.objects.get(), answer="A pass", by=agreed.person("therapist"), at=LATER)
        assert not queries.questions(child.pk)


def test_the_wall_before_somebody_who_may_see_less(agreed):
    child, at = agreed.children["maya"], LATER
    with seen_by(agreed.person("therapist"), at):
        _number, alone = queries.on_the_wall(child.pk, [agreed.person("mother").pk], at)
        _number, with_father = queries.on_the_wall(
            child.pk, [agreed.person("mother").pk, agreed.person("father").pk], at
        )
        _number, with_outsider = queries.on_the_wall(child.pk, [agreed.person("outsider").pk], at)
    assert len(alone) == 2
    assert alone[0].said["measure"] == "Secret measure"
    assert [goal.said["title"] for goal in with_father] == ["I ask for a break before I leave the room"]
    assert "Secret" not in str(with_father)
    assert not with_father[0].columns["clinic"]
    assert not with_father[0].columns["home"]
    assert with_outsider == []


def test_a_review_is_asked_for_before_its_clock_runs_out(agreed):
    reminders = system_person("reminders")
    with seen_by(reminders, START + 2 * DAY):
        assert reminding.ask_for_reviews(by=reminders, at=START + 2 * DAY) == 0
    soon = START + 25 * DAY
    with seen_by(reminders, soon):
        assert reminding.ask_for_reviews(by=reminders, at=soon) == 1
        assert reminding.ask_for_reviews(by=reminders, at=soon) == 1
    assert len(_tasks(agreed, "therapist", "hold_review", soon)) == 1
    meeting, therapist = _arrange(agreed, at=soon, starts_at=soon), agreed.person("therapist")
    with seen_by(therapist, soon):
        actions.note_present(meeting=meeting, present=[therapist.pk], by=therapist, at=soon)
        actions.hold(meeting=meeting, summary="", by=therapist, at=soon)
        assert Clock.objects.get().reviewed_on == soon.date()
        assert queries.due_of(agreed.children["maya"].pk, soon).standing == Standing.FINE
    assert not _tasks(agreed, "therapist", "hold_review", soon)


def test_a_rhythm_says_when_the_next_meeting_is_and_can_end(agreed):
    therapist, child = agreed.person("therapist"), agreed.children["maya"]
    with seen_by(therapist, LATER):
        shape = {"child": child, "kind": "check_in", "minutes": 30, "lead": therapist, "by": therapist, "at": LATER}
        first = actions.set_rhythm(every_days=14, starts_at=LATER, **shape)
        second = actions.set_rhythm(every_days=7, starts_at=LATER, **shape)
        assert [r.pk for r in queries.rhythms(child.pk)] == [second.pk]
        assert queries.next_of(second, LATER + 8 * DAY) == LATER + 14 * DAY
        with pytest.raises(Refused):
            actions.set_rhythm(every_days=400, starts_at=LATER, **shape)
        actions.end_rhythm(rhythm=second, by=therapist, at=LATER)
        assert queries.rhythms(child.pk) == []
    assert first.pk != second.pk


def test_a_canceled_meeting_expects_nobody(agreed):
    meeting, therapist = _arrange(agreed), agreed.person("therapist")
    with seen_by(therapist, LATER):
        with pytest.raises(Refused):
            actions.cancel(meeting=meeting, reason=" ", by=therapist, at=LATER)
        actions.cancel(meeting=meeting, reason="Snow", by=therapist, at=LATER)
    assert not _tasks(agreed, "mother", "come_to_meeting")
