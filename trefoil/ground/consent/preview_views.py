"""The preview of a release: who will see what, and the very page that each of them opens."""

import copy
import re
from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from trefoil.ground.access.actions import Denied, place_only
from trefoil.ground.access.session import look_at_one, seen_by
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.types import Kind

from . import preview as previews
from .entrances import enter_looked_into
from .models import Release
from .states import state_of

PAGES = {"child": "chart:child", "plan": "plan:for_school"}


@never_cache
@require_GET
def preview(request: Any, release_id: UUID) -> HttpResponse:
    release, is_signer = enter_looked_into(request, release_id, "consent:preview")
    found = previews.preview_of(release, request.at)
    chosen = next((r for r in found.readers if str(r.person.pk) == request.GET.get("reader")), None)
    page = {
        "base": frame_of(request),
        "release": release,
        "state": state_of(release, request.at),
        "is_signer": is_signer,
        "preview": found,
        "chosen": chosen or next((r for r in found.readers if r.person.kind == Kind.STAFF), None),
        "page": request.GET.get("page") if request.GET.get("page") in PAGES else "child",
        "wants_plan": "school_plan" in release.categories,
    }
    return render(request, "consent/preview.html", page)


@never_cache
@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def seen_as(request: HttpRequest, release_id: UUID, staff_id: UUID) -> HttpResponse:
    """Show the page that a reader would open, cut down to what the viewer may see too; nothing on it can be used."""
    release, _is_signer = enter_looked_into(request, release_id, "consent:seen_as")
    reader = Person.objects.select_related("staff__organization").filter(pk=staff_id, kind=Kind.STAFF).first()
    name = PAGES.get(request.GET.get("page", ""), PAGES["child"])
    html = _rendered(request, release, reader, name) if reader else None
    return render(request, "consent/seen_as.html", {"parts": _cut(html) if html else None})


class _Undo(Exception):
    """Everything that was done for the preview is undone."""


def _rendered(request: HttpRequest, release: Release, reader: Person, name: str) -> str | None:
    """Return a page as the reader would get it with the release signed; whatever that changed is undone."""
    url = reverse(name, args=[release.child_id])
    held = previews.grants_under(release, reader.pk, request.viewer.person_id, request.at)  # type: ignore[attr-defined]
    theirs: Any = copy.copy(request)
    theirs.path = theirs.path_info = url
    theirs.person, theirs.viewer, theirs.resolver_match = reader, reader.as_viewer(), resolve(url)
    html: str | None = None
    try:
        with transaction.atomic():
            place_only(release.child_id, held)
            with seen_by(reader, theirs.at):
                look_at_one(release.child_id)
                match = theirs.resolver_match
                html = match.func(theirs, *match.args, **match.kwargs).content.decode()
            raise _Undo
    except (_Undo, Http404, Denied, Child.DoesNotExist):
        return html


def _cut(html: str) -> dict[str, str]:
    """Return the styles and the middle of a page, without links, scripts or anything that could be sent."""
    styles = "".join(re.findall(r'<link rel="stylesheet"[^>]*>', html))
    middle = html[html.index("<main") : html.index("</main>")].partition(">")[2]
    middle = re.sub(r"<script\b.*?</script>", "", middle, flags=re.DOTALL)
    middle = re.sub(r"(<a\b[^>]*?)\shref=\"[^\"]*\"", r"\1", middle)
    middle = re.sub(r"\s(?:hx-[\w:-]+|action|formaction)=(?:\"[^\"]*\"|'[^']*')", "", middle)
    # Both come out of the product's own templates, which have escaped what people wrote.
    return {"styles": mark_safe(styles), "middle": mark_safe(middle)}  # noqa: S308
