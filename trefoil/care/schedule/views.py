"""The pages that show a schedule: my week, a child's week, one appointment."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.people import queries as people
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.masking import masked, treats_here
from trefoil.ground.people.models import Child, Person

from . import actions, queries
from .models import Appointment
from .queries import Block, Day
from .words import kind_word

SCHEDULE = {Category.SCHEDULE}
GRID_STARTS, FIVES = 8, 102  # 08:00 to 16:30 in rows of five minutes; what lies outside is drawn at the edge


@dataclass(frozen=True)
class Drawn:
    """A block with its place in the grid of a day."""

    block: Block
    row: int
    rows: int


@dataclass(frozen=True)
class DrawnDay:
    """A day of the grid."""

    on: date
    is_today: bool
    blocks: list[Drawn]


def monday_of(request: Any) -> date:
    """Return the Monday of the week that was asked for, this week's if none was."""
    try:
        asked = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        asked = timezone.localdate(request.at)
    return asked - timedelta(days=asked.weekday())


def _drawn(days: list[Day], today: date) -> list[DrawnDay]:
    return [DrawnDay(day.on, day.on == today, [_placed(block) for block in day.blocks]) for day in days]


def _placed(block: Block) -> Drawn:
    starts = timezone.localtime(block.starts_at)
    row = (starts.hour - GRID_STARTS) * 12 + starts.minute // 5
    row = min(max(row, 0), FIVES - 3)
    return Drawn(block, row + 1, min(max(-(-block.span.minutes // 5), 3), FIVES - row))


def _page(request: Any, monday: date, days: list[Day]) -> dict[str, Any]:
    return {
        "days": _drawn(days, timezone.localdate(request.at)),
        "hours": [(hour, (hour - GRID_STARTS) * 12 + 1) for hour in range(GRID_STARTS, GRID_STARTS + 9)],
        "monday": monday,
        "friday": monday + timedelta(days=4),
        "before": (monday - timedelta(days=7)).isoformat(),
        "after": (monday + timedelta(days=7)).isoformat(),
        "is_empty": not any(day.blocks for day in days),
    }


def staff_only(request: Any, page: str) -> Person:
    """Let staff in; for anybody else there is no such page."""
    if request.viewer.kind != "staff":
        deny(request, page=page, child_id=None, categories=SCHEDULE)
    return request.person


def open_place(request: Any, child_id: UUID) -> None:
    """Before the first appointment nothing is there to hold a grant on: open its place first."""
    if request.viewer.kind == "staff" and Child.objects.filter(pk=child_id).exists():
        organization = request.person.staff.organization
        if organization.kind in ("school", "clinic", "iop"):
            actions.timetable_compartment(child_id, organization.pk)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    person = staff_only(request, "schedule:week")
    monday = monday_of(request)
    days = queries.my_week(person.pk, monday)
    blocks = [block for day in days for block in day.blocks if block.child_id]
    shown, only = {block.child_id for block in blocks}, {n for block in blocks for n in block.compartments}
    children_in_sight(request, page="schedule:week", children=shown, categories=SCHEDULE, only=only)  # type: ignore[arg-type]
    may_ring = person.staff.role in actions.RINGS_BELLS
    return render(request, "schedule/week.html", _page(request, monday, days) | {"may_ring": may_ring})


@require_safe
def child_week(request: HttpRequest, child_id: UUID) -> HttpResponse:
    open_place(request, child_id)
    sight = enter(request, child_id, page="schedule:child_week", categories=SCHEDULE)
    by_staff = request.viewer.kind == "staff"  # type: ignore[attr-defined]
    monday = monday_of(request)
    page = _page(request, monday, queries.week(child_id, monday, by_staff=by_staff))
    return render(
        request,
        "schedule/child_week.html",
        page
        | {
            "child": people.get_child(child_id),
            "shell": frame_of(request),
            "by_staff": by_staff,
            "sees_fully": sight.sees_fully(Category.SCHEDULE),
            "may_write": sight.writes(Category.SCHEDULE),
        },
    )


def found(request: Any, appointment_id: UUID, page: str) -> Appointment:
    """Return an appointment that the viewer may know, or the same page as for one that is not there."""
    row = queries.find_appointment(appointment_id)
    if row is None:
        deny(request, page=page, child_id=None, categories=SCHEDULE)
        raise Http404
    if row.child_id:
        enter(request, row.child_id, page=page, categories=SCHEDULE, only=row.compartment_id)
    return row


def _names(request: Any, row: Appointment) -> list[str]:
    """Name who takes part; of family and other children, who did not call them together learns only that they do."""
    viewer, known = request.viewer, Person.objects.in_bulk(row.people)
    sight, kept_by = getattr(request, "sight", None), row.compartment.custodian_id if row.compartment else None
    wrote = viewer.person_id in (row.author_id, row.lead_id)
    sees_all = wrote or (sight is not None and treats_here(viewer, sight.column, kept_by))
    cut = masked(known.values(), viewer=viewer, child_id=row.child_id, sees_all=sees_all)
    return [_("somebody") if pk not in known or pk in cut else str(known[pk]) for pk in row.people]


@require_safe
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    person = staff_only(request, "schedule:appointment")
    row = found(request, appointment_id, "schedule:appointment")
    rows = queries.meeting(row.meeting_id) or [row]
    names = _names(request, row)
    lessons = queries.lessons_of([r.child_id for r in rows if r.child_id], timezone.localdate(row.starts_at), 1)
    block = queries.block_of(rows, lessons)
    return render(
        request,
        "schedule/appointment.html",
        {
            "appointment": row,
            "meeting": block,
            "title": kind_word(row.kind),
            "children": [r.child for r in rows if r.child],
            "names": names,
            "is_group": row.kind == "skills_group",
            "leads": row.lead_id == person.pk,
            "has_begun": row.starts_at <= request.at + timedelta(minutes=30),  # type: ignore[attr-defined]
        },
    )
