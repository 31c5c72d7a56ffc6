"""The staff's pages."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trefoil.ground.access import rules
from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.people import queries as people
from trefoil.ground.people.types import Kind
from trefoil.ground.timeline import queries as timelines

from . import pages

OF_A_CHILD = tuple(Category)


def today(request: HttpRequest) -> HttpResponse:
    if request.viewer.kind != Kind.STAFF:
        return redirect("portal:home")
    page = pages.today(request.viewer, request.at)
    _log_list(request, "today", [c.pk for c in page.children])
    return render(request, "chart/today.html", {"page": page})


def children(request: HttpRequest) -> HttpResponse:
    _staff_only(request, "children")
    number = max(int(request.GET.get("page", "1") or 1), 1) if request.GET.get("page", "1").isdigit() else 1
    size = 50
    found = pages.my_children(request.viewer, number * size + 1)[(number - 1) * size :]
    _log_list(request, "children", [c.pk for c in found[:size]])
    context = {
        "children": found[:size],
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if len(found) > size else "",
    }
    return render(request, "chart/children.html", context)


def find(request: HttpRequest) -> HttpResponse:
    _staff_only(request, "find")
    text = request.GET.get("q", "").strip()[:100]
    found = people.find_children(text)
    _log_list(request, "find", [c.pk for c in found])
    if len(found) == 1:
        return redirect("chart:child", found[0].pk)
    may_break_glass = rules.may_break_glass(request.viewer.role)
    return render(
        request, "chart/find.html", {"children": found, "find_text": text, "may_break_glass": may_break_glass}
    )


def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="child", categories=OF_A_CHILD, alone=True)
    _staff_only(request, "child")
    page = pages.child_page(sight, request.viewer, request.at)
    return render(request, "chart/child.html", {"page": page, "child": page.child})


def timeline(request: HttpRequest, child_id: UUID) -> HttpResponse:
    enter(request, child_id, page="timeline", categories=OF_A_CHILD, alone=True)
    _staff_only(request, "timeline")
    voices = [v for v in request.GET.getlist("voice") if v in ("school", "clinic", "home")]
    lines = timelines.timeline(child_id, before=_instant(request.GET.get("before")), voices=voices, limit=51)
    context = {
        "child": people.get_child(child_id),
        "lines": lines[:50],
        "voices": voices,
        "older": lines[49].at.isoformat() if len(lines) > 50 else "",
    }
    return render(request, "chart/timeline.html", context)


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat((text or "").replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _staff_only(request: HttpRequest, page: str) -> None:
    if request.viewer.kind != Kind.STAFF:
        deny(request, page=page, child_id=None)


def _log_list(request: HttpRequest, page: str, shown: list[UUID]) -> None:
    children_in_sight(request, page=page, children=shown, categories=[Category.DEMOGRAPHICS])
