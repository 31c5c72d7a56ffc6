"""The clinic's pages: ask, read the scores, answer for a flag, be on duty."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.types import Category, Role, Scope
from trefoil.ground.consent import choosing, service_queries
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.queries import get_child, staff_of

from . import actions, chart_queries, informants, measure_queries, packs, queries
from .chart import Story
from .forms import AcknowledgeForm, AssignForm, DutyForm, WithdrawForm
from .measure_types import Informant
from .measure_words import INFORMANTS, STANDINGS
from .models import Assignment, Flag, OnDuty
from .types import Reading

ASSESSMENTS = {Category.ASSESSMENTS}
Row = TypeVar("Row", bound=Model)
CLINICIANS = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER)
MEASURING = (*CLINICIANS, Role.DIRECTOR)


def enter_staff(request: Any, child_id: UUID, page: str, *, writes: bool = False) -> tuple[Sight, Child]:
    """Let staff in who may read scores; who answers questions of their own has no page here."""
    _prepare(request, child_id)
    sight = enter(request, child_id, page=page, categories=ASSESSMENTS)
    reads = sight.scope(Category.ASSESSMENTS) in (Scope.FULL, Scope.MINIMUM)
    if request.viewer.kind != "staff" or not reads or (writes and not sight.writes(Category.ASSESSMENTS)):
        deny(request, page=page, child_id=child_id, categories=ASSESSMENTS)
    return sight, get_child(child_id)


def _prepare(request: Any, child_id: UUID) -> None:
    """Before the first questionnaire nothing is there to hold a grant on: open its place first."""
    if request.viewer.kind != "staff":
        return
    child, by = Child.objects.filter(pk=child_id).first(), request.person
    if child and by.staff.organization.voice == "clinic":
        actions.prepare(child=child, by=by)


def find_row(request: Any, rows: QuerySet[Row], page: str) -> Row:
    """Return the row, or the same page as for a row that is not there."""
    row = rows.first()
    if row is None:
        deny(request, page=page, child_id=None, categories=ASSESSMENTS)
        raise Http404
    return row


@require_http_methods(["GET"])
def scores(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight, child = enter_staff(request, child_id, "instruments:scores")
    actions.read(child=child, by=request.person, at=request.at)  # type: ignore[attr-defined]
    readings = queries.scores(child)
    latest = readings[0] if readings else None
    page = {
        "child": child,
        "may_write": sight.writes(Category.ASSESSMENTS),
        "flags": queries.open_flags(child),
        "answered_flags": queries.answered_flags(child),
        "latest": latest,
        "readings": readings,
        "instrument": packs.find(latest.key) if latest else None,
        "story": _story(request, child, readings),
        "others": _others(readings),
        "open": queries.open_about(child, request.at),  # type: ignore[attr-defined]
        "measures_url": _measures_url(request),
        "standings": _standings(request, sight, child),
    }
    return render(request, "instruments/scores.html", page)


def _story(request: Any, child: Child, readings: list[Reading]) -> Story | None:
    """Return the course of the newest reading's instrument; forms are never mixed in one line."""
    instrument = packs.find(readings[0].key) if readings else None
    if instrument is None or sum(r.key == instrument.key for r in readings) < 2:
        return None
    organization = request.viewer.organization_id
    return chart_queries.story(child, instrument, readings, organization_id=organization, at=request.at)


def _others(readings: list[Reading]) -> list[tuple[str, str]]:
    """Return the instruments beside the newest, with a page of their own."""
    return list(dict.fromkeys((r.key, r.instrument) for r in readings if r.key != readings[0].key))


def _standings(request: Any, sight: Sight, child: Child) -> list[dict[str, Any]]:
    """Return how the program's measures stand with a child, to who sees what was asked and not the scores alone."""
    if not sight.sees_fully(Category.ASSESSMENTS):
        return []
    return [
        {"row": row, "informant": INFORMANTS[Informant(row.measure.informant)], "sign": STANDINGS[row.standing]}
        for row in measure_queries.standings(request.viewer.organization_id, request.at, child.pk)
    ]


