"""Rating a child, writing down a hard moment in three taps, correcting and voiding."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import Denied, compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.timeline.actions import amend, note

from . import rules
from .events import (
    ChildRated,
    EpisodeCorrected,
    EpisodeEnded,
    EpisodeReopened,
    EpisodeStarted,
    EpisodeVoided,
    RatingCorrected,
    RatingsTranscribed,
    RatingVoided,
)
from .models import Episode, Rating
from .types import NewRating, Outcome, Strategy
from .words import OUTCOMES
from .writing import added_once

UNDONE = "undone by its author"
Row = TypeVar("Row", Rating, Episode)


def observations_of(child: Child, by: Person) -> Compartment:
    """Return where the actor's organization keeps what it observes of a child."""
    return compartment_for(
        child_id=child.pk, category=Category.BEHAVIOR_OBSERVATIONS, custodian_id=by.staff.organization_id
    )


@transaction.atomic
def rate(
    *,
    child: Child,
    regulation: int,
    engagement: int,
    by: Person,
    at: datetime,
    period: str = "",
    client_id: UUID | None = None,
) -> Rating:
    """Rate a child's regulation and engagement now; the same client id twice makes one rating."""
    compartment = observations_of(child, by)
    require(by, compartment, May.WRITE)
    refuse_if(rules.why_not_rate(regulation=regulation, engagement=engagement))
    rating = Rating(
        id=client_id or new_id(),
        compartment=compartment,
        child=child,
        author=by,
        at=at,
        regulation=regulation,
        engagement=engagement,
        period=period.strip(),
    )
    if not added_once(rating):
        return _already(Rating.objects.filter(pk=rating.pk, child=child).first())
    tell(ChildRated(child_id=child.pk, rating_id=rating.pk, at=at), by=by, compartment=compartment)
    return rating


@transaction.atomic
def transcribe(*, child: Child, ratings: Sequence[NewRating], by: Person, at: datetime) -> int:
    """Write down a child's ratings of several moments at once, as from a paper sheet."""
    compartment = observations_of(child, by)
    require(by, compartment, May.WRITE)
    for new in ratings:
        refuse_if(rules.why_not_rate(regulation=new.regulation, engagement=new.engagement))
    Rating.objects.bulk_create(
        Rating(
            compartment=compartment,
            child=child,
            author=by,
            at=new.at,
            regulation=new.regulation,
            engagement=new.engagement,
            period=new.period,
        )
        for new in ratings
    )
    tell(RatingsTranscribed(child_id=child.pk, count=len(ratings), at=at), by=by, compartment=compartment)
    return len(ratings)


@transaction.atomic
def correct_rating(
    *, rating: Rating, regulation: int, engagement: int, period: str, by: Person, at: datetime
) -> Rating:
    """Correct one's own rating within a day; what stood there before is kept."""
    require(by, rating.compartment_id, May.WRITE)
    refuse_if(_why_not_correct(rating, rating.at, by, at))
    refuse_if(rules.why_not_rate(regulation=regulation, engagement=engagement))
    rating.regulation, rating.engagement, rating.period = regulation, engagement, period.strip()
    rating.save(update_fields=["regulation", "engagement", "period"])
    tell(
        RatingCorrected(child_id=rating.child_id, rating_id=rating.pk, at=at), by=by, compartment=rating.compartment_id
    )
    return rating


@transaction.atomic
def undo_rating(*, rating: Rating, by: Person, at: datetime) -> Rating:
    """Take back one's own rating, right after or within a day."""
    require(by, rating.compartment_id, May.WRITE)
    refuse_if(_why_not_correct(rating, rating.at, by, at))
    return _void_rating(rating, UNDONE, by, at)


@transaction.atomic
def void_rating(*, rating: Rating, reason: str, by: Person, at: datetime) -> Rating:
    """Void a rating that nobody may correct any more, with a reason that stays."""
    require(by, rating.compartment_id, May.WRITE)
    refuse_if(rules.why_not_void(role=by.staff.role, reason=reason, voided=rating.voided_at is not None))
    return _void_rating(rating, reason.strip(), by, at)


@transaction.atomic
def start_episode(*, child: Child, by: Person, at: datetime, client_id: UUID | None = None) -> Episode:
    """Begin a hard moment; one that already runs for the same people is returned instead."""
    compartment = observations_of(child, by)
    require(by, compartment, May.WRITE)
    episode = Episode(id=client_id or new_id(), compartment=compartment, child=child, author=by, starts_at=at)
    if not added_once(episode):
        same = Episode.objects.filter(compartment=compartment)
        running = same.filter(outcome="", voided_at=None).first()
        return _already(same.filter(pk=episode.pk).first() or running)
    tell(EpisodeStarted(child_id=child.pk, episode_id=episode.pk, at=at), by=by, compartment=compartment)
    return episode


@transaction.atomic
def grade_episode(*, episode: Episode, intensity: int, by: Person, at: datetime) -> Episode:
    """Say how strong a running moment is; whoever of the same organization is there may go on with it."""
    require(by, episode.compartment_id, May.WRITE)
    refuse_if(rules.why_not_grade(intensity=intensity, **_state(episode)))
    episode.intensity = intensity
    episode.save(update_fields=["intensity"])
    return episode


@transaction.atomic
def choose_strategy(*, episode: Episode, strategy: Strategy, by: Person, at: datetime) -> Episode:
    """Say what is tried in a running moment."""
    require(by, episode.compartment_id, May.WRITE)
    refuse_if(rules.why_not_go_on(**_state(episode)))
    episode.strategy_key, episode.strategy = strategy.key, strategy.text[:300]
    episode.save(update_fields=["strategy_key", "strategy"])
    return episode


