"""The pages of gathering: what is due, what is missing, and each part's own form."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.consent import choosing
from trefoil.ground.consent import service_queries as services
from trefoil.ground.drafts import actions as draft_actions
from trefoil.ground.drafts import queries as drafts
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Person, Staff
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import actions, places, queries, rules
from .entrances import SHOWN, there, treating, working
from .forms import AskSchoolForm, BeginForm, PartForm, ReceiveForm, RecordsForm, WithdrawForm
from .models import Contribution, Evaluation
from .types import BY_CLINIC, NEEDED, Part, State
from .words import PART, REASON, STATE

SEEN = {Category.BEHAVIOR_OBSERVATIONS}


@dataclass(frozen=True)
class PartFace:
    """One part on the overview: whether it is there, from whom, and where one writes it."""

    part: Part
    words: Any
    is_done: bool
    is_needed: bool
    note: str
    url: str
    verb: str


def part_faces(gathered: queries.Gathered) -> list[PartFace]:
    """Return every part of an evaluation, with what is missing in plain sight."""
    done, evaluation = gathered.done, gathered.evaluation
    return [
        PartFace(
            part=part,
            words=PART[part],
            is_done=part in done,
            is_needed=part in NEEDED,
            note=_note(part, gathered),
            url=_way(part, evaluation),
            verb=_verb(part, part in done) if _way(part, evaluation) else "",
        )
        for part in Part
    ]


def _verb(part: Part, is_done: bool) -> str:
    if part is Part.MEASURES:
        return _("Look")
    return _("Change") if is_done else _("Write")


def _note(part: Part, gathered: queries.Gathered) -> str:
    if part is Part.OBSERVATION and not gathered.observations:
        return "" if gathered.reads_school else _("No release lets the clinic read what the school observes.")
    if part is Part.RECORDS:
        waiting = [r.from_whom for r in gathered.records if not r.received_on]
        return _("Waiting for: %(who)s") % {"who": ", ".join(waiting)} if waiting else ""
    if part is Part.MEASURES:
        return ", ".join(f"{m.name} ({m.answered_by})" for m in gathered.measures[:4])
    rows = gathered.observations if part is Part.OBSERVATION else gathered.contributions
    return ", ".join(dict.fromkeys(str(c.author) for c in rows if c.part == part))


def _way(part: Part, evaluation: Evaluation) -> str:
    if part in BY_CLINIC:
        return reverse("evaluation:contribute", args=[evaluation.pk, part.value])
    if part in (Part.FORMULATION, Part.DIAGNOSES):
        return reverse("evaluation:conclude", args=[evaluation.pk])
    return reverse("instruments:scores", args=[evaluation.child_id]) if part is Part.MEASURES else ""


def _treats(request: Any, page: str) -> Person:
    """Let in staff who sign evaluations; to anybody else there is no such page."""
    by: Person | None = request.person if request.viewer.kind == Kind.STAFF else None
    if by is None or not rules.may_sign(role=by.staff.role):
        deny(request, page=page, child_id=None)
        raise Http404
    return by


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    _treats(request, "evaluation:due")
    at = request.at  # type: ignore[attr-defined]
    rows = queries.due(at)
    children = {row.child_id for row in rows}
    only = [row.compartment_id for row in rows]
    children_in_sight(request, page="evaluation:due", children=children, categories={Category.ASSESSMENTS}, only=only)
    today = timezone.localdate(at)
    lines = [(row, queries.day_due(row), STATE[State(row.state)]) for row in rows]
    return render(request, "evaluation/due.html", {"lines": lines, "today": today})


@require_safe
def evaluation(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child, by = treating(request, child_id, "evaluation:evaluation", SHOWN)
    at = request.at  # type: ignore[attr-defined]
    every = queries.evaluations(child_id, by.staff.organization_id)
    current = next((e for e in every if e.state != State.SIGNED), None)
    page: dict[str, Any] = {"child": child, "earlier": [e for e in every if e != current], "current": current}
    if current:
        page |= _overview(current, at)
    return render(request, "evaluation/evaluation.html", page)


def _overview(current: Evaluation, at: datetime) -> dict[str, Any]:
    gathered = queries.gathered(current, at)
    today = timezone.localdate(at)
    faces = part_faces(gathered)
    return {
        "gathered": gathered,
        "parts": faces,
        "missing": [face for face in faces if not face.is_done and face.part is not Part.DIAGNOSES],
        "done": sum(face.is_done for face in faces),
        "state": STATE[State(current.state)],
        "reason": REASON[current.reason],  # type: ignore[index]
        "today": today,
        "is_open": current.state == State.OPEN,
        "interview_is_late": _is_late(current.interview_due_on, today) and Part.INTERVIEW not in gathered.done,
        "is_late": _is_late(current.due_on, today) and current.state == State.OPEN,
        "records_form": RecordsForm(initial={"asked_on": today.isoformat()}),
        "receive_form": ReceiveForm(initial={"received_on": today.isoformat()}),
        "school_form": AskSchoolForm(watchers=queries.watchers(current.child_id, current.compartment.custodian_id)),
        "withdraw_form": WithdrawForm(),
    }


def _is_late(day: date | None, today: date) -> bool:
    return day is not None and day < today


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child, by = treating(request, child_id, "evaluation:begin")
    at = request.at  # type: ignore[attr-defined]
    key = f"evaluation:begin:{child_id}"
    kept = drafts.draft(by, key)
    answerable = queries.responsible_staff(by.staff, child_id)
    form = BeginForm(
        request.POST or None,
        responsible=answerable,
        services=services.choices(child_id, by.staff.organization_id, at),
        mine=by.pk,
        initial=kept.initial if kept else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin(
                child=child,
                reason=form.cleaned_data["reason"],
                question=form.content,
                responsible=next((s for s in answerable if str(s.pk) == form.cleaned_data["responsible"]), None),
                service_id=choosing.chosen(form.cleaned_data),
                by=by,
                at=at,
            )
            draft_actions.discard(person=by, key=key, at=at)
            messages.success(request, _("Begun. The family is asked for their side, at their own pace."))
            return redirect("evaluation:evaluation", child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"child": child, "form": form, "draft_url": drafts.address(key), "saved_at": kept and kept.saved_at}
    return render(request, "evaluation/begin.html", page, status=422 if form.errors else 200)


def _part(request: Any, name: str, page: str) -> Part:
    if name not in {part.value for part in BY_CLINIC}:
        deny(request, page=page, child_id=None)
        raise Http404
    return Part(name)


@require_http_methods(["GET", "POST"])
def contribute(request: HttpRequest, evaluation_id: UUID, part: str) -> HttpResponse:
    found, by = working(request, evaluation_id, "evaluation:contribute")
    wanted = _part(request, part, "evaluation:contribute")
    at = request.at  # type: ignore[attr-defined]
    key = f"evaluation:{found.pk}:{wanted}"
    kept = drafts.draft(by, key)
    own = queries.own_contribution(found.pk, wanted, by.pk, found.compartment_id)
    initial = (own.content if own else {}) | (kept.initial if kept else {})
    form = PartForm(request.POST or None, part=wanted, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.contribute(evaluation=found, part=wanted, content=form.content, by=by, at=at)
            draft_actions.discard(person=by, key=key, at=at)
            messages.success(request, _("Kept. Your colleagues at the clinic can read it."))
            return redirect("evaluation:evaluation", found.child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "evaluation": found,
        "child": found.child,
        "form": form,
        "words": PART[wanted],
        "is_level": wanted is Part.LEVEL,
        "others": _others(found, wanted, by),
        "why_not": rules.why_not_change(State(found.state)),
        "draft_url": drafts.address(key, found.compartment_id),
        "saved_at": kept.saved_at if kept else own and own.changed_at,
    }
    return render(request, "evaluation/contribute.html", page, status=422 if form.errors else 200)


def _others(found: Evaluation, part: Part, by: Person) -> list[Contribution]:
    rows = Contribution.objects.filter(evaluation=found, part=part).exclude(author=by)
    return list(rows.select_related("author").order_by("at"))


@require_http_methods(["GET", "POST"])
def observe(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Let whoever sees a child in class write what they saw; it is their own organization's record."""
    page_name = "evaluation:observe"
    by: Person | None = request.person if request.viewer.kind == Kind.STAFF else None  # type: ignore[attr-defined]
    known = Child.objects.filter(pk=child_id).first()
    if by and known and by.staff.role in queries.IN_CLASS:
        places.of_observations(known, by.staff)
    sight = enter(request, child_id, page=page_name, categories=SEEN)
    if by is None or not sight.writes(Category.BEHAVIOR_OBSERVATIONS):
        deny(request, page=page_name, child_id=child_id, categories=SEEN)
        raise Http404
    child, at = get_child(child_id), request.at  # type: ignore[attr-defined]
    key = f"evaluation:observe:{child_id}"
    kept = drafts.draft(by, key)
    form = PartForm(request.POST or None, part=Part.OBSERVATION, initial=kept.initial if kept else None)
    if form.is_bound and form.is_valid():
        try:
            actions.observe(child=child, content=form.content, by=by, at=at)
            draft_actions.discard(person=by, key=key, at=at)
            messages.success(request, _("Kept. Thank you: nobody else sees this child as you do."))
            return redirect("evaluation:observe", child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "child": child,
        "form": form,
        "mine": _mine(child, by),
        "words": PART[Part.OBSERVATION],
        "draft_url": drafts.address(key),
        "saved_at": kept and kept.saved_at,
    }
    return render(request, "evaluation/observe.html", page, status=422 if form.errors else 200)


