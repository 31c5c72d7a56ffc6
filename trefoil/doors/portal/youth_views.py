"""The youth's own pages: what my parents can see, share more, take it back."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from trefoil.ground.access.gate import children_in_sight, deny
from trefoil.ground.access.types import Category
from trefoil.ground.consent import service_queries as services
from trefoil.ground.consent import sharing
from trefoil.ground.consent.service_forms import ShareForm
from trefoil.ground.consent.service_words import text_of_release, youth_words
from trefoil.ground.consent.withholding_queries import own
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import youth

OWN = [Category.YOUTH_CONFIDENTIAL]


def _youth(request: Any, page: str) -> Child:
    """Let the youth in; for anybody else there is no such page, for their parents least of all."""
    if request.viewer.kind != Kind.CHILD:
        deny(request, page=page, child_id=None, categories=OWN)
    child = get_child(request.viewer.person_id)
    children_in_sight(request, page=page, children=[child.pk], categories=OWN)
    return child


@never_cache
@require_safe
def parents(request: HttpRequest) -> HttpResponse:
    child = _youth(request, "portal:parents")
    at = request.at  # type: ignore[attr-defined]
    page = youth.parents_page(child.pk, at)
    sharing.notice_telling(child=child, by=child.person, at=at)
    return render(request, "portal/youth_parents.html", {"page": page, "child": child, "own": own(child, at)})


@never_cache
@require_safe
def told(request: HttpRequest, override_id: UUID) -> HttpResponse:
    """Show a caregiver what a professional told them to keep the child safe, for as long as it stands open."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = services.find_telling(override_id) if viewer.kind == Kind.CAREGIVER else None
    if found is None:
        deny(request, page="portal:told", child_id=None, categories=OWN)
        raise Http404
    children_in_sight(request, page="portal:told", children=[found.child_id], categories=OWN)
    sharing.notice_told(override=found, by=found.to, at=request.at)  # type: ignore[attr-defined]
    return render(request, "portal/youth_told.html", {"telling": found, "child": get_child(found.child_id)})


@never_cache
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, *, protected: bool = False) -> HttpResponse:
    """Let the youth read what they would sign, and then sign it; care about alcohol or drugs is signed apart."""
    child = _youth(request, "portal:share")
    at = request.at  # type: ignore[attr-defined]
    caregivers = services.caregivers(child.pk)
    form = ShareForm(request.POST or None, caregivers=caregivers, today=timezone.localdate(at))
    language = _language(request)
    text = ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        to = next(c.person for c in caregivers if str(c.person_id) == typed["to"])
        last = datetime.combine(typed["until"] + timedelta(days=1), time(), timezone.get_current_timezone())
        try:
            sharing.release_more(
                child=child,
                to=to,
                categories=[Category(c) for c in typed["categories"]],
                ends_at=last,
                typed_name=typed["typed_name"],
                language=language,
                part2=protected,
                by=child.person,
                at=at,
            )
            messages.success(request, _("Shared. You can take it back at any time."))
            return redirect("portal:parents")
        except Refused as refused:
            form.add_error("typed_name", _(str(refused.reason)))
            text = text_of_release(child, to, typed["categories"], part2=protected, ends_at=last, language=language)
    page = {"form": form, "protected": protected, "text": text}
    return render(request, "portal/youth_share.html", page, status=422 if form.errors else 200)


def _language(request: Any) -> str:
    spoken = request.LANGUAGE_CODE[:2]
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@never_cache
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, release_id: UUID) -> HttpResponse:
    child = _youth(request, "portal:take_back")
    release = youth.find_release(child.pk, release_id)
    if release is None:
        deny(request, page="portal:take_back", child_id=child.pk, categories=OWN)
        raise Http404
    at = request.at  # type: ignore[attr-defined]
    is_live = release.revoked_at is None and release.ends_at > at
    if request.method == "POST" and is_live:
        sharing.take_back(release=release, by=child.person, at=at)
        messages.success(request, _("Taken back. They cannot see it any more."))
        return redirect("portal:parents")
    page = {"release": release, "what": youth_words(release.categories), "is_live": is_live}
    return render(request, "portal/youth_take_back.html", page)
