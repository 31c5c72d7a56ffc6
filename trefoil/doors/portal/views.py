"""The family's and the youth's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from trefoil.ground.access.gate import children_in_sight
from trefoil.ground.access.types import Category
from trefoil.ground.people.types import Kind

from . import looking, pages


def home(request: HttpRequest) -> HttpResponse:
    if request.viewer.kind == Kind.STAFF:
        return redirect("chart:today")
    page = pages.home(request.viewer, request.at)
    children_in_sight(
        request,
        page="home",
        children=[card.child.pk for card in page.cards],
        categories=[Category.DEMOGRAPHICS, Category.SCHEDULE, Category.BEHAVIOR_OBSERVATIONS],
    )
    return render(request, "portal/home.html", {"page": page, "of_youth": request.viewer.kind == Kind.CHILD})


def permissions(request: HttpRequest) -> HttpResponse:
    if request.viewer.kind == Kind.STAFF:
        return redirect("chart:today")
    shown = pages.permissions(request.viewer, request.at)
    children_in_sight(request, page="permissions", children=[c.pk for c, _ in shown], categories=[Category.CONSENTS])
    return render(request, "portal/permissions.html", {"shown": shown, "at": request.at})


@require_GET
def readers(request: HttpRequest) -> HttpResponse:
    """Say who has looked, a page for each child: in the family's words, and only at what the viewer may see."""
    if request.viewer.kind == Kind.STAFF:
        return redirect("chart:today")
    shown = [looking.looked_at(child, request.GET) for child in pages.own_children(request.viewer)]
    page = {
        "shown": shown,
        "of_youth": request.viewer.kind == Kind.CHILD,
        "filtered": any(request.GET.get(name) for name in ("person", "side")),
        "day_format": looking.day_format(),
    }
    return render(request, "portal/readers.html", page)
