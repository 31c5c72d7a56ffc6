"""The pages of releases: for those who ask, and for whoever reads, signs, declines and ends them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.session import writable_compartments
from trefoil.ground.access.types import Category, Role
from trefoil.ground.documents.queries import papers
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.queries import find_child
from trefoil.ground.people.types import Kind

from . import actions, answering, queries, words
from .answer_words import naming_for
from .entrances import CONSENTS, enter_kept, enter_own, enter_release
from .entrances import keeps as keeps_it
from .forms import HowForm, SettleForm, SignForm
from .models import Release
from .states import State, state_of
from .types import Capacity, RevokedHow


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One release in the list, as the reader may know it."""

    release: Release
    state: State
    what: list[str]
    heading: str
    keeps: bool
    signer: str
    signed_name: str


@require_GET
def releases(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="consent:releases", categories=CONSENTS)
    found = list(queries.releases(child_id))
    at = request.at  # type: ignore[attr-defined]
    is_staff = request.viewer.kind == Kind.STAFF  # type: ignore[attr-defined]
    if is_staff:
        actions.notice(releases=found, by=request.person, at=at)  # type: ignore[attr-defined]
    kept = writable_compartments()
    naming = naming_for(request.viewer, child_id, found)  # type: ignore[attr-defined]
    shown = [
        Shown(
            release=r,
            state=state_of(r, at),
            what=words.category_words(r.categories),
            heading=_heading(r, sight),
            keeps=r.compartment_id in kept,
            signer=naming.name(r.signer_id),
            signed_name=naming.signature(r),
        )
        for r in found
    ]
    page = {
        "base": frame_of(request),
        "child_id": child_id,
        "child": find_child(child_id),
        "is_staff": is_staff,
        "may_ask": is_staff and sight.writes(Category.CONSENTS),
        "groups": [
            (_("Answered differently"), [s for s in shown if s.state.code == "conflict"]),
            (_("Waiting for an answer"), [s for s in shown if s.state.code == "asked"]),
            (_("In force"), [s for s in shown if s.state.code == "live"]),
            (_("Ended, declined or over"), [s for s in shown if s.state.code in ("revoked", "declined", "over")]),
        ],
        "nothing": not shown,
    }
    return render(request, "consent/releases.html", page)


def _heading(release: Release, sight: Sight) -> str:
    return words.heading_for(release, hides_places=sight.hides_location)


@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Show a release as it stands; to whoever was asked also the line to sign on."""
    release, sight = enter_release(request, release_id, "consent:sign")
    at = request.at  # type: ignore[attr-defined]
    is_signer = release.signer_id == request.viewer.person_id  # type: ignore[attr-defined]
    initial = {"language": request.LANGUAGE_CODE[:2]}
    form = SignForm(request.POST if request.method == "POST" else None, initial=initial) if is_signer else None
    if request.method == "POST":
        if form is None:
            deny(request, page="consent:sign", child_id=release.child_id, categories=CONSENTS)
        elif form.is_valid():
            try:
                actions.sign(
                    release=release,
                    typed_name=form.cleaned_data["typed_name"],
                    language=_known(form.cleaned_data["language"]),
                    by=request.person,  # type: ignore[attr-defined]
                    at=at,
                )
                messages.success(request, _("Signed. You can read it here at any time, and end it at any time."))
                return redirect(_onward(request, release))
            except Refused as refused:
                form.add_error("typed_name", _(str(refused.reason)))
    page = _sign_page(request, release, sight, is_signer) | {"form": form}
    return render(request, "consent/sign.html", page, status=422 if form and form.errors else 200)


def _sign_page(request: Any, release: Release, sight: Sight, is_signer: bool) -> dict[str, Any]:
    at, me = request.at, request.viewer
    keeps = sight.writes(Category.CONSENTS) and keeps_it(release)
    text = release.signed_text or words.text_of(release, language=request.LANGUAGE_CODE[:2])
    state = state_of(release, at)
    refusals = [a for a in release.answers.all() if a.says == "refuse" and a.stands]
    open_to_all = release.capacity not in (Capacity.YOUTH, Capacity.ADULT)
    is_family = me.kind == Kind.CAREGIVER and not is_signer and open_to_all
    naming = naming_for(me, release.child_id, [release])
    may_object = is_family and answering.may_object(release, me.person_id, at)
    return {
        "base": frame_of(request),
        "release": release,
        "heading": _heading(release, sight),
        "state": state,
        "text": words.without_places(text, release) if sight.hides_location else text,
        "is_signer": is_signer,
        "next": request.GET.get("next", ""),
        "may_revoke": is_signer or keeps,
        "may_preview": (is_signer or sight.writes(Category.CONSENTS)) and state.code in ("asked", "live", "conflict"),
        "keeps": keeps,
        "answers": naming.answers(release),
        "signer": naming.name(release.signer_id),
        "signed_name": naming.signature(release),
        "may_object": may_object,
        "objected": any(a.person_id == me.person_id for a in refusals) and not is_signer,
        "settle": SettleForm() if state.code == "conflict" and me.role == Role.ADMIN else None,
        "papers": papers(release.pk) if release.on_paper and naming.knows(release.signer_id) else [],
        "may_recall": bool(release.signed_at and release.revoked_at) and (is_signer or me.role == Role.ADMIN),
        "readers": queries.readers_under(release, at) if is_signer and release.revoked_at else [],
    }


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _onward(request: HttpRequest, release: Release) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else request.path


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, release_id: UUID) -> HttpResponse:
    release = enter_own(request, release_id, "consent:decline")
    if request.method == "POST":
        actions.decline(release=release, by=request.person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("You said no. Nothing is shared, and care goes on."))
        return redirect("consent:sign", release.pk)
    heading = _heading(release, request.sight)  # type: ignore[attr-defined]
    return render(request, "consent/decline.html", {"release": release, "heading": heading})


@never_cache
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Say first what ending a release cannot undo, then end it."""
    release, is_signer = enter_kept(request, release_id, "consent:revoke")
    at = request.at  # type: ignore[attr-defined]
    form = HowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        how = RevokedHow(form.cleaned_data.get("how") or RevokedHow.SPOKEN)
        actions.revoke(release=release, by=request.person, at=at, how=how)  # type: ignore[attr-defined]
        messages.success(request, _("Ended. From this moment nothing more can be read under it."))
        return redirect("consent:sign", release.pk)
    page = {
        "base": frame_of(request),
        "release": release,
        "heading": _heading(release, request.sight),  # type: ignore[attr-defined]
        "state": state_of(release, at),
        "is_signer": is_signer,
        "form": form,
        "readers": queries.readers_under(release, at) if is_signer else [],
    }
    return render(request, "consent/revoke.html", page)
