"""What may be done with a schedule: bells, rooms, classes; book, move and cancel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from trefoil.ground.access.actions import Denied, compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May, Role
from trefoil.ground.consent import choosing
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Person, Site

from . import events, proposing, queries, rules
from .models import Appointment, BellSchedule, Booking, ChildClass, Period, Room
from .types import Facts, Kind, Reach, ResourceKind, Span, Subject

RINGS_BELLS = (Role.TEACHER, Role.SCHOOL_MH, Role.DIRECTOR)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who meets, why and where; when is said apart."""

    kind: Kind
    children: tuple[Child, ...]
    staff: tuple[Person, ...]
    caregivers: tuple[Person, ...] = ()
    room: Room | None = None
    by_video: bool = False
    confidential: bool = False
    service_id: UUID | None = None
    """The service it belongs to, which decides who may know of it."""

    @property
    def people(self) -> list[UUID]:
        """Return the grown-ups, the lead first."""
        return list(dict.fromkeys(person.pk for person in (*self.staff, *self.caregivers)))


def _require_member(by: Person, site: Site, roles: Iterable[Role] | None = None) -> None:
    staff = getattr(by, "staff", None)
    if staff is None or staff.organization_id != site.organization_id or (roles and staff.role not in roles):
        raise Denied


@transaction.atomic
def set_bells(
    *,
    site: Site,
    name: str,
    weekdays: Iterable[int],
    periods: Sequence[tuple[str, time, time]],
    by: Person,
    at: datetime,
) -> BellSchedule:
    """Write down which periods ring at a site on which weekdays; the same name again replaces its periods."""
    _require_member(by, site, RINGS_BELLS)
    days = sorted(set(weekdays))
    refuse_if(rules.why_not_bells(periods, days))
    schedule, _made = BellSchedule.objects.update_or_create(site=site, name=name.strip(), defaults={"weekdays": days})
    schedule.periods.all().delete()
    Period.objects.bulk_create(
        Period(bell_schedule=schedule, label=label, starts=starts, ends=ends) for label, starts, ends in periods
    )
    return schedule


@transaction.atomic
def add_room(*, site: Site, name: str, by: Person, at: datetime) -> Room:
    """Add a room that can be booked; a room of that name is given back as it is."""
    _require_member(by, site)
    return Room.objects.get_or_create(site=site, name=name.strip())[0]


def timetable_compartment(child_id: UUID, organization_id: UUID) -> Compartment:
    """Return where a school keeps a child's times."""
    return compartment_for(child_id=child_id, category=Category.SCHEDULE, custodian_id=organization_id)


@transaction.atomic
def add_classes(
    *, child: Child, site: Site, seats: Sequence[dict[str, object]], by: Person, at: datetime
) -> list[ChildClass]:
    """Enter a child's classes: subject, title, weekdays, period, room, teacher and the day they begin."""
    compartment = timetable_compartment(child.pk, site.organization_id)
    require(by, compartment, May.WRITE)
    rows = [
        ChildClass(compartment=compartment, child=child, site=site, author=by, at=at, **_seat_fields(seat))
        for seat in seats
    ]
    ChildClass.objects.bulk_create(rows)
    tell(events.TimetableChanged(child_id=child.pk, at=at), by=by, compartment=compartment)
    return rows


def _seat_fields(seat: dict[str, object]) -> dict[str, object]:
    fields = dict(seat)
    fields["weekdays"] = sorted(fields["weekdays"])  # type: ignore[call-overload]
    fields["subject"] = Subject(str(fields.get("subject") or rules.subject_of(str(fields["title"]))))
    return fields


@transaction.atomic
def end_class(*, child_class: ChildClass, ends_on: date, by: Person, at: datetime) -> ChildClass:
    """End a child's place in a class from a day on."""
    require(by, child_class.compartment_id, May.WRITE)
    child_class.ends_on = ends_on
    child_class.save(update_fields=["ends_on"])
    tell(events.TimetableChanged(child_id=child_class.child_id, at=at), by=by, compartment=child_class.compartment_id)
    return child_class


@transaction.atomic
def book(*, plan: Plan, starts_at: datetime, ends_at: datetime, by: Person, at: datetime) -> list[Appointment]:
    """Book one meeting; a row for each child comes back, one row when there is none."""
    return _book(plan, [Span(starts_at, ends_at)], None, by=by, at=at)


