"""The pages of the school's own times: bells, rooms, a child's classes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Organization, Person

from . import actions, from_roster, queries
from .forms import BellsForm, ClassForm, PeriodForms, RoomForm, periods_of
from .models import ChildClass
from .views import SCHEDULE, open_place, staff_only

EMPTY_ROWS = 4


def _ringer(request: Any, page: str) -> Person:
    person = staff_only(request, page)
    if person.staff.role not in actions.RINGS_BELLS or person.staff.organization.kind != "school":
        deny(request, page=page, child_id=None)
    return person


@require_http_methods(["GET", "POST"])
def bells(request: HttpRequest, bells_id: UUID | None = None) -> HttpResponse:
    person = _ringer(request, "schedule:bells")
    organization = person.staff.organization_id
    known = queries.bell_schedules(organization)
    changed = next((schedule for schedule in known if schedule.pk == bells_id), None)
    if bells_id and changed is None:
        raise Http404
    form = BellsForm(request.POST or None, sites=queries.sites(organization), initial=_bells_initial(changed))
    rows = PeriodForms(request.POST or None, initial=_period_rows(changed), prefix="periods")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            actions.set_bells(**form.cleaned_data, periods=periods_of(rows), by=person, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Written down."))
            return redirect("schedule:bells")
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    failed = bool(form.errors or (rows.is_bound and not rows.is_valid()))
    page = {"form": form, "rows": rows, "known": known, "changed": changed}
    return render(request, "schedule/bells.html", page, status=422 if failed else 200)


def _bells_initial(schedule: Any) -> dict[str, Any]:
    if schedule is None:
        return {"weekdays": ["0", "1", "2", "3", "4"]}
    return {"site": schedule.site_id, "name": schedule.name, "weekdays": [str(d) for d in schedule.weekdays]}


def _period_rows(schedule: Any) -> list[dict[str, Any]]:
    periods = sorted(schedule.periods.all(), key=lambda period: period.starts) if schedule else []
    filled = [{"label": p.label, "starts": p.starts, "ends": p.ends} for p in periods]
    return filled + [{}] * (EMPTY_ROWS if filled else 8)


@require_http_methods(["GET", "POST"])
def add_room(request: HttpRequest) -> HttpResponse:
    person = staff_only(request, "schedule:add_room")
    organization = person.staff.organization_id
    form = RoomForm(request.POST or None, sites=queries.sites(organization))
    if request.method == "POST" and form.is_valid():
        actions.add_room(**form.cleaned_data, by=person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("The room can be booked."))
        return redirect("schedule:add_room")
    page = {"form": form, "rooms": queries.rooms([organization])}
    return render(request, "schedule/add_room.html", page, status=422 if form.errors else 200)


def _school(request: Any, child_id: UUID, page: str) -> tuple[Child, Organization]:
    """Let in the school's own staff who may write the child's times."""
    staff_only(request, page)
    open_place(request, child_id)
    sight = enter(request, child_id, page=page, categories=SCHEDULE)
    organization = request.person.staff.organization
    if organization.kind != "school" or not sight.writes(Category.SCHEDULE):
        deny(request, page=page, child_id=child_id, categories=SCHEDULE)
    return people.get_child(child_id), organization


def _periods(organization: Organization) -> list[str]:
    ringing = queries.bells(site.pk for site in queries.sites(organization.pk))
    found = sorted({(bell.starts, bell.label) for rings in ringing.values() for bell in rings})
    return list(dict.fromkeys(label for _starts, label in found))


@require_http_methods(["GET", "POST"])
def timetable(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child, organization = _school(request, child_id, "schedule:timetable")
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    periods = _periods(organization)
    form = ClassForm(request.POST or None, periods=periods, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        site = queries.site_of_period(organization.pk, form.cleaned_data["period"])
        actions.add_classes(child=child, site=site, seats=[form.cleaned_data], by=request.person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("The class is on the timetable."))
        return redirect("schedule:timetable", child_id)
    page = {
        "child": child,
        "form": form,
        "classes": queries.classes(child_id, today),
        "has_bells": bool(periods),
        "student": from_roster.student_of(child),
    }
    return render(request, "schedule/timetable.html", page, status=422 if form.errors else 200)


@require_POST
def bring_classes(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child, organization = _school(request, child_id, "schedule:bring_classes")
    rows = from_roster.bring_classes(child=child, organization=organization, by=request.person, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("%(count)s classes came in from the roster.") % {"count": len(rows)})
    return redirect("schedule:timetable", child_id)


@require_POST
def end_class(request: HttpRequest, class_id: UUID) -> HttpResponse:
    staff_only(request, "schedule:end_class")
    row = ChildClass.objects.filter(pk=class_id).first()
    if row is None:
        deny(request, page="schedule:end_class", child_id=None, categories=SCHEDULE)
        raise Http404
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    actions.end_class(child_class=row, ends_on=max(today, row.starts_on), by=request.person, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("The class is off the timetable."))
    return redirect("schedule:timetable", row.child_id)