def _mine(child: Child, by: Person) -> list[Contribution]:
    rows = Contribution.objects.filter(child=child, part=Part.OBSERVATION, author=by)
    return list(rows.order_by("-at")[:5])


@require_POST
def ask_school(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    found, by = working(request, evaluation_id, "evaluation:ask_school")
    watchers = queries.watchers(found.child_id, found.compartment.custodian_id)
    form = AskSchoolForm(request.POST, watchers=watchers)
    if form.is_valid():
        asked: list[Staff] = [s for s in watchers if str(s.pk) in form.cleaned_data["staff"]]
        actions.ask_school(evaluation=found, staff=asked, by=by, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Asked. It stands on their list for today."))
    else:
        messages.error(request, _("Choose whom to ask."))
    return redirect("evaluation:evaluation", found.child_id)


@require_POST
def withdraw(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    found, by = working(request, evaluation_id, "evaluation:withdraw")
    reason = request.POST.get("reason", "")
    actions.withdraw(evaluation=found, reason=reason[:300], by=by, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Withdrawn. What was written stays with the reason."))
    return redirect("evaluation:evaluation", found.child_id)


@require_POST
def request_records(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    found, by = working(request, evaluation_id, "evaluation:request_records")
    form = RecordsForm(request.POST)
    if not form.is_valid():
        return _sent_badly(request, form)
    actions.request_records(evaluation=found, **form.cleaned_data, by=by, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Written down."))
    return redirect("evaluation:evaluation", found.child_id)


@require_POST
def receive_records(request: HttpRequest, request_id: UUID) -> HttpResponse:
    page = "evaluation:receive_records"
    records = there(request, queries.find_records(request_id), page)
    treating(request, records.child_id, page)
    form = ReceiveForm(request.POST)
    if not form.is_valid():
        return _sent_badly(request, form)
    by, at = request.person, request.at  # type: ignore[attr-defined]
    actions.receive_records(records=records, **form.cleaned_data, by=by, at=at)
    messages.success(request, _("Written down."))
    return redirect("evaluation:evaluation", records.child_id)


def _sent_badly(request: HttpRequest, form: Any) -> HttpResponse:
    return render(request, "evaluation/broken.html", {"form": form}, status=422)
