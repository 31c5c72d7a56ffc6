"""Reading the plan, its versions, and proposing a change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category, Scope
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import get_child

from . import actions, faces, queries
from .entrances import SCHOOL, WHOLE, enter_whole, found, frame, said
from .forms import WordsForm
from .models import PlanVersion, Proposal
from .types import VersionState


@require_http_methods(["GET"])
def plan(request: HttpRequest, child_id: UUID) -> HttpResponse:
    if _reads_home_part(request, child_id):
        return _home_part(request, child_id)
    sight, child = enter_whole(request, child_id, "plan:plan")
    shape = frame(request)
    every = [v for v in queries.versions(child_id) if not shape["is_family"] or v.state != VersionState.DRAFT]
    shown = _shown(every)
    opened = next((v for v in every if v.state in (VersionState.DRAFT, VersionState.IN_SIGNATURE)), None)
    own = queries.signature_of(opened.pk, request.viewer.person_id) if opened else None  # type: ignore[attr-defined]
    proposals = queries.proposals(child_id)
    page = shape | {
        "child": child,
        "plan": faces.plan_face(shown, every) if shown else None,
        "opened": opened if opened != shown else None,
        "draft": opened if opened and opened.state == VersionState.DRAFT else None,
        "to_sign": own if own and not own.is_done and not own.withdrawn_at else None,
        "missing": faces.missing(faces.signature_faces(shown.pk)) if shown else [],
        "card": queries.care_card(child_id),
        "part": queries.published(child_id),
        "may_write": sight.writes(Category.CLINICAL_PLAN),
        "waiting": [p for p in proposals if p.answered_at is None] if not shape["is_family"] else [],
        "own_proposals": faces.own_proposals(proposals, request.viewer.person_id),  # type: ignore[attr-defined]
    }
    return render(request, "plan/plan.html", page)


def _shown(every: list[PlanVersion]) -> PlanVersion | None:
    """Return the version to read: the signed one, else the newest."""
    signed = next((v for v in every if v.state == VersionState.SIGNED), None)
    return signed or next(iter(every), None)


def _reads_home_part(request: Any, child_id: UUID) -> bool:
    from trefoil.ground.access.gate import sight_of

    sight, _numbers = sight_of(child_id)
    return sight.scope(Category.CLINICAL_PLAN) == Scope.MINIMUM


def _home_part(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show the goals of the home to those who read no more than that."""
    enter(request, child_id, page="plan:plan", categories=WHOLE)
    page = frame(request) | {
        "child": get_child(child_id),
        "part": queries.home_plan(child_id),
        "card": queries.care_card(child_id),
    }
    return render(request, "plan/home.html", page)


@require_http_methods(["GET"])
def versions(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight, child = enter_whole(request, child_id, "plan:versions")
    shape = frame(request)
    every = [v for v in queries.versions(child_id) if not shape["is_family"] or v.state != VersionState.DRAFT]
    shown = [faces.version_face(version, every) for version in every]
    page = shape | {"child": child, "versions": shown, "may_write": sight.writes(Category.CLINICAL_PLAN)}
    return render(request, "plan/versions.html", page)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="plan:propose", categories=WHOLE | SCHOOL)
    place = queries.place_of_words(child_id)
    if place is None:
        deny(request, page="plan:propose", child_id=child_id, categories=WHOLE | SCHOOL)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(
                child=Child(pk=child_id),
                compartment_id=place or 0,
                text=form.cleaned_data["words"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Sent. The therapist reads it and answers you here."))
            whole = sight.sees_fully(Category.CLINICAL_PLAN)
            return redirect("plan:plan" if whole else "plan:for_school", child_id)
        except Refused as refused:
            form.add_error("words", said(refused))
    page = frame(request) | {"form": form}
    return render(request, "plan/propose.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    rows = Proposal.objects.filter(pk=proposal_id).select_related("author", "child__person")
    proposal = found(request, rows, "plan:answer")
    enter_whole(request, proposal.child_id, "plan:answer", writes=True)
    form = WordsForm(request.POST or None)
    form.fields["words"].label = _("Your answer")
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                proposal=proposal,
                words=form.cleaned_data["words"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Answered."))
            return redirect("plan:plan", proposal.child_id)
        except Refused as refused:
            form.add_error("words", said(refused))
    page = frame(request) | {"child": proposal.child, "proposal": proposal, "form": form}
    return render(request, "plan/answer.html", page, status=422 if form.errors else 200)
