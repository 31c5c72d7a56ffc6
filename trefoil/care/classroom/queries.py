"""What may be asked about a child's school day: ratings, hard moments, and what helps this child."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from trefoil.care.plan import queries as plans
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Organization

from . import general, rules
from .models import Episode, Rating
from .types import Choice, EpisodeLine, Outcome, RatingLine, Strategy, Success

LOOK_BACK = timedelta(days=180)


def ratings(child_id: UUID, start: datetime, end: datetime) -> list[RatingLine]:
    """Return a child's ratings of a time that the viewer may see, the oldest first."""
    rows = _with_author(Rating.objects.filter(child_id=child_id, at__gte=start, at__lt=end, voided_at=None))
    return [
        RatingLine(
            id=row.pk,
            at=row.at,
            regulation=row.regulation,
            engagement=row.engagement,
            period=row.period,
            voice=_voice(row),
            author_id=row.author_id,
            author=str(row.author),
            custodian_id=row.compartment.custodian_id,
        )
        for row in rows.order_by("at")
    ]


def episodes(child_id: UUID, start: datetime, end: datetime) -> list[EpisodeLine]:
    """Return a child's hard moments of a time that the viewer may see, the oldest first."""
    rows = Episode.objects.filter(child_id=child_id, starts_at__gte=start, starts_at__lt=end, voided_at=None)
    return [episode_line(row) for row in _with_author(rows).order_by("starts_at")]


def episode_line(row: Episode) -> EpisodeLine:
    """Return a hard moment as it is read."""
    lasted = None if row.ends_at is None else round((row.ends_at - row.starts_at).total_seconds() / 60)
    return EpisodeLine(
        id=row.pk,
        at=row.starts_at,
        intensity=row.intensity,
        strategy_key=row.strategy_key,
        strategy=row.strategy,
        outcome=Outcome(row.outcome) if row.outcome else None,
        minutes=lasted,
        voice=_voice(row),
        author_id=row.author_id,
        author=str(row.author),
        custodian_id=row.compartment.custodian_id,
    )


def last_ratings(child_ids: Iterable[UUID], since: datetime) -> dict[UUID, Rating]:
    """Return the newest rating of each child since an instant."""
    rows = Rating.objects.filter(child_id__in=list(child_ids), at__gte=since, voided_at=None)
    return {row.child_id: row for row in rows.order_by("at")}


def running(child_ids: Iterable[UUID]) -> dict[UUID, Episode]:
    """Return the hard moment that runs for each child, the one begun last."""
    rows = Episode.objects.filter(child_id__in=list(child_ids), outcome="", voided_at=None)
    found = rows.select_related("author__staff__organization").order_by("starts_at")
    return {row.child_id: row for row in found}


def success(child_id: UUID, since: datetime | None = None) -> dict[str, Success]:
    """Return, by strategy key (a plan's strategy by its id), how often it was tried and how often it helped."""
    rows = Episode.objects.filter(child_id=child_id, voided_at=None).exclude(outcome="")
    if since:
        rows = rows.filter(starts_at__gte=since)
    tried = rows.values_list("strategy_key", "outcome")
    return rules.successes((key, Outcome(outcome)) for key, outcome in tried)


def strategies(child_id: UUID, at: datetime) -> tuple[list[Choice], list[Choice]]:
    """Return what to try: this child's best three, then all others."""
    counts = success(child_id, at - LOOK_BACK)
    return rules.best_first(_planned(child_id), general.strategies(timezone.localdate(at)), counts)


def find_strategy(child_id: UUID, key: str, at: datetime) -> Strategy | None:
    """Return one of the strategies that may be chosen for a child, or None."""
    best, others = strategies(child_id, at)
    return next((c.strategy for c in (*best, *others) if c.strategy.key == key), None)


def open_voices(child_id: UUID, category: Category = Category.BEHAVIOR_OBSERVATIONS) -> set[str]:
    """Return whose records of a category are open to the viewer; only of those may a page say that nothing is there."""
    custodians = Compartment.objects.filter(child_id=child_id, category=category).values("custodian_id")
    return {organization.voice for organization in Organization.objects.filter(pk__in=custodians)}


def _planned(child_id: UUID) -> list[Strategy]:
    return [Strategy(str(line.id), line.text, of_plan=True) for line in plans.school_strategies(child_id)]


def _with_author(rows: QuerySet) -> QuerySet:
    return rows.select_related("author__staff__organization", "compartment")


def _voice(row: Rating | Episode) -> str:
    staff = getattr(row.author, "staff", None)
    return staff.organization.voice if staff else "home"
