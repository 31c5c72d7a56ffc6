"""The signed text: signing it, co-signing, reading, adding to it, and the paper of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit import pdf
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import actions, queries, rules, sections
from .entrances import CONCLUDED, SIGNED, working
from .forms import AddendForm, CosignForm, SignForm
from .models import Addendum, Evaluation, SignedPart
from .types import Block, Part, State
from .words import FIELD, PART


@dataclass(frozen=True)
class PartFace:
    """One signed part as its reader reads it."""

    part: SignedPart
    title: str
    blocks: list[Block]


@dataclass(frozen=True)
class Text:
    """The signed text as far as somebody may read it."""

    child: Child
    evaluation: Evaluation | None
    parts: list[PartFace]
    addenda: list[Addendum]


def _read(request: Any, evaluation_id: UUID, page: str) -> Text:
    """Let in whoever may read any part of a signed text; the wall has chosen the parts."""
    parts = queries.signed_text(evaluation_id)
    if not parts:
        deny(request, page=page, child_id=None, categories=SIGNED)
    child_id = parts[0].child_id
    sight = enter(request, child_id, page=page, categories=SIGNED)
    shown = [_face(part, hides_places=sight.hides_location) for part in parts]
    return Text(get_child(child_id), queries.find(evaluation_id), shown, queries.addenda(evaluation_id))


def _face(part: SignedPart, *, hides_places: bool) -> PartFace:
    """Return a part as it is read; whoever may not learn where the child is does not read where they were seen."""
    with translation.override("en"):  # the language of the record
        where = str(FIELD[Part.OBSERVATION, "where"].label)
    hidden = hides_places and part.part == Part.OBSERVATION
    return PartFace(part, part.title, [b for b in part.blocks if not (hidden and b.label == where)])


def _person(name: Any, license_number: str) -> str:
    return f"{name}, {license_number}" if license_number else str(name)


def _signers(evaluation: Evaluation | None) -> dict[str, Any]:
    if evaluation is None or evaluation.signed_by is None:
        return {}
    return {
        "signer": _person(evaluation.signed_by, evaluation.signed_license),
        "cosigner": _person(evaluation.cosigner, evaluation.cosigned_license) if evaluation.cosigned_at else "",
        "waits_for": evaluation.cosigner if evaluation.state == State.COSIGN_WAITING else None,
    }


@require_safe
def read(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    text = _read(request, evaluation_id, "evaluation:read")
    viewer, found = request.viewer, text.evaluation  # type: ignore[attr-defined]
    actions.have_read(evaluation_id=evaluation_id, by=request.person, at=request.at)  # type: ignore[attr-defined]
    treats = viewer.kind == Kind.STAFF and rules.may_sign(role=viewer.role)
    page = {
        "base": frame_of(request),
        "text": text,
        "child": text.child,
        "may_addend": treats and found is not None and found.state == State.SIGNED,
        "may_cosign": found is not None
        and found.state == State.COSIGN_WAITING
        and found.cosigner_id == viewer.person_id,
        **_signers(found),
    }
    return render(request, "evaluation/read.html", page)


@require_safe
def paper(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Give the signed text out as a paper, with the parts that its reader may read."""
    text = _read(request, evaluation_id, "evaluation:paper")
    if text.evaluation is not None and text.evaluation.state == State.COSIGN_WAITING:
        deny(request, page="evaluation:paper", child_id=text.child.pk, categories=SIGNED)
    context = {
        "text": text,
        "child": text.child,
        "from": text.parts[0].part.author.staff.organization.name,
        "holds_closed": request.viewer.kind == Kind.STAFF and any(_is_closed(p.part) for p in text.parts),  # type: ignore[attr-defined]
        "foot": _("Confidential. For those whom the child's record is open to."),
        **_signers(text.evaluation),
    }
    language = request.LANGUAGE_CODE
    made = pdf.pdf_of("evaluation/paper.html", context, title=_("Report"), language=language)
    # Its name is read on desks and in download lists, so it tells nothing.
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="report.pdf"'}
    )


def _is_closed(part: SignedPart) -> bool:
    """Tell whether somebody who decides for the child may not read a part."""
    place = part.compartment
    return place.category == Category.YOUTH_CONFIDENTIAL or place.household_id is not None


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation, by = working(request, evaluation_id, "evaluation:sign", CONCLUDED)
    at = request.at  # type: ignore[attr-defined]
    if evaluation.state in (State.SIGNED, State.COSIGN_WAITING):
        return redirect("evaluation:read", evaluation.pk)
    gathered = queries.gathered(evaluation, at)
    gaps = rules.missing(gathered.done)
    form = SignForm(request.POST or None, gaps=bool(gaps))
    if form.is_bound and form.is_valid():
        try:
            signed = actions.sign(
                evaluation=evaluation,
                typed_name=form.cleaned_data["typed_name"],
                why_missing=form.cleaned_data.get("why_missing", ""),
                by=by,
                at=at,
            )
            waits = signed.state == State.COSIGN_WAITING
            said = _("Signed. %(name)s is asked to co-sign.") % {"name": signed.cosigner}
            messages.success(request, said if waits else _("Signed and locked."))
            return redirect("evaluation:read", evaluation.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    staff = by.staff
    formulation = gathered.formulation
    page = {
        "evaluation": evaluation,
        "child": evaluation.child,
        "form": form,
        "sections": sections.compose(gathered),
        "gaps": [PART[part] for part in gaps],
        "cosigner": staff.supervisor
        if rules.needs_cosign(license_number=staff.license, is_trainee=staff.trainee)
        else None,
        # What no typed name and no reason could mend is said before anybody types.
        "why_not": rules.why_not_sign(
            state=State(evaluation.state),
            role=staff.role,
            done=gathered.done,
            diagnoses=gathered.weighed,
            finds_none=formulation is not None and formulation.finds_none,
            why_missing="-",
            typed_name=str(by),
            name=str(by),
        ),
    }
    return render(request, "evaluation/sign.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def cosign(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation, by = working(request, evaluation_id, "evaluation:cosign", SIGNED)
    if evaluation.cosigner_id != by.pk:
        deny(request, page="evaluation:cosign", child_id=evaluation.child_id, categories=SIGNED)
    if evaluation.state != State.COSIGN_WAITING:
        return redirect("evaluation:read", evaluation.pk)
    form = CosignForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.cosign(
                evaluation=evaluation,
                typed_name=form.cleaned_data["typed_name"],
                by=by,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Co-signed."))
            return redirect("evaluation:read", evaluation.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {
        "evaluation": evaluation,
        "child": evaluation.child,
        "form": form,
        "parts": queries.signed_text(evaluation.pk),
    }
    return render(request, "evaluation/cosign.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def addend(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation, by = working(request, evaluation_id, "evaluation:addend", SIGNED)
    form = AddendForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.addend(evaluation=evaluation, text=form.cleaned_data["text"], by=by, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Added. The signed text is as it was."))
            return redirect("evaluation:read", evaluation.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"evaluation": evaluation, "child": evaluation.child, "form": form}
    return render(request, "evaluation/addend.html", page, status=422 if form.errors else 200)
