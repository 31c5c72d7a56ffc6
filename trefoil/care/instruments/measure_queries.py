"""What may be asked about measures: what is set, how it stands with each child, how many answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from trefoil.ground.access.types import Role
from trefoil.ground.people.models import Child, Membership, Person

from . import measure_rules, packs
from .measure_models import Measure
from .measure_types import Asked, Rate, Standing
from .models import Assignment


@dataclass(frozen=True)
class Stay:
    """A child on an organization's teams: since when, and who of it reads what is answered."""

    child: Child
    joined_on: date
    reader: Person | None


@dataclass(frozen=True)
class Row:
    """One measure of one child as it stands today."""

    child: Child
    measure: Measure
    instrument: str
    standing: Standing
    on: date
    asked_of: Person | None
    assignment: Assignment | None


def measures(organization_id: UUID) -> QuerySet[Measure]:
    """Return what an organization asks by itself."""
    found = Measure.objects.filter(organization_id=organization_id, voided_at=None).select_related("set_by")
    return found.order_by("instrument", "informant")


def on_teams(organization_id: UUID, at: datetime, child_id: UUID | None = None) -> list[Stay]:
    """Return the children on an organization's teams at an instant, with the first day any of its staff was there."""
    rows = Membership.objects.filter(staff__organization_id=organization_id, starts_at__lte=at)
    rows = rows.filter(child_id=child_id) if child_id else rows
    by_child: dict[UUID, list[Membership]] = {}
    for row in rows.select_related("child__person", "staff__person").order_by("starts_at", "pk"):
        by_child.setdefault(row.child_id, []).append(row)
    return [_stay(found, at) for found in by_child.values() if any(_is_live(row, at) for row in found)]


def _is_live(row: Membership, at: datetime) -> bool:
    return row.ends_at is None or row.ends_at > at


def _stay(rows: list[Membership], at: datetime) -> Stay:
    readers = [row.staff.person for row in rows if _is_live(row, at) and row.staff.role == Role.THERAPIST]
    return Stay(rows[0].child, timezone.localdate(rows[0].starts_at), readers[0] if readers else None)


def of_measure(child_id: UUID, measure: Measure) -> QuerySet[Assignment]:
    """Return every asking of a measure's instrument of a child by its informant, withdrawn ones too."""
    return Assignment.objects.filter(
        child_id=child_id,
        instrument=measure.instrument,
        informant=measure.informant,
        compartment__custodian_id=measure.organization_id,
    ).select_related("response", "compartment", "child__person", "asked_of")


def askings(child_id: UUID, measure: Measure) -> list[Asked]:
    """Return the askings that count; who asked by hand need not ask again."""
    return [as_asked(row) for row in of_measure(child_id, measure).filter(voided_at=None)]


def open_askings(organization_id: UUID) -> QuerySet[Assignment]:
    """Return what an organization has asked and waits for."""
    return Assignment.objects.filter(
        compartment__custodian_id=organization_id, voided_at=None, closed_as="", response__finished_at=None
    ).select_related("compartment", "child__person", "asked_of")


def as_asked(row: Assignment) -> Asked:
    """Return an asking as the rules read it."""
    response = getattr(row, "response", None)
    return Asked(
        asked_of=row.asked_of_id,
        asked_on=timezone.localdate(row.at),
        due_on=row.due_on,
        is_answered=bool(response and response.finished_at),
        closed_as=row.closed_as,
    )


def standings(organization_id: UUID, at: datetime, child_id: UUID | None = None) -> list[Row]:
    """Return how every measure stands with the children in sight, or with one of them."""
    set_now = list(measures(organization_id))
    stays = on_teams(organization_id, at, child_id) if set_now else []
    asked = _asked_of(organization_id, [stay.child.pk for stay in stays])
    return [
        _row(stay, measure, asked.get((stay.child.pk, measure.instrument, measure.informant), []), at)
        for stay in stays
        for measure in set_now
    ]


def _asked_of(organization_id: UUID, children: Iterable[UUID]) -> dict[tuple[UUID, str, str], list[Assignment]]:
    rows = Assignment.objects.filter(
        child_id__in=list(children), compartment__custodian_id=organization_id, voided_at=None
    )
    found: dict[tuple[UUID, str, str], list[Assignment]] = {}
    for row in rows.select_related("response", "asked_of", "compartment").order_by("at"):
        found.setdefault((row.child_id, row.instrument, row.informant), []).append(row)
    return found


def _row(stay: Stay, measure: Measure, rows: list[Assignment], at: datetime) -> Row:
    today, past = timezone.localdate(at), [as_asked(row) for row in rows]
    instrument = packs.find(measure.instrument)
    stands = measure_rules.standing_of(measure.rhythm, stay.joined_on, past, today, can_ask=True)
    waits = stands in (Standing.DUE, Standing.OVERDUE)
    last = rows[-1] if rows else None
    due_on = last.due_on if waits and last else None
    return Row(
        child=stay.child,
        measure=measure,
        instrument=instrument.name if instrument else measure.instrument,
        standing=stands,
        on=due_on or measure_rules.next_on(measure.rhythm, stay.joined_on, past),
        asked_of=last.asked_of if last else None,
        assignment=last if waits else None,
    )


def rates(organization_id: UUID, at: datetime, since: datetime) -> list[Rate]:
    """Return for each informant what became of what an organization asked since an instant, as far as is in sight."""
    rows = Assignment.objects.filter(
        compartment__custodian_id=organization_id, voided_at=None, at__gte=since, at__lte=at
    ).select_related("response")
    return measure_rules.rates([(row.informant, as_asked(row)) for row in rows], timezone.localdate(at))


def interval_of(child_id: UUID, key: str, informant: str, organization_id: UUID) -> Measure | None:
    """Return the measure that says how often an informant is asked, if one is set."""
    return measures(organization_id).filter(instrument=key, informant=informant).first()
