"""The board: open a tile, rate in two taps, follow a hard moment in three, undo."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Organization
from trefoil.ground.people.queries import children

from . import actions, queries, rules
from . import board as boards
from .forms import EndForm, GradeForm, RateForm, SentForm, TryForm
from .models import Episode, Rating
from .types import Outcome, Step
from .words import DEFINITIONS, INTENSITIES, OUTCOMES

OBSERVATIONS = {Category.BEHAVIOR_OBSERVATIONS}


@require_GET
def board(request: Any) -> HttpResponse:
    _on_the_board(request, "classroom:board")
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    shown = boards.board(request.viewer, request.at, room=request.GET.get("room", ""), page=page)
    children_in_sight(request, page="classroom:board", children=boards.shown_children(shown), categories=OBSERVATIONS)
    if "HX-Poll" in request.headers:
        return render(request, "classroom/_tiles.html", {"board": shown})
    return render(request, "classroom/board.html", _page(request, shown))


@require_http_methods(["GET", "POST"])
def rate(request: Any, child_id: UUID) -> HttpResponse:
    child = _child(request, child_id, "classroom:rate")
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        rating = actions.rate(
            child=child,
            regulation=sent["regulation"],
            engagement=sent["engagement"],
            period=sent["period"],
            client_id=sent["client_id"],
            by=request.person,
            at=rules.moment_of(sent["moment"], received_at=request.at),
        )
        return _rated(request, rating) if request.htmx else redirect("classroom:rated", rating.pk)
    face = {"child": child, "client_id": new_id(), "sent": request.POST, "missing": _missing(form)}
    return _panel(request, "classroom/_rate.html", child, face, status=422 if form.errors else 200)


@require_GET
def rated(request: Any, rating_id: UUID) -> HttpResponse:
    return _rated(request, _rating(request, rating_id, "classroom:rated"))


@require_POST
def undo_rating(request: Any, rating_id: UUID) -> HttpResponse:
    rating = _rating(request, rating_id, "classroom:undo_rating")
    actions.undo_rating(rating=rating, by=request.person, at=request.at)
    return _closed(request, rating.child, _("Taken back."))


@require_POST
def start_episode(request: Any, child_id: UUID) -> HttpResponse:
    child = _child(request, child_id, "classroom:start_episode")
    sent = _cleaned(request, SentForm(request.POST))
    at = rules.moment_of(sent["moment"], received_at=request.at)
    started = actions.start_episode(child=child, by=request.person, at=at, client_id=sent["client_id"])
    return _stepped(request, started)


@require_GET
def episode(request: Any, episode_id: UUID) -> HttpResponse:
    found = _episode(request, episode_id, "classroom:episode", reads_only=True)
    back = request.GET.get("step", "")
    return _step(request, found, Step(back) if back in (Step.INTENSITY, Step.STRATEGY) else None)


@require_POST
def grade_episode(request: Any, episode_id: UUID) -> HttpResponse:
    found = _episode(request, episode_id, "classroom:grade_episode")
    sent = _cleaned(request, GradeForm(request.POST))
    actions.grade_episode(episode=found, intensity=sent["intensity"], by=request.person, at=request.at)
    return _stepped(request, found)


@require_POST
def choose_strategy(request: Any, episode_id: UUID) -> HttpResponse:
    found = _episode(request, episode_id, "classroom:choose_strategy")
    sent = _cleaned(request, TryForm(request.POST))
    strategy = queries.find_strategy(found.child_id, sent["strategy"], request.at)
    if strategy is None:
        raise Refused(_("This strategy is no longer offered. Choose another."))
    actions.choose_strategy(episode=found, strategy=strategy, by=request.person, at=request.at)
    return _stepped(request, found)


@require_POST
def end_episode(request: Any, episode_id: UUID) -> HttpResponse:
    found = _episode(request, episode_id, "classroom:end_episode")
    sent = _cleaned(request, EndForm(request.POST))
    actions.end_episode(episode=found, outcome=Outcome(sent["outcome"]), by=request.person, at=request.at)
    return _stepped(request, found)


@require_POST
def reopen_episode(request: Any, episode_id: UUID) -> HttpResponse:
    found = _episode(request, episode_id, "classroom:reopen_episode")
    actions.reopen_episode(episode=found, by=request.person, at=request.at)
    return _stepped(request, found)


@require_POST
def undo_episode(request: Any, episode_id: UUID) -> HttpResponse:
    found = _episode(request, episode_id, "classroom:undo_episode")
    actions.undo_episode(episode=found, by=request.person, at=request.at)
    return _closed(request, found.child, _("Taken back."))


def _on_the_board(request: Any, page: str) -> None:
    """Only those who stand beside children in class have a board."""
    if request.viewer.role not in rules.BOARD_ROLES:
        deny(request, page=page, child_id=None, categories=OBSERVATIONS)


def _child(request: Any, child_id: UUID, page: str) -> Child:
    """Let in who may write observations of this child; the first of them opens their place."""
    _on_the_board(request, page)
    child = children().filter(pk=child_id).first()
    if child is None:
        return deny(request, page=page, child_id=child_id, categories=OBSERVATIONS)
    actions.observations_of(child, request.person)
    if not enter(request, child_id, page=page, categories=OBSERVATIONS).writes(Category.BEHAVIOR_OBSERVATIONS):
        deny(request, page=page, child_id=child_id, categories=OBSERVATIONS)
    return child


def _rating(request: Any, rating_id: UUID, page: str) -> Rating:
    _on_the_board(request, page)
    found = Rating.objects.select_related("child__person").filter(pk=rating_id).first()
    if found is None:
        return deny(request, page=page, child_id=None, categories=OBSERVATIONS)
    enter(request, found.child_id, page=page, categories=OBSERVATIONS)
    return found


def _episode(request: Any, episode_id: UUID, page: str, *, reads_only: bool = False) -> Episode:
    _on_the_board(request, page)
    rows = Episode.objects.select_related("child__person", "author__staff__organization", "compartment")
    found = rows.filter(pk=episode_id).first()
    if found is None:
        return deny(request, page=page, child_id=None, categories=OBSERVATIONS)
    enter(request, found.child_id, page=page, categories=OBSERVATIONS)
    if not (reads_only or _is_ours(request, found)):
        deny(request, page=page, child_id=found.child_id, categories=OBSERVATIONS)
    return found


def _is_ours(request: Any, found: Episode) -> bool:
    """Tell whether a hard moment is kept by the viewer's own organization, whose people may go on with it."""
    return bool(found.compartment.custodian_id == request.viewer.organization_id)


