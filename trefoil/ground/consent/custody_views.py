"""The pages of custody: what the law says about a family, and who may write it down. No family member sees them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.table import WRITERS
from trefoil.ground.access.types import COLUMN_OF_ROLE, Category, Column, OrderKind, Role
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.family_queries import keeps_record
from trefoil.ground.people.models import Caregiver, Child, Person
from trefoil.ground.people.queries import get_child, names
from trefoil.ground.people.types import Kind
from trefoil.ground.rulebook.queries import law

from . import custody as court
from . import custody_facts, custody_holds, custody_queries, custody_words
from .custody_forms import ClaimForm, FactForm, OrderForm, OutcomeForm, PaperForm, ReasonForm, SuspicionForm
from .custody_preview import Preview, preview, with_order, without_order
from .custody_types import OF_CHILD, FactKind, Restriction
from .models import CourtOrder
from .withholding_rules import may_decide

CUSTODY = {Category.CUSTODY}
SUSPECTS = {Column.TREATMENT, Column.SCHOOL_MH, Column.ADMIN}


def _entered(request: Any, child_id: UUID, page: str, *, officer: bool = False) -> tuple[Child, Person, Sight]:
    """Let in who keeps custody papers at an organization that keeps the record; for others there is no such page."""
    viewer = request.viewer
    column = COLUMN_OF_ROLE.get(viewer.role) if viewer.kind == Kind.STAFF else None
    if column not in WRITERS[Category.CUSTODY] or (officer and viewer.role != Role.ADMIN):
        deny(request, page=page, child_id=child_id, categories=CUSTODY)
    if not keeps_record(child_id, viewer.organization_id):
        deny(request, page=page, child_id=child_id, categories=CUSTODY)
    by = request.person
    child = get_child(child_id)
    court.custody_of(child, viewer.organization_id)  # opened with the first look: there is nothing in it to see
    sight = enter(request, child_id, page=page, categories=CUSTODY)
    if not sight.writes(Category.CUSTODY):
        deny(request, page=page, child_id=child_id, categories=CUSTODY)
    return child, by, sight


def _caregiver(request: Any, child: Child, caregiver_id: UUID, page: str) -> Caregiver:
    found = Caregiver.objects.filter(child=child, pk=caregiver_id, ends_at=None).select_related("person").first()
    return found or deny(request, page=page, child_id=child.pk, categories=CUSTODY)


def _data(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: Any, template: str, form: Any, **page: Any) -> HttpResponse:
    return render(
        request, f"consent/custody/{template}.html", {"form": form, **page}, status=422 if form.errors else 200
    )


def _back(request: Any, child: Child, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("consent:custody", child.pk)


@never_cache
@require_safe
def custody(request: Any, child_id: UUID) -> HttpResponse:
    child, by, _sight = _entered(request, child_id, "consent:custody")
    column = COLUMN_OF_ROLE[request.viewer.role]
    is_officer = request.viewer.role == Role.ADMIN
    if is_officer and request.method == "GET":
        custody_holds.notice_restriction(child=child, by=by, at=request.at)
    page = {
        "child": child,
        "page": custody_queries.custody_page(child, by, request.at),
        "is_officer": is_officer,
        "may_suspect": column in SUSPECTS,
        "words": custody_words.FACTS,
        "withholds": may_decide(request.viewer.role, by.staff.organization.kind),
    }
    return render(request, "consent/custody/custody.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def enter_order(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """Ask for the kind, then for what the order says, then show what it closes and ask for the paper itself."""
    child, by, _sight = _entered(request, child_id, "consent:enter_order", officer=True)
    one = _caregiver(request, child, caregiver_id, "consent:enter_order")
    kind = next((k for k in OrderKind if k == request.GET.get("kind")), None)
    page: dict[str, Any] = {"child": child, "caregiver": one}
    if kind is None:
        return render(request, "consent/custody/kinds.html", page | {"kinds": custody_words.KINDS.items()})
    page |= {"kind": kind, "words": custody_words.KINDS[kind]}
    form = OrderForm(_data(request), kind=kind, today=timezone.localdate(request.at))
    step = request.POST.get("step")
    if request.method == "GET" or step == "change" or not form.is_valid():
        return _page(request, "enter_order", form, **page)
    typed = form.facts()
    paper = PaperForm(request.POST, request.FILES) if step == "save" else PaperForm()
    if step == "save" and paper.is_valid():
        try:
            court.enter_order(
                child=child, person=one.person, kind=kind, paper=paper.cleaned_data["paper"],
                by=by, at=request.at, **typed,
            )  # fmt: skip
            later = typed["starts_at"] > request.at
            words = _("Saved. It closes on the day it begins.") if later else _("Saved. The order is in force.")
            return _back(request, child, words)
        except Refused as refused:
            paper.add_error(None, _(str(refused.reason)))
    found = custody_queries.in_words(_foreseen(child, by, one, kind, typed, request.at))
    return _page(request, "preview_order", paper, order=form, found=found, typed=typed, **page)


def _foreseen(child: Child, by: Person, one: Caregiver, kind: OrderKind, typed: Any, at: Any) -> Preview:
    facts, when = facts_now(child.pk), max(at, typed["starts_at"])
    after = with_order(
        facts, person=one.person_id, kind=kind, leaves=[Category(c) for c in typed["leaves"]],
        starts_at=typed["starts_at"], ends_at=typed["ends_at"],
    )  # fmt: skip
    own = by.staff.organization_id
    return preview(facts, after, person=one.person_id, custodian=own, at=when, law_of=lambda p: law(p, when.date()))


@never_cache
@require_http_methods(["GET", "POST"])
def void_order(request: Any, child_id: UUID, order_id: UUID) -> HttpResponse:
    """Say what opens again when an order is voided, then void it."""
    child, by, _sight = _entered(request, child_id, "consent:void_order", officer=True)
    order = CourtOrder.objects.filter(child=child, pk=order_id, voided_at=None).select_related("person").first()
    if order is None:
        return deny(request, page="consent:void_order", child_id=child.pk, categories=CUSTODY)
    form = ReasonForm(_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            court.void_order(order=order, by=by, at=request.at, **form.cleaned_data)
            return _back(request, child, _("Voided. What it closed is open again; enter the right order now."))
        except Refused as refused:
            form.add_error("reason", _(str(refused.reason)))
    facts, kind = facts_now(child.pk), OrderKind(order.kind)
    after = without_order(
        facts, person=order.person_id, kind=kind, leaves=[Category(c) for c in order.leaves],
        starts_at=order.starts_at,
    )  # fmt: skip
    when = max(request.at, order.starts_at)
    own = by.staff.organization_id
    found = preview(facts, after, person=order.person_id, custodian=own, at=when, law_of=lambda p: law(p, when.date()))
    page = {"child": child, "order": order, "words": custody_words.KINDS[kind]}
    return _page(request, "void_order", form, found=custody_queries.in_words(found), **page)


@never_cache
@require_http_methods(["GET", "POST"])
def enter_hold(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """Write down what somebody says about a caregiver; it closes everything to them for two days."""
    child, by, _sight = _entered(request, child_id, "consent:enter_hold")
    one = _caregiver(request, child, caregiver_id, "consent:enter_hold")
    form = ClaimForm(_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            custody_holds.enter_hold(child=child, person=one.person, by=by, at=request.at, **form.cleaned_data)
            return _back(request, child, _("Everything is closed to them now. The privacy officer has been asked."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    hours = custody_holds.hold_hours(by.staff.organization, request.at)
    return _page(request, "enter_hold", form, child=child, caregiver=one, hours=hours)


@never_cache
@require_http_methods(["GET", "POST"])
def enter_suspicion(request: Any, child_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """Close the record to a caregiver on a suspicion, without a word to them.

    The trail calls it by the name of the page before it, so that reading the trail does not tell who reported.
    """
    child, by, _sight = _entered(request, child_id, "consent:custody")
    if COLUMN_OF_ROLE[request.viewer.role] not in SUSPECTS:
        deny(request, page="consent:custody", child_id=child_id, categories=CUSTODY)
    one = _caregiver(request, child, caregiver_id, "consent:custody")
    form = SuspicionForm(_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            custody_holds.enter_suspicion(child=child, person=one.person, by=by, at=request.at, **form.cleaned_data)
            return _back(request, child, _("It is closed to them now. They are not told."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    is_officer = request.viewer.role == Role.ADMIN
    return _page(request, "enter_suspicion", form, child=child, caregiver=one, is_officer=is_officer)


@never_cache
@require_http_methods(["GET", "POST"])
def lift(request: Any, child_id: UUID, person_id: UUID, what: str) -> HttpResponse:
    """End a hold or a suspicion before its time; the officer does, or who wrote the suspicion."""
    child, by, _sight = _entered(request, child_id, "consent:custody")
    restriction = next((r for r in Restriction if r == what), None)
    wrote = restriction == Restriction.SUSPICION and custody_holds.wrote_suspicion(child.pk, person_id, by.pk)
    is_caregiver = Caregiver.objects.filter(child=child, person_id=person_id).exists()
    if restriction is None or not (wrote or (request.viewer.role == Role.ADMIN and is_caregiver)):
        return deny(request, page="consent:custody", child_id=child_id, categories=CUSTODY)
    form = OutcomeForm(_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"child": child, "person_id": person_id, "by": by, "at": request.at, **form.cleaned_data}
            if request.viewer.role == Role.ADMIN:
                custody_holds.lift(what=restriction, **facts)
            else:
                custody_holds.end_suspicion(**facts)
            return _back(request, child, _("Lifted. What it closed is open again."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    name = names([person_id]).get(person_id, _("this caregiver"))
    return _page(request, "lift", form, child=child, name=name, is_hold=restriction == Restriction.HOLD)


@never_cache
@require_http_methods(["GET", "POST"])
def enter_fact(request: Any, child_id: UUID, fact: str) -> HttpResponse:
    """Write down what is true of a family, and what it rests on."""
    child, by, _sight = _entered(request, child_id, "consent:enter_fact", officer=True)
    kind = next((k for k in FactKind if k == fact), None) or deny(
        request, page="consent:enter_fact", child_id=child_id, categories=CUSTODY
    )
    one = None
    if kind not in OF_CHILD:
        one = _caregiver(request, child, _uuid(request.GET.get("caregiver", "")), "consent:enter_fact")
    words = custody_words.FACTS[kind]
    form = FactForm(_data(request), words=words)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            custody_facts.enter_fact(
                child=child, what=kind, holds=typed["holds"] == "yes", rests_on=typed["rests_on"], caregiver=one,
                by=by, at=request.at,
            )  # fmt: skip
            return _back(request, child, _("Saved. What follows from it holds from now on."))
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "enter_fact", form, child=child, caregiver=one, words=words)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
