"""Looking back at what was written about one child's days, correcting it and voiding it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.people.queries import get_child

from . import actions, queries, rules
from .forms import CorrectEpisodeForm, CorrectRatingForm, VoidForm
from .models import Episode, Rating
from .types import Choice, EpisodeLine, Outcome, RatingLine, Strategy, Success
from .words import DEFINITIONS, INTENSITIES, OUTCOMES

OBSERVATIONS = {Category.BEHAVIOR_OBSERVATIONS}
SHOWN = timedelta(days=14)


@require_GET
def observations(request: Any, child_id: UUID) -> HttpResponse:
    sight = _enter(request, child_id, "classroom:observations")
    start, end = request.at - SHOWN, request.at + timedelta(minutes=5)
    rated, hard = queries.ratings(child_id, start, end), queries.episodes(child_id, start, end)
    if not (rated or hard or "school" in queries.open_voices(child_id)):
        deny(request, page="classroom:observations", child_id=child_id, categories=OBSERVATIONS)
    helped = [c for c in _all_choices(request, child_id) if c.success.tried]
    page = {
        "child": get_child(child_id),
        "ratings": [(line, *_verbs(request, sight, line)) for line in reversed(rated)],
        "episodes": [
            (
                line,
                INTENSITIES.get(line.intensity or 0),
                OUTCOMES[line.outcome] if line.outcome else "",
                *_verbs(request, sight, line),
            )
            for line in reversed(hard)
        ],
        "sees_moments": sight.sees_fully(Category.BEHAVIOR_OBSERVATIONS),
        "helped": sorted(helped, key=lambda choice: -choice.success.tried),
        "definitions": DEFINITIONS,
        "days": SHOWN.days,
    }
    return render(request, "classroom/observations.html", page)


@require_http_methods(["GET", "POST"])
def correct_rating(request: Any, rating_id: UUID) -> HttpResponse:
    rating = _found(request, Rating.objects.filter(pk=rating_id), "classroom:correct_rating")
    first = {"regulation": rating.regulation, "engagement": rating.engagement, "period": rating.period}
    form = CorrectRatingForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.correct_rating(rating=rating, by=request.person, at=request.at, **form.cleaned_data)
        return _done(request, rating.child_id, _("Corrected. What stood there before is kept."))
    page = {
        "child": rating.child,
        "form": form,
        "entry": rating,
        "why_not": _why_not_correct(request, rating, rating.at),
    }
    return render(request, "classroom/correct_rating.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct_episode(request: Any, episode_id: UUID) -> HttpResponse:
    episode = _found(request, Episode.objects.filter(pk=episode_id), "classroom:correct_episode")
    if not episode.outcome:
        return redirect("classroom:episode", episode.pk)
    choices = _choices(request, episode)
    form = CorrectEpisodeForm(request.POST or None, choices=choices, initial=_as_it_stands(episode))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        chosen = next(c.strategy for c in choices if c.strategy.key == sent["strategy"])
        actions.correct_episode(
            episode=episode,
            intensity=sent["intensity"],
            strategy=chosen,
            outcome=Outcome(sent["outcome"]),
            minutes=sent["minutes"],
            by=request.person,
            at=request.at,
        )
        return _done(request, episode.child_id, _("Corrected. What stood there before is kept."))
    why_not = _why_not_correct(request, episode, episode.starts_at)
    page = {"child": episode.child, "form": form, "entry": episode, "why_not": why_not}
    return render(request, "classroom/correct_episode.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def void_rating(request: Any, rating_id: UUID) -> HttpResponse:
    rating = _found(request, Rating.objects.filter(pk=rating_id), "classroom:void_rating")
    return _void(request, rating, "classroom/void_rating.html")


@require_http_methods(["GET", "POST"])
def void_episode(request: Any, episode_id: UUID) -> HttpResponse:
    episode = _found(request, Episode.objects.filter(pk=episode_id), "classroom:void_episode")
    return _void(request, episode, "classroom/void_episode.html")


def _void(request: Any, entry: Rating | Episode, template: str) -> HttpResponse:
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if isinstance(entry, Rating):
            actions.void_rating(rating=entry, reason=reason, by=request.person, at=request.at)
        else:
            actions.void_episode(episode=entry, reason=reason, by=request.person, at=request.at)
        return _done(request, entry.child_id, _("It no longer counts. It stays in the history with your reason."))
    page = {"child": entry.child, "entry": entry, "form": form}
    return render(request, template, page, status=422 if form.errors else 200)


def _enter(request: HttpRequest, child_id: UUID, page: str) -> Sight:
    """Let staff in who read observations; the family reads them in words of its own."""
    sight = enter(request, child_id, page=page, categories=OBSERVATIONS)
    if request.viewer.kind != "staff":  # type: ignore[attr-defined]
        deny(request, page=page, child_id=child_id, categories=OBSERVATIONS)
    return sight


def _found(request: Any, rows: QuerySet, page: str) -> Any:
    """Return an entry to whoever may write beside it, else the page of a thing that is not there."""
    entry = rows.select_related("child__person", "compartment").filter(voided_at=None).first()
    if entry is None:
        return deny(request, page=page, child_id=None, categories=OBSERVATIONS)
    sight = _enter(request, entry.child_id, page)
    ours = entry.compartment.custodian_id == request.viewer.organization_id
    if not (ours and sight.writes(Category.BEHAVIOR_OBSERVATIONS)):
        deny(request, page=page, child_id=entry.child_id, categories=OBSERVATIONS)
    return entry


def _verbs(request: Any, sight: Sight, line: RatingLine | EpisodeLine) -> tuple[bool, bool]:
    """Return whether the viewer may correct an entry, and whether they may void it."""
    is_author, ours = line.author_id == request.viewer.person_id, line.custodian_id == request.viewer.organization_id
    why_not = rules.why_not_correct(is_author=is_author, since=line.at, voided=False, at=request.at)
    may_void = rules.why_not_void(role=request.viewer.role, reason="-", voided=False) is None
    return why_not is None, may_void and ours and sight.writes(Category.BEHAVIOR_OBSERVATIONS)


def _why_not_correct(request: Any, entry: Rating | Episode, since: Any) -> str | None:
    is_author = entry.author_id == request.viewer.person_id
    return rules.why_not_correct(is_author=is_author, since=since, voided=False, at=request.at)


def _all_choices(request: Any, child_id: UUID) -> list[Choice]:
    best, others = queries.strategies(child_id, request.at)
    return [*best, *others]


def _choices(request: Any, episode: Episode) -> list[Choice]:
    """Return what may have been tried; what stands there stays choosable after the plan has changed."""
    offered = _all_choices(request, episode.child_id)
    if any(choice.strategy.key == episode.strategy_key for choice in offered):
        return offered
    return [Choice(Strategy(episode.strategy_key, episode.strategy), Success()), *offered]


def _as_it_stands(episode: Episode) -> dict[str, Any]:
    return {
        "intensity": episode.intensity,
        "strategy": episode.strategy_key,
        "outcome": episode.outcome,
        "minutes": queries.episode_line(episode).minutes,
    }


def _done(request: HttpRequest, child_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("classroom:observations", child_id)
