"""The pages of a note: write, read, sign, add, co-sign. Whoever may not read it learns nothing of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.care.schedule.views import staff_only
from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of

from . import actions, queries, rules
from .forms import AddendForm, CosignForm, NoteForm
from .models import Note, Session
from .types import NoteState, Status

NOTES = {Category.SESSION_NOTES}


def _own_session(request: Any, session_id: UUID, page: str) -> Session:
    """Return a session that the viewer held; to anybody else there is no such page."""
    person = staff_only(request, page)
    session = queries.find_session(session_id)
    if session is None or session.staff_id != person.pk or not rules.writes_notes(person.staff.role):
        deny(request, page=page, child_id=None, categories=NOTES)
        raise Http404
    place = actions.open_notes(session=session, by=person)
    enter(request, session.child_id, page=page, categories=NOTES, only=place.pk)
    return session


def _found(request: Any, note_id: UUID, page: str) -> Note:
    """Return a note the viewer may read, or the same page as for one that is not there."""
    note = queries.find_note(note_id)
    if note is None:
        deny(request, page=page, child_id=None, categories=NOTES)
        raise Http404
    enter(request, note.child_id, page=page, categories=NOTES, only=note.compartment_id)
    return note


def _form(request: Any, session: Session, note: Note | None) -> NoteForm:
    goals = queries.goals(session.child_id)
    if note:
        known = {goal.id for goal in goals}
        goals += [queries.GoalChoice(key, title) for key, title in note.text.goals if key not in known]
        text = note.text
        initial = {"did": text.did, "went": text.went, "next": text.next, "goals": [key for key, _t in text.goals]}
        return NoteForm(request.POST or None, goals=goals, initial=initial)
    return NoteForm(request.POST or None, goals=goals)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = _own_session(request, session_id, "sessions:note")
    known = queries.note_of(session.pk, request.viewer.person_id)  # type: ignore[attr-defined]
    if known and known.state != NoteState.DRAFT:
        return redirect("sessions:read", known.pk)
    form = _form(request, session, known)
    if form.is_bound and form.is_valid():
        try:
            written = actions.write(session=session, text=form.text, by=request.person, at=request.at)  # type: ignore[attr-defined]
            if request.POST.get("verb") == "sign":
                return redirect("sessions:sign", written.pk)
            messages.success(request, _("The draft is kept. Only you see it."))
            return redirect("sessions:queue")
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    page = {
        "session": session,
        "child": session.child,
        "form": form,
        "note": known,
        "was_held": Status(session.status).was_held,
    }
    return render(request, "sessions/note.html", page, status=422 if form.errors else 200)


@require_POST
def autosave(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = _own_session(request, session_id, "sessions:autosave")
    known = queries.note_of(session.pk, request.viewer.person_id)  # type: ignore[attr-defined]
    form = _form(request, session, known)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    at = request.at  # type: ignore[attr-defined]
    actions.write(session=session, text=form.text, by=request.person, at=at)
    return JsonResponse({"saved_at": at.isoformat()})


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, note_id: UUID) -> HttpResponse:
    person = staff_only(request, "sessions:sign")
    found = _found(request, note_id, "sessions:sign")
    if found.author_id != person.pk:
        deny(request, page="sessions:sign", child_id=found.child_id, categories=NOTES)
    if found.state != NoteState.DRAFT:
        return redirect("sessions:read", found.pk)
    if request.method == "POST":
        signed = actions.sign(note=found, by=person, at=request.at)  # type: ignore[attr-defined]
        waits = signed.state == NoteState.COSIGN_WAITING
        messages.success(
            request,
            _("Signed and locked. %(name)s is asked to co-sign.") % {"name": signed.cosigner}
            if waits
            else _("Signed and locked."),
        )
        return redirect("sessions:read", found.pk)
    staff = person.staff
    asks = rules.asks_cosign(
        role=staff.role, license_number=staff.license, has_supervisor=staff.supervisor_id is not None
    )
    why_not = rules.why_not_sign(
        is_author=True,
        state=NoteState(found.state),
        was_held=Status(found.session.status).was_held,
        text=found.text,
    )
    page = {"note": found, "child": found.child, "why_not": why_not, "cosigner": staff.supervisor if asks else None}
    return render(request, "sessions/sign.html", page)


@require_safe
def read(request: HttpRequest, note_id: UUID) -> HttpResponse:
    found = _found(request, note_id, "sessions:read")
    viewer = request.viewer  # type: ignore[attr-defined]
    by_staff = viewer.kind == "staff"
    if found.state == NoteState.DRAFT:
        return redirect("sessions:note", found.session_id)
    page = {
        "note": found,
        "child": found.child,
        "shell": frame_of(request),
        "may_addend": by_staff and rules.writes_notes(viewer.role),
        "may_cosign": found.state == NoteState.COSIGN_WAITING and found.cosigner_id == viewer.person_id,
    }
    return render(request, "sessions/read.html", page)


@require_http_methods(["GET", "POST"])
def addend(request: HttpRequest, note_id: UUID) -> HttpResponse:
    person = staff_only(request, "sessions:addend")
    found = _found(request, note_id, "sessions:addend")
    form = AddendForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.addend(note=found, text=form.cleaned_data["text"], by=person, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Added. The signed text is as it was."))
            return redirect("sessions:read", found.pk)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    page = {"form": form, "note": found, "child": found.child}
    return render(request, "sessions/addend.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def cosign(request: HttpRequest, note_id: UUID) -> HttpResponse:
    person = staff_only(request, "sessions:cosign")
    found = _found(request, note_id, "sessions:cosign")
    if found.cosigner_id != person.pk:
        deny(request, page="sessions:cosign", child_id=found.child_id, categories=NOTES)
    if found.state != NoteState.COSIGN_WAITING:
        return redirect("sessions:read", found.pk)
    form = CosignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cosign(note=found, words=form.cleaned_data["words"], by=person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Co-signed."))
        return redirect("sessions:queue")
    return render(request, "sessions/cosign.html", {"form": form, "note": found, "child": found.child})
