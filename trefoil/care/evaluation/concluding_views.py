"""The pages of concluding: the formulation, the code search, and diagnoses with their evidence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trefoil.ground.access.gate import deny
from trefoil.ground.drafts import actions as draft_actions
from trefoil.ground.drafts import queries as drafts
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person
from trefoil.ground.people.types import Kind

from . import actions, codeset, queries, rules
from .entrances import CONCLUDED, there, treating, working
from .forms import DiagnoseForm, FormulateForm, ReconsiderForm, SupportForm
from .models import Contribution, Diagnosis, Evaluation
from .types import Bears, State, Status
from .words import BEARS, STATUS

LIMIT = 24


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """Answer with the codes that fit what is typed, while it is typed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.kind != Kind.STAFF or not rules.may_sign(role=viewer.role):
        deny(request, page="evaluation:codes", child_id=None)
    return render(request, "evaluation/_codes.html", _found(request.GET.get("q", "")))


def _found(text: str) -> dict[str, Any]:
    asked = text.strip()[:100]
    return {"q": asked, "found": codeset.search(asked, LIMIT) if asked else []}


@require_safe
def conclude(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation, by = working(request, evaluation_id, "evaluation:conclude", CONCLUDED)
    return _show(request, evaluation, by)


def _show(request: Any, evaluation: Evaluation, by: Person, **bound: Any) -> HttpResponse:
    gathered = queries.gathered(evaluation, request.at)
    written, key = gathered.formulation, f"evaluation:{evaluation.pk}:formulation"
    kept = drafts.draft(by, key)
    initial = (
        {"summary": written.summary, "recommends": written.recommends, "finds_none": written.finds_none}
        if written
        else {}
    )
    page: dict[str, Any] = {
        "evaluation": evaluation,
        "child": evaluation.child,
        "gathered": gathered,
        "considered": [_face(one) for one in gathered.considered],
        "formulate_form": FormulateForm(initial=initial | (kept.initial if kept else {})),
        "diagnose_form": DiagnoseForm(),
        "support_form": SupportForm(gathered=gathered),
        "why_not": rules.why_not_change(State(evaluation.state)),
        "may_reconsider": evaluation.state in (State.OPEN, State.SIGNED),
        "year": codeset.YEAR,
        "is_dated": codeset.is_dated(timezone.localdate(request.at)),
        "draft_url": drafts.address(key),
        "saved_at": kept.saved_at if kept else written and written.at,
        **_found(request.POST.get("q", "") or request.GET.get("q", "")),
    } | bound
    refused = any(getattr(form, "errors", None) for form in bound.values())
    return render(request, "evaluation/conclude.html", page, status=422 if refused else 200)


def _face(one: queries.Considered) -> dict[str, Any]:
    counts = rules.balance(Bears(e.bears) for e in one.evidence)
    return {
        "considered": one,
        "diagnosis": one.diagnosis,
        "status": STATUS[one.status],
        "history": [(j, STATUS[Status(j.status)]) for j in reversed(one.judgments)],
        "evidence": [(e, BEARS[Bears(e.bears)]) for e in one.evidence],
        "balance": [(BEARS[bears][0], count) for bears, count in counts.items() if count],
        "reconsider_form": ReconsiderForm(initial={"status": one.status}, auto_id=f"id_{one.diagnosis.pk}_%s"),
    }


@require_POST
def formulate(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation, by = working(request, evaluation_id, "evaluation:formulate", CONCLUDED)
    form = FormulateForm(request.POST)
    at = request.at  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            actions.formulate(evaluation=evaluation, **form.cleaned_data, by=by, at=at)
            draft_actions.discard(person=by, key=f"evaluation:{evaluation.pk}:formulation", at=at)
            messages.success(request, _("Kept."))
            return redirect("evaluation:conclude", evaluation.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _show(request, evaluation, by, formulate_form=form)


@require_POST
def diagnose(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation, by = working(request, evaluation_id, "evaluation:diagnose", CONCLUDED)
    form = DiagnoseForm(request.POST)
    if form.is_valid():
        try:
            actions.diagnose(
                evaluation=evaluation,
                code=form.cleaned_data["code"],
                because=form.cleaned_data["because"],
                status=Status(form.cleaned_data["status"]),
                by=by,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("On the list. Now note what was observed."))
            return redirect("evaluation:conclude", evaluation.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return _show(request, evaluation, by, diagnose_form=form)


def _considered(request: Any, diagnosis_id: UUID, page: str) -> tuple[Diagnosis, Person]:
    diagnosis = there(request, queries.find_diagnosis(diagnosis_id), page)
    _child, by = treating(request, diagnosis.child_id, page, CONCLUDED)
    return diagnosis, by


@require_POST
def reconsider(request: HttpRequest, diagnosis_id: UUID) -> HttpResponse:
    diagnosis, by = _considered(request, diagnosis_id, "evaluation:reconsider")
    form = ReconsiderForm(request.POST)
    if not form.is_valid():
        return render(request, "evaluation/broken.html", {"form": form}, status=422)
    actions.reconsider(
        diagnosis=diagnosis,
        status=Status(form.cleaned_data["status"]),
        because=form.cleaned_data["because"],
        by=by,
        at=request.at,  # type: ignore[attr-defined]
    )
    messages.success(request, _("Kept, with what it was held for before."))
    return redirect("evaluation:conclude", diagnosis.evaluation_id)


@require_POST
def support(request: HttpRequest, diagnosis_id: UUID) -> HttpResponse:
    diagnosis, by = _considered(request, diagnosis_id, "evaluation:support")
    at = request.at  # type: ignore[attr-defined]
    gathered = queries.gathered(there(request, queries.find(diagnosis.evaluation_id), "evaluation:support"), at)
    form = SupportForm(request.POST, gathered=gathered)
    if not form.is_valid():
        return render(request, "evaluation/broken.html", {"form": form}, status=422)
    given = form.cleaned_data
    kind, _colon, number = given["source"].partition(":")
    actions.support(
        diagnosis=diagnosis,
        criterion=given["criterion"],
        seen=given["seen"],
        bears=Bears(given["bears"]),
        contribution=_contribution(gathered, number) if kind == "part" else None,
        response_id=UUID(number) if kind == "score" else None,
        source=form.sources.get(given["source"], ""),
        by=by,
        at=at,
    )
    messages.success(request, _("Noted."))
    return redirect("evaluation:conclude", diagnosis.evaluation_id)


def _contribution(gathered: queries.Gathered, number: str) -> Contribution:
    return next(c for c in (*gathered.contributions, *gathered.observations) if str(c.pk) == number)


@require_POST
def take_back(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    page = "evaluation:take_back"
    evidence = there(request, queries.find_evidence(evidence_id), page)
    _child, by = treating(request, evidence.child_id, page, CONCLUDED)
    actions.take_back(evidence=evidence, by=by, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Taken back. It stays in the history."))
    return redirect("evaluation:conclude", evidence.diagnosis.evaluation_id)
