"""The family's pages: the history as a home knows it, and the youth's own story, each at their own pace."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.drafts import actions as draft_actions
from trefoil.ground.drafts import queries as drafts
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.types import Kind

from . import actions, queries, rules
from .entrances import GATHERED, there
from .forms import PartForm, StoryForm
from .models import Evaluation
from .types import Part, State

PAGE = "evaluation:tell"


def _entered(request: Any, evaluation_id: UUID) -> Evaluation:
    """Let in the family: whom the wall lets read the evaluation's own place."""
    evaluation = there(request, queries.find(evaluation_id), PAGE)
    sight = enter(request, evaluation.child_id, page=PAGE, categories=GATHERED, only=evaluation.compartment_id)
    if request.viewer.kind == Kind.STAFF or not sight.sees_fully(Category.ASSESSMENTS):
        deny(request, page=PAGE, child_id=evaluation.child_id, categories=GATHERED)
        raise Http404
    return evaluation


@never_cache
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Take down what a caregiver or the youth tells; what is typed keeps itself until it is handed in."""
    evaluation = _entered(request, evaluation_id)
    by, at = request.person, request.at  # type: ignore[attr-defined]
    is_youth = by.kind == Kind.CHILD
    key = f"evaluation:{evaluation.pk}:tell"
    kept = drafts.draft(by, key)
    told = queries.own_story(evaluation.pk, by.pk)
    initial = _initial(told) | (kept.initial if kept else {})
    form: Any = (
        StoryForm(request.POST or None, initial=initial)
        if is_youth
        else PartForm(request.POST or None, part=Part.CAREGIVER, initial=initial)
    )
    if form.is_bound and form.is_valid():
        try:
            actions.tell(
                evaluation=evaluation,
                content=form.content,
                in_confidence=is_youth and form.cleaned_data["in_confidence"] == "yes",
                language=request.LANGUAGE_CODE[:2],
                by=by,
                at=at,
            )
            draft_actions.discard(person=by, key=key, at=at)
            thanks = (
                _("Thank you. Your clinic team has it now.")
                if is_youth
                else _("Thank you. Your team at the clinic has it now.")
            )
            messages.success(request, thanks)
            return redirect("portal:home")
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "evaluation": evaluation,
        "child": evaluation.child,
        "form": form,
        "is_youth": is_youth,
        "told_at": told[0].changed_at if told else None,
        "is_over": rules.why_not_change(State(evaluation.state)) is not None,
        "draft_url": drafts.address(key, evaluation.compartment_id),
        "saved_at": kept.saved_at if kept else None,
    }
    return render(request, "evaluation/tell.html", page, status=422 if form.errors else 200)


def _initial(told: list[Any]) -> dict[str, Any]:
    if not told:
        return {}
    in_confidence = told[0].compartment.category == Category.YOUTH_CONFIDENTIAL
    return told[0].content | {"in_confidence": "yes" if in_confidence else "no"}