def _cleaned(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Refused(_("That was not one of the choices. Tap again."))
    return form.cleaned_data


def _missing(form: RateForm) -> dict[str, str]:
    """Return what to say beside a row that has no number yet."""
    said = _("Choose a number in this row.")
    return {name: said for name in ("regulation", "engagement") if form.is_bound and name in form.errors}


def _stepped(request: Any, found: Episode) -> HttpResponse:
    return _step(request, found) if request.htmx else redirect("classroom:episode", found.pk)


def _step(request: Any, found: Episode, back_to: Step | None = None) -> HttpResponse:
    step = back_to or rules.next_step(intensity=found.intensity, strategy=found.strategy, outcome=found.outcome)
    best, others = queries.strategies(found.child_id, request.at) if step == Step.STRATEGY else ([], [])
    face = {
        "child": found.child,
        "episode": found,
        "line": queries.episode_line(found),
        "step": step,
        "may_go_on": _is_ours(request, found) and found.voided_at is None,
        "may_undo": found.author_id == request.viewer.person_id,
        "intensities": INTENSITIES.items(),
        "strength": INTENSITIES.get(found.intensity or 0, ""),
        "outcomes": OUTCOMES.items(),
        "ended_with": OUTCOMES.get(Outcome(found.outcome)) if found.outcome else "",
        "best": best,
        "others": others,
    }
    return _panel(request, "classroom/_episode.html", found.child, face, tile_too=True)


def _rated(request: Any, rating: Rating) -> HttpResponse:
    face = {"child": rating.child, "rating": rating}
    return _panel(request, "classroom/_rated.html", rating.child, face, tile_too=True)


def _closed(request: Any, child: Child, said: str) -> HttpResponse:
    if not request.htmx:
        return redirect("classroom:board")
    return _panel(request, "classroom/_said.html", child, {"child": child, "said": said}, tile_too=True)


def _panel(
    request: Any, template: str, child: Child, face: dict[str, Any], *, tile_too: bool = False, status: int = 200
) -> HttpResponse:
    """Answer with the sheet alone, and the child's tile beside it, or with the whole board around it."""
    if request.htmx:
        face |= {"tile": boards.tile(child, request.at) if tile_too else None, "panel": template}
        return render(request, "classroom/_answer.html", face, status=status)
    shown = boards.board(request.viewer, request.at, around=child.pk)
    return render(request, "classroom/board.html", _page(request, shown) | face | {"panel": template}, status=status)


def _page(request: Any, shown: boards.Board) -> dict[str, Any]:
    office = Organization.objects.filter(pk=request.viewer.organization_id).first()
    return {"board": shown, "definitions": DEFINITIONS, "office": office}
