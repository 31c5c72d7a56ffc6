"""The page of a course over time."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from . import chart_queries, packs, queries
from .views import enter_staff


@require_http_methods(["GET"])
def course(request: HttpRequest, child_id: UUID, instrument: str) -> HttpResponse:
    _sight, child = enter_staff(request, child_id, "instruments:course")
    form = packs.find(instrument)
    if form is None:
        raise Http404
    of = request.GET.get("of", "")
    story = chart_queries.story(
        child,
        form,
        queries.scores(child),
        organization_id=request.viewer.organization_id,  # type: ignore[attr-defined]
        of=int(of) if of.isdecimal() and len(of) < 3 else 0,
        at=request.at,  # type: ignore[attr-defined]
    )
    return render(request, "instruments/course.html", {"child": child, "instrument": form, "story": story})