def _measures_url(request: Any) -> str:
    return reverse("instruments:set_measure") if request.viewer.role in MEASURING else ""


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, child_id: UUID) -> HttpResponse:
    _sight, child = enter_staff(request, child_id, "instruments:assign", writes=True)
    at = request.at  # type: ignore[attr-defined]
    today = timezone.localdate(at)
    by = request.person  # type: ignore[attr-defined]
    services = service_queries.choices(child_id, by.staff.organization_id, at)
    around = informants.candidates(child, actions.prepare(child=child, by=by).pk, at)
    shelf = packs.askable(by.staff.organization_id)
    form = AssignForm(request.POST or None, shelf=shelf, today=today, services=services, candidates=around)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            actions.assign(
                child=child,
                key=form.cleaned_data["instrument"],
                due_on=form.cleaned_data["due_on"],
                service_id=choosing.chosen(form.cleaned_data),
                asked_of=chosen.person if chosen else None,
                informant=chosen.informant if chosen else Informant.YOUTH,
                by=by,
                at=at,
            )
            messages.success(request, _("Asked. It waits in their own pages."))
            return redirect("instruments:scores", child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "child": child,
        "form": form,
        "open": queries.open_about(child, at),
        "unworded": [i for k, i in packs.installed().items() if k not in packs.askable()],
        "is_covered": bool(queries.duties(child_id, at)),
    }
    return render(request, "instruments/assign.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    page = "instruments:withdraw"
    asked = Assignment.objects.filter(pk=assignment_id, voided_at=None)
    assignment = find_row(request, asked, page)
    _sight, child = enter_staff(request, assignment.child_id, page, writes=True)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                assignment=assignment,
                reason=form.cleaned_data["reason"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("It is no longer asked."))
            return redirect("instruments:scores", child.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    shown = {"child": child, "form": form, "assignment": assignment}
    return render(request, "instruments/withdraw.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def acknowledge(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    page = "instruments:acknowledge"
    raised = Flag.objects.filter(pk=flag_id).select_related("acknowledged_by")
    flag = find_row(request, raised, page)
    _sight, child = enter_staff(request, flag.child_id, page, writes=True)
    form = AcknowledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.acknowledge(
                flag=flag,
                words=form.cleaned_data["words"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Written down. The task is off every list."))
            return redirect("instruments:scores", child.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    shown = {"child": child, "form": form, "flag": flag}
    return render(request, "instruments/acknowledge.html", shown, status=422 if form.errors else 200)


def _clinic_staff(request: Any) -> Person:
    """Let in those whose organization answers for questionnaires."""
    person = request.person if request.viewer.kind == "staff" else None
    if person is None or person.staff.organization.voice != "clinic":
        deny(request, page="instruments:set_duty", child_id=None)
        raise Http404
    return person


@require_http_methods(["GET", "POST"])
def set_duty(request: HttpRequest) -> HttpResponse:
    by = _clinic_staff(request)
    at = request.at  # type: ignore[attr-defined]
    organization = by.staff.organization_id
    form = DutyForm(
        request.POST or None,
        staff=staff_of(organization, *CLINICIANS),
        at=timezone.localtime(at).replace(second=0, microsecond=0),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_duty(**form.cleaned_data, by=by, at=at)
            messages.success(request, _("Written down."))
            return redirect("instruments:set_duty")
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"form": form, "duties": queries.duty_rows(organization, at), "at": at}
    return render(request, "instruments/set_duty.html", page, status=422 if form.errors else 200)


@require_POST
def end_duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    by = _clinic_staff(request)
    own = OnDuty.objects.filter(pk=duty_id, organization_id=by.staff.organization_id)
    duty = find_row(request, own, "instruments:end_duty")
    actions.end_duty(duty=duty, by=by, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Taken back."))
    return redirect("instruments:set_duty")
