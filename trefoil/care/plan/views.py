"""Reading the plan, its versions, and proposing a change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import enter, sight_of
from trefoil.ground.access.types import Category, Scope
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.queries import get_child

from . import actions, faces, queries
from .entrances import WHOLE, diagnoses_shown, enter_version, enter_whole, found, frame, said
from .forms import WordsForm
from .models import PlanVersion
from .types import Setting, VersionState
from .words import SETTING


@require_http_methods(["GET"])
def plan(request: HttpRequest, child_id: UUID) -> HttpResponse:
    if _reads_home_part(request, child_id):
        return _home_part(request, child_id)
    sight, child = enter_whole(request, child_id, "plan:plan", also=diagnoses_shown(request))
    shape = frame(request)
    every = [v for v in queries.versions(child_id) if not shape["is_family"] or v.state != VersionState.DRAFT]
    shown = _shown(every)
    opened = next((v for v in every if v.state in (VersionState.DRAFT, VersionState.IN_SIGNATURE)), None)
    own = queries.signature_of(opened.pk, request.viewer.person_id) if opened else None  # type: ignore[attr-defined]
    proposals = queries.proposals(child_id)
    me = request.viewer.person_id  # type: ignore[attr-defined]
    links = queries.diagnoses(child_id) if diagnoses_shown(request) else {}
    face = faces.plan_face(shown, every, links) if shown else None
    page = shape | {
        "child": child,
        "plan": face,
        "opened": opened if opened != shown else None,
        "draft": opened if opened and opened.state == VersionState.DRAFT else None,
        "to_sign": own if own and not own.is_done and not own.withdrawn_at else None,
        "to_read": queries.asked_to_read(shown.pk, me) if shown else None,
        "readers": queries.readers(shown.pk) if shown else [],
        "missing": faces.missing(face.signatures) if face else [],
        "card": queries.care_card(child_id),
        "part": queries.published(child_id),
        "priorities": queries.priorities(child_id),
        "may_write": sight.writes(Category.CLINICAL_PLAN),
        "waiting": [p for p in proposals if p.is_open],
        "own_proposals": faces.own_proposals(proposals, me),
        "lens": _lens(request),
        "lenses": [(setting.value, SETTING[setting]) for setting in Setting],
        "may_reword": shown is not None and shown.holds,
    }
    return render(request, "plan/plan.html", page)


def _lens(request: HttpRequest) -> str:
    """Return the one column that the reader wants to see; all three unless told."""
    asked = request.GET.get("lens", "")
    return asked if asked in set(Setting) else ""


def _shown(every: list[PlanVersion]) -> PlanVersion | None:
    """Return the version to read: the one that is the plan, else the newest."""
    signed = next((v for v in every if v.holds), None)
    return signed or next(iter(every), None)


def _reads_home_part(request: Any, child_id: UUID) -> bool:
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
    asked = queries.signatures_of([version.pk for version in every])
    shown = [faces.version_face(version, every, asked[version.pk]) for version in every]
    page = shape | {"child": child, "versions": shown, "may_write": sight.writes(Category.CLINICAL_PLAN)}
    return render(request, "plan/versions.html", page)


@require_POST
def confirm(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = found(request, PlanVersion.objects.filter(pk=version_id), "plan:confirm")
    enter_whole(request, version.child_id, "plan:confirm")
    actions.confirm(version=version, by=request.person, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Thank you. The team sees that you read it."))
    return redirect("plan:plan", version.child_id)


@require_http_methods(["GET", "POST"])
def start_in_emergency(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:start_in_emergency")
    form = WordsForm(request.POST or None)
    form.fields["words"].label = _("Why it cannot wait for the signatures")
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_in_emergency(
                version=version,
                reason=form.cleaned_data["words"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            return redirect("plan:plan", version.child_id)
        except Refused as refused:
            form.add_error("words", said(refused))
    page = frame(request) | {"version": version, "child": version.child, "form": form}
    return render(request, "plan/start_in_emergency.html", page, status=422 if form.errors else 200)
