"""What may be done around looking at the plan together: set a rhythm, arrange, decide, hold, ask."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.care.plan import actions as plans
from trefoil.care.plan import queries as plan_queries
from trefoil.care.plan.models import Proposal
from trefoil.care.plan.types import Edit, EditKind, Setting
from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.session import writable_compartments
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.timeline.actions import note
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from . import events, rules
from .models import Clock, Decision, Invitation, Meeting, Question, Rhythm
from .types import DecisionKind, MeetingKind

_PLACES = {MeetingKind.CHECK_IN: Category.CLINICAL_PLAN, MeetingKind.JOINT: Category.SCHOOL_PLAN}


def place_of(kind: str) -> Category:
    """Return with what a meeting lies: a check-in with the whole plan, a joint meeting with what the school reads."""
    return _PLACES[MeetingKind(kind)]


def _place(child_id: UUID, kind: str, by: Person) -> Compartment:
    return compartment_for(child_id=child_id, category=place_of(kind), custodian_id=by.staff.organization_id)


@transaction.atomic
def set_rhythm(
    *,
    child: Child,
    kind: str,
    every_days: int,
    starts_at: datetime,
    minutes: int,
    lead: Person,
    by: Person,
    at: datetime,
) -> Rhythm:
    """Agree how often the team meets; an earlier rhythm of the kind ends."""
    place = _place(child.pk, kind, by)
    require(by, place, May.WRITE)
    refuse_if(rules.why_not_set_rhythm(every_days=every_days, minutes=minutes))
    Rhythm.objects.filter(compartment=place, kind=kind, ended_at=None).update(ended_at=at, ended_by=by)
    rhythm = Rhythm.objects.create(
        compartment=place,
        child=child,
        kind=kind,
        every_days=every_days,
        starts_at=starts_at,
        minutes=minutes,
        lead=lead,
        author=by,
        at=at,
    )
    tell(events.RhythmSet(child_id=child.pk, rhythm_id=rhythm.pk, at=at), by=by, compartment=place)
    return rhythm


@transaction.atomic
def end_rhythm(*, rhythm: Rhythm, by: Person, at: datetime) -> Rhythm:
    """Stop meeting in a rhythm; what is arranged stays."""
    require(by, rhythm.compartment_id, May.WRITE)
    rhythm.ended_at, rhythm.ended_by = rhythm.ended_at or at, rhythm.ended_by or by
    rhythm.save(update_fields=["ended_at", "ended_by"])
    event = events.RhythmEnded(child_id=rhythm.child_id, rhythm_id=rhythm.pk, at=at)
    tell(event, by=by, compartment=rhythm.compartment_id)
    return rhythm


@transaction.atomic
def arrange(
    *,
    child: Child,
    kind: str,
    starts_at: datetime,
    minutes: int,
    lead: Person,
    invited: Iterable[UUID],
    by: Person,
    at: datetime,
    place: str = "",
    language: str = "",
    interpreter: str = "",
    rhythm: Rhythm | None = None,
) -> Meeting:
    """Arrange a meeting and invite; everybody invited finds it, with what they may read beforehand."""
    compartment = _place(child.pk, kind, by)
    require(by, compartment, May.WRITE)
    people = sorted({*invited, lead.pk})
    refuse_if(rules.why_not_arrange(starts_at=starts_at, at=at, minutes=minutes, people=len(people)))
    meeting = Meeting.objects.create(
        compartment=compartment,
        child=child,
        kind=kind,
        starts_at=starts_at,
        minutes=minutes,
        place=place.strip(),
        language=language,
        interpreter=interpreter.strip(),
        rhythm=rhythm,
        lead=lead,
        author=by,
        at=at,
    )
    Invitation.objects.bulk_create(
        Invitation(compartment=compartment, meeting=meeting, child=child, person_id=person, at=at) for person in people
    )
    for person in people:
        if person != by.pk:
            _ask(meeting, person, "come_to_meeting", by=by, at=at)
    event = events.MeetingArranged(child_id=child.pk, meeting_id=meeting.pk, at=at)
    tell(event, by=by, compartment=compartment)
    return meeting


def _ask(meeting: Meeting, person: UUID, kind: str, *, by: Person, at: datetime) -> None:
    worklist.ask(
        person=person,
        child=meeting.child,
        compartment=meeting.compartment_id,
        kind=kind,
        subject_id=meeting.pk,
        url=reverse("reviews:meeting", args=[meeting.pk]),
        by=by,
        at=at,
    )


@transaction.atomic
def note_present(
    *, meeting: Meeting, present: Iterable[UUID], by: Person, at: datetime, has_guest: bool = False
) -> Meeting:
    """Say who is in the room: the page for the wall shows what all of them may see, and nothing before a guest."""
    require(by, meeting.compartment_id, May.WRITE)
    meeting.has_guest = has_guest
    meeting.save(update_fields=["has_guest"])
    there = set(present)
    known = {row.person_id: row for row in Invitation.objects.filter(meeting=meeting)}
    for row in known.values():
        row.is_present = row.person_id in there
    Invitation.objects.bulk_update(known.values(), ["is_present"])
    Invitation.objects.bulk_create(
        Invitation(
            compartment_id=meeting.compartment_id,
            meeting=meeting,
            child_id=meeting.child_id,
            person_id=person,
            is_present=True,
            at=at,
        )
        for person in sorted(there - set(known))
    )
    event = events.PresenceNoted(child_id=meeting.child_id, meeting_id=meeting.pk, at=at)
    tell(event, by=by, compartment=meeting.compartment_id)
    return meeting


@transaction.atomic
def decide(
    *,
    meeting: Meeting,
    kind: str,
    text: str,
    by: Person,
    at: datetime,
    owner: Person | None = None,
    due_on: date | None = None,
    goal_id: UUID | None = None,
    setting: str = Setting.SCHOOL,
) -> Decision:
    """Note what was decided; a task goes to its owner, a change of the plan becomes a proposal.

    Args:
        text: what was decided; for a change with a goal, the words of the new strategy.
        goal_id: for which goal something new is done, in which `setting`.
    """
    require(by, meeting.compartment_id, May.WRITE)
    goal = goal_id is None or goal_id in {line.id for line in plan_queries.goals(meeting.child_id)}
    is_canceled = meeting.canceled_at is not None
    refuse_if(
        rules.why_not_decide(is_canceled=is_canceled, kind=kind, text=text, has_owner=owner is not None, has_goal=goal)
    )
    who = str(owner or "")
    proposal = (
        _propose(meeting, text, goal_id, setting, who, by=by, at=at) if kind == DecisionKind.PLAN_CHANGE else None
    )
    decision = Decision.objects.create(
        compartment_id=meeting.compartment_id,
        meeting=meeting,
        child=meeting.child,
        kind=kind,
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        proposal=proposal,
        author=by,
        at=at,
    )
    if kind == DecisionKind.TASK and owner:
        _ask_owner(decision, owner, by=by, at=at)
    tell(
        events.Decided(child_id=meeting.child_id, decision_id=decision.pk, at=at),
        by=by,
        compartment=decision.compartment,
    )
    return decision


def _propose(
    meeting: Meeting, text: str, goal_id: UUID | None, setting: str, who: str, *, by: Person, at: datetime
) -> Proposal:
    """Propose what a meeting decided to change, as a new strategy where it says for which goal."""
    edits = []
    if goal_id:
        new, where = new_id(), Setting(setting)
        words = text.strip()
        edits = [Edit(kind=EditKind.ADD, goal_id=goal_id, strategy_id=new, setting=where, text=words, who=who)]
    place = meeting.compartment_id
    return plans.propose(child=meeting.child, compartment_id=place, text=text, edits=edits, by=by, at=at)


def _ask_owner(decision: Decision, owner: Person, *, by: Person, at: datetime) -> None:
    end_of_day = datetime.combine(decision.due_on, datetime.max.time()) if decision.due_on else None
    worklist.ask(
        person=owner,
        child=decision.child,
        compartment=decision.compartment_id,
        kind="do_decision",
        subject_id=decision.pk,
        url=reverse("reviews:meeting", args=[decision.meeting_id]),
        due_at=timezone.make_aware(end_of_day) if end_of_day else None,
        by=by,
        at=at,
    )


@transaction.atomic
def finish(*, decision: Decision, by: Person, at: datetime) -> Decision:
    """Say that what was decided is done."""
    require(by, decision.compartment_id, May.RESPOND)
    is_owner = decision.owner_id is None or decision.owner_id == by.pk
    refuse_if(rules.why_not_finish(is_owner=is_owner, is_done=decision.done_at is not None))
    Decision.objects.filter(pk=decision.pk).update(done_at=at, done_by=by)
    decision.done_at, decision.done_by = at, by
    worklist.done(kind="do_decision", subject_id=decision.pk, by=by, at=at)
    event = events.DecisionDone(child_id=decision.child_id, decision_id=decision.pk, at=at)
    tell(event, by=by, compartment=decision.compartment_id)
    return decision


@transaction.atomic
def hold(*, meeting: Meeting, summary: str, by: Person, at: datetime) -> Meeting:
    """Close a meeting with its minutes; they go to those who were there, and the clock of review starts again."""
    require(by, meeting.compartment_id, May.WRITE)
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("child__person").get(pk=meeting.pk)
    there = [row.person_id for row in Invitation.objects.filter(meeting=locked, is_present=True)]
    why_not = rules.why_not_hold(
        is_held=locked.held_at is not None,
        is_canceled=locked.canceled_at is not None,
        starts_at=locked.starts_at,
        at=at,
        present=len(there),
    )
    refuse_if(why_not)
    locked.held_at, locked.held_by, locked.summary = at, by, summary.strip()
    locked.save(update_fields=["held_at", "held_by", "summary"])
    worklist.done(kind="come_to_meeting", subject_id=locked.pk, by=by, at=at)
    for person in there:
        if person != by.pk:
            _ask(locked, person, "read_minutes", by=by, at=at)
    _wind(locked, by=by, at=at)
    note(
        child=locked.child_id,
        compartment=locked.compartment_id,
        at=at,
        kind="meeting_held",
        voice=Voice.CLINIC,
        by=by,
        subject_id=locked.pk,
        url=reverse("reviews:meeting", args=[locked.pk]),
    )
    event = events.MeetingHeld(child_id=locked.child_id, meeting_id=locked.pk, at=at)
    tell(event, by=by, compartment=locked.compartment_id)
    return locked


def _wind(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Start the clock of review again, which whoever shares with the school keeps: a plan looked at is reviewed."""
    version = plan_queries.signed_version(meeting.child_id)
    if version is None:
        return
    today = timezone.localdate(at)
    place = _place(meeting.child_id, MeetingKind.JOINT, by)
    if place.pk not in writable_compartments():
        return
    Clock.objects.update_or_create(
        compartment=place,
        defaults={
            "child_id": meeting.child_id,
            "started_on": timezone.localdate(version.emergency_at or version.signed_at or version.at),
            "reviewed_on": today,
            "person_id": plan_queries.writer_of(meeting.child_id) or by.pk,
            "pack": by.staff.organization.pack,
            "at": at,
        },
    )
    worklist.done(kind="hold_review", subject_id=meeting.child_id, by=by, at=at)


