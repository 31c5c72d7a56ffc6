"""The shelf: a program's own questionnaires, brought in as files, tried, published, retired."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person

from . import packs, shelving
from .exporting import export
from .measure_views import measuring
from .models import ProgramForm
from .shelf_forms import BringForm, PublishForm
from .types import Answers, Questionnaire
from .views import find_row

PAGE = 50


@require_http_methods(["GET", "POST"])
def shelf(request: HttpRequest) -> HttpResponse:
    """Show what may be asked, and take a questionnaire in."""
    by = measuring(request, "instruments:shelf")
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = shelving.bring(
                name=form.cleaned_data["name"],
                resource=shelving.document_of(form.cleaned_data["file"].read()),
                by=by,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Its scores were read and agree with FHIRPath. Try it, then publish it."))
            return redirect("instruments:try_form", brought.pk)
        except Refused as refused:
            form.add_error("file", str(refused.reason))
    page = {
        "form": form,
        "own": _own(by).order_by("-brought_at")[:PAGE],
        "shipped": [(one, one.key in packs.askable()) for one in packs.installed().values()],
    }
    return render(request, "instruments/shelf.html", page, status=422 if form.errors else 200)


def _own(by: Person) -> Any:
    return ProgramForm.objects.filter(organization_id=by.staff.organization_id).defer("resource", "scores")


def _found(request: Any, by: Person, form_id: UUID, page: str) -> ProgramForm:
    return find_row(request, ProgramForm.objects.filter(organization_id=by.staff.organization_id, pk=form_id), page)


@require_http_methods(["GET", "POST"])
def try_form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Show a questionnaire as it is asked, with the scores of what is chosen; nothing chosen here is kept."""
    by = measuring(request, "instruments:try_form")
    form = _found(request, by, form_id, "instruments:try_form")
    questionnaire = shelving.questionnaire_of(form)
    answers = _answers(request, questionnaire)
    page = {
        "own": form,
        "questionnaire": questionnaire,
        "faces": faces_of(questionnaire, answers),
        "tried": shelving.tried(questionnaire, answers),
        "publish_form": None if form.published_at else PublishForm(questionnaire=questionnaire),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "instruments/_tried.html", page)
    return render(request, "instruments/try_form.html", page)


def _answers(request: HttpRequest, questionnaire: Questionnaire) -> Answers:
    chosen = {q.link_id: request.POST.get(f"answer:{q.link_id}", "") for q in questionnaire.questions}
    return {q.link_id: chosen[q.link_id] for q in questionnaire.questions if q.option(chosen[q.link_id])}


def faces_of(questionnaire: Questionnaire, answers: Answers) -> list[dict[str, Any]]:
    """Return every question as the page shows it, with what was chosen."""
    return [
        {
            "number": number,
            "link_id": question.link_id,
            "stem": question.stem.in_language("en"),
            "text": question.text.in_language("en"),
            "choices": [(o.code, o.text.in_language("en"), answers.get(question.link_id)) for o in question.options],
        }
        for number, question in enumerate(questionnaire.questions, 1)
    ]


@require_POST
def publish(request: HttpRequest, form_id: UUID) -> HttpResponse:
    by = measuring(request, "instruments:publish")
    form = _found(request, by, form_id, "instruments:publish")
    questionnaire = shelving.questionnaire_of(form)
    said = PublishForm(request.POST, questionnaire=questionnaire)
    if said.is_valid():
        try:
            shelving.publish(form=form, facts=said.facts(), by=by, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Published. It can be asked now."))
            return redirect("instruments:shelf")
        except Refused as refused:
            said.add_error(None, str(refused.reason))
    page = {
        "own": form,
        "questionnaire": questionnaire,
        "faces": faces_of(questionnaire, {}),
        "tried": shelving.tried(questionnaire, {}),
        "publish_form": said,
    }
    return render(request, "instruments/try_form.html", page, status=422)


@require_POST
def retire(request: HttpRequest, form_id: UUID) -> HttpResponse:
    by = measuring(request, "instruments:retire")
    form = _found(request, by, form_id, "instruments:retire")
    try:
        shelving.retire(form=form, by=by, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("It is no longer asked. What was answered stays."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("instruments:shelf")


@require_GET
def export_form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Give a questionnaire away with its scores written as standard expressions."""
    by = measuring(request, "instruments:export_form")
    form = _found(request, by, form_id, "instruments:export_form")
    written = export(form.resource, shelving.questionnaire_of(form))
    answer = HttpResponse(json.dumps(written, indent=1, ensure_ascii=False), content_type="application/fhir+json")
    answer["Content-Disposition"] = 'attachment; filename="questionnaire.json"'
    return answer
