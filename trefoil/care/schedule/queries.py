"""What is on whose schedule, as far as the viewer may know it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trefoil.ground.people.models import Organization, Site, Staff
from trefoil.ground.people.queries import names

from . import rules
from .models import Appointment, BellSchedule, Booking, ChildClass, Period, Room
from .types import Bell, Kind, Lesson, Missed, ResourceKind, Seat, Span, Subject
from .words import VOICE_OF_KIND, kind_word


@dataclass(frozen=True)
class Block:
    """One piece of a day on a page: an appointment, a class, or only that somebody is taken."""

    starts_at: datetime
    ends_at: datetime
    title: str
    voice: str = ""
    place: str = ""
    who: str = ""
    url: str = ""
    what: str = "appointment"
    missed: tuple[Missed, ...] = ()
    children: tuple[str, ...] = ()
    appointment_id: UUID | None = None
    meeting_id: UUID | None = None
    series_id: UUID | None = None
    kind: str = ""
    child_id: UUID | None = None
    compartments: tuple[int, ...] = ()

    @property
    def clock(self) -> str:
        """Return the hour at which it begins, by the wall clock."""
        return timezone.localtime(self.starts_at).strftime("%H:%M")

    @property
    def span(self) -> Span:
        """Return its time."""
        return Span(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Day:
    """A day's blocks, in order."""

    on: date
    blocks: list[Block] = field(default_factory=list)


def day_span(on: date, days: int = 1) -> Span:
    """Return a day, or several, from midnight to midnight by the wall clock."""
    zone = timezone.get_current_timezone()
    return Span(datetime.combine(on, time.min, zone), datetime.combine(on + timedelta(days=days), time.min, zone))


def local(at: datetime) -> datetime:
    """Return an instant by the wall clock of the place."""
    return timezone.localtime(at)


def appointments() -> QuerySet[Appointment]:
    """Return the appointments the viewer may know that have not been canceled."""
    return Appointment.objects.filter(voided_at=None).select_related(
        "child__person", "room", "lead__staff__organization", "compartment"
    )


def find_appointment(appointment_id: UUID) -> Appointment | None:
    """Return an appointment the viewer may know, canceled or not."""
    found = Appointment.objects.select_related("child__person", "room", "lead__staff__organization")
    return found.filter(pk=appointment_id).first()


def meeting(meeting_id: UUID) -> list[Appointment]:
    """Return the rows of one meeting that the viewer may know, by the children's names."""
    return list(appointments().filter(meeting_id=meeting_id).order_by("child__person__given_name"))


def following(appointment: Appointment) -> list[Appointment]:
    """Return the rows of this and all later meetings of a weekly series."""
    later = appointments().filter(series_id=appointment.series_id, starts_at__gte=appointment.starts_at)
    return list(later.order_by("starts_at")) if appointment.series_id else meeting(appointment.meeting_id)


def day(person_id: UUID, on: date) -> list[Block]:
    """Return a person's day, in order."""
    return _mine(person_id, day_span(on))


def my_week(person_id: UUID, monday: date) -> list[Day]:
    """Return a person's week with the classes that their children miss; weekend days only when something is on."""
    span = day_span(monday, 7)
    blocks = _mine(person_id, span)
    children = {block.child_id for block in blocks if block.child_id}
    lessons = lessons_of(children, monday, 7)
    told = [_with_missed(block, lessons.get(block.child_id, [])) for block in blocks]  # type: ignore[arg-type]
    return _days(monday, told)


def week(child_id: UUID, monday: date, *, by_staff: bool = True) -> list[Day]:
    """Return a child's week as the viewer may see it: appointments in full, else only that the child is away."""
    span = day_span(monday, 7)
    lessons = lessons_of([child_id], monday, 7).get(child_id, [])
    rows = list(sessions_between(child_id, span.starts_at, span.ends_at))
    known = [_with_missed(block, lessons) for block in _blocks(rows, by_staff=by_staff)]
    away = [
        Block(taken.starts_at, taken.ends_at, _("Unavailable"), what="unavailable")
        for taken in _taken(child_id, span)
        if taken.meeting_id not in {row.meeting_id for row in rows}
    ]
    return _days(monday, [*known, *away, *map(_class_block, lessons)])


def sessions_between(child_id: UUID, starts_at: datetime, ends_at: datetime) -> QuerySet[Appointment]:
    """Return a child's appointments that touch a period, in order."""
    return appointments().filter(_touching(starts_at), child_id=child_id, starts_at__lt=ends_at).order_by("starts_at")


