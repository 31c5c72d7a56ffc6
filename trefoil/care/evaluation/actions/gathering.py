"""Beginning an evaluation and gathering what belongs to it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access import actions as access
from trefoil.ground.access.actions import Denied, require
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.consent import queries as consent
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Person, Staff
from trefoil.ground.people.types import Kind
from trefoil.ground.rulebook.queries import law
from trefoil.ground.worklist import actions as worklist

from .. import events, queries, rules
from ..models import Contribution, Evaluation, RecordRequest
from ..places import beside, of_observations, prepare
from ..types import BY_CLINIC, Part, Reason, State

SIGN, TELL, TELL_OWN, OBSERVE = "sign_evaluation", "tell_history", "tell_own_story", "observe_for_evaluation"


@transaction.atomic
def begin(
    *,
    child: Child,
    reason: Reason | str,
    question: Mapping[str, str],
    by: Person,
    at: datetime,
    responsible: Staff | None = None,
    service_id: UUID | None = None,
) -> Evaluation:
    """Begin an evaluation with its question, and ask the family for their side.

    Args:
        question: the fields of the referral question.
        responsible: who answers for it and signs; who begins it unless told.
        service_id: the service that it is made in, when the youth consented to that alone.
    """
    place, _stamp = prepare(child=child, by=by, service_id=service_id, at=at)
    require(by, place, May.WRITE)
    answers = responsible or by.staff
    able = rules.may_sign(role=answers.role) and answers.organization_id == by.staff.organization_id
    refuse_if(rules.why_not_begin(is_one_open=queries.is_one_open(place.pk), may_sign=able))
    due = rules.dues(law(by.staff.organization.pack, at.date()).clocks, timezone.localdate(at))
    evaluation = Evaluation.objects.create(
        compartment=place,
        child=child,
        reason=Reason(reason),
        responsible_id=answers.person_id,
        author=by,
        at=at,
        interview_due_on=due.interview_on,
        due_on=due.signed_on,
    )
    if any(text.strip() for text in question.values()):
        contribute(evaluation=evaluation, part=Part.QUESTION, content=question, by=by, at=at)
    _ask_for_it(evaluation, by=by, at=at)
    event = events.EvaluationBegun(child_id=child.pk, evaluation_id=evaluation.pk, at=at)
    access.tell(event, by=by, compartment=place)
    return evaluation


def _ask_for_it(evaluation: Evaluation, *, by: Person, at: datetime) -> None:
    """Ask who answers for it to sign in time, and those who know the child best to tell, at their own pace."""
    child, place = evaluation.child, evaluation.compartment
    told = reverse("evaluation:tell", args=[evaluation.pk])
    asked = [(person, TELL) for person in guardians_of(evaluation, Category.ASSESSMENTS, at)]
    for person, kind in [*asked, (child.pk, TELL_OWN)]:
        worklist.ask(
            person=person, kind=kind, url=told, child=child, compartment=place, subject_id=evaluation.pk, by=by, at=at
        )
    worklist.ask(
        person=evaluation.responsible_id,
        kind=SIGN,
        url=reverse("evaluation:evaluation", args=[child.pk]),
        child=child,
        compartment=place,
        subject_id=evaluation.pk,
        due_at=_end_of(evaluation.due_on) if evaluation.due_on else None,
        by=by,
        at=at,
    )


def guardians_of(evaluation: Evaluation, category: Category, at: datetime) -> list[UUID]:
    """Return the caregivers who decide for the child in this; nobody where the youth consented to the service alone."""
    place = evaluation.compartment
    if place.services:
        return []
    able = consent.signers_of(evaluation.child_id, at, categories=[category], custodian_id=place.custodian_id)
    return sorted(able - {evaluation.child_id})


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


@transaction.atomic
def ask_school(*, evaluation: Evaluation, staff: Collection[Staff], by: Person, at: datetime) -> None:
    """Ask people of the school for their eyes in class; they write in the school's own record."""
    require(by, evaluation.compartment_id, May.WRITE)
    refuse_if(rules.why_not_change(State(evaluation.state)))
    for one in staff:
        place = of_observations(evaluation.child, one)
        refuse_if(rules.why_not_ask_school(reads_school=queries.reads(place.pk)))
        worklist.ask(
            person=one.person_id,
            kind=OBSERVE,
            url=reverse("evaluation:observe", args=[evaluation.child_id]),
            child=evaluation.child,
            compartment=place,
            subject_id=evaluation.child_id,
            by=by,
            at=at,
        )


@transaction.atomic
def contribute(
    *, evaluation: Evaluation, part: Part, content: Mapping[str, str], by: Person, at: datetime
) -> Contribution:
    """Write one's part of the clinic's; again changes it, and the database keeps what it said before."""
    if part not in BY_CLINIC or getattr(by, "staff", None) is None:
        raise Denied
    require(by, evaluation.compartment_id, May.WRITE)
    return _hand_in(evaluation, part, content, evaluation.compartment, by=by, at=at)