@transaction.atomic
def book_weekly(
    *,
    plan: Plan,
    first: date,
    until: date,
    weekdays: Iterable[int],
    starts: time,
    minutes: int,
    by: Person,
    at: datetime,
    skip: Iterable[date] = (),
) -> list[Appointment]:
    """Book a weekly series: all of its meetings or none."""
    days = sorted(set(weekdays))
    zone = timezone.get_current_timezone()
    spans = rules.occurrences(
        first=first, until=until, weekdays=days, starts=starts, minutes=minutes, zone=zone, skip=skip
    )
    refuse_if(rules.why_not_series(first=first, until=until, weekdays=days, count=len(spans)))
    return _book(plan, spans, new_id(), by=by, at=at)


def _book(plan: Plan, spans: Sequence[Span], series_id: UUID | None, *, by: Person, at: datetime) -> list[Appointment]:
    refuse_if(rules.why_not_book(_facts(plan, spans[0])))
    refuse_if(
        rules.why_not_service(
            children=len(plan.children),
            caregivers=len(plan.caregivers),
            has_service=plan.service_id is not None,
            is_confidential=choosing.is_confidential(plan.service_id),
        )
    )
    compartments = _compartments(plan, by, at)
    meetings = [(new_id(), span) for span in spans]
    _hold(plan, meetings, compartments)
    rows = [
        Appointment(
            compartment=compartments.get(child.pk) if child else None,
            child=child,
            meeting_id=meeting_id,
            series_id=series_id,
            kind=plan.kind,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            lead=plan.staff[0],
            people=plan.people,
            room=plan.room,
            by_video=plan.by_video,
            author=by,
            at=at,
        )
        for meeting_id, span in meetings
        for child in (plan.children or (None,))
    ]
    Appointment.objects.bulk_create(rows)
    for row in rows[: max(1, len(plan.children))]:
        told = events.AppointmentBooked(child_id=row.child_id, appointment_id=row.pk, at=at)
        tell(told, by=by, compartment=row.compartment_id)
    return rows


def _facts(plan: Plan, span: Span) -> Facts:
    return Facts(
        kind=plan.kind,
        children=len(plan.children),
        staff=len(plan.staff),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        has_room=plan.room is not None,
        by_video=plan.by_video,
    )


def _compartments(plan: Plan, by: Person, at: datetime) -> dict[UUID, Compartment]:
    staff = getattr(by, "staff", None)
    if staff is None:
        raise Denied
    found = {}
    for child in plan.children:
        own = staff.organization_id
        made_in = choosing.stamp(plan.service_id, child_id=child.pk, organization_id=own, at=at)
        found[child.pk] = compartment_for(
            child_id=child.pk,
            category=Category.SCHEDULE,
            custodian_id=own,
            confidential=plan.confidential,
            **made_in,
        )
        require(by, found[child.pk], May.WRITE)
    return found


def _hold(plan: Plan, meetings: Sequence[tuple[UUID, Span]], compartments: dict[UUID, Compartment]) -> None:
    """Take everybody's time and the room's, or say who is busy."""
    resources = proposing.resources_of(
        people=plan.people,
        children=[child.pk for child in plan.children],
        room_id=plan.room.pk if plan.room else None,
    )
    _take_turns(pk for _kind, pk in resources)
    bookings = [
        Booking(
            compartment=compartments.get(pk) if kind == ResourceKind.CHILD else None,
            meeting_id=meeting_id,
            resource_kind=kind,
            resource_id=pk,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )
        for meeting_id, span in meetings
        for kind, pk in resources
    ]
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(bookings)
    except IntegrityError as trouble:
        raise Refused(_why_taken(resources, [span for _m, span in meetings])) from trouble


