"""What others than the signer say about a release, what ends it by itself, and the letter that calls it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.access.gate import deny
from trefoil.ground.access.types import Role
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.types import Kind

from . import actions, answering, queries, words
from .entrances import CONSENTS, enter_kept, enter_release
from .forms import SettleForm


@require_http_methods(["GET", "POST"])
def object_to(request: Any, release_id: UUID) -> HttpResponse:
    """Say what an objection does, then keep it: the stricter answer holds."""
    release, sight = enter_release(request, release_id, "consent:object_to")
    if request.viewer.kind != Kind.CAREGIVER or release.signer_id == request.viewer.person_id:
        deny(request, page="consent:object_to", child_id=release.child_id, categories=CONSENTS)
    if request.method == "POST":
        answering.object_to(release=release, by=request.person, at=request.at)
        messages.success(request, _("Your answer is kept. Nothing is shared under this while it stands."))
        return redirect("consent:sign", release.pk)
    heading = words.heading_for(release, hides_places=sight.hides_location)
    return render(request, "consent/object.html", {"release": release, "heading": heading})


@require_POST
def withdraw(request: Any, release_id: UUID) -> HttpResponse:
    release, _sight = enter_release(request, release_id, "consent:withdraw")
    if request.viewer.kind != Kind.CAREGIVER or release.signer_id == request.viewer.person_id:
        deny(request, page="consent:withdraw", child_id=release.child_id, categories=CONSENTS)
    answering.withdraw(release=release, by=request.person, at=request.at)
    messages.success(request, _("You took your answer back."))
    return redirect("consent:sign", release.pk)


@require_POST
def settle(request: Any, release_id: UUID) -> HttpResponse:
    """Set aside the refusals that a paper shows not to count; it is the privacy officer's."""
    release, is_signer = enter_kept(request, release_id, "consent:settle")
    if is_signer or request.viewer.role != Role.ADMIN:
        deny(request, page="consent:settle", child_id=release.child_id, categories=CONSENTS)
    form = SettleForm(request.POST)
    form.is_valid()
    by, reason = request.person, form.cleaned_data.get("reason", "")
    for answer in list(answering.refusals(release).select_related("release")):
        answering.settle(answer=answer, reason=reason, by=by, at=request.at)
    messages.success(request, _("Settled. Both answers and your reason stay on the record."))
    return redirect("consent:sign", release.pk)


@require_POST
def note_event(request: Any, release_id: UUID) -> HttpResponse:
    """Write down that what ends a release before its day has come."""
    release, is_signer = enter_kept(request, release_id, "consent:note_event")
    if is_signer:
        deny(request, page="consent:note_event", child_id=release.child_id, categories=CONSENTS)
    actions.note_event(release=release, by=request.person, at=request.at)
    messages.success(request, _("Ended. From this moment nothing more can be read under it."))
    return redirect("consent:sign", release.pk)


@never_cache
@require_GET
def recall(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Show the letter to those who had read something under a release that ended."""
    release, is_signer = enter_kept(request, release_id, "consent:recall")
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    if not (is_signer or viewer.role == Role.ADMIN):
        deny(request, page="consent:recall", child_id=release.child_id, categories=CONSENTS)
    page = {
        "base": frame_of(request),
        "release": release,
        "heading": words.heading_for(release, hides_places=request.sight.hides_location),  # type: ignore[attr-defined]
        "what": words.category_words(release.categories),
        "part2_statement": words.PART2_STATEMENT if release.part2 else "",
        "readers": queries.readers_under(release, request.at),  # type: ignore[attr-defined]
    }
    return render(request, "consent/recall.html", page)
