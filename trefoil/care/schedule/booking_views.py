"""The pages that change a schedule: book, move, cancel."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category, Column
from trefoil.ground.consent import choosing, service_queries
from trefoil.ground.consent import queries as consent
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Person

from . import actions, proposing, queries
from .forms import BookForm, CancelForm, MoveForm, WhenForm
from .models import Appointment
from .types import Kind, Reach
from .views import SCHEDULE, found, open_place, staff_only

BOOK_PAGE = "schedule:book"


def _child(request: Any) -> tuple[Child | None, bool]:
    """Return the child it is about, and whether an appointment may be kept from the family."""
    try:
        child_id = UUID(request.GET.get("child", ""))
    except ValueError:
        return None, False
    open_place(request, child_id)
    sight = enter(request, child_id, page=BOOK_PAGE, categories=SCHEDULE)
    if not sight.writes(Category.SCHEDULE):
        deny(request, page=BOOK_PAGE, child_id=child_id, categories=SCHEDULE)
    return people.get_child(child_id), sight.column == Column.TREATMENT


def _data(request: Any) -> QueryDict | None:
    """Return what was posted; a slot that was chosen takes the place of day and time."""
    if request.method != "POST":
        return None
    data: QueryDict = request.POST.copy()
    if "slot" in data:
        chosen = timezone.localtime(datetime.fromisoformat(data["slot"]))
        data["day"], data["time"] = chosen.date().isoformat(), chosen.strftime("%H:%M")
    return data


def _first(request: Any) -> dict[str, Any]:
    """Return what a new form says: the day and hour of the address, else the next full hour of a workday."""
    next_hour = timezone.localtime(request.at).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while next_hour.weekday() > 4 or not 8 <= next_hour.hour < 16:
        next_hour += timedelta(hours=1)
    return {
        "day": request.GET.get("day") or next_hour.date(),
        "time": request.GET.get("time") or time(next_hour.hour),
        "minutes": 30,
        "staff": [request.viewer.person_id],
        "weekdays": [],
    }


def _rooms(person: Person, child_id: UUID | None) -> list[Any]:
    school = queries.school_of(child_id) if child_id else None
    places = {person.staff.organization_id, *([school.pk] if school else [])}
    return list(queries.rooms(places))


def _family(child: Child, person: Person, at: datetime) -> list[UUID]:
    """Return which caregivers can be invited: those who decide for the child, and whom no court has limited."""
    own = person.staff.organization_id
    able = consent.signers_of(child.pk, at, categories=[Category.SCHEDULE], custodian_id=own)
    return [c.person_id for c in people.caregivers(child.pk) if c.person_id in able]


def _book_form(request: Any, person: Person, child: Child | None, *, may_hide: bool) -> BookForm:
    team = [m.staff_id for m in people.team(child.pk)] if child else []
    colleagues = [s.pk for s in people.staff_of(person.staff.organization_id)]
    family = _family(child, person, request.at) if child else []
    return BookForm(
        _data(request),
        initial=_first(request),
        child=child,
        rooms=_rooms(person, child.pk if child else None),
        others=people.children_of_team(person.pk).exclude(pk=child.pk if child else None),
        staff=Person.objects.filter(pk__in={person.pk, *team, *colleagues}).order_by("family_name"),
        caregivers=Person.objects.filter(pk__in=family),
        may_hide=may_hide,
        services=_services(request, person, child),
    )


def _services(request: Any, person: Person, child: Child | None) -> list[Any]:
    return service_queries.choices(child.pk, person.staff.organization_id, request.at) if child else []


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    person = staff_only(request, BOOK_PAGE)
    child, may_hide = _child(request)
    if child is None and request.method == "GET" and "staff" not in request.GET:
        return render(request, "schedule/choose.html", {"children": people.children_of_team(person.pk)})
    form = _book_form(request, person, child, may_hide=may_hide)
    proposal = None
    if form.is_bound and form.is_valid():
        plan = _plan(form, child, person)
        if "verb" in request.POST and request.POST["verb"] == "book":
            try:
                return _booked(request, form, plan, person)
            except Refused as refused:
                form.add_error(None, str(refused.reason))
        proposal = proposing.propose(
            span=form.span,
            people=plan.people,
            children=[c.pk for c in plan.children],
            room_id=plan.room.pk if plan.room else None,
            at=request.at,  # type: ignore[attr-defined]
        )
    return _render(request, "schedule/book.html", form, {"child": child, "proposal": proposal})


def _render(request: Any, template: str, form: Any, page: dict[str, Any]) -> HttpResponse:
    return render(request, template, page | {"form": form}, status=422 if form.errors else 200)


def _plan(form: BookForm, child: Child | None, person: Person) -> actions.Plan:
    given = form.cleaned_data
    staff = sorted(given["staff"], key=lambda member: member.pk != person.pk)  # who books leads, if there
    kind = Kind(given["kind"])
    others: Sequence[Child] = given.get("others") or ()
    return actions.Plan(
        kind=kind,
        children=(child, *others) if child else (),
        staff=tuple(staff),
        caregivers=tuple(given.get("caregivers") or ()),
        room=form.room,
        by_video=form.by_video,
        confidential=bool(given.get("confidential")),
        service_id=choosing.chosen(given),
    )


def _booked(request: Any, form: BookForm, plan: actions.Plan, person: Person) -> HttpResponse:
    given, span = form.cleaned_data, form.span
    if given["until"]:
        rows = actions.book_weekly(
            plan=plan,
            first=given["day"],
            until=given["until"],
            weekdays=given["weekdays"] or [given["day"].weekday()],
            starts=given["time"],
            minutes=given["minutes"],
            skip=given["skip"],
            by=person,
            at=request.at,
        )
    else:
        rows = actions.book(plan=plan, starts_at=span.starts_at, ends_at=span.ends_at, by=person, at=request.at)
    messages.success(request, _("Booked."))
    return redirect("schedule:appointment", rows[0].pk)


def _place_of(appointment: Appointment) -> str:
    return "video" if appointment.by_video else str(appointment.room_id or "")


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    person = staff_only(request, "schedule:move")
    row = found(request, appointment_id, "schedule:move")
    local = timezone.localtime(row.starts_at)
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    form = MoveForm(
        _data(request),
        initial={
            "day": local.date(),
            "time": local.time(),
            "minutes": minutes,
            "place": _place_of(row),
            "reach": "one",
        },
        rooms=_rooms(person, row.child_id),
        is_series=row.series_id is not None,
    )
    proposal = None
    if form.is_bound and form.is_valid():
        if request.POST.get("verb") == "move":
            try:
                return _moved(request, form, row, person)
            except Refused as refused:
                form.add_error(None, str(refused.reason))
        proposal = _look(request, form, row)
    return _render(request, "schedule/move.html", form, {"appointment": row, "child": row.child, "proposal": proposal})


def _moved(request: Any, form: MoveForm, row: Appointment, person: Person) -> HttpResponse:
    actions.move(
        appointment=row,
        starts_at=form.span.starts_at,
        ends_at=form.span.ends_at,
        room=form.room,
        by_video=form.by_video,
        reach=Reach(form.cleaned_data.get("reach") or Reach.ONE),
        by=person,
        at=request.at,
    )
    messages.success(request, _("Moved."))
    return redirect("schedule:appointment", row.pk)


def _look(request: Any, form: WhenForm, row: Appointment) -> proposing.Proposal:
    return proposing.propose(
        span=form.span,
        people=row.people,
        children=[r.child_id for r in queries.meeting(row.meeting_id) if r.child_id],
        room_id=form.room.pk if form.room else None,
        at=request.at,
        except_meeting=row.meeting_id,
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    person = staff_only(request, "schedule:cancel")
    row = found(request, appointment_id, "schedule:cancel")
    form = CancelForm(request.POST or None, initial={"reach": "one"}, is_series=row.series_id is not None)
    if form.is_bound and form.is_valid():
        try:
            actions.cancel(
                appointment=row,
                reason=form.cleaned_data["reason"],
                reach=Reach(form.cleaned_data.get("reach") or Reach.ONE),
                by=person,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Canceled. The time is free again."))
            return redirect("schedule:week")
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    return _render(request, "schedule/cancel.html", form, {"appointment": row, "child": row.child})
