"""Proposing a change, talking about it in place, and deciding."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child

from . import actions, lenses, proposal_faces, queries
from .entrances import SCHOOL, WHOLE, enter_whole, found, frame, said
from .forms import WordsForm
from .models import Proposal


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.person, "at": request.at}


def _home_of(request: Any, child_id: UUID) -> HttpResponse:
    """Return to the page from which the reader knows the plan."""
    whole = request.sight.sees_fully(Category.CLINICAL_PLAN)
    return redirect("plan:plan" if whole else "plan:for_school", child_id)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, child_id: UUID) -> HttpResponse:
    enter(request, child_id, page="plan:propose", categories=WHOLE | SCHOOL)
    place = queries.place_of_words(child_id)
    if place is None:
        deny(request, page="plan:propose", child_id=child_id, categories=WHOLE | SCHOOL)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            actions.propose(child=Child(pk=child_id), compartment_id=place or 0, text=words, **_who(request))
            messages.success(request, _("Sent. The therapist reads it and answers you here."))
            return _home_of(request, child_id)
        except Refused as refused:
            form.add_error("words", said(refused))
    page = frame(request) | {"form": form}
    return render(request, "plan/propose.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Let a lens say exactly how its own strategies should stand."""
    sight = enter(request, child_id, page="plan:reword", categories=WHOLE | SCHOOL)
    place, lens = queries.place_of_words(child_id), lenses.lens_of(request.viewer, sight)  # type: ignore[attr-defined]
    shown = lenses.of(child_id, lens) if lens else None
    if place is None or shown is None:
        deny(request, page="plan:reword", child_id=child_id, categories=WHOLE | SCHOOL)
    assert shown is not None  # noqa: S101 — deny has raised
    page = lenses.page(request, shown, place)
    if request.method == "POST" and page.is_valid():
        try:
            actions.propose(
                child=Child(pk=child_id),
                compartment_id=place or 0,
                text=page.why,
                edits=page.edits(),
                **_who(request),
            )
            page.let_go()
            messages.success(request, _("Sent. The therapist reads it and answers you here."))
            return _home_of(request, child_id)
        except Refused as refused:
            page.refuse(said(refused))
    face = frame(request) | {"page": page, "child_id": child_id}
    return render(request, "plan/reword.html", face, status=422 if page.errors else 200)


def _found(request: HttpRequest, proposal_id: UUID, page: str) -> Proposal:
    proposal = found(request, queries.with_remarks().filter(pk=proposal_id), page)
    enter(request, proposal.child_id, page=page, categories=WHOLE | SCHOOL)
    return proposal


def _page(request: Any, proposal: Proposal, form: WordsForm | None = None, refusal: str = "") -> HttpResponse:
    decides = request.sight.writes(Category.CLINICAL_PLAN)
    form = form or WordsForm()
    form.fields["words"].required = False  # the rule says when words are needed: to take it in, they are not
    face = frame(request) | {
        "child_id": proposal.child_id,
        "proposal": proposal,
        "lines": proposal_faces.lines(proposal, queries.plan_as_seen(proposal.child_id)),
        "decides": decides and proposal.is_open,
        "why_not": proposal_faces.why_not_approve(proposal, request.person) if decides else "",
        "is_author": proposal.author_id == request.viewer.person_id,
        "form": form,
        "refusal": refusal,
    }
    has_errors = bool(refusal or form.errors)
    return render(request, "plan/proposal.html", face, status=422 if has_errors else 200)


@require_http_methods(["GET"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    return _page(request, _found(request, proposal_id, "plan:proposal"))


@require_POST
def remark(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    about = _found(request, proposal_id, "plan:remark")
    try:
        actions.remark(proposal=about, text=request.POST.get("text", "")[:2000], **_who(request))
    except Refused as refused:
        return _page(request, about, refusal=said(refused))
    return redirect("plan:proposal", proposal_id)


@require_POST
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    about = _found(request, proposal_id, "plan:withdraw")
    try:
        actions.withdraw(proposal=about, **_who(request))
    except Refused as refused:
        return _page(request, about, refusal=said(refused))
    messages.success(request, _("Taken back."))
    return _home_of(request, about.child_id)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    about = found(request, queries.with_remarks().filter(pk=proposal_id), "plan:answer")
    enter_whole(request, about.child_id, "plan:answer", writes=True)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(proposal=about, words=form.cleaned_data["words"], **_who(request))
            messages.success(request, _("Answered."))
            return redirect("plan:plan", about.child_id)
        except Refused as refused:
            form.add_error("words", said(refused))
    return _page(request, about, form)


@require_POST
def approve(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    about = found(request, queries.with_remarks().filter(pk=proposal_id), "plan:approve")
    enter_whole(request, about.child_id, "plan:approve", writes=True)
    words, over = request.POST.get("words", "")[:2000], request.POST.get("over") == "yes"
    try:
        version = actions.approve(proposal=about, words=words, over=over, **_who(request))
    except Refused as refused:
        return _page(request, about, refusal=said(refused))
    messages.success(request, _("Taken into the draft. It becomes the plan when everybody has signed."))
    return redirect("plan:edit", version.pk)
