"""The youth's pages: one question on a screen, one tap an answer, kept as it is given."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person

from . import actions, packs, queries, rules
from .asking import Progress, progress
from .models import Assignment

ASSESSMENTS = {Category.ASSESSMENTS}


def _assignment(request: Any, assignment_id: UUID, page: str) -> tuple[Assignment, Person]:
    """Return an assignment to who was asked, or to staff who sit beside them."""
    found = (
        Assignment.objects.filter(pk=assignment_id, voided_at=None)
        .select_related("compartment", "child__person", "asked_of")
        .first()
    )
    if found is None:
        deny(request, page=page, child_id=None, categories=ASSESSMENTS)
        raise Http404
    sight = enter(request, found.child_id, page=page, categories=ASSESSMENTS, only=found.compartment_id)
    person = Person.objects.get(pk=request.viewer.person_id)
    if person != found.asked_of and not sight.writes(Category.ASSESSMENTS):
        deny(request, page=page, child_id=found.child_id, categories=ASSESSMENTS)
    return found, person


def _progress(request: Any, assignment: Assignment) -> Progress:
    response = queries.response_to(assignment)
    instrument = packs.installed()[assignment.instrument]
    return progress(instrument, response.resource if response else {}, _language(request, response))


def _language(request: Any, response: Any) -> str:
    return response.language if response else request.LANGUAGE_CODE[:2]


@never_cache
@require_http_methods(["GET"])
def answer(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Lead to the first question not yet seen, or to the review."""
    assignment, _person = _assignment(request, assignment_id, "instruments:answer")
    if not queries.is_open(assignment):
        return redirect("instruments:finish", assignment.pk)
    number = _progress(request, assignment).next_number
    if number is None:
        return redirect("instruments:finish", assignment.pk)
    return redirect("instruments:question", assignment.pk, number)


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, assignment_id: UUID, number: int) -> HttpResponse:
    assignment, person = _assignment(request, assignment_id, "instruments:question")
    if not queries.is_open(assignment):
        return redirect("instruments:finish", assignment.pk)
    now_at = _progress(request, assignment)
    face = now_at.face(number)
    if face is None:
        return redirect("instruments:answer", assignment.pk)
    at = request.at  # type: ignore[attr-defined]
    refusal = ""
    if request.method == "POST":
        try:
            actions.answer(
                assignment=assignment,
                link_id=face.link_id,
                code=request.POST.get("code") or None,
                language=now_at.language,
                by=person,
                at=at,
            )
            return _onward(request, assignment, number)
        except Refused as refused:
            refusal = _(str(refused.reason))
    return _show(request, assignment, now_at, face, person, refusal)


def _onward(request: HttpRequest, assignment: Assignment, number: int) -> HttpResponse:
    after = _progress(request, assignment)
    if request.POST.get("then") == "review" or after.face(number + 1) is None:
        return redirect("instruments:finish", assignment.pk)
    return redirect("instruments:question", assignment.pk, number + 1)


def _base(assignment: Assignment, person: Person) -> str:
    return "portal.html" if person == assignment.asked_of else "page.html"


def _show(
    request: Any, assignment: Assignment, now_at: Progress, face: Any, person: Person, refusal: str
) -> HttpResponse:
    duty = queries.duty_for(assignment, person, request.at)
    instrument = packs.installed()[assignment.instrument]
    waits = rules.why_not_show(instrument, face.link_id, duty=duty)
    organization = assignment.compartment.custodian_id
    page = {
        "base": _base(assignment, person),
        "assignment": assignment,
        "title": instrument.neutral_title.in_language(request.LANGUAGE_CODE[:2]),
        "face": face,
        "progress": now_at,
        "duty": duty,
        "is_delicate": face.link_id in instrument.delicate,
        "help_phone": queries.phone_of(organization),
        "refusal": refusal,
        "then": request.GET.get("then", ""),
        "attribution": instrument.attribution,
    }
    if waits:
        page["next_duty"] = rules.next_duty(queries.duties(assignment.child_id, request.at), request.at)
        return render(request, "instruments/waits.html", page, status=422 if refusal else 200)
    return render(request, "instruments/question.html", page, status=422 if refusal else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    assignment, person = _assignment(request, assignment_id, "instruments:finish")
    response = queries.response_to(assignment)
    refusal = ""
    if request.method == "POST":
        try:
            actions.finish(assignment=assignment, by=person, at=request.at)  # type: ignore[attr-defined]
            return redirect("instruments:finish", assignment.pk)
        except Refused as refused:
            refusal = _(str(refused.reason))
    instrument = packs.installed()[assignment.instrument]
    page = {
        "base": _base(assignment, person),
        "assignment": assignment,
        "title": instrument.neutral_title.in_language(request.LANGUAGE_CODE[:2]),
        "help_phone": queries.phone_of(assignment.compartment.custodian_id),
        "refusal": refusal,
    }
    if response and response.finished_at:
        return render(request, "instruments/thanks.html", page)
    now_at = _progress(request, assignment)
    page["progress"] = now_at
    if queries.duty_for(assignment, person, request.at) is None:  # type: ignore[attr-defined]
        page["held"] = instrument.delicate
    page["why_not"] = _(rules.NOT_ALL_SEEN) if now_at.next_number else ""
    return render(request, "instruments/finish.html", page, status=422 if refusal else 200)
