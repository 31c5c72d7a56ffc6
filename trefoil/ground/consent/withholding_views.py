"""The pages of withholding: the youth asks, a clinician or the privacy officer decides. For a parent none is there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.family_queries import keeps_record
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.queries import get_child, names
from trefoil.ground.people.types import Kind

from . import withholding_queries as queries
from . import withholding_rules as rules
from . import withholding_words as words
from . import withholdings as actions
from .custody import custody_of
from .models import Withholding
from .service_queries import caregivers
from .withholding_forms import AskForm, DecideForm, EndForm
from .withholding_types import State

CUSTODY = {Category.CUSTODY}


def _page(request: Any, template: str, form: Any = None, **page: Any) -> HttpResponse:
    status = 422 if form and form.errors else 200
    return render(request, f"consent/withholding/{template}.html", {"form": form, **page}, status=status)


def _data(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _youth(request: Any, page: str) -> Child:
    """Let the youth in; nobody who reads who looked is told, for the visit is logged without any of their record."""
    if request.viewer.kind != Kind.CHILD:
        deny(request, page=page, child_id=None, categories=CUSTODY)
    child = get_child(request.viewer.person_id)
    children_in_sight(request, page=page, children=[child.pk], categories=CUSTODY, only=())
    return child


@never_cache
@require_http_methods(["GET", "POST"])
def ask_to_withhold(request: Any) -> HttpResponse:
    """Let a youth ask that something be withheld from a grown-up who looks after them."""
    page = "consent:ask_to_withhold"
    child = _youth(request, page)
    offers = queries.own(child, request.at).offers
    if not offers:
        deny(request, page=page, child_id=child.pk, categories=CUSTODY)
    form = AskForm(_data(request), people=_grown_ups(child), offers=offers)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        people = {UUID(number) for number in typed["people"]}
        try:
            actions.ask(
                child=child, people=people, wanted=form.wanted(), words=typed["words"], by=request.person, at=request.at
            )
            messages.success(request, _("You asked. Nothing shows to them, now or later, that you did."))
            return redirect("portal:parents")
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "ask", form, offers=offers)


def _grown_ups(child: Child) -> list[tuple[UUID, str]]:
    return [(c.person_id, str(c.person)) for c in caregivers(child.pk)]


@require_POST
def take_back_asking(request: Any, withholding_id: UUID) -> HttpResponse:
    """Let a youth take back what nobody has decided yet."""
    page = "consent:take_back_asking"
    child, found = _youth(request, page), queries.find(withholding_id)
    if found is None or found.asked_by_id != child.pk:
        return deny(request, page=page, child_id=child.pk, categories=CUSTODY)
    actions.take_back(withholding=found, by=request.person, at=request.at)
    messages.success(request, _("Taken back. Nobody decides about it any more."))
    return redirect("portal:parents")


def _decider(request: Any, child_id: UUID | None, page: str) -> Person:
    """Return who may decide for their organization; for everybody else there is no such page."""
    viewer = request.viewer
    person: Person | None = request.person if viewer.kind == Kind.STAFF else None
    if person is None or not rules.may_decide(viewer.role, person.staff.organization.kind):
        return deny(request, page=page, child_id=child_id, categories=CUSTODY)
    return person


def _entered(request: Any, child_id: UUID, page: str) -> tuple[Child, Person]:
    by = _decider(request, child_id, page)
    own = by.staff.organization_id
    if not keeps_record(child_id, own):
        deny(request, page=page, child_id=child_id, categories=CUSTODY)
    child = get_child(child_id)
    place = custody_of(child, own)  # opened with the first look: there is nothing in it to see
    sight = enter(request, child_id, page=page, categories=CUSTODY, only=place.pk)
    if not sight.writes(Category.CUSTODY):
        deny(request, page=page, child_id=child_id, categories=CUSTODY)
    return child, by


def _found(request: Any, withholding_id: UUID, page: str) -> tuple[Withholding, Person]:
    """Return a withholding to those who decide at the organization that keeps the record."""
    by = _decider(request, None, page)
    found = queries.find(withholding_id)
    if found is None or found.custodian_id != by.staff.organization_id:
        return deny(request, page=page, child_id=found.child_id if found else None, categories=CUSTODY)
    enter(request, found.child_id, page=page, categories=CUSTODY, only=found.compartment_id)
    return found, by


@never_cache
@require_safe
def withholdings(request: Any, child_id: UUID) -> HttpResponse:
    """Show what an organization withholds from whom, and what it was asked to."""
    child, by = _entered(request, child_id, "consent:withholdings")
    faces = queries.faces(queries.of_child(child.pk, by.staff.organization_id), words.kinds_of, request.at)
    groups = [
        (_("Waits for a decision"), [f for f in faces if f.row.state == State.ASKED]),
        (_("Withheld now"), [f for f in faces if f.live]),
        (_("Refused, taken back or ended"), [f for f in faces if f.row.state != State.ASKED and not f.live]),
    ]
    may_start = request.viewer.role in rules.CLINICIANS
    return _page(request, "withholdings", child=child, groups=groups, nothing=not faces, may_start=may_start)


@never_cache
@require_http_methods(["GET", "POST"])
def withhold(request: Any, child_id: UUID) -> HttpResponse:
    """Let a clinician withhold something, because it would do harm, without the youth's asking."""
    page = "consent:withhold"
    child, by = _entered(request, child_id, page)
    if request.viewer.role not in rules.CLINICIANS:
        deny(request, page=page, child_id=child_id, categories=CUSTODY)
    people = [*_grown_ups(child), (child.pk, str(child.person))]
    form = DecideForm(
        _data(request), people=people, last=queries.last_day(child, by.staff.organization, request.at), asked=False
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start(child=child, by=by, at=request.at, **form.facts())
            messages.success(request, _("Withheld from now on. They are not told."))
            return redirect("consent:withholding", made.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "withhold", form, child=child)


@never_cache
@require_http_methods(["GET", "POST"])
def withholding(request: Any, withholding_id: UUID) -> HttpResponse:
    """Show one, and let it be decided: a request for the first time, what is withheld anew."""
    found, by = _found(request, withholding_id, "consent:withholding")
    child, at = found.child, request.at
    asks = found.state == State.ASKED
    form = None
    if asks or found.live(at):
        form = DecideForm(
            _data(request),
            people=_of(found),
            last=queries.last_day(child, found.custodian, at),
            asked=asks,
            initial=_initial(found),
        )
    if request.method == "POST" and form is None:
        deny(request, page="consent:withholding", child_id=child.pk, categories=CUSTODY)
    if request.method == "POST" and form and form.is_valid():
        facts = form.facts()
        try:
            if form.refuses:
                kept = {"factors": facts["factors"], "reason": facts["reason"]}
                actions.refuse(withholding=found, by=by, at=at, **kept)
                messages.success(request, _("Refused. The youth reads why."))
            else:
                actions.grant(withholding=found, by=by, at=at, **facts)
                messages.success(request, _("Withheld from now on. They are not told."))
            return redirect("consent:withholding", found.pk)
        except Refused as refused:
            found.refresh_from_db()
            form.add_error(None, _(str(refused.reason)))
    actions.notice(withholding=found, by=by, at=at)
    page = {
        "child": child,
        "face": queries.faces([found], words.kinds_of, at)[0],
        "state": words.STATES[State(found.state)],
        "found": [said for factor, said in words.FACTORS.items() if factor in found.factors],
    }
    return _page(request, "withholding", form, **page)


def _of(found: Withholding) -> list[tuple[UUID, str]]:
    wanted = {*found.people, *found.closed_to}
    known = names(wanted)
    return [(number, known.get(number, _("a caregiver not known to you"))) for number in sorted(wanted, key=str)]


def _initial(found: Withholding) -> dict[str, Any]:
    return {
        "people": [str(p) for p in found.closed_to or found.people],
        "categories": found.closed or found.categories,
        "factors": found.factors,
        "reason": found.reason,
    }


@never_cache
@require_http_methods(["GET", "POST"])
def end_withholding(request: Any, withholding_id: UUID) -> HttpResponse:
    """End a withholding before its day."""
    found, by = _found(request, withholding_id, "consent:end_withholding")
    if not found.live(request.at):
        deny(request, page="consent:end_withholding", child_id=found.child_id, categories=CUSTODY)
    form = EndForm(_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(withholding=found, by=by, at=request.at, **form.cleaned_data)
            messages.success(request, _("Ended. What it closed is open to them again."))
            return redirect("consent:withholding", found.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _page(request, "end", form, child=found.child, face=queries.faces([found], words.kinds_of, request.at)[0])