@transaction.atomic
def tell(
    *,
    evaluation: Evaluation,
    content: Mapping[str, str],
    by: Person,
    at: datetime,
    language: str = "en",
    in_confidence: bool = False,
) -> Contribution:
    """Tell one's side: a caregiver the history as their home knows it, the youth their own story.

    Args:
        in_confidence: a youth's words that only those who treat them read.
    """
    require(by, evaluation.compartment_id, May.RESPOND)
    part = Part.YOUTH if by.kind == Kind.CHILD else Part.CAREGIVER
    place = _place_of_teller(evaluation, by, in_confidence)
    require(by, place, May.RESPOND)
    told = _hand_in(evaluation, part, content, place, by=by, at=at, language=language)
    kind = TELL_OWN if part is Part.YOUTH else TELL
    worklist.done(kind=kind, subject_id=evaluation.pk, person=by, by=by, at=at)
    return told


def _place_of_teller(evaluation: Evaluation, by: Person, in_confidence: bool) -> Compartment:
    if by.kind == Kind.CHILD:
        return beside(evaluation, Category.YOUTH_CONFIDENTIAL) if in_confidence else evaluation.compartment
    caregiver = people.caregiver_of(evaluation.child_id, by.pk)
    if caregiver is None:
        raise Denied
    return beside(evaluation, Category.ASSESSMENTS, household_id=caregiver.household_id)


def _hand_in(
    evaluation: Evaluation,
    part: Part,
    content: Mapping[str, str],
    place: Compartment,
    *,
    by: Person,
    at: datetime,
    language: str = "en",
) -> Contribution:
    refuse_if(rules.why_not_contribute(state=State(evaluation.state), part=part, content=content))
    known = queries.own_contribution(evaluation.pk, part, by.pk, place.pk)
    written = known or Contribution(
        compartment=place, evaluation=evaluation, child_id=evaluation.child_id, part=part, author=by, at=at
    )
    written.content = {name: text.strip() for name, text in content.items() if text.strip()}
    written.changed_at, written.language = at, language
    written.save(force_insert=known is None)
    event = events.PartContributed(child_id=evaluation.child_id, contribution_id=written.pk, at=at)
    access.tell(event, by=by, compartment=place)
    return written


@transaction.atomic
def observe(*, child: Child, content: Mapping[str, str], by: Person, at: datetime) -> Contribution:
    """Write down what was seen of a child in class; it belongs to the record of the observer's organization."""
    staff = getattr(by, "staff", None)
    if staff is None:
        raise Denied
    place = of_observations(child, staff)
    require(by, place, May.WRITE)
    refuse_if(rules.why_not_contribute(state=State.OPEN, part=Part.OBSERVATION, content=content))
    written = Contribution.objects.create(
        compartment=place,
        child=child,
        part=Part.OBSERVATION,
        content={name: text.strip() for name, text in content.items() if text.strip()},
        author=by,
        at=at,
        changed_at=at,
    )
    worklist.done(kind=OBSERVE, subject_id=child.pk, person=by, by=by, at=at)
    event = events.PartContributed(child_id=child.pk, contribution_id=written.pk, at=at)
    access.tell(event, by=by, compartment=place)
    return written


@transaction.atomic
def request_records(
    *, evaluation: Evaluation, from_whom: str, what: str, asked_on: date, by: Person, at: datetime
) -> RecordRequest:
    """Note that records were asked for: from whom, which, and when."""
    require(by, evaluation.compartment_id, May.WRITE)
    refuse_if(
        rules.why_not_request_records(state=State(evaluation.state), asked_on=asked_on, today=timezone.localdate(at))
    )
    asked = RecordRequest.objects.create(
        compartment_id=evaluation.compartment_id,
        evaluation=evaluation,
        child_id=evaluation.child_id,
        from_whom=from_whom.strip(),
        what=what.strip(),
        asked_on=asked_on,
        author=by,
        at=at,
    )
    event = events.RecordsRequested(child_id=evaluation.child_id, request_id=asked.pk, at=at)
    access.tell(event, by=by, compartment=evaluation.compartment_id)
    return asked


@transaction.atomic
def receive_records(
    *, records: RecordRequest, received_on: date, outcome: str, by: Person, at: datetime
) -> RecordRequest:
    """Note when records came, and what in them matters here."""
    require(by, records.compartment_id, May.WRITE)
    refuse_if(
        rules.why_not_change(State(records.evaluation.state))
        or rules.why_not_receive(
            is_received=records.received_on is not None,
            asked_on=records.asked_on,
            received_on=received_on,
            today=timezone.localdate(at),
        )
    )
    records.received_on, records.outcome = received_on, outcome.strip()
    records.save(update_fields=["received_on", "outcome"])
    event = events.RecordsReceived(child_id=records.child_id, request_id=records.pk, at=at)
    access.tell(event, by=by, compartment=records.compartment_id)
    return records


@transaction.atomic
def withdraw(*, evaluation: Evaluation, reason: str, by: Person, at: datetime) -> Evaluation:
    """End an evaluation that nobody needs any more; what was written stays with the reason."""
    require(by, evaluation.compartment_id, May.WRITE)
    refuse_if(rules.why_not_withdraw(state=State(evaluation.state), reason=reason))
    evaluation.state, evaluation.voided_at, evaluation.voided_by = State.WITHDRAWN, at, by
    evaluation.void_reason = reason.strip()
    evaluation.save(update_fields=["state", "voided_at", "voided_by", "void_reason"])
    for kind in (SIGN, TELL, TELL_OWN):
        worklist.done(kind=kind, subject_id=evaluation.pk, by=by, at=at)
    event = events.EvaluationWithdrawn(child_id=evaluation.child_id, evaluation_id=evaluation.pk, at=at)
    access.tell(event, by=by, compartment=evaluation.compartment_id)
    return evaluation