def upcoming(child_id: UUID, at: datetime, limit: int = 5) -> list[Block]:
    """Return a child's next appointments that the viewer may know."""
    rows = appointments().filter(_touching(at), child_id=child_id).order_by("starts_at")[:limit]
    return _blocks(list(rows), by_staff=False)


def _touching(starts_at: datetime) -> Q:
    """Return what is not over at an instant, by its beginning too, which the index knows and years need."""
    return Q(ends_at__gt=starts_at, starts_at__gt=starts_at - timedelta(minutes=rules.LONGEST))


def _mine(person_id: UUID, span: Span) -> list[Block]:
    rows = appointments().filter(_touching(span.starts_at), people__contains=[person_id], starts_at__lt=span.ends_at)
    known = _blocks(list(rows.order_by("starts_at", "child__person__given_name")), by_staff=True, named=True)
    seen = {block.meeting_id for block in known}
    # Whoever no longer may know the child still learns that their own time is taken.
    taken = [b for b in _taken(person_id, span) if b.meeting_id not in seen]
    away = [Block(b.starts_at, b.ends_at, _("Taken"), what="unavailable") for b in taken]
    return sorted([*known, *away], key=lambda block: block.span)


def _taken(resource_id: UUID, span: Span) -> list[Booking]:
    held = Booking.objects.filter(resource_id=resource_id, voided_at=None)
    return list(held.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at).order_by("starts_at"))


def _blocks(rows: list[Appointment], *, by_staff: bool, named: bool = False) -> list[Block]:
    grouped: dict[UUID, list[Appointment]] = {}
    for row in rows:
        grouped.setdefault(row.meeting_id, []).append(row)
    return [_block(meeting_rows, by_staff=by_staff, named=named) for meeting_rows in grouped.values()]


def _block(rows: list[Appointment], *, by_staff: bool, named: bool) -> Block:
    row = rows[0]
    called = tuple(r.child.person.called for r in rows if r.child)
    page = reverse("schedule:appointment", args=[row.pk]) if by_staff else ""
    return Block(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=_title(row, called) if named else kind_word(row.kind),
        voice=VOICE_OF_KIND.get(Kind(row.kind)) or _voice_of(row),
        place=_("Video") if row.by_video else (row.room.name if row.room else ""),
        who=str(row.lead),
        url=page,
        children=called,
        appointment_id=row.pk,
        meeting_id=row.meeting_id,
        series_id=row.series_id,
        kind=row.kind,
        child_id=row.child_id,
        compartments=tuple(r.compartment_id for r in rows if r.compartment_id),
    )


def block_of(rows: list[Appointment], lessons: dict[UUID, list[Lesson]]) -> Block:
    """Return one meeting as staff see it, with the classes its children miss."""
    block = _block(rows, by_staff=True, named=True)
    held = [lesson for row in rows if row.child_id for lesson in lessons.get(row.child_id, [])]
    return _with_missed(block, held)


def _title(row: Appointment, called: tuple[str, ...]) -> str:
    if len(called) > 1:
        return _("%(kind)s: %(count)s children") % {"kind": kind_word(row.kind), "count": len(called)}
    return f"{kind_word(row.kind)}: {called[0]}" if called else kind_word(row.kind)


def _voice_of(row: Appointment) -> str:
    staff = getattr(row.lead, "staff", None)
    return staff.organization.voice if staff else "home"


def _with_missed(block: Block, lessons: Iterable[Lesson]) -> Block:
    return replace(block, missed=tuple(rules.missed(block.span, lessons)))


def _class_block(lesson: Lesson) -> Block:
    return Block(
        lesson.span.starts_at,
        lesson.span.ends_at,
        lesson.title,
        voice="school",
        place=lesson.room,
        who=lesson.teacher,
        what="class",
    )


def _days(monday: date, blocks: Iterable[Block]) -> list[Day]:
    ordered = sorted(blocks, key=lambda block: (block.starts_at, block.what != "class"))
    days = [Day(monday + timedelta(days=number)) for number in range(7)]
    for block in ordered:
        number = (timezone.localdate(block.starts_at) - monday).days
        if 0 <= number < 7:
            days[number].blocks.append(block)
    return [day for day in days if day.on.weekday() < 5 or day.blocks]


