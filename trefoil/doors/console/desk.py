"""What needs a privacy officer today, in the order of its urgency."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from trefoil.ground.access.models import AuditEntry, BreakGlass
from trefoil.ground.consent.models import Release
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Organization, Suspension
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.rules import due_on
from trefoil.ground.rulebook.types import Law

from .words import page_words


@dataclass(frozen=True)
class Emergency:
    """A broken glass with the names the viewer may know, and when its review is due."""

    glass: BreakGlass
    who: str
    child: str
    due: date
    overdue: bool


@dataclass(frozen=True)
class Ending:
    """A release that ends soon."""

    release: Release
    days: int
    tone: str


@dataclass(frozen=True)
class Opened:
    """A page that was opened through a broken glass."""

    at: datetime
    page: str


def own_law(organization_id: UUID | None, at: datetime) -> Law:
    """Return the law that an organization follows on the day."""
    pack = Organization.objects.filter(pk=organization_id).values_list("pack", flat=True).first()
    return law(pack or "us-mn", timezone.localtime(at).date())


def emergencies(ruling: Law, at: datetime, *, most: int = 50) -> list[Emergency]:
    """Return the broken glasses the viewer may see: those to be reviewed first, the oldest of them before all."""
    open_first = [F("reviewed_at").asc(nulls_first=True), "-starts_at"]
    found = list(BreakGlass.objects.order_by(*open_first)[:most])
    names = people.names({g.person_id for g in found} | {g.child_id for g in found})
    made = [_emergency(g, names.get(g.person_id, "—"), names.get(g.child_id, "—"), ruling, at) for g in found]
    return sorted(made, key=lambda e: (e.glass.reviewed_at is not None, -e.overdue, -e.glass.starts_at.timestamp()))


def _emergency(glass: BreakGlass, who: str, child: str, ruling: Law, at: datetime) -> Emergency:
    due = review_due(glass, ruling)
    today = timezone.localtime(at).date()
    return Emergency(glass, who, child, due, glass.reviewed_at is None and today > due)


def review_due(glass: BreakGlass, ruling: Law) -> date:
    """Return the last day on which an emergency is to be reviewed."""
    return due_on(ruling.clocks["break_glass_review"], timezone.localtime(glass.starts_at).date())


def opened_through(glass: BreakGlass) -> list[Opened]:
    """Return every page that was opened through a broken glass, in the order of the trail."""
    reads = AuditEntry.objects.filter(
        kind="read",
        person_id=glass.person_id,
        children__contains=[glass.child_id],
        at__gte=glass.starts_at,
        at__lt=glass.ends_at,
    )
    return [Opened(entry.at, page_words(entry.page)) for entry in reads.order_by("at", "pk")[:200]]


def ending(ruling: Law, at: datetime, *, most: int = 100) -> list[Ending]:
    """Return the releases that end within the days of warning and have no successor, the nearest end first."""
    horizon = at + timedelta(days=max(ruling.warning_days))
    later = Release.objects.filter(
        child=OuterRef("child"),
        from_organization=OuterRef("from_organization"),
        to_organization=OuterRef("to_organization"),
        signed_at__isnull=False,
        revoked_at=None,
        ends_at__gt=horizon,
    )
    found: QuerySet[Release] = Release.objects.filter(
        ~Exists(later), signed_at__isnull=False, revoked_at=None, ends_at__gt=at, ends_at__lte=horizon
    )
    found = found.select_related("child__person", "from_organization", "to_organization").order_by("ends_at")[:most]
    return [_ending(release, ruling, at) for release in found]


def _ending(release: Release, ruling: Law, at: datetime) -> Ending:
    last_day = timezone.localtime(release.ends_at - timedelta.resolution).date()
    left = (last_day - timezone.localtime(at).date()).days
    nearest = min((days for days in ruling.warning_days if left <= days), default=max(ruling.warning_days))
    tones = dict(zip(sorted(ruling.warning_days), ("danger", "ask", "info"), strict=False))
    return Ending(release, left, tones.get(nearest, "info"))


def suspended() -> list[Suspension]:
    """Return who is suspended by an officer of the viewer's organization."""
    return list(Suspension.objects.filter(ends_at=None).select_related("person", "suspended_by").order_by("-starts_at"))
