"""The pages of attendance: my queue, a child's sessions, who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.types import Kind
from trefoil.care.schedule.views import found as found_appointment
from trefoil.care.schedule.views import open_place, staff_only
from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.consent import choosing, service_queries
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people.frames import frame_of

from . import actions, queries, rules
from .forms import RecordForm, WalkInForm
from .models import Session

SCHEDULE = {Category.SCHEDULE}
HOLDS_SESSIONS = rules.WRITES_NOTES | {"school_mh"}
BOTH = {Category.SCHEDULE, Category.SESSION_NOTES}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    person = staff_only(request, "sessions:queue")
    at = request.at  # type: ignore[attr-defined]
    page = {
        "unfinished": queries.unfinished(person.pk),
        "waiting": queries.waiting(person.pk),
        "unrecorded": queries.unrecorded(person.pk, at),
    }
    shown = {row.child_id for rows in page.values() for row in rows}  # type: ignore[attr-defined]
    only = {row.compartment_id for rows in page.values() for row in rows if row.compartment_id}  # type: ignore[attr-defined]
    children_in_sight(request, page="sessions:queue", children=shown, categories=BOTH, only=only)
    return render(request, "sessions/queue.html", page)


@require_safe
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    open_place(request, child_id)
    sight = enter(request, child_id, page="sessions:child", categories=BOTH)
    viewer = request.viewer  # type: ignore[attr-defined]
    by_staff = viewer.kind == "staff"
    if not sight.sees_fully(Category.SCHEDULE) and viewer.role not in HOLDS_SESSIONS:
        deny(request, page="sessions:child", child_id=child_id, categories=BOTH)
    page = {
        "child": people.get_child(child_id),
        "lines": queries.lines(child_id, viewer.person_id),
        "shell": frame_of(request),
        "may_write": by_staff and sight.writes(Category.SCHEDULE),
    }
    return render(request, "sessions/child.html", page)


def _onward(session: Session) -> HttpResponse:
    """Go on to the note, if there is one to write; else to the day."""
    if session.status in ("attended", "late") and rules.writes_notes(session.staff.staff.role):
        return redirect("sessions:note", session.pk)
    return redirect("schedule:week")


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    person = staff_only(request, "sessions:record")
    row = found_appointment(request, appointment_id, "sessions:record")
    if row.child is None:
        deny(request, page="sessions:record", child_id=None, categories=SCHEDULE)
    if row.kind == Kind.SKILLS_GROUP:
        return redirect("sessions:group", row.meeting_id)
    known = queries.recorded(row.pk)
    length = int((row.ends_at - row.starts_at).total_seconds() // 60)
    initial: dict[str, Any] = {"minutes": length}
    if known:
        initial = {"minutes": known.minutes or length, "status": known.status, "told_by": known.told_by}
    form = RecordForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            session = actions.record(
                child=row.child,  # type: ignore[arg-type]
                kind=row.kind,
                held_at=row.starts_at,
                minutes=form.cleaned_data["minutes"] or length,
                status=form.cleaned_data["status"],
                told_by=form.cleaned_data["told_by"],
                appointment=row,
                by=person,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Recorded."))
            return _onward(session)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    page = {"form": form, "child": row.child, "meeting": schedules.block_of([row], {}), "known": known}
    return render(request, "sessions/record.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def walk_in(request: HttpRequest, child_id: UUID) -> HttpResponse:
    person = staff_only(request, "sessions:walk_in")
    open_place(request, child_id)
    sight = enter(request, child_id, page="sessions:walk_in", categories=SCHEDULE)
    if not sight.writes(Category.SCHEDULE):
        deny(request, page="sessions:walk_in", child_id=child_id, categories=SCHEDULE)
    met = people.get_child(child_id)
    at = request.at  # type: ignore[attr-defined]
    now = timezone.localtime(at).replace(second=0, microsecond=0)
    form = WalkInForm(
        request.POST or None,
        initial={"held_at": now, "minutes": 30, "kind": Kind.CHECK_IN},
        services=service_queries.choices(child_id, person.staff.organization_id, at),
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data | {"minutes": form.cleaned_data["minutes"] or 0}
        given["service_id"] = choosing.chosen(given)
        given.pop("service", None)
        try:
            session = actions.record(child=met, by=person, at=at, **given)
            messages.success(request, _("Recorded."))
            return _onward(session)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    page = {"form": form, "child": met}
    return render(request, "sessions/walk_in.html", page, status=422 if form.errors else 200)
