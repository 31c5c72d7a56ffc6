"""The privacy officer's pages, and operations."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trefoil.ground.access import actions as access
from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.models import BreakGlass
from trefoil.ground.access.types import Category, Role
from trefoil.ground.kit import queue
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people

from . import pages
from .actions import open_glass, review
from .forms import EmergencyForm, ReviewForm, TrailForm


def _only(request: HttpRequest, page: str, *roles: Role) -> None:
    if request.viewer.role not in roles:
        deny(request, page=page, child_id=None)


def children(request: HttpRequest) -> HttpResponse:
    _only(request, "console_children", Role.ADMIN)
    found = list(people.children()[:500])
    children_in_sight(
        request, page="console_children", children=[c.pk for c in found], categories=[Category.DEMOGRAPHICS]
    )
    return render(request, "console/children.html", {"children": found, "emergencies": pages.emergencies()})


def who_sees(request: HttpRequest, child_id: UUID) -> HttpResponse:
    _only(request, "who_sees", Role.ADMIN)
    enter(request, child_id, page="who_sees", categories=[Category.DEMOGRAPHICS, Category.CONSENTS])
    day = parse_date(request.GET.get("on", "")) if request.GET.get("on") else None
    at = request.at
    if day:
        at = timezone.make_aware(datetime.combine(day, time(23, 59)))
    with connection.cursor() as cursor:
        cursor.execute("select id, category from compartments_of(%s)", [child_id])
        compartments = {number: Category(category) for number, category in cursor.fetchall()}
    context = {
        "child": people.get_child(child_id),
        "matrix": pages.matrix(child_id, compartments, at),
        "on": timezone.localdate(at),
    }
    return render(request, "console/who_sees.html", context)


def trail(request: HttpRequest) -> HttpResponse:
    _only(request, "trail", Role.ADMIN)
    form = TrailForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"child": None, "before": None}
    lines, older = pages.trail(child_id=asked["child"], before=asked["before"])
    context = {"lines": lines, "older": older, "child_id": asked["child"]}
    return render(request, "console/trail.html", context)


def break_glass(request: HttpRequest) -> HttpResponse:
    _only(
        request,
        "break_glass",
        Role.THERAPIST,
        Role.SUPERVISOR,
        Role.PRESCRIBER,
        Role.SKILLS,
        Role.TEACHER,
        Role.SCHOOL_MH,
        Role.IOP,
        Role.COUNTY,
    )
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            glass = open_glass(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.warning(request, _("Emergency access is open for 60 minutes. The privacy officer has been told."))
            return redirect("chart:child", glass.child_id)
    return render(request, "console/break_glass.html", {"form": form}, status=422 if form.errors else 200)


def review_glass(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    _only(request, "review_glass", Role.ADMIN)
    glass = get_object_or_404(BreakGlass, pk=glass_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review(glass=glass, text=form.cleaned_data["review"], by=request.person, at=request.at)
        messages.success(request, _("The review is kept."))
        return redirect("console:children")
    names = people.names([glass.person_id, glass.child_id])
    context = {
        "glass": glass,
        "form": form,
        "who": names.get(glass.person_id, "—"),
        "child": names.get(glass.child_id, "—"),
    }
    return render(request, "console/review_glass.html", context)


def jobs(request: HttpRequest) -> HttpResponse:
    _only(request, "jobs", Role.ADMIN, Role.DIRECTOR)
    return render(request, "console/jobs.html", {"failed": queue.failed(), "counts": queue.counts()})


@require_POST
def run_again(request: HttpRequest, job_id: int) -> HttpResponse:
    _only(request, "run_again", Role.ADMIN, Role.DIRECTOR)
    if queue.run_again(job_id, at=request.at):
        access.record(
            kind="act", page="JobRunAgain", by=request.viewer.person_id, at=request.at, detail={"job": job_id}
        )
        messages.success(request, _("The job will run again now."))
    return redirect("console:jobs")
