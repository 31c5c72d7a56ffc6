"""The page of a child's family: homes, caregivers, residence, invitations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trefoil.ground.access.gate import deny
from trefoil.ground.access.session import writable_compartments
from trefoil.ground.access.table import WRITERS
from trefoil.ground.access.types import COLUMN_OF_ROLE, Category, OrganizationKind
from trefoil.ground.kit.refusal import Refused

from . import actions, families
from .family_forms import AuthorityForm, CaregiverForm, ContactForm, EndForm, HouseholdForm, ResidenceForm
from .family_queries import family_of, keeps_record, open_homes
from .models import Caregiver, Household, Organization, Person, Residence
from .queries import get_child
from .staff_forms import EmailForm
from .staff_views import say_sent
from .team_views import DEMOGRAPHICS, entered


def _ours(request: Any, model: Any, child_id: UUID, page: str, **which: Any) -> tuple[Any, Person]:
    """Return a row about the child in which the viewer may write; for others it is not there."""
    _sight, by = entered(request, child_id, page, to_write=True)
    found = model.objects.filter(child_id=child_id, compartment_id__in=writable_compartments(), **which)
    if model is Caregiver:
        found = found.select_related("person", "household")
    return found.first() or deny(request, page=page, child_id=child_id, categories=DEMOGRAPHICS), by


def _typed(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: Any, verb: str, child_id: UUID, form: Any, **more: Any) -> HttpResponse:
    page = {"child": get_child(child_id), "form": form, **more}
    return render(request, f"people/{verb}.html", page, status=422 if form.errors else 200)


def _done(request: Any, child_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("people:family", child_id)


@require_safe
def family(request: Any, child_id: UUID) -> HttpResponse:
    sight, _by = entered(request, child_id, "people:family")
    today = timezone.localdate(request.at)
    page = family_of(get_child(child_id), sight.writes(Category.DEMOGRAPHICS), today, request.at)
    sees_homes = sight.sees_fully(Category.DEMOGRAPHICS)
    shown = {
        "page": page,
        "child": page.child,
        "sees_homes": sees_homes,
        "sees_custody": _sees_custody(request, child_id),
    }
    return render(request, "people/family.html", shown)


def _sees_custody(request: Any, child_id: UUID) -> bool:
    """Tell whether the papers of custody are there for the viewer: in the own organization's record, by their role."""
    by_role = COLUMN_OF_ROLE[request.viewer.role] in WRITERS[Category.CUSTODY]
    return by_role and keeps_record(child_id, request.viewer.organization_id)


@require_http_methods(["GET", "POST"])
def add_household(request: Any, child_id: UUID) -> HttpResponse:
    sight, by = entered(request, child_id, "people:add_household", to_write=True)
    if not sight.sees_fully(Category.DEMOGRAPHICS):
        deny(request, page="people:add_household", child_id=child_id, categories=DEMOGRAPHICS)
    form = HouseholdForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        own = by.staff.organization
        child = get_child(child_id)
        actions.add_household(child=child, custodian=own, by=by, at=request.at, **form.cleaned_data)
        return _done(request, child_id, _("The home is entered."))
    return _page(request, "add_household", child_id, form)


