"""The pages of the district's coordinator and of the program's director."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category, OrganizationKind, Role
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent.inviting import say
from trefoil.ground.documents import queries as documents
from trefoil.ground.drafts import actions as draft_actions
from trefoil.ground.drafts import queries as drafts
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Organization, Person
from trefoil.ground.people.queries import staff_of

from . import actions, queries, roster_facts
from .forms import EnrollForm, MoveForm, ProgramForm, ReasonForm, ReferForm
from .models import Program, Referral
from .page import page_of
from .types import State

RECORDS = {Category.EDUCATION_RECORDS}
H, D = Role.HOME_DISTRICT, Role.DIRECTOR


def _by(request: Any, page: str, *roles: Role) -> Person:
    """Return who acts, if theirs is one of the roles; for others the page is not there."""
    if request.viewer.role not in roles:
        deny(request, page=page, child_id=None, categories=RECORDS)
    return request.person


def _referral(request: Any, referral_id: UUID, page: str, *roles: Role) -> tuple[Referral, Person]:
    by = _by(request, page, *roles)
    try:
        found = queries.get_referral(referral_id)
    except Referral.DoesNotExist:
        deny(request, page=page, child_id=None, categories=RECORDS)
        raise Http404 from None
    enter(request, found.child_id, page=page, categories=RECORDS)
    return found, by


def _program(request: Any, page: str) -> tuple[Program | None, Person]:
    by = _by(request, page, D)
    return queries.program_of(by.staff.organization_id), by


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    by = _by(request, "pathway:referrals", H, D)
    found = list(queries.referrals_for(request.viewer))  # type: ignore[attr-defined]
    children_in_sight(request, page="pathway:referrals", children=[r.child_id for r in found], categories=RECORDS)
    is_director = by.staff.role == D
    page = {
        "groups": [
            (_("To answer") if is_director else _("Sent"), [r for r in found if r.state == State.SENT]),
            (_("Accepted"), [r for r in found if r.state == State.ACCEPTED]),
            (_("Declined or withdrawn"), [r for r in found if r.state in (State.DECLINED, State.WITHDRAWN)]),
        ],
        "nothing": not found,
        "is_director": is_director,
        "program": queries.program_of(by.staff.organization_id) if is_director else None,
        "draft": None if is_director else drafts.draft(by, "referral:new"),
    }
    return render(request, "pathway/referrals.html", page)


@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest) -> HttpResponse:
    by = _by(request, "pathway:refer", H)
    student_id = request.GET.get("student", "")
    key = f"referral:{student_id or 'new'}"[:120]
    kept = drafts.draft(by, key)
    initial = roster_facts.of_student(student_id) | (kept.initial if kept else {})
    form = ReferForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=initial,
        programs=queries.programs(),
        districts=Organization.objects.filter(kind=OrganizationKind.DISTRICT).order_by("name"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = _send(form, by, request.at)  # type: ignore[attr-defined]
            draft_actions.discard(person=by, key=key, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Sent. The program's director has it now."))
            return redirect("pathway:referral", sent.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    text = request.GET.get("q", "").strip()
    page = {
        "form": form,
        "has_programs": queries.programs().exists(),
        "draft_url": drafts.address(key),
        "saved_at": kept.saved_at if kept else None,
        "found": roster_facts.named(text),
        "q": text,
        "from_roster": bool(student_id and initial),
        "has_roster": roster_facts.has_any(),
    }
    return render(request, "pathway/refer.html", page, status=422 if form.errors else 200)


def _send(form: ReferForm, by: Person, at: Any) -> Referral:
    typed = form.cleaned_data
    districts = {str(d.pk): d for d in Organization.objects.filter(kind=OrganizationKind.DISTRICT)}
    return actions.send(
        program=queries.programs().get(pk=typed["program"]),
        child=form.child_facts(),
        guardian=form.guardian_facts(),
        concern=typed["concern"],
        tried=typed["tried"],
        serving_district=districts.get(typed["serving_district"]),
        papers=typed["papers"] or (),
        by=by,
        at=at,
    )


@require_GET
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    found, by = _referral(request, referral_id, "pathway:referral", H, D)
    at = request.at  # type: ignore[attr-defined]
    actions.notice(referral=found, by=by, at=at)
    page = {"page": page_of(found, by, at), "papers": list(documents.papers(found.pk))}
    return render(request, "pathway/referral.html", page)


@require_POST
def ask_release(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Ask the family for the release, and invite the guardian who has no account yet."""
    found, by = _referral(request, referral_id, "pathway:ask_release", D)
    at = request.at  # type: ignore[attr-defined]
    try:
        release = found.release if queries.release_waits(found) else None
        if release is None:
            release = actions.ask_release(referral=found, by=by, at=at)
        say(request, consent.invite_signer(release, by=by, at=at))
    except Refused as refused:
        messages.error(request, _(str(refused.reason)))
    return redirect("pathway:referral", found.pk)


