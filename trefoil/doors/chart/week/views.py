"""The week of one child."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category, Scope
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from .pages import week_page
from .spans import Span, Stretch, stretch_of

SHOWN = {
    Category.DEMOGRAPHICS,
    Category.ASSESSMENTS,
    Category.BEHAVIOR_OBSERVATIONS,
    Category.SCHEDULE,
}


@require_GET
def week(request: Any, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="chart:week", categories=SHOWN, alone=True)
    if request.viewer.kind != Kind.STAFF:
        deny(request, page="chart:week", child_id=child_id, categories=SHOWN)
    child, stretch = get_child(child_id), _asked(request)
    today = timezone.localdate(request.at)
    page = {
        "child": child,
        "page": week_page(child, sight, stretch, request.at),
        "stretch": stretch,
        "spans": [(label, _link(span, stretch, today), span == stretch.span) for span, label in _labels()],
        "earlier": f"?span={stretch.span}&start={stretch_of(stretch.span, stretch.before).first}",
        "later": f"?span={stretch.span}&start={stretch.until}" if stretch.until <= today else "",
        "is_now": stretch.first <= today < stretch.until,
        "sees_class": sight.sees(Category.BEHAVIOR_OBSERVATIONS),
        "sees_scores": sight.scope(Category.ASSESSMENTS) in (Scope.FULL, Scope.MINIMUM),
    }
    return render(request, "chart/week.html", page)


def _asked(request: HttpRequest) -> Stretch:
    """Return the stretch that was asked for; what makes no sense is this week."""
    today: date = timezone.localdate(request.at)  # type: ignore[attr-defined]
    span = request.GET.get("span", "")
    try:
        start = date.fromisoformat(request.GET.get("start", ""))
    except ValueError:
        start = today
    return stretch_of(Span(span) if span in set(Span) else Span.WEEK, min(start, today))


def _labels() -> list[tuple[Span, str]]:
    return [(Span.WEEK, _("Week")), (Span.MONTH, _("Month")), (Span.YEAR, _("School year"))]


def _link(span: Span, stretch: Stretch, today: date) -> str:
    day = today if stretch.first <= today < stretch.until else stretch.first
    return f"?span={span}&start={day}"
