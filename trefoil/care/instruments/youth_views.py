"""The pages of who was asked: the youth first, and any informant who signs in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category

from . import answer_pages
from .answering import Way
from .models import Assignment

ASSESSMENTS = {Category.ASSESSMENTS}


def _way(request: Any, assignment_id: UUID, page: str) -> Way:
    """Return the way of who was asked, or of staff who sit beside them."""
    found = (
        Assignment.objects.filter(pk=assignment_id, voided_at=None)
        .select_related("compartment", "child__person", "asked_of")
        .first()
    )
    if found is None:
        deny(request, page=page, child_id=None, categories=ASSESSMENTS)
        raise Http404
    sight = enter(request, found.child_id, page=page, categories=ASSESSMENTS, only=found.compartment_id)
    person = request.person
    if person != found.asked_of and not sight.writes(Category.ASSESSMENTS):
        deny(request, page=page, child_id=found.child_id, categories=ASSESSMENTS)
    return Way(found, person, at=request.at)


@never_cache
@require_http_methods(["GET"])
def answer(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    return answer_pages.start(request, _way(request, assignment_id, "instruments:answer"))


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, assignment_id: UUID, number: int) -> HttpResponse:
    return answer_pages.question(request, _way(request, assignment_id, "instruments:question"), number)


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    return answer_pages.sheet(request, _way(request, assignment_id, "instruments:sheet"))


@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    return answer_pages.finish(request, _way(request, assignment_id, "instruments:finish"))


@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    return answer_pages.decline(request, _way(request, assignment_id, "instruments:decline"))