@transaction.atomic
def end_episode(*, episode: Episode, outcome: Outcome, by: Person, at: datetime) -> Episode:
    """Say how a running moment ended; saying the same twice changes nothing."""
    require(by, episode.compartment_id, May.WRITE)
    if episode.outcome == outcome and episode.voided_at is None:
        return episode
    refuse_if(rules.why_not_end(intensity=episode.intensity, strategy=episode.strategy, **_state(episode)))
    episode.outcome, episode.ends_at = outcome, rules.ended_at(starts_at=episode.starts_at, at=at)
    episode.save(update_fields=["outcome", "ends_at"])
    _tell_ended(episode, by, at)
    return episode


@transaction.atomic
def reopen_episode(*, episode: Episode, by: Person, at: datetime) -> Episode:
    """Take back the end of one's own hard moment, right after or within a day: it runs again."""
    require(by, episode.compartment_id, May.WRITE)
    refuse_if(_why_not_correct(episode, episode.starts_at, by, at))
    others = Episode.objects.filter(compartment_id=episode.compartment_id, outcome="", voided_at=None)
    refuse_if("Another hard moment is running for this child." if others.exclude(pk=episode.pk).exists() else None)
    episode.outcome, episode.ends_at = "", None
    episode.save(update_fields=["outcome", "ends_at"])
    told = EpisodeReopened(child_id=episode.child_id, episode_id=episode.pk, at=at)
    tell(told, by=by, compartment=episode.compartment_id)
    return episode


@transaction.atomic
def correct_episode(
    *,
    episode: Episode,
    intensity: int,
    strategy: Strategy,
    outcome: Outcome,
    minutes: int | None,
    by: Person,
    at: datetime,
) -> Episode:
    """Correct what one wrote about a hard moment within a day; what stood there before is kept."""
    require(by, episode.compartment_id, May.WRITE)
    refuse_if(_why_not_correct(episode, episode.starts_at, by, at))
    refuse_if(rules.why_not_grade(intensity=intensity, ended=False, voided=False))
    refuse_if(rules.why_not_last(minutes=minutes))
    episode.intensity, episode.outcome = intensity, outcome
    episode.strategy_key, episode.strategy = strategy.key, strategy.text[:300]
    episode.ends_at = None if minutes is None else episode.starts_at + timedelta(minutes=minutes)
    episode.save(update_fields=["intensity", "strategy_key", "strategy", "outcome", "ends_at"])
    _show_on_timeline(episode)
    told = EpisodeCorrected(child_id=episode.child_id, episode_id=episode.pk, at=at)
    tell(told, by=by, compartment=episode.compartment_id)
    return episode


@transaction.atomic
def undo_episode(*, episode: Episode, by: Person, at: datetime) -> Episode:
    """Take back one's own hard moment, as one begun by mistake."""
    require(by, episode.compartment_id, May.WRITE)
    refuse_if(_why_not_correct(episode, episode.starts_at, by, at))
    return _void_episode(episode, UNDONE, by, at)


@transaction.atomic
def void_episode(*, episode: Episode, reason: str, by: Person, at: datetime) -> Episode:
    """Void a hard moment that nobody may correct any more, with a reason that stays."""
    require(by, episode.compartment_id, May.WRITE)
    refuse_if(rules.why_not_void(role=by.staff.role, reason=reason, voided=episode.voided_at is not None))
    return _void_episode(episode, reason.strip(), by, at)


def _already(row: Row | None) -> Row:
    """Return the row that was sent before; an id that names somebody else's row is answered as nothing there."""
    if row is None:
        raise Denied
    return row


def _state(episode: Episode) -> dict[str, bool]:
    return {"ended": bool(episode.outcome), "voided": episode.voided_at is not None}


def _why_not_correct(row: Rating | Episode, since: datetime, by: Person, at: datetime) -> str | None:
    return rules.why_not_correct(is_author=row.author_id == by.pk, since=since, voided=row.voided_at is not None, at=at)


def _void_rating(rating: Rating, reason: str, by: Person, at: datetime) -> Rating:
    rating.voided_at, rating.voided_by, rating.void_reason = at, by, reason
    rating.save(update_fields=["voided_at", "voided_by", "void_reason"])
    tell(RatingVoided(child_id=rating.child_id, rating_id=rating.pk, at=at), by=by, compartment=rating.compartment_id)
    return rating


def _void_episode(episode: Episode, reason: str, by: Person, at: datetime) -> Episode:
    episode.voided_at, episode.voided_by, episode.void_reason = at, by, reason
    episode.save(update_fields=["voided_at", "voided_by", "void_reason"])
    amend(subject_id=episode.pk, kind="episode", becomes="episode_voided")
    told = EpisodeVoided(child_id=episode.child_id, episode_id=episode.pk, at=at)
    tell(told, by=by, compartment=episode.compartment_id)
    return episode


def _tell_ended(episode: Episode, by: Person, at: datetime) -> None:
    _show_on_timeline(episode, by)
    told = EpisodeEnded(
        child_id=episode.child_id,
        episode_id=episode.pk,
        intensity=episode.intensity or 0,
        outcome=episode.outcome,
        at=at,
    )
    tell(told, by=by, compartment=episode.compartment_id)


def _show_on_timeline(episode: Episode, by: Person | None = None) -> None:
    """Note the moment once; a later ending or correction changes the entry that is there."""
    words = {
        "intensity": episode.intensity,
        "strategy": episode.strategy,
        "outcome": str(OUTCOMES[Outcome(episode.outcome)]).lower(),
    }
    if amend(subject_id=episode.pk, kind="episode", params=words) or by is None:
        return
    note(
        child=episode.child_id,
        compartment=episode.compartment_id,
        at=episode.starts_at,
        kind="episode",
        voice=by.staff.organization.voice,
        params=words,
        subject_id=episode.pk,
        by=by,
    )
