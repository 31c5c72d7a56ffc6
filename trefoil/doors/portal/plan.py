"""The family's plan: our goals in plain words, tonight, what changed, our questions and what matters most to us."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trefoil.care.plan import actions as plans
from trefoil.care.plan import faces
from trefoil.care.plan import queries as plan_queries
from trefoil.care.plan.models import PlanVersion, Priority
from trefoil.care.plan.types import Setting, Strategy, VersionState
from trefoil.care.plan.words import STATUS
from trefoil.care.reviews import actions as reviews
from trefoil.care.reviews import queries as review_queries
from trefoil.care.reviews.forms import QuestionForm
from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from .plan_forms import PriorityForm

WHOLE = {Category.CLINICAL_PLAN}


@dataclass(frozen=True)
class OurGoal:
    """A goal in the child's own words, how it goes, and what is done for it at home."""

    title: str
    status: Any
    tone: str
    target: str
    at_home: list[Strategy]


def _enter(request: Any, child_id: UUID, page: str) -> Child:
    sight = enter(request, child_id, page=page, categories=WHOLE)
    if request.viewer.kind == Kind.STAFF or not sight.sees_fully(Category.CLINICAL_PLAN):
        deny(request, page=page, child_id=child_id, categories=WHOLE)
    return get_child(child_id)


@require_GET
def plan(request: Any, child_id: UUID) -> HttpResponse:
    return _page(request, _enter(request, child_id, "portal:plan"))


def _page(request: Any, child: Child, **forms: Any) -> HttpResponse:
    me = request.viewer.person_id
    every = [v for v in plan_queries.versions(child.pk) if v.state != VersionState.DRAFT]
    version = next((v for v in every if v.holds), None)
    questions = review_queries.questions(child.pk)
    page = {
        "child": child,
        "version": version,
        "goals": our_goals(version) if version else [],
        "changes": faces.change_faces(faces.earlier_than(version, every), version) if version else [],
        "to_read": plan_queries.asked_to_read(version.pk, me) if version else None,
        "own": [q for q in questions if q.author_id == me],
        "others": [q for q in questions if q.author_id != me],
        "answered": review_queries.answered(child.pk, me),
        "next": review_queries.upcoming(child.pk, request.at),
        "priorities": plan_queries.priorities(child.pk),
        "me": me,
        "of_youth": request.viewer.kind == Kind.CHILD,
        "form": QuestionForm(auto_id="question_%s"),
        "priority_form": PriorityForm(auto_id="priority_%s"),
    } | forms
    refused = any(getattr(form, "is_bound", False) and form.errors for form in forms.values())
    return render(request, "portal/plan.html", page, status=422 if refused else 200)


def our_goals(version: PlanVersion) -> list[OurGoal]:
    """Return the goals of a version as a family reads them: no measure, no number, what is done at home."""
    return [
        OurGoal(
            title=goal.title,
            status=STATUS[goal.status][0],
            tone=STATUS[goal.status][1],
            target=goal.target,
            at_home=[s for s in goal.strategies if s.setting == Setting.HOME],
        )
        for goal in version.plan.goals
    ]


def _place(request: HttpRequest, child: Child) -> int:
    return plan_queries.place_of_words(child.pk) or 0


@require_POST
def ask(request: Any, child_id: UUID) -> HttpResponse:
    child = _enter(request, child_id, "portal:ask")
    form = QuestionForm(request.POST, auto_id="question_%s")
    if not form.is_valid():
        return _page(request, child, form=form)
    place = _place(request, child)
    reviews.ask(child=child, compartment_id=place, text=form.cleaned_data["text"], by=request.person, at=request.at)
    messages.success(request, _("Kept for the next meeting."))
    return redirect("portal:plan", child_id)


@require_POST
def name_priority(request: Any, child_id: UUID) -> HttpResponse:
    child = _enter(request, child_id, "portal:name_priority")
    form = PriorityForm(request.POST, auto_id="priority_%s")
    if form.is_valid():
        try:
            place = _place(request, child)
            words = form.cleaned_data["text"]
            plans.name_priority(child=child, compartment_id=place, text=words, by=request.person, at=request.at)
            return redirect("portal:plan", child_id)
        except Refused as refused:
            form.add_error("text", _(str(refused.reason)))
    return _page(request, child, priority_form=form)


@require_POST
def drop_priority(request: Any, priority_id: UUID) -> HttpResponse:
    priority = Priority.objects.filter(pk=priority_id, voided_at=None).first()
    if priority is None:
        deny(request, page="portal:drop_priority", child_id=None, categories=WHOLE)
    assert priority is not None  # noqa: S101 — deny has raised
    _enter(request, priority.child_id, "portal:drop_priority")
    try:
        plans.drop_priority(priority=priority, by=request.person, at=request.at)
    except Refused as refused:
        messages.warning(request, _(str(refused.reason)))
    return redirect("portal:plan", priority.child_id)
