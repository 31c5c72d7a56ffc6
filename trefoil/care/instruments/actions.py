"""What may be done with a questionnaire: ask, answer, hand in, answer for a flag, be on duty."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.consent import choosing
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Person, Staff
from trefoil.ground.timeline.actions import note
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist.actions import done

from . import alerts, events, informants, measure_rules, packs, queries, rules, scoring
from .measure_models import Measure
from .measure_types import Informant
from .models import Assignment, Flag, OnDuty, Response, Score
from .reading import read_answers, read_declined
from .types import Instrument, Mode
from .writing import write_response

VOICES = {
    Informant.YOUTH: Voice.HOME,
    Informant.CAREGIVER: Voice.HOME,
    Informant.TEACHER: Voice.SCHOOL,
    Informant.CLINICIAN: Voice.CLINIC,
}


def prepare(*, child: Child, by: Person, service_id: UUID | None = None, at: datetime | None = None) -> Compartment:
    """Open the place where an organization keeps a child's questionnaires, or those of one service, if it is the first.

    Args:
        at: when the service that was chosen must run; only asked of a service.
    """
    own = by.staff.organization_id
    made_in = choosing.stamp(service_id, child_id=child.pk, organization_id=own, at=at) if at else {}
    return compartment_for(
        child_id=child.pk,
        category=Category.ASSESSMENTS,
        custodian_id=own,
        **made_in,
    )


@transaction.atomic
def assign(
    *,
    child: Child,
    key: str,
    by: Person,
    at: datetime,
    due_on: date | None = None,
    service_id: UUID | None = None,
    asked_of: Person | None = None,
    informant: Informant = Informant.YOUTH,
) -> Assignment:
    """Ask somebody to answer an instrument: the youth, in one of their services if one is named, or an informant."""
    compartment = prepare(child=child, by=by, service_id=service_id, at=at)
    require(by, compartment, May.WRITE)
    if informant is not Informant.YOUTH:
        allowed = asked_of is not None and asked_of.pk in informants.respondents(child.pk, compartment.pk, at)
        refuse_if(None if allowed else measure_rules.MAY_NOT_ANSWER)
    whom = asked_of or child.person
    return place(
        compartment=compartment,
        child=child,
        key=key,
        asked_of=whom,
        informant=informant,
        due_on=due_on,
        author=by,
        by=by,
        at=at,
    )


def place(
    *,
    compartment: Compartment,
    child: Child,
    key: str,
    asked_of: Person,
    informant: Informant,
    due_on: date | None,
    author: Person,
    by: Any,
    at: datetime,
    measure: Measure | None = None,
) -> Assignment:
    """Put the questions before whoever was chosen; the caller has asked whether the actor may."""
    instrument = packs.installed()[key]
    refuse_if(measure_rules.why_not_of(informant, instrument.informants))
    is_open = queries.open_assignments(asked_of).filter(instrument=key, child=child).exists()
    refuse_if(rules.why_not_assign(instrument, is_open=is_open))
    assignment = Assignment.objects.create(
        compartment=compartment,
        child=child,
        instrument=key,
        asked_of=asked_of,
        informant=informant,
        measure=measure,
        author=author,
        at=at,
        due_on=due_on,
    )
    alerts.ask_informant(assignment, by=by, at=at)
    tell(
        events.QuestionnaireAssigned(child_id=child.pk, assignment_id=assignment.pk, at=at),
        by=by,
        compartment=compartment,
    )
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, reason: str, by: Person, at: datetime) -> Assignment:
    """Stop asking; answers already given stay where they are."""
    require(by, assignment.compartment_id, May.WRITE)
    refuse_if(rules.why_not_withdraw(reason, is_open=queries.is_open(assignment)))
    assignment.voided_at, assignment.voided_by, assignment.void_reason = at, by, reason.strip()
    assignment.save()
    alerts.settle(assignment, by=by, at=at)
    tell(
        events.QuestionnaireWithdrawn(child_id=assignment.child_id, assignment_id=assignment.pk, at=at),
        by=by,
        compartment=assignment.compartment_id,
    )
    return assignment


@transaction.atomic
def answer(
    *,
    assignment: Assignment,
    link_id: str,
    code: str | None,
    language: str,
    by: Person,
    at: datetime,
    mode: Mode | None = None,
) -> Response:
    """Keep one answer, or that the question was left out; a delicate one is acted on at once."""
    _require_to_answer(by, assignment)
    instrument = packs.installed()[assignment.instrument]
    response = _response_to(assignment, language, mode, by=by, at=at)
    refuse_if(
        rules.why_not_answer(
            instrument,
            link_id,
            code,
            is_finished=response.finished_at is not None,
            is_withdrawn=queries.is_closed(assignment),
            duty=queries.duty_for(assignment, by, at),
        )
    )
    _keep(response, instrument, link_id, code, at=at)
    alerts.raise_flags(response, instrument, by=by, at=at)
    return response


def _require_to_answer(by: Person, assignment: Assignment) -> None:
    """Only who was asked answers, or staff who sit beside them."""
    may = May.RESPOND if by.pk == assignment.asked_of_id else May.WRITE
    require(by, assignment.compartment_id, may)


def _response_to(assignment: Assignment, language: str, mode: Mode | None, *, by: Person, at: datetime) -> Response:
    Response.objects.get_or_create(
        assignment=assignment,
        defaults={
            "compartment_id": assignment.compartment_id,
            "child_id": assignment.child_id,
            "author": by,
            "language": language,
            "mode": mode or (Mode.ALONE if by.pk == assignment.asked_of_id else Mode.WITH_STAFF),
            "resource": {},
            "at": at,
        },
    )
    # Two open windows must not write over each other's answers.
    return Response.objects.select_for_update(of=("self",)).get(assignment=assignment)


def _keep(response: Response, instrument: Instrument, link_id: str, code: str | None, *, at: datetime) -> None:
    answers = read_answers(response.resource)
    declined = set(read_declined(response.resource)) - {link_id}
    answers.pop(link_id, None)
    if code is None:
        declined.add(link_id)
    else:
        answers[link_id] = code
    response.resource = write_response(
        instrument,
        answers,
        declined,
        language=response.language,
        child_id=response.child_id,
        authored=at.isoformat(),
        is_finished=False,
    )
    response.save()


@transaction.atomic
def finish(*, assignment: Assignment, by: Person, at: datetime, answered_at: datetime | None = None) -> Score:
    """Hand in the answers: score them and ask a person about what needs one, all at once.

    Args:
        assignment: what was asked.
        by: who hands in.
        at: now.
        answered_at: when it was answered, if that was earlier, on paper; the score stands at that instant.
    """
    _require_to_answer(by, assignment)
    response = queries.response_to(assignment)
    if response is None:
        raise Refused(rules.NOT_ALL_SEEN)
    instrument = packs.installed()[assignment.instrument]
    refuse_if(_why_not_finish(assignment, response, instrument))
    response.finished_at, response.resource["status"] = at, "completed"
    response.save()
    score = _score(response, instrument, by=by, at=answered_at or at)
    alerts.raise_flags(response, instrument, by=by, at=at)
    alerts.settle(assignment, by=by, at=at)
    alerts.tell_asker(response, by=by, at=at)
    _note(response, by=by, at=at)
    tell(
        events.ResponseFinished(child_id=response.child_id, response_id=response.pk, at=at),
        by=by,
        compartment=response.compartment_id,
    )
    return score


def _why_not_finish(assignment: Assignment, response: Response, instrument: Instrument) -> str | None:
    return rules.why_not_finish(
        instrument,
        read_answers(response.resource),
        read_declined(response.resource),
        is_finished=response.finished_at is not None,
        is_withdrawn=queries.is_closed(assignment),
    )


def _note(response: Response, *, by: Person, at: datetime) -> None:
    note(
        child=response.child,
        compartment=response.compartment,
        at=at,
        kind="questionnaire_finished",
        voice=VOICES[Informant(response.assignment.informant)],
        subject_id=response.pk,
        url=reverse("instruments:scores", args=[response.child_id]),
        by=by,
    )


def _score(response: Response, instrument: Instrument, *, by: Person, at: datetime) -> Score:
    found = scoring.score(instrument, read_answers(response.resource))
    return Score.objects.create(
        compartment_id=response.compartment_id,
        response=response,
        child_id=response.child_id,
        author=by,
        answered_by_id=response.assignment.asked_of_id,
        informant=response.assignment.informant,
        instrument=instrument.key,
        at=at,
        value=None if found.value is None else Decimal(str(found.value)),
        parts={link: value for link, value in found.parts.items() if link != instrument.total.link_id},
        band=found.band or "",
        unanswered=found.unanswered,
        reaches_cut=found.reaches_cut,
        flags=list(found.flags),
    )


@transaction.atomic
def read(*, child: Child, by: Person, at: datetime) -> None:
    """Take the request to read a child's answers off the reader's list."""
    for kind in (alerts.FINISHED, alerts.FINISHED_ABOUT):
        done(kind=kind, subject_id=child.pk, person=by, by=by, at=at)


@transaction.atomic
def acknowledge(*, flag: Flag, words: str, by: Person, at: datetime) -> Flag:
    """Write what was done about an answer that needed a person at once."""
    require(by, flag.compartment_id, May.WRITE)
    refuse_if(rules.why_not_acknowledge(words, is_acknowledged=flag.acknowledged_at is not None))
    flag.acknowledged_at, flag.acknowledged_by, flag.done = at, by, words.strip()
    flag.save()
    for kind in alerts.NEEDS_PERSON:
        done(kind=kind, subject_id=flag.pk, by=by, at=at)
    tell(
        events.FlagAcknowledged(child_id=flag.child_id, flag_id=flag.pk, at=at),
        by=by,
        compartment=flag.compartment_id,
    )
    return flag


@transaction.atomic
def set_duty(*, staff: Staff, starts_at: datetime, ends_at: datetime, by: Person, at: datetime) -> OnDuty:
    """Write down who answers for what questionnaires may bring up, and from when until when."""
    refuse_if(
        rules.why_not_set_duty(
            starts_at,
            ends_at,
            same_organization=by.staff.organization_id == staff.organization_id,
        )
    )
    return OnDuty.objects.create(
        organization_id=staff.organization_id,
        staff=staff,
        starts_at=starts_at,
        ends_at=ends_at,
        set_by=by,
        set_at=at,
    )


@transaction.atomic
def end_duty(*, duty: OnDuty, by: Person, at: datetime) -> OnDuty:
    """Take back a period of duty; from now on it covers nobody."""
    refuse_if(
        rules.why_not_end_duty(
            same_organization=by.staff.organization_id == duty.organization_id,
            is_ended=duty.voided_at is not None,
        )
    )
    duty.voided_at, duty.voided_by = at, by
    duty.save()
    return duty
