"""Giving a version out for signature, and signing: the clinic, the school, the family and the youth."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people.rules import age_on

from . import actions, faces, queries, rules
from .audiences import for_school
from .content import dump
from .entrances import SCHOOL, WHOLE, enter_version, enter_whole, found, frame, said
from .forms import SignForm, SubmitForm, WordsForm
from .models import SchoolPlan, Signature
from .types import Party, VersionState
from .words import FINDING, PARTY_VOICE


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:submit")
    if not frame(request)["may_share"]:
        deny(request, page="plan:submit", child_id=version.child_id, categories=SCHOOL)
    if version.state != VersionState.DRAFT:
        return redirect("plan:plan", version.child_id)
    signers = queries.signers_for_school(version.child_id)
    form = SubmitForm(request.POST or None, signers=[(str(s.pk), str(s)) for s in signers])
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["school_signer"]
        try:
            actions.submit(
                version=version,
                school_signer=next((s for s in signers if s.pk == chosen), None),
                justification=form.cleaned_data["justification"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Out for signature. Everybody who signs finds it on their own page."))
            return redirect("plan:plan", version.child_id)
        except Refused as refused:
            form.add_error(None, said(refused))
    team = people.team(version.child_id)
    sheet = for_school(version.plan, queries.contacts_of(team, signers[0] if signers else None))
    unsaved = SchoolPlan(name=str(version.child), number=version.number, content=dump(sheet))
    age = age_on(version.child.born_on, request.at.date())  # type: ignore[attr-defined]
    every = queries.versions(version.child_id)
    page = frame(request) | {
        "version": version,
        "child": version.child,
        "form": form,
        "asked": faces.party_lines(rules.parties_for(age=age, has_school=bool(signers))),
        "findings": [(f, FINDING[f.kind]) for f in queries.findings_of(version.child, sheet, team=team)],
        "sheet": faces.school_face(unsaved),
        "changes": faces.change_faces(faces.earlier_than(version, every), version),
        "youth_signs_from": rules.YOUTH_SIGNS_FROM,
    }
    return render(request, "plan/submit.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, version_id: UUID) -> HttpResponse:
    signature = queries.signature_of(version_id, request.viewer.person_id)  # type: ignore[attr-defined]
    if signature is None:
        deny(request, page="plan:sign", child_id=None, categories=WHOLE | SCHOOL)
    assert signature is not None  # noqa: S101 — deny has raised
    shown = _school_part(request, signature) if signature.party == Party.SCHOOL else _whole(request, signature)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(
                signature=signature,
                typed_name=form.cleaned_data["typed_name"],
                language=request.LANGUAGE_CODE[:2],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Signed. Thank you."))
            return redirect(shown["then"], signature.child_id)
        except Refused as refused:
            form.add_error("typed_name", said(refused))
    page = frame(request) | shown | {"signature": signature, "voice": PARTY_VOICE[Party(signature.party)], "form": form}
    return render(request, "plan/sign.html", page, status=422 if form.errors else 200)


def _whole(request: Any, signature: Signature) -> dict[str, Any]:
    enter_whole(request, signature.child_id, "plan:sign")
    every = queries.versions(signature.child_id)
    version = next(v for v in every if v.pk == signature.version_id)
    return {
        "plan": faces.plan_face(version, every),
        "number": version.number,
        "name": version.child.person.called,
        "card": queries.care_card(signature.child_id),
        "then": "plan:plan",
    }


def _school_part(request: Any, signature: Signature) -> dict[str, Any]:
    enter(request, signature.child_id, page="plan:sign", categories=SCHOOL)
    rows = SchoolPlan.objects.filter(version_id=signature.version_id)
    part = found(request, rows, "plan:sign")
    return {"sheet": faces.school_face(part), "number": part.number, "name": part.name, "then": "plan:for_school"}


@require_http_methods(["GET", "POST"])
def go_on_without(request: HttpRequest, signature_id: UUID) -> HttpResponse:
    rows = Signature.objects.filter(pk=signature_id).select_related("person", "child__person")
    signature = found(request, rows, "plan:go_on_without")
    enter_version(request, signature.version_id, "plan:go_on_without")
    form = WordsForm(request.POST or None)
    form.fields["words"].label = _("Why the plan goes on without this signature")
    if request.method == "POST" and form.is_valid():
        try:
            actions.go_on_without(
                signature=signature,
                reason=form.cleaned_data["words"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            return redirect("plan:plan", signature.child_id)
        except Refused as refused:
            form.add_error("words", said(refused))
    page = frame(request) | {"signature": signature, "child": signature.child, "form": form}
    return render(request, "plan/go_on_without.html", page, status=422 if form.errors else 200)