@transaction.atomic
def read_minutes(*, meeting: Meeting, by: Person, at: datetime) -> None:
    """Say that one has read what was agreed."""
    require(by, meeting.compartment_id, May.READ)
    worklist.done(kind="read_minutes", subject_id=meeting.pk, person=by, by=by, at=at)


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: Person, at: datetime) -> Meeting:
    """Cancel a meeting; those who were invited are no longer expected."""
    require(by, meeting.compartment_id, May.WRITE)
    is_held, is_canceled = meeting.held_at is not None, meeting.canceled_at is not None
    refuse_if(rules.why_not_cancel(is_held=is_held, is_canceled=is_canceled, reason=reason))
    meeting.canceled_at, meeting.canceled_by, meeting.cancel_reason = at, by, reason.strip()[:300]
    meeting.save(update_fields=["canceled_at", "canceled_by", "cancel_reason"])
    worklist.done(kind="come_to_meeting", subject_id=meeting.pk, by=by, at=at)
    event = events.MeetingCanceled(child_id=meeting.child_id, meeting_id=meeting.pk, at=at)
    tell(event, by=by, compartment=meeting.compartment_id)
    return meeting


@transaction.atomic
def ask(*, child: Child, compartment_id: int, text: str, by: Person, at: datetime) -> Question:
    """Keep a question for the next meeting; it stands on its agenda."""
    require(by, compartment_id, May.RESPOND)
    refuse_if(rules.why_not_ask(text))
    question = Question.objects.create(compartment_id=compartment_id, child=child, author=by, text=text.strip(), at=at)
    event = events.QuestionAsked(child_id=child.pk, question_id=question.pk, at=at)
    tell(event, by=by, compartment=compartment_id)
    return question


@transaction.atomic
def settle(*, question: Question, answer: str, by: Person, at: datetime) -> Question:
    """Note how a question was answered; its author takes back their own, the team answers any."""
    require(by, question.compartment_id, May.RESPOND if question.author_id == by.pk else May.WRITE)
    refuse_if(rules.why_not_settle(is_settled=question.settled_at is not None))
    question.answer, question.settled_at, question.settled_by = answer.strip(), at, by
    question.save(update_fields=["answer", "settled_at", "settled_by"])
    event = events.QuestionSettled(child_id=question.child_id, question_id=question.pk, at=at)
    tell(event, by=by, compartment=question.compartment_id)
    return question
