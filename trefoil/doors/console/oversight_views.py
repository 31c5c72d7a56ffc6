"""What a privacy officer does every day: the desk, releases that end, unusual reading, suspending a person."""

import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.ground.access.gate import deny
from trefoil.ground.access.types import Role
from trefoil.ground.kit import queue
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people import suspending
from trefoil.ground.people.models import Person, Suspension
from trefoil.ground.people.types import Kind
from trefoil.ground.worklist import queries as worklist

from . import desk, unusual
from .forms import LiftForm, SuspendForm

FEW = 5


def _officer(request: Any, page: str) -> None:
    if request.viewer.role != Role.ADMIN:
        deny(request, page=page, child_id=None)


@require_safe
def home(request: Any) -> HttpResponse:
    """Show what needs the privacy officer today, the most urgent first."""
    _officer(request, "console_home")
    ruling = desk.own_law(request.viewer.organization_id, request.at)
    weighed = unusual.weighed(request.viewer, request.at)
    emergencies = [e for e in desk.emergencies(ruling, request.at) if e.glass.reviewed_at is None]
    asked = [t for t in worklist.needs_now(request.viewer.person_id, request.at) if t.kind != "review_break_glass"]
    endings = desk.ending(ruling, request.at)
    context = {
        "emergencies": emergencies,
        "overdue": sum(e.overdue for e in emergencies),
        "asked": asked[:10],
        "readings": weighed.shown[:FEW],
        "readings_more": max(len(weighed.shown) - FEW, 0) + weighed.more,
        "endings": endings[:FEW],
        "endings_more": max(len(endings) - FEW, 0),
        "suspended": desk.suspended(),
        "jobs": queue.state(),
        "law": ruling,
    }
    return render(request, "console/home.html", context)


@require_safe
def ending(request: Any) -> HttpResponse:
    """Show the releases that end soon, with the way to renew each."""
    _officer(request, "console_ending")
    ruling = desk.own_law(request.viewer.organization_id, request.at)
    context = {"endings": desk.ending(ruling, request.at), "days": sorted(ruling.warning_days)}
    return render(request, "console/ending.html", context)


@require_safe
def reading(request: Any) -> HttpResponse:
    """Show what was read that care, a meeting or a task does not explain, the most unusual first."""
    _officer(request, "console_reading")
    return render(request, "console/reading.html", {"weighed": unusual.weighed(request.viewer, request.at)})


@require_POST
def review_reading(request: Any, person_id: UUID, child_id: UUID) -> HttpResponse:
    """Keep what was found about somebody's reading."""
    _officer(request, "review_reading")
    unusual.review(
        person_id=person_id,
        child_id=child_id,
        note=request.POST.get("note", "")[:1000],
        by=request.person,
        at=request.at,
    )
    messages.success(request, _("The review is kept. What is read from now on is weighed anew."))
    return redirect("console:reading")


@require_safe
def people_(request: Any) -> HttpResponse:
    """Find a person who may be suspended: of the officer's organization, or a caregiver of its children."""
    _officer(request, "console_people")
    name = request.GET.get("name", "").strip()[:100]
    context = {"name": name, "found": _suspendable(name) if name else [], "suspended": desk.suspended()}
    return render(request, "console/people.html", context)


def _suspendable(name: str) -> list[Person]:
    with connection.cursor() as cursor:
        cursor.execute("select p from unnest(%s::uuid[]) p where may_suspend(p)", [people.find_people(name)])
        ids = [row[0] for row in cursor.fetchall()]
    ids = [person for person in ids if not people.is_suspended(person)]
    found = Person.objects.filter(pk__in=ids).exclude(kind=Kind.CHILD).select_related("staff__organization")
    return list(found.order_by("given_name", "family_name"))


@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: Any, person_id: UUID) -> HttpResponse:
    """Say what closes, then close everything to a person everywhere, and say how long it took."""
    _officer(request, "suspend")
    if not suspending.may_suspend(person_id):
        deny(request, page="suspend", child_id=None)
    person = get_object_or_404(Person.objects.select_related("staff__organization"), pk=person_id)
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _suspended(request, person, form):
        return redirect("console:people")
    context = {"person": person, "form": form, "already": people.is_suspended(person_id)}
    return render(request, "console/suspend.html", context, status=422 if form.errors else 200)


def _suspended(request: Any, person: Person, form: SuspendForm) -> bool:
    began = time.perf_counter()
    try:
        suspending.suspend(person=person, reason=form.cleaned_data["reason"], by=request.person, at=request.at)
    except Refused as refused:
        form.add_error(None, _(str(refused.reason)))
        return False
    took = f"{time.perf_counter() - began:.1f}"
    said = _("Everything is closed to %(name)s. It took %(seconds)s seconds.")
    messages.success(request, said % {"name": person, "seconds": took})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: Any, suspension_id: UUID) -> HttpResponse:
    """Open again what the facts open now."""
    _officer(request, "lift")
    suspension = get_object_or_404(Suspension.objects.select_related("person", "suspended_by"), pk=suspension_id)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            suspending.lift(suspension=suspension, reason=reason, by=request.person, at=request.at)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
        else:
            messages.success(request, _("Lifted. They can sign in again, and see what the facts open to them now."))
            return redirect("console:people")
    context = {"suspension": suspension, "form": form}
    return render(request, "console/lift.html", context, status=422 if form.errors else 200)
