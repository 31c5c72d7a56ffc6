"""The pages on which a release is composed, entered from paper, or asked for again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category, Role
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Organization, Person
from trefoil.ground.people.queries import get_child, team
from trefoil.ground.people.types import Kind

from . import actions, inviting, queries, renewing
from .entrances import CONSENTS, enter_kept
from .forms import AskForm, PaperForm
from .papers import enter_paper
from .standing import law_of

# Who treats can ask for the papers that stand alone.
_TREATING = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.IOP)


def _enter(request: Any, child_id: UUID, page: str) -> Person:
    sight = enter(request, child_id, page=page, categories=CONSENTS)
    if request.viewer.kind != Kind.STAFF or not sight.writes(Category.CONSENTS):
        deny(request, page=page, child_id=child_id, categories=CONSENTS)
    return request.person


def _form(kind: type[AskForm], request: Any, child: Child, by: Person) -> Any:
    own, at = by.staff.organization, request.at
    members = [m.staff for m in team(child.pk) if m.staff.organization_id != own.pk]
    return kind(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        signers=queries.signers(child, own, at),
        organizations=list(Organization.objects.exclude(pk=own.pk).order_by("name")),
        staff=members,
        relatives=queries.relatives(child.pk),
        today=timezone.localdate(at),
        longest=timedelta(days=law_of(own, at).consent_days),
        apart=request.viewer.role in _TREATING,
    )


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, child_id: UUID) -> HttpResponse:
    by = _enter(request, child_id, "consent:ask")
    child, at = get_child(child_id), request.at  # type: ignore[attr-defined]
    form = _form(AskForm, request, child, by)
    if request.method == "POST" and form.is_valid():
        try:
            release = actions.ask(child=child, from_organization=by.staff.organization, by=by, at=at, **form.asked())
            inviting.say(request, actions.invite_signer(release, by=by, at=at))
            return redirect(
                "consent:preview" if "look" in request.POST else "consent:releases", _next(request, release)
            )
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"child": child, "form": form, "knows_guardians": any(not s.of_child for s in form.signers)}
    return render(request, "consent/ask.html", page, status=422 if form.errors else 200)


def _next(request: HttpRequest, release: Any) -> UUID:
    return release.pk if "look" in request.POST else release.child_id


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, child_id: UUID) -> HttpResponse:
    by = _enter(request, child_id, "consent:paper")
    child, at = get_child(child_id), request.at  # type: ignore[attr-defined]
    form = _form(PaperForm, request, child, by)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            release = enter_paper(
                child=child,
                from_organization=by.staff.organization,
                upload=typed["scan"][0],
                signed_on=typed["signed_on"],
                language=typed["language"],
                by=by,
                at=at,
                **form.asked(),
            )
            messages.success(request, _("Entered. It is in force from now on; the scan is kept with it."))
            return redirect("consent:sign", release.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    return render(request, "consent/paper.html", {"child": child, "form": form}, status=422 if form.errors else 200)


@require_POST
def renew(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Ask for the same again; the signer goes on to read it, whoever keeps the papers sees that it waits."""
    release, is_signer = enter_kept(request, release_id, "consent:renew")
    by, at = request.person, request.at  # type: ignore[attr-defined]
    again = renewing.renew(release=release, by=by, at=at)
    if not is_signer:
        inviting.say(request, actions.invite_signer(again, by=by, at=at))
    return redirect("consent:sign", again.pk)