def _take_turns(resources: Iterable[UUID]) -> None:
    """Let two who book the same thing wait for each other, always in the same order, so that neither is stuck."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(who, 7)) from unnest(%s::text[]) who",
            [sorted(str(pk) for pk in resources)],
        )


def _why_taken(resources: Sequence[tuple[ResourceKind, UUID]], spans: Sequence[Span]) -> str:
    taken = queries.busy([pk for _k, pk in resources], spans[0].starts_at, spans[-1].ends_at)
    names = queries.resource_names(resources)
    for span in spans:
        busy = [pk for pk, held in taken.items() if any(span.meets(other) for other in held)]
        if said := proposing.sentences(busy, resources, names):
            day = f"{timezone.localtime(span.starts_at):%Y-%m-%d %H:%M}: " if len(spans) > 1 else ""
            return day + " ".join(said)
    return str(proposing.TAKEN_BY_ITSELF)


@transaction.atomic
def move(
    *,
    appointment: Appointment,
    starts_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
    room: Room | None = None,
    by_video: bool = False,
    reach: Reach = Reach.ONE,
) -> list[Appointment]:
    """Give a meeting, or it and the following ones of its series, another time, room or way of meeting."""
    rows = _reached(appointment, reach)
    _require_all(by, rows)
    refuse_if(rules.why_not_move(canceled=appointment.voided_at is not None))
    plan = replace(_plan_of(appointment, rows), room=room, by_video=by_video)
    refuse_if(rules.why_not_book(_facts(plan, Span(starts_at, ends_at))))
    spans = _shifted(appointment, rows, starts_at, ends_at)
    _let_go(spans, at)
    _hold(plan, list(spans.items()), {row.child_id: row.compartment for row in rows if row.child_id})  # type: ignore[misc]
    for row in rows:
        span = spans[row.meeting_id]
        row.starts_at, row.ends_at, row.room, row.by_video = span.starts_at, span.ends_at, room, by_video
    Appointment.objects.bulk_update(rows, ["starts_at", "ends_at", "room", "by_video"])
    told = events.AppointmentMoved(child_id=appointment.child_id, appointment_id=appointment.pk, at=at)
    tell(told, by=by, compartment=appointment.compartment_id)
    return rows


def _reached(appointment: Appointment, reach: Reach) -> list[Appointment]:
    if reach == Reach.FOLLOWING:
        return queries.following(appointment)
    return queries.meeting(appointment.meeting_id) or [appointment]


def _require_all(by: Person, rows: Sequence[Appointment]) -> None:
    for compartment in {row.compartment_id for row in rows}:
        if compartment is not None:
            require(by, compartment, May.WRITE)
    if any(row.compartment_id is None and by.pk not in (*row.people, row.author_id) for row in rows):
        raise Denied


def _plan_of(appointment: Appointment, rows: Sequence[Appointment]) -> Plan:
    children = {row.child_id: row.child for row in rows if row.child}
    found = {person.pk: person for person in Person.objects.filter(pk__in=appointment.people)}
    present = [found[pk] for pk in appointment.people if pk in found]
    return Plan(
        kind=Kind(appointment.kind),
        children=tuple(child for child in children.values() if child),
        staff=tuple(person for person in present if person.kind == "staff"),
        caregivers=tuple(person for person in present if person.kind != "staff"),
        room=appointment.room,
        by_video=appointment.by_video,
    )


def _shifted(
    appointment: Appointment, rows: Sequence[Appointment], starts_at: datetime, ends_at: datetime
) -> dict[UUID, Span]:
    """Move every meeting by as many days, to the same hour by the wall clock."""
    local = timezone.localtime(starts_at)
    days = (local.date() - timezone.localdate(appointment.starts_at)).days
    minutes = Span(starts_at, ends_at).minutes
    return {
        row.meeting_id: rules.span_on(
            timezone.localdate(row.starts_at) + timedelta(days=days),
            local.time(),
            minutes,
            timezone.get_current_timezone(),
        )
        for row in rows
    }


def _let_go(meetings: Iterable[UUID], at: datetime) -> None:
    wanted = list(meetings)
    with connection.cursor() as cursor:
        cursor.execute("select let_go(%s::uuid[], %s)", [wanted, at])
        if cursor.fetchone()[0] < len(wanted):  # a child in the group is not theirs to move
            raise Denied


@transaction.atomic
def cancel(
    *, appointment: Appointment, reason: str, by: Person, at: datetime, reach: Reach = Reach.ONE
) -> list[Appointment]:
    """Cancel a meeting, or it and the following ones of its series, for a reason; the time is free again."""
    rows = _reached(appointment, reach)
    _require_all(by, rows)
    refuse_if(rules.why_not_cancel(canceled=appointment.voided_at is not None, reason=reason))
    _let_go({row.meeting_id for row in rows}, at)
    for row in rows:
        row.voided_at, row.voided_by, row.void_reason = at, by, reason.strip()
    Appointment.objects.bulk_update(rows, ["voided_at", "voided_by", "void_reason"])
    told = events.AppointmentCanceled(child_id=appointment.child_id, appointment_id=appointment.pk, at=at)
    tell(told, by=by, compartment=appointment.compartment_id)
    return rows
