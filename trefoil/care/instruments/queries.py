"""What may be asked about questionnaires: what is open, what was answered, how it moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from trefoil.ground.access.types import Role
from trefoil.ground.people.models import Child, Membership, Organization, Person

from . import packs, rules, scoring
from .models import Assignment, Flag, OnDuty, Response, Score
from .reading import read_answers
from .types import Change, Duty, Instrument, Line, Point, Reading

RESPONDING_ROLES = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER)
AHEAD = timedelta(days=14)


def open_assignments(person: Person) -> QuerySet[Assignment]:
    """Return what a person has been asked and has not handed in, the oldest first."""
    return (
        Assignment.objects.filter(asked_of=person, voided_at=None, closed_as="", response__finished_at=None)
        .select_related("child__person", "compartment")
        .order_by("at")
    )


@dataclass(frozen=True)
class Waiting:
    """Something that was asked and waits, as a page shows it."""

    pk: UUID
    title: str
    asked_of: Person
    at: datetime
    due_on: date | None
    is_late: bool
    is_begun: bool


def open_about(child: Child, at: datetime) -> list[Waiting]:
    """Return what anybody has been asked about a child and has not handed in, the oldest first."""
    rows = Assignment.objects.filter(child=child, voided_at=None, closed_as="", response__finished_at=None)
    return [_waiting(row, timezone.localdate(at)) for row in rows.select_related("asked_of", "response").order_by("at")]


def _waiting(row: Assignment, today: date) -> Waiting:
    instrument = packs.find(row.instrument)
    return Waiting(
        pk=row.pk,
        title=instrument.name if instrument else row.instrument,
        asked_of=row.asked_of,
        at=row.at,
        due_on=row.due_on,
        is_late=bool(row.due_on and row.due_on < today),
        is_begun=getattr(row, "response", None) is not None,
    )


def is_open(assignment: Assignment) -> bool:
    """Tell whether an assignment still waits for its answers."""
    response = response_to(assignment)
    return not is_closed(assignment) and not (response and response.finished_at)


def is_closed(assignment: Assignment) -> bool:
    """Tell whether an assignment was withdrawn, or closed without answers."""
    return assignment.voided_at is not None or bool(assignment.closed_as)


def response_to(assignment: Assignment) -> Response | None:
    """Return the answers given so far, or None before the first."""
    return Response.objects.filter(assignment=assignment).first()


def duties(child_id: UUID, at: datetime) -> list[Duty]:
    """Return who of a child's own team is on duty now and in the two weeks to come.

    Somebody who cannot open the record could not respond, so only the team counts.
    """
    rows = _duty_rows_for(child_id, at).filter(starts_at__lt=at + AHEAD)
    return [Duty(str(row.staff.person), row.starts_at, row.ends_at) for row in rows]


def _duty_rows_for(child_id: UUID, at: datetime) -> QuerySet[OnDuty]:
    team = _team(child_id, at).values("staff_id")
    return OnDuty.objects.filter(staff__in=team, voided_at=None, ends_at__gt=at).select_related("staff__person")


def _team(child_id: UUID, at: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), child_id=child_id, starts_at__lte=at)


def duty_for(assignment: Assignment, by: Person, at: datetime) -> Duty | None:
    """Return the named person who is there for a youth who answers: beside them, or on duty."""
    if by.pk != assignment.asked_of_id:
        return Duty(str(by), at, at + AHEAD)
    return rules.on_duty(duties(assignment.child_id, at), at)


def phone_of(organization_id: UUID) -> str:
    """Return the telephone number of an organization."""
    found = Organization.objects.filter(pk=organization_id).values_list("phone", flat=True)
    return found.first() or ""


def duty_rows(organization_id: UUID, at: datetime) -> QuerySet[OnDuty]:
    """Return the periods of duty that are not over, the next first."""
    return (
        OnDuty.objects.filter(organization_id=organization_id, voided_at=None, ends_at__gt=at)
        .select_related("staff__person")
        .order_by("starts_at")
    )


def responders(response: Response, at: datetime) -> list[Person]:
    """Return who must respond: therapists, their supervisors, who is on duty, who asked."""
    team = _team(response.child_id, at).filter(
        staff__organization_id=response.compartment.custodian_id,
        staff__role__in=RESPONDING_ROLES,
    )
    found = {response.assignment.author_id: response.assignment.author}
    for member in team.select_related("staff__person", "staff__supervisor__person"):
        found[member.staff_id] = member.staff.person
        if member.staff.supervisor:
            found[member.staff.supervisor.pk] = member.staff.supervisor.person
    for duty in _duty_rows_for(response.child_id, at).filter(starts_at__lte=at):
        found[duty.staff_id] = duty.staff.person
    return list(found.values())


def open_flags(child: Child) -> QuerySet[Flag]:
    """Return the flags nobody has answered for yet, the newest first."""
    return Flag.objects.filter(child=child, acknowledged_at=None).select_related("response__assignment").order_by("-at")


def answered_flags(child: Child) -> QuerySet[Flag]:
    """Return the flags somebody has answered for, with what was done, the newest first."""
    return (
        Flag.objects.filter(child=child, acknowledged_at__isnull=False)
        .select_related("acknowledged_by")
        .order_by("-at")
    )


def series(child: Child, key: str | None = None) -> list[Point]:
    """Return the scores of one instrument over time, the latest instrument unless told."""
    rows = Score.objects.filter(child=child).order_by("at")
    newest = rows.last()
    wanted = key or (newest.instrument if newest else "")
    return [Point(row.at, _plain(row), row.band or None, bool(row.flags)) for row in rows if row.instrument == wanted]


def _plain(row: Score) -> float | None:
    return cast("float | None", row.value)  # the field reads a number as it is meant, whole or not


def latest(child: Child) -> Reading | None:
    """Return the newest finished questionnaire, read as `scores` reads it."""
    return next(iter(scores(child)), None)


def scores(child: Child) -> list[Reading]:
    """Return every finished questionnaire, the newest first, each against the one before."""
    rows = Score.objects.filter(child=child).select_related("author", "answered_by").order_by("at")
    responses = {r.pk: r for r in Response.objects.filter(child=child)}
    before: dict[tuple[str, UUID], float] = {}
    readings = []
    for row in rows:
        # Only what the same person said before is before: two informants differ without anything having changed.
        line = (row.instrument, row.answered_by_id or row.author_id)
        readings.append(_reading(row, responses.get(row.response_id), before.get(line)))
        if (value := _plain(row)) is not None:
            before[line] = value
    return readings[::-1]


def _reading(row: Score, response: Response | None, before: float | None) -> Reading:
    instrument, value = packs.installed()[row.instrument], _plain(row)
    change = Change.FIRST if before is None else scoring.change(instrument, before, value)
    if change is not Change.FIRST and row.informant not in instrument.informants:
        change = Change.NOT_CLASSIFIABLE  # what is known of the error is known of those it is made for
    return Reading(
        response_id=row.response_id,
        at=row.at,
        key=row.instrument,
        instrument=instrument.name,
        value=value,
        maximum=instrument.maximum,
        band=row.band or None,
        unanswered=row.unanswered,
        reaches_cut=row.reaches_cut,
        flags=tuple(row.flags),
        answered_by=str(row.answered_by or row.author),
        informant=row.informant,
        language=response.language if response else "",
        mode=response.mode if response else "",
        difference=value - before if value is not None and before is not None else None,
        change=change,
        lines=tuple(_lines(instrument, response)) if response else (),
        parts=tuple(
            (score.text or score.link_id, row.parts[score.link_id])
            for score in instrument.questionnaire.scores
            if score.link_id in row.parts
        ),
    )


def _lines(instrument: Instrument, response: Response) -> Iterable[Line]:
    answers = read_answers(response.resource)
    flagged = {trigger.link_id for trigger in scoring.raised(instrument, answers)}
    for question in instrument.questionnaire.questions:
        option = question.option(answers.get(question.link_id, ""))
        yield Line(
            question=question.text.in_language("en"),
            answer=option.text.in_language("en") if option else "",
            weight=option.weight if option else None,
            flagged=question.link_id in flagged,
        )
