"""What the contexts know of a stretch of one child's life, as far as the viewer sees it. None: not the viewer's."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from trefoil.care.classroom import queries as classroom
from trefoil.care.classroom.types import EpisodeLine, RatingLine
from trefoil.care.instruments import queries as instruments
from trefoil.care.instruments.types import Reading
from trefoil.care.schedule import queries as schedules
from trefoil.care.sessions import queries as sessions
from trefoil.care.sessions.types import DayStatus, Status
from trefoil.ground.access.gate import Sight
from trefoil.ground.access.types import Category, Scope
from trefoil.ground.people.models import Child, Membership, Staff

from .spans import Stretch

WIDE = (Scope.FULL, Scope.MINIMUM)


@dataclass(frozen=True)
class Held:
    """A session that was held, missed, canceled, or of which nobody wrote anything."""

    at: datetime
    minutes: int
    kind: str
    staff: str
    came: bool | None
    canceled: bool
    voice: str


@dataclass(frozen=True)
class Facts:
    """Everything that can stand on one time axis."""

    readings: list[Reading] | None
    ratings: list[RatingLine] | None
    episodes: list[EpisodeLine] | None
    held: list[Held] | None
    attendance: list[tuple[date, DayStatus]] | None
    open_in_class: frozenset[str] = frozenset({"school", "clinic"})
    since: date | None = None


def facts_of(child: Child, sight: Sight, stretch: Stretch, at: datetime) -> Facts:
    """Gather what the viewer sees of a stretch; nothing is asked about what is closed."""
    start, end = midnight(stretch.first), midnight(stretch.until)
    observes = Category.BEHAVIOR_OBSERVATIONS
    # The clinic's own place in a category says nothing about the school's: without it, attendance is not the viewer's.
    in_class = classroom.open_voices(child.pk) if sight.sees(observes) else set()
    widely = sight.scope(Category.SCHEDULE) in WIDE and "school" in classroom.open_voices(child.pk, Category.SCHEDULE)
    return Facts(
        readings=_readings(child, start, end) if sight.scope(Category.ASSESSMENTS) in WIDE else None,
        ratings=classroom.ratings(child.pk, start, end) if sight.scope(observes) in WIDE else None,
        episodes=classroom.episodes(child.pk, start, end) if sight.sees_fully(observes) else None,
        held=_held_in_sight(child.pk, sight, start, end, at),
        attendance=sessions.attendance_between(child.pk, stretch.first, stretch.until) if widely else None,
        open_in_class=frozenset(in_class),
        since=_since(child.pk),
    )


def _since(child_id: UUID) -> date | None:
    """Return when the team's work began: before that day nothing can be missing."""
    first = Membership.objects.filter(child_id=child_id).aggregate(first=Min("starts_at"))["first"]
    return timezone.localdate(first) if first else None


def midnight(day: date) -> datetime:
    """Return when a day begins by the wall clock."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _readings(child: Child, start: datetime, end: datetime) -> list[Reading]:
    return [reading for reading in instruments.scores(child) if start <= reading.at < end]


def _held_in_sight(child_id: UUID, sight: Sight, start: datetime, end: datetime, at: datetime) -> list[Held] | None:
    """Return the sessions; who holds the minimum knows only of their own, and without any of no lane."""
    if sight.scope(Category.SCHEDULE) not in WIDE:
        return None
    held = _held(child_id, start, end, at)
    return held if held or sight.sees_fully(Category.SCHEDULE) else None


def _held(child_id: UUID, start: datetime, end: datetime, at: datetime) -> list[Held]:
    recorded = sessions.sessions_between(child_id, start, end)
    known = {row.appointment_id for row in recorded}
    open_ones = [row for row in schedules.sessions_between(child_id, start, min(end, at)) if row.pk not in known]
    voices = _voices({row.staff_id for row in recorded} | {row.lead_id for row in open_ones})
    held = [
        Held(
            at=row.held_at,
            minutes=row.minutes,
            kind=row.kind,
            staff=str(row.staff),
            came=Status(row.status).was_held,
            canceled=row.status == Status.CANCELED,
            voice=voices.get(row.staff_id, "clinic"),
        )
        for row in recorded
    ]
    held += [
        Held(
            at=row.starts_at,
            minutes=int((row.ends_at - row.starts_at).total_seconds() // 60),
            kind=row.kind,
            staff=str(row.lead),
            came=None,
            canceled=False,
            voice=voices.get(row.lead_id, "clinic"),
        )
        for row in open_ones
        if row.ends_at <= at
    ]
    return sorted(held, key=lambda one: one.at)


def _voices(staff: set[UUID]) -> dict[UUID, str]:
    rows = Staff.objects.filter(pk__in=staff).select_related("organization")
    return {row.pk: row.organization.voice for row in rows}
