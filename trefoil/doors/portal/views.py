"""The family's and the youth's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trefoil.ground.access.gate import children_in_sight
from trefoil.ground.access.types import Category
from trefoil.ground.people.types import Kind

from . import pages


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


def readers(request: HttpRequest) -> HttpResponse:
    if request.viewer.kind == Kind.STAFF:
        return redirect("chart:today")
    children = pages.own_children(request.viewer)
    shown = [(child, pages.readers(child.pk)) for child in children]
    return render(request, "portal/readers.html", {"shown": shown})
