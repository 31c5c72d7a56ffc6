"""The pages of releases: for those who ask, and for the guardian who reads, signs, declines and ends them."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Organization, Person
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import actions, inviting, queries, words
from .forms import AskForm, SignForm
from .models import Release
from .states import state_of

CONSENTS = {Category.CONSENTS}


def _by(request: Any) -> Person:
    return Person.objects.select_related("staff__organization").get(pk=request.viewer.person_id)


def _base(request: Any) -> str:
    return "page.html" if request.viewer.kind == Kind.STAFF else "portal.html"


def _release(request: Any, release_id: UUID, page: str) -> tuple[Release, Sight]:
    """Return a release to those who may read it; to others it is not there."""
    found = (
        Release.objects.filter(pk=release_id)
        .select_related("from_organization", "to_organization", "signer", "asked_by", "child__person")
        .first()
    )
    if found is None:
        deny(request, page=page, child_id=None, categories=CONSENTS)
        raise Http404
    return found, enter(request, found.child_id, page=page, categories=CONSENTS)


def _own(request: Any, release_id: UUID, page: str) -> Release:
    """Return a release to the guardian who was asked."""
    release, _sight = _release(request, release_id, page)
    if release.signer_id != request.viewer.person_id:
        deny(request, page=page, child_id=release.child_id, categories=CONSENTS)
    return release


@require_GET
def releases(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="consent:releases", categories=CONSENTS)
    found = list(queries.releases(child_id))
    at = request.at  # type: ignore[attr-defined]
    is_staff = request.viewer.kind == Kind.STAFF  # type: ignore[attr-defined]
    if is_staff:
        actions.notice(releases=found, by=_by(request), at=at)
    shown = [(r, state_of(r, at), words.category_words(r.categories)) for r in found]
    page = {
        "base": _base(request),
        "child": get_child(child_id),
        "is_staff": is_staff,
        "may_ask": is_staff and sight.writes(Category.CONSENTS),
        "groups": [
            (_("Waiting for an answer"), [s for s in shown if s[1].code == "asked"]),
            (_("In force"), [s for s in shown if s[1].code == "live"]),
            (_("Ended, declined or over"), [s for s in shown if s[1].code in ("revoked", "declined", "over")]),
        ],
        "nothing": not shown,
    }
    return render(request, "consent/releases.html", page)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="consent:ask", categories=CONSENTS)
    if request.viewer.kind != Kind.STAFF or not sight.writes(Category.CONSENTS):  # type: ignore[attr-defined]
        deny(request, page="consent:ask", child_id=child_id, categories=CONSENTS)
    by, at = _by(request), request.at  # type: ignore[attr-defined]
    signers = queries.signers(child_id, at, categories=words.CATEGORY_WORDS, custodian_id=by.staff.organization_id)
    others = list(Organization.objects.exclude(pk=by.staff.organization_id).order_by("name"))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        signers=signers,
        organizations=others,
        today=timezone.localdate(at),
    )
    child = get_child(child_id)
    if request.method == "POST" and form.is_valid():
        try:
            release = _ask(form, child, signers, others, by, at)
            inviting.say(request, actions.invite_signer(release, by=by, at=at))
            return redirect("consent:releases", child_id)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"child": child, "form": form, "signers": signers}
    return render(request, "consent/ask.html", page, status=422 if form.errors else 200)


def _ask(form: AskForm, child: Any, signers: Any, others: Any, by: Person, at: datetime) -> Release:
    typed = form.cleaned_data
    last = datetime.combine(typed["ends_on"] + timedelta(days=1), time(), timezone.get_current_timezone())
    return actions.ask(
        child=child,
        from_organization=by.staff.organization,
        to_organization=next(o for o in others if str(o.pk) == typed["to_organization"]),
        categories=typed["categories"],
        purpose=typed["purpose"],
        signer=next(c.person for c in signers if str(c.person_id) == typed["signer"]),
        ends_at=last,
        both_ways=typed["both_ways"],
        by=by,
        at=at,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Show a release as it stands; to the guardian who was asked also the line to sign on."""
    release, sight = _release(request, release_id, "consent:sign")
    at = request.at  # type: ignore[attr-defined]
    is_signer = release.signer_id == request.viewer.person_id  # type: ignore[attr-defined]
    language = request.LANGUAGE_CODE[:2]
    form = (
        SignForm(request.POST if request.method == "POST" else None, initial={"language": language})
        if is_signer
        else None
    )
    if request.method == "POST":
        if form is None:
            deny(request, page="consent:sign", child_id=release.child_id, categories=CONSENTS)
        elif form.is_valid():
            try:
                actions.sign(
                    release=release,
                    typed_name=form.cleaned_data["typed_name"],
                    language=_known(form.cleaned_data["language"]),
                    by=_by(request),
                    at=at,
                )
                messages.success(request, _("Signed. You can read it here at any time, and end it at any time."))
                return redirect(_onward(request, release))
            except Refused as refused:
                form.add_error("typed_name", _(str(refused.reason)))
    page = {
        "base": _base(request),
        "release": release,
        "state": state_of(release, at),
        "text": release.signed_text or words.text_of(release, language=language),
        "form": form,
        "is_signer": is_signer,
        "next": request.GET.get("next", ""),
        "may_revoke": is_signer or sight.writes(Category.CONSENTS),
        "readers": queries.readers_under(release, at) if is_signer and release.revoked_at else [],
    }
    return render(request, "consent/sign.html", page, status=422 if form and form.errors else 200)


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _onward(request: HttpRequest, release: Release) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else request.path


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, release_id: UUID) -> HttpResponse:
    release = _own(request, release_id, "consent:decline")
    if request.method == "POST":
        actions.decline(release=release, by=_by(request), at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("You said no. Nothing is shared, and care goes on."))
        return redirect("consent:sign", release.pk)
    return render(request, "consent/decline.html", {"release": release})


@never_cache
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Say first what ending a release cannot undo, then end it."""
    release, sight = _release(request, release_id, "consent:revoke")
    is_signer = release.signer_id == request.viewer.person_id  # type: ignore[attr-defined]
    if not (is_signer or sight.writes(Category.CONSENTS)):
        deny(request, page="consent:revoke", child_id=release.child_id, categories=CONSENTS)
    at = request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        actions.revoke(release=release, by=_by(request), at=at)
        messages.success(request, _("Ended. From this moment nothing more can be read under it."))
        return redirect("consent:sign", release.pk)
    page = {
        "base": _base(request),
        "release": release,
        "state": state_of(release, at),
        "is_signer": is_signer,
        "readers": queries.readers_under(release, at) if is_signer else [],
    }
    return render(request, "consent/revoke.html", page)