@require_POST
def accept(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    found, by = _referral(request, referral_id, "pathway:accept", D)
    try:
        accepted = actions.accept(referral=found, by=by, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, _(str(refused.reason)))
        return redirect("pathway:referral", found.pk)
    if accepted.waits_at:
        messages.success(request, _("Accepted. No place is free yet, so the child is on the waiting list."))
    else:
        messages.success(request, _("Accepted. A place is held; open the care team to enroll."))
    return redirect("pathway:referral", found.pk)


def _with_reason(request: Any, found: Referral, by: Person, verb: Any, said: str, template: str) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(referral=found, reason=form.cleaned_data["reason"], by=by, at=request.at)
            messages.success(request, said)
            return redirect("pathway:referral", found.pk)
        except Refused as refused:
            form.add_error("reason", _(str(refused.reason)))
    return render(request, template, {"referral": found, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    found, by = _referral(request, referral_id, "pathway:decline", D)
    said = _("Declined. The district reads your reason.")
    return _with_reason(request, found, by, actions.decline, said, "pathway/decline.html")


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    found, by = _referral(request, referral_id, "pathway:withdraw", H)
    said = _("Withdrawn. The program's director reads your reason.")
    return _with_reason(request, found, by, actions.withdraw, said, "pathway/withdraw.html")


@require_GET
def waiting_list(request: HttpRequest) -> HttpResponse:
    program, _who = _program(request, "pathway:waiting_list")
    if program is None:
        return redirect("pathway:open_program")
    waiting = queries.waiting_list(program)
    inside = list(queries.enrolled(program))
    shown = [r.child_id for r in waiting] + [e.child_id for e in inside]
    children_in_sight(request, page="pathway:waiting_list", children=shown, categories=RECORDS)
    page = {
        "program": program,
        "census": queries.census(program),
        "waiting": [(r, next(iter(queries.moves(r)), None)) for r in waiting],
        "inside": inside,
    }
    return render(request, "pathway/waiting_list.html", page)


@require_http_methods(["GET", "POST"])
def reorder(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    found, by = _referral(request, referral_id, "pathway:reorder", D)
    up = request.GET.get("up", "1")
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"up": up})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reorder(
                referral=found,
                up=form.cleaned_data["up"],
                reason=form.cleaned_data["reason"],
                by=by,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Moved. The reason is kept with it."))
            return redirect("pathway:waiting_list")
        except Refused as refused:
            form.add_error("reason", _(str(refused.reason)))
    page = {"referral": found, "form": form, "is_up": up == "1", "moves": queries.moves(found)}
    return render(request, "pathway/reorder.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def enroll(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    found, by = _referral(request, referral_id, "pathway:enroll", D)
    at = request.at  # type: ignore[attr-defined]
    staff = [*staff_of(found.program.clinic_id), *staff_of(found.program.school_id)]
    form = EnrollForm(request.POST if request.method == "POST" else None, staff=staff)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enroll(referral=found, team=form.team(), by=by, at=at)
            messages.success(request, _("Enrolled. The care team is open, and the family has its welcome list."))
            return redirect("pathway:referral", found.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"page": page_of(found, by, at), "referral": found, "form": form}
    return render(request, "pathway/enroll.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def open_program(request: HttpRequest) -> HttpResponse:
    program, by = _program(request, "pathway:open_program")
    clinics = Organization.objects.filter(kind__in=[OrganizationKind.CLINIC, OrganizationKind.IOP]).order_by("name")
    initial = {"clinic": str(program.clinic_id), "capacity": program.school.capacity} if program else {}
    form = ProgramForm(request.POST if request.method == "POST" else None, clinics=clinics, initial=initial)
    if request.method == "POST" and form.is_valid():
        clinic = clinics.get(pk=form.cleaned_data["clinic"])
        school, places = by.staff.organization, form.cleaned_data["capacity"]
        actions.open_program(school=school, clinic=clinic, capacity=places, by=by, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Saved. Districts can refer children to the program."))
        return redirect("pathway:waiting_list")
    page = {"form": form, "program": program, "school": by.staff.organization}
    return render(request, "pathway/open_program.html", page, status=422 if form.errors else 200)
