"""Writing services and their dose, the reasons of a version, and the diagnoses that goals answer to."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.care.schedule.types import Kind
from trefoil.ground.access.gate import deny
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused

from . import actions, edit_faces, faces, queries
from .content import find_service
from .draft_views import back_to, page_of, save_part, state_of, who_and_when
from .entrances import diagnoses_are_theirs, enter_version, frame, said
from .forms import DiagnosisForm, ServiceForm
from .models import GoalDiagnosis, PlanVersion
from .rules import GONE
from .types import Service


@require_POST
def add_service(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:add_service")
    kind = next((k for k in Kind if k == request.POST.get("kind")), Kind.INDIVIDUAL)
    made = actions.add_service(version=version, kind=kind.value, **who_and_when(request))
    if not request.htmx:  # type: ignore[attr-defined]
        return back_to(version, f"service-{made.id}")
    page = {"version": version, "edit": edit_faces.service_edit(made, version.plan), "page_id": page_of(request)}
    return render(request, "plan/_service_added.html", page)


@require_POST
def change_service(request: HttpRequest, version_id: UUID, service_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:change_service")
    service = find_service(version.plan, service_id)
    if service is None:
        return state_of(request, refusal=said(Refused(GONE)))
    form = ServiceForm(request.POST, service=service, content=version.plan)

    def save(cleaned: dict[str, Any], **seen: Any) -> Service:
        provider_id = queries.people_of_plan(version.child).get(cleaned["provider"])
        who = who_and_when(request) | {"provider_id": provider_id}
        return actions.change_service(version=version, service_id=service_id, **who, **seen, **cleaned)

    return save_part(request, version, form, save, lambda v: find_service(v.plan, service_id), f"service-{service_id}")


@require_POST
def remove_service(request: HttpRequest, version_id: UUID, service_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:remove_service")
    actions.remove_service(version=version, service_id=service_id, **who_and_when(request))
    return HttpResponse("") if request.htmx else back_to(version, "services")  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def give_reason(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:give_reason")
    if request.method == "POST":
        try:
            part_id = UUID(request.POST.get("part_id", ""))
        except ValueError:
            return state_of(request, refusal=said(Refused(GONE)))
        words = request.POST.get("words", "")[:500]
        actions.give_reason(version=version, part_id=part_id, words=words, **who_and_when(request))
        if request.htmx:  # type: ignore[attr-defined]
            return state_of(request, at=request.at)  # type: ignore[attr-defined]
    every = queries.versions(version.child_id)
    earlier = faces.earlier_than(version, every)
    page = frame(request) | {
        "version": version,
        "child": version.child,
        "earlier": earlier,
        "parts": faces.by_part(faces.change_faces(earlier, version)),
    }
    return render(request, "plan/give_reason.html", page)


@require_http_methods(["GET", "POST"])
def link_diagnosis(request: HttpRequest, version_id: UUID, goal_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:link_diagnosis")
    if not diagnoses_are_theirs(request):
        deny(request, page="plan:link_diagnosis", child_id=version.child_id, categories={Category.DIAGNOSIS})
    form = DiagnosisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_diagnosis(version=version, goal_id=goal_id, **form.cleaned_data, **who_and_when(request))
            return back_to(version, f"goal-{goal_id}")
        except Refused as refused:
            form.add_error("code", said(refused))
    goal = next((g for g in version.plan.goals if g.id == goal_id), None)
    page = frame(request) | {"version": version, "child": version.child, "goal": goal, "form": form}
    return render(request, "plan/link_diagnosis.html", page, status=422 if form.errors else 200)


@require_POST
def unlink_diagnosis(request: HttpRequest, version_id: UUID, link_id: UUID) -> HttpResponse:
    version: PlanVersion = enter_version(request, version_id, "plan:unlink_diagnosis")
    link = GoalDiagnosis.objects.filter(pk=link_id, child_id=version.child_id, voided_at=None).first()
    if link is None or not diagnoses_are_theirs(request):
        deny(request, page="plan:unlink_diagnosis", child_id=version.child_id, categories={Category.DIAGNOSIS})
    assert link is not None  # noqa: S101 — deny has raised
    actions.unlink_diagnosis(link=link, **who_and_when(request))
    return back_to(version, f"goal-{link.goal_id}")