def bells(site_ids: Iterable[UUID]) -> dict[UUID, list[Bell]]:
    """Return the periods that ring at some sites."""
    found: dict[UUID, list[Bell]] = {}
    for period in Period.objects.filter(bell_schedule__site_id__in=set(site_ids)).select_related("bell_schedule"):
        ring = Bell(period.label, frozenset(period.bell_schedule.weekdays), period.starts, period.ends)
        found.setdefault(period.bell_schedule.site_id, []).append(ring)
    return found


def bell_schedules(organization_id: UUID) -> list[BellSchedule]:
    """Return an organization's bell schedules with their periods."""
    found = BellSchedule.objects.filter(site__organization_id=organization_id)
    return list(found.select_related("site").prefetch_related("periods").order_by("site__name", "name"))


def classes(child_id: UUID, on: date) -> list[ChildClass]:
    """Return a child's present and coming classes by period."""
    found = ChildClass.objects.filter(child_id=child_id).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    return list(found.order_by("period", "pk"))


def lessons_of(child_ids: Iterable[UUID], first: date, days: int) -> dict[UUID, list[Lesson]]:
    """Return the classes of some children on some days."""
    wanted = set(child_ids)
    rows = list(
        ChildClass.objects.filter(child_id__in=wanted, starts_on__lt=first + timedelta(days=days)).filter(
            Q(ends_on=None) | Q(ends_on__gt=first)
        )
        if wanted
        else []
    )
    ringing = bells({row.site_id for row in rows}) if rows else {}
    zone = timezone.get_current_timezone()
    found: dict[UUID, list[Lesson]] = {}
    for row in rows:
        for number in range(days):
            on = first + timedelta(days=number)
            held = rules.lessons_on(on, [_seat(row)], ringing.get(row.site_id, []), zone)
            found.setdefault(row.child_id, []).extend(held)
    return {child: sorted(held, key=lambda lesson: lesson.span) for child, held in found.items()}


def _seat(row: ChildClass) -> Seat:
    return Seat(
        subject=Subject(row.subject),
        title=row.title,
        period=row.period,
        weekdays=frozenset(row.weekdays),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        room=row.room,
        teacher=row.teacher,
    )


def busy(
    resources: Iterable[UUID], starts_at: datetime, ends_at: datetime, *, except_meeting: UUID | None = None
) -> dict[UUID, list[Span]]:
    """Return when people, children and rooms are taken, across all compartments, and nothing more than that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from busy_times(%s::uuid[], %s, %s, %s)", [list(resources), starts_at, ends_at, except_meeting]
        )
        found: dict[UUID, list[Span]] = {}
        for resource, starts, ends in cursor.fetchall():
            found.setdefault(resource, []).append(Span(starts, ends))
    return found


def rooms(organization_ids: Iterable[UUID] | None = None) -> QuerySet[Room]:
    """Return the rooms that can be booked, by site and name."""
    found = Room.objects.select_related("site").order_by("site__name", "name")
    return found if organization_ids is None else found.filter(site__organization_id__in=list(organization_ids))


def sites(organization_id: UUID) -> QuerySet[Site]:
    """Return an organization's sites."""
    return Site.objects.filter(organization_id=organization_id).order_by("name")


def site_of_period(organization_id: UUID, label: str = "") -> Site | None:
    """Return the site of an organization at which a period rings, or at which any bell rings."""
    ringing = Period.objects.filter(bell_schedule__site__organization_id=organization_id)
    found = ringing.filter(label=label) if label else ringing
    period = found.select_related("bell_schedule__site").order_by("bell_schedule__name").first()
    return period.bell_schedule.site if period else None


def school_of(child_id: UUID) -> Organization | None:
    """Return the school whose staff are on the child's team."""
    staff = Staff.objects.filter(memberships__child_id=child_id, memberships__ends_at=None)
    found = staff.filter(organization__kind="school").select_related("organization").first()
    return found.organization if found else None


def resource_names(resources: Iterable[tuple[ResourceKind, UUID]]) -> dict[UUID, str]:
    """Return names of what can be taken, as far as the viewer may know them."""
    pairs = list(resources)
    known = names(pk for kind, pk in pairs if kind != ResourceKind.ROOM)
    found = Room.objects.filter(pk__in=[pk for kind, pk in pairs if kind == ResourceKind.ROOM])
    return known | {room.pk: room.name for room in found}
