"""The page on which an organization keeps its staff."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.ground.access.gate import deny
from trefoil.ground.kit.refusal import Refused

from . import letters, rules, staffing
from .models import Invitation, Organization, Person, Staff
from .staff_forms import EmailForm, StaffForm
from .staff_queries import row_of, staff_rows


def _office(request: Any, page: str) -> tuple[Organization, Person]:
    """Return the organization whose staff the viewer keeps; for others the page is not there."""
    if not request.viewer.role:
        deny(request, page=page, child_id=None)
    by = request.person
    if not rules.may_staff(role=by.staff.role, kind=by.staff.organization.kind):
        deny(request, page=page, child_id=None)
    return by.staff.organization, by


def _member(request: Any, staff_id: UUID, page: str) -> tuple[Staff, Person]:
    place, by = _office(request, page)
    found = Staff.objects.filter(pk=staff_id, organization=place)
    staff = found.select_related("person", "organization", "supervisor").first()
    return staff or deny(request, page=page, child_id=None), by


def _form(request: HttpRequest, place: Organization, member: Staff | None = None) -> StaffForm:
    present = Staff.objects.filter(organization=place, ends_at=None).exclude(pk=member.pk if member else None)
    facts = ("role", "title", "discipline", "license")
    initial = {name: getattr(member, name) for name in facts} if member else {}
    if member:
        names = {"given_name": member.person.given_name, "family_name": member.person.family_name}
        initial |= names | {"supervisor": str(member.supervisor_id or "")}
    return StaffForm(
        request.POST if request.method == "POST" else None,
        organization=place,
        colleagues=present.select_related("person").order_by("person__family_name"),
        initial=initial,
    )


@require_safe
def staff(request: Any) -> HttpResponse:
    place, by = _office(request, "people:staff")
    present, past = staff_rows(place.pk, request.at)
    page = {"organization": place, "present": present, "past": past, "by": by}
    return render(request, "people/staff.html", page)


@require_http_methods(["GET", "POST"])
def employ(request: Any) -> HttpResponse:
    place, by = _office(request, "people:employ")
    form = _form(request, place)
    if request.method == "POST" and form.is_valid():
        try:
            made = staffing.employ(organization=place, by=by, at=request.at, **form.facts())
            messages.success(request, _("Entered. Now they need a way to sign in."))
            return redirect("people:invite_staff", made.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"organization": place, "form": form}
    return render(request, "people/employ.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_staff(request: Any, staff_id: UUID) -> HttpResponse:
    member, by = _member(request, staff_id, "people:change_staff")
    form = _form(request, member.organization, member)
    if request.method == "POST" and form.is_valid():
        try:
            staffing.change_staff(staff=member, by=by, at=request.at, **form.facts())
            messages.success(request, _("Saved."))
            return redirect("people:staff")
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"row": row_of(member, request.at), "form": form, "is_self": member.pk == by.pk}
    return render(request, "people/change_staff.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_employment(request: Any, staff_id: UUID) -> HttpResponse:
    """Say what closes, then end it."""
    member, by = _member(request, staff_id, "people:end_employment")
    why_not = rules.why_not_end(
        own=member.pk == by.pk,
        ended=member.ends_at is not None,
        is_officer=member.role in rules.OFFICERS,
        giver=by.staff.role,
    )
    if request.method == "POST":
        staffing.end_employment(staff=member, by=by, at=request.at)
        messages.success(request, _("Ended. Nothing is open to them any more, and they cannot sign in."))
        return redirect("people:staff")
    return render(
        request, "people/end_employment.html", {"row": row_of(member, request.at), "why_not": why_not and _(why_not)}
    )


@require_POST
def employ_again(request: Any, staff_id: UUID) -> HttpResponse:
    member, by = _member(request, staff_id, "people:employ_again")
    staffing.employ_again(staff=member, by=by, at=request.at)
    messages.success(request, _("They work here again. Put them on the care teams they belong to, one by one."))
    return redirect("people:staff")


@require_http_methods(["GET", "POST"])
def invite_staff(request: Any, staff_id: UUID) -> HttpResponse:
    member, by = _member(request, staff_id, "people:invite_staff")
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            email = form.cleaned_data["email"]
            say_sent(request, *staffing.invite_staff(staff=member, email=email, by=by, at=request.at))
            return redirect("people:staff")
        except Refused as refused:
            form.add_error("email", _(str(refused.reason)))
    page = {"row": row_of(member, request.at), "form": form}
    return render(request, "people/invite_staff.html", page, status=422 if form.errors else 200)


def say_sent(request: HttpRequest, invitation: Invitation, token: str) -> None:
    """Send an invitation, and say on the next page how that went."""
    if letters.send_invitation(invitation, token):
        messages.success(request, _("The invitation is on its way. Its link works once, for seven days."))
    else:
        messages.warning(request, _("The invitation could not be sent. Try again in a while."))
