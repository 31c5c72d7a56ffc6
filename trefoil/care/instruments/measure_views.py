"""Measures of a program and of a child, links, and forms on paper."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import children_in_sight, deny
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person

from . import asking, link_letters, links, measure_queries, measure_rules, measures, packs, paper, queries
from .measure_forms import LinkForm, MeasureForm, PaperForm
from .measure_models import Measure
from .measure_types import Closed, Informant
from .measure_words import INFORMANTS, STANDINGS
from .models import Assignment
from .views import MEASURING, enter_staff, find_row

WINDOW = timedelta(days=90)
LATE = ("overdue", "to_ask")


def measuring(request: Any, page: str) -> Person:
    """Let in those of a clinic who read scores or answer for its quality."""
    person: Person | None = request.person if request.viewer.kind == "staff" else None
    may = person and person.staff.organization.voice == "clinic" and person.staff.role in MEASURING
    if person is None or not may:
        deny(request, page=page, child_id=None)
        raise Http404
    return person


@require_http_methods(["GET", "POST"])
def set_measure(request: HttpRequest) -> HttpResponse:
    by = measuring(request, "instruments:set_measure")
    at = request.at  # type: ignore[attr-defined]
    organization = by.staff.organization
    form = MeasureForm(request.POST or None, shelf=packs.askable(organization.pk))
    if request.method == "POST" and form.is_valid():
        try:
            measures.set_measure(
                organization=organization,
                key=form.cleaned_data["instrument"],
                informant=Informant(form.cleaned_data["informant"]),
                rhythm=form.rhythm(),
                by=by,
                at=at,
            )
            messages.success(request, _("Set. It is asked by itself from tomorrow morning."))
            return redirect("instruments:set_measure")
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    rows = measure_queries.standings(organization.pk, at)
    children_in_sight(
        request,
        page="instruments:set_measure",
        children={row.child.pk for row in rows},
        categories={Category.ASSESSMENTS},
    )
    page = {
        "form": form,
        "measures": [_named(measure) for measure in measure_queries.measures(organization.pk)],
        "late": [_said(row) for row in rows if row.standing in LATE],
        "children": len({row.child.pk for row in rows}),
        "rates": [_rate(rate) for rate in measure_queries.rates(organization.pk, at, at - WINDOW)],
        "small": measure_rules.SMALL,
        "days": WINDOW.days,
    }
    return render(request, "instruments/set_measure.html", page, status=422 if form.errors else 200)


def _named(measure: Measure) -> dict[str, Any]:
    instrument = packs.find(measure.instrument)
    name = instrument.name if instrument else measure.instrument
    return {"measure": measure, "name": name, "informant": INFORMANTS[Informant(measure.informant)]}


def _said(row: measure_queries.Row) -> dict[str, Any]:
    informant = INFORMANTS[Informant(row.measure.informant)]
    return {"row": row, "informant": informant, "sign": STANDINGS[row.standing]}


def _rate(rate: Any) -> dict[str, Any]:
    share = measure_rules.percent(rate.answered, rate.asked)
    return {"rate": rate, "name": INFORMANTS[Informant(rate.informant)], "percent": share}


@require_POST
def end_measure(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    by = measuring(request, "instruments:end_measure")
    own = Measure.objects.filter(pk=measure_id, organization_id=by.staff.organization_id)
    measure = find_row(request, own, "instruments:end_measure")
    measures.end_measure(measure=measure, by=by, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("It is no longer asked by itself."))
    return redirect("instruments:set_measure")


def _open_asking(request: HttpRequest, assignment_id: UUID, page: str) -> Assignment:
    """Return what was asked and still waits, to staff who may write where its answers are kept."""
    rows = Assignment.objects.filter(pk=assignment_id, voided_at=None).select_related(
        "compartment", "child__person", "asked_of"
    )
    assignment = find_row(request, rows, page)
    enter_staff(request, assignment.child_id, page, writes=True)
    if not queries.is_open(assignment):
        deny(request, page=page, child_id=assignment.child_id)
    return assignment


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Write down that somebody said no, or is no longer there."""
    assignment = _open_asking(request, assignment_id, "instruments:close")
    if request.method == "POST":
        how = Closed.LEFT if request.POST.get("how") == Closed.LEFT else Closed.DECLINED
        measures.close(assignment=assignment, how=how, by=request.person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Written down."))
        return redirect("instruments:scores", assignment.child_id)
    page = {"assignment": assignment, "child": assignment.child}
    return render(request, "instruments/close.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def send_link(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    assignment = _open_asking(request, assignment_id, "instruments:send_link")
    form = LinkForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            link = links.make_link(
                assignment=assignment,
                email=form.cleaned_data["email"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            if not link.email:
                address = link_letters.address_of(link)
            elif not link_letters.send_link(link, assignment.asked_of.language):
                transaction.set_rollback(True)
                form.add_error(None, _("The message did not leave. Try again, or hand the link over yourself."))
            else:
                messages.success(request, _("Sent. The message names no program, no questionnaire and no child."))
                return redirect("instruments:scores", assignment.child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "assignment": assignment,
        "child": assignment.child,
        "form": form,
        "address": address,
        "days": links.LASTS.days,
    }
    return render(request, "instruments/send_link.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET"])
def print_form(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Show the form for paper, in the language asked for."""
    assignment = _open_asking(request, assignment_id, "instruments:print_form")
    instrument = packs.installed()[assignment.instrument]
    spoken = instrument.questionnaire.languages()
    wanted = request.GET.get("language") or assignment.asked_of.language
    language = wanted if wanted in spoken else "en"
    page = {
        "assignment": assignment,
        "child": assignment.child,
        "instrument": instrument,
        "title": instrument.neutral_title.in_language(language),
        "language": language,
        "languages": sorted(spoken),
        "progress": asking.progress(instrument, {}, language),
        "delicate": instrument.delicate,
    }
    return render(request, "instruments/print_form.html", page)


@require_http_methods(["GET", "POST"])
def type_in(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    assignment = _open_asking(request, assignment_id, "instruments:type_in")
    instrument = packs.installed()[assignment.instrument]
    asked = [question.link_id for question in instrument.questionnaire.questions]
    at = request.at  # type: ignore[attr-defined]
    form = PaperForm(request.POST or None, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        try:
            paper.type_in(
                assignment=assignment,
                answers={link: request.POST.get(f"answer:{link}") or None for link in asked},
                language=form.cleaned_data["language"],
                answered_at=_noon_or(form.cleaned_data["answered_on"], at),
                by=request.person,  # type: ignore[attr-defined]
                at=at,
            )
            messages.success(request, _("Typed in. What needs a person at once stands on every responder's list."))
            return redirect("instruments:scores", assignment.child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    faces = asking.progress(instrument, {}, "en").faces
    page = {
        "assignment": assignment,
        "child": assignment.child,
        "instrument": instrument,
        "form": form,
        "faces": [(face, request.POST.get(f"answer:{face.link_id}", "")) for face in faces],
    }
    return render(request, "instruments/type_in.html", page, status=422 if form.errors else 200)


def _noon_or(day: Any, at: datetime) -> datetime:
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return min(noon, at)
