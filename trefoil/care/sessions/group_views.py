"""One entry for up to eight children: who came, a text they share, and a line of each child's own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.care.schedule.models import Appointment
from trefoil.care.schedule.views import staff_only
from trefoil.ground.access.gate import children_in_sight, deny
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person

from . import actions, queries, rules
from .forms import GroupForm, LineForm, status_of
from .models import Note, Session
from .types import NoteState, Status, Text
from .words import STATUS_WORDS

BOTH = {Category.SCHEDULE, Category.SESSION_NOTES}


@dataclass(frozen=True)
class Member:
    """One child of the group on the page."""

    appointment: Appointment
    session: Session | None
    note: Note | None
    form: LineForm | None

    @property
    def was_held(self) -> bool:
        """Tell whether the child came."""
        return self.session is not None and Status(self.session.status).was_held

    @property
    def status(self) -> tuple[Any, str]:
        """Return the attendance in words, with its tone."""
        return STATUS_WORDS[Status(self.session.status)] if self.session else ("", "")


@dataclass(frozen=True)
class Group:
    """A group as its leader writes about it."""

    person: Person
    rows: list[Appointment]
    members: list[Member]
    form: GroupForm

    @property
    def held(self) -> list[Member]:
        """Return those who came."""
        return [member for member in self.members if member.was_held]

    @property
    def is_signed(self) -> bool:
        """Tell whether a note is signed already."""
        return any(member.note and member.note.state != NoteState.DRAFT for member in self.members)

    @property
    def is_valid(self) -> bool:
        """Tell whether all that was typed can be kept."""
        return self.form.is_valid() and all(m.form.is_valid() for m in self.held if m.form)


def _group(request: Any, meeting_id: UUID, page: str) -> Group:
    person = staff_only(request, page)
    rows, sessions, notes = queries.group(meeting_id)
    if not rows or rows[0].lead_id != person.pk or not rows[0].child_id or not rules.writes_notes(person.staff.role):
        deny(request, page=page, child_id=None, categories=BOTH)
        raise Http404
    children_in_sight(request, page=page, children=[r.child_id for r in rows if r.child_id], categories=BOTH)
    first = next(iter(notes.values()), None)
    shared = {"did": first.did, "next": first.next} if first else {}
    members = [_member(request, row, sessions.get(row.child_id), notes.get(row.child_id)) for row in rows]  # type: ignore[arg-type]
    return Group(person, rows, members, GroupForm(request.POST or None, initial=shared))


def _member(request: Any, row: Appointment, session: Session | None, note: Note | None) -> Member:
    if session is None or not Status(session.status).was_held:
        return Member(row, session, note, None)
    goals = queries.goals(session.child_id)
    initial = {"went": note.went, "goal": note.text.goals[0][0] if note.text.goals else ""} if note else {}
    if note:
        goals += [queries.GoalChoice(*goal) for goal in note.text.goals if goal[0] not in {g.id for g in goals}]
    form = LineForm(request.POST or None, goals=goals, initial=initial, prefix=f"child-{session.child_id}")
    return Member(row, session, note, form)


def _write(group: Group, request: Any) -> list[Note]:
    shared = Text(did=group.form.cleaned_data["did"], next=group.form.cleaned_data["next"])
    held = [member for member in group.held if member.session and member.form]
    return actions.write_group(
        sessions=[member.session for member in held if member.session],
        shared=shared,
        lines={member.session.child_id: member.form.text for member in held if member.session and member.form},
        by=group.person,
        at=request.at,
    )


@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    found = _group(request, meeting_id, "sessions:group")
    refusal = ""
    if request.method == "POST" and found.is_valid:
        try:
            _write(found, request)
            messages.success(request, _("The drafts are kept. Only you see them."))
            return redirect("sessions:queue")
        except Refused as refused:
            refusal = str(refused.reason)
    return _page(request, found, refusal)


def _page(request: HttpRequest, found: Group, refusal: str = "") -> HttpResponse:
    row = found.rows[0]
    page = {
        "group": found,
        "appointment": row,
        "minutes": int((row.ends_at - row.starts_at).total_seconds() // 60),
        "is_recorded": any(member.session for member in found.members),
        "refusal": refusal,
    }
    return render(request, "sessions/group.html", page, status=422 if refusal else 200)


@require_POST
def record_group(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    found = _group(request, meeting_id, "sessions:record_group")
    row = found.rows[0]
    all_came = request.POST.get("all") == "attended"
    statuses = {
        r.child_id: status
        for r in found.rows
        if r.child_id and (status := Status.ATTENDED if all_came else status_of(request.POST.get(f"came-{r.child_id}")))
    }
    length = int((row.ends_at - row.starts_at).total_seconds() // 60)
    actions.record_group(
        appointments=found.rows,
        statuses=statuses,
        minutes=length,
        by=found.person,
        at=request.at,  # type: ignore[attr-defined]
    )
    messages.success(request, _("Recorded."))
    return redirect("sessions:group", meeting_id)


@require_POST
def autosave_group(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    found = _group(request, meeting_id, "sessions:autosave_group")
    if not found.is_valid:
        return JsonResponse({"errors": found.form.errors}, status=422)
    _write(found, request)
    return JsonResponse({"saved_at": request.at.isoformat()})  # type: ignore[attr-defined]


@require_POST
def sign_group(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    found = _group(request, meeting_id, "sessions:sign_group")
    if not found.is_valid:
        return _page(request, found)
    try:
        notes = _write(found, request)
        actions.sign_group(notes=notes, by=found.person, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, str(refused.reason))
    messages.success(request, _("%(count)s notes are signed and locked.") % {"count": len(notes)})
    return redirect("sessions:queue")