@require_http_methods(["GET", "POST"])
def change_household(request: Any, child_id: UUID, household_id: UUID) -> HttpResponse:
    home, by = _ours(request, Household, child_id, "people:change_household", pk=household_id)
    initial = {"name": home.name, "address": home.address, "phone": home.phone}
    form = HouseholdForm(_typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        families.change_household(household=home, by=by, at=request.at, **form.cleaned_data)
        return _done(request, child_id, _("Saved."))
    return _page(request, "change_household", child_id, form, home=home)


@require_http_methods(["GET", "POST"])
def add_caregiver(request: Any, child_id: UUID) -> HttpResponse:
    _sight, by = entered(request, child_id, "people:add_caregiver", to_write=True)
    own = by.staff.organization
    form = CaregiverForm(_typed(request), households=open_homes(child_id, own.pk))
    if request.method == "POST" and form.is_valid():
        child = get_child(child_id)
        try:
            actions.add_caregiver(child=child, custodian=own, by=by, at=request.at, **form.facts())
            return _done(request, child_id, _("The caregiver is entered."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "add_caregiver", child_id, form)


@require_http_methods(["GET", "POST"])
def change_caregiver(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    one, by = _ours(request, Caregiver, child_id, "people:change_caregiver", pk=caregiver_id)
    names = ("relationship", "phone", "email", "may_call", "emergency_contact")
    form = ContactForm(_typed(request), initial={name: getattr(one, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            families.change_caregiver(caregiver=one, by=by, at=request.at, **form.cleaned_data)
            return _done(request, child_id, _("Saved."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "change_caregiver", child_id, form, caregiver=one)


@require_http_methods(["GET", "POST"])
def change_authority(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    one, by = _ours(request, Caregiver, child_id, "people:change_authority", pk=caregiver_id)
    form = AuthorityForm(_typed(request), initial={"authority": one.authority, "scope": one.scope})
    if request.method == "POST" and form.is_valid():
        try:
            families.change_authority(caregiver=one, by=by, at=request.at, **form.cleaned_data)
            return _done(request, child_id, _("Saved. What is open to them changed at once."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "change_authority", child_id, form, caregiver=one)


@require_http_methods(["GET", "POST"])
def end_caregiver(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """Say what closes with a caregiver's entry, then end it."""
    one, by = _ours(request, Caregiver, child_id, "people:end_caregiver", pk=caregiver_id)
    form = EndForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            families.end_caregiver(caregiver=one, by=by, at=request.at, **form.cleaned_data)
            return _done(request, child_id, _("Ended. Nothing of this child is open to them any more."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "end_caregiver", child_id, form, caregiver=one)


@require_http_methods(["GET", "POST"])
def invite_caregiver(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    one, by = _ours(request, Caregiver, child_id, "people:invite_caregiver", pk=caregiver_id)
    form = EmailForm(_typed(request), initial={"email": one.email})
    if request.method == "POST" and form.is_valid():
        try:
            sent = families.invite_caregiver(caregiver=one, by=by, at=request.at, **form.cleaned_data)
            say_sent(request, *sent)
            return redirect("people:family", child_id)
        except Refused as refused:
            form.add_error("email", _(str(refused.reason)))
    return _page(request, "invite_caregiver", child_id, form, invited=one.person)


@require_http_methods(["GET", "POST"])
def invite_youth(request: Any, child_id: UUID) -> HttpResponse:
    _sight, by = entered(request, child_id, "people:invite_youth", to_write=True)
    form, child = EmailForm(_typed(request)), get_child(child_id)
    if request.method == "POST" and form.is_valid():
        try:
            today = timezone.localdate(request.at)
            say_sent(
                request,
                *families.invite_youth(child=child, today=today, by=by, at=request.at, **form.cleaned_data),
            )
            return redirect("people:family", child_id)
        except Refused as refused:
            form.add_error("email", _(str(refused.reason)))
    return _page(request, "invite_youth", child_id, form, invited=child.person)


@require_http_methods(["GET", "POST"])
def change_residence(request: Any, child_id: UUID) -> HttpResponse:
    found, by = _ours(request, Residence, child_id, "people:change_residence")
    districts = Organization.objects.filter(kind=OrganizationKind.DISTRICT).order_by("name")
    initial = {
        "county_of_residence": found.county_of_residence,
        "county_of_financial_responsibility": found.county_of_financial_responsibility,
        "resident_district": str(found.resident_district_id or ""),
        "serving_district": str(found.serving_district_id or ""),
    }
    form = ResidenceForm(_typed(request), districts=districts, initial=initial)
    if request.method == "POST" and form.is_valid():
        families.change_residence(residence=found, by=by, at=request.at, **form.facts())
        return _done(request, child_id, _("Saved."))
    return _page(request, "change_residence", child_id, form)
