"""Telling the privacy officer that a reading looks wrong, and the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import Sight, enter
from trefoil.ground.access.gate import deny as turn_away
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.models import Person
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import looks
from .forms import WordsForm
from .models import Concern
from .views import CONSENTS


@require_http_methods(["GET", "POST"])
def tell_officer(request: HttpRequest, child_id: UUID, person_id: UUID) -> HttpResponse:
    """Tell the privacy officer in one's own words that a reading looks wrong."""
    sight = enter(request, child_id, page="requests:tell_officer", categories=CONSENTS)
    is_staff = request.viewer.kind == Kind.STAFF  # type: ignore[attr-defined]
    if is_staff or not looks.has_looked(child_id, person_id):
        turn_away(request, page="requests:tell_officer", child_id=child_id, categories=CONSENTS)
    child = get_child(child_id)
    about = get_object_or_404(Person.objects.select_related("staff__organization"), pk=person_id)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            concern = looks.tell_officer(
                child=child,
                about=about,
                words=form.cleaned_data["words"],
                by=request.person,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Sent. The privacy officer reads it and answers you here."))
            return redirect("requests:concern", concern.pk)
        except Refused as refused:
            form.add_error("words", _(str(refused.reason)))
    page = {"child": child, "about": about, "form": form, "hides_places": sight.hides_location}
    return render(request, "requests/tell_officer.html", page, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Show a concern to who told it and to the officer, who answers it here."""
    told, sight = _told(request, concern_id)
    is_staff = request.viewer.kind == Kind.STAFF  # type: ignore[attr-defined]
    by, at, refused = request.person, request.at, ""  # type: ignore[attr-defined]
    if request.method == "POST":
        if not is_staff:
            turn_away(request, page="requests:concern", child_id=told.child_id, categories=CONSENTS)
        try:
            looks.answer(concern=told, text=request.POST.get("words", ""), by=by, at=at)
            messages.success(request, "Answered. The family reads it where they told it.")
            return redirect("requests:concern", told.pk)
        except Refused as trouble:
            refused = str(trouble.reason)
    looks.seen(concern=told, viewer=request.viewer, at=at)  # type: ignore[attr-defined]
    page = {
        "base": frame_of(request),
        "is_staff": is_staff,
        "told": told,
        "hides_places": sight.hides_location,
        "form": WordsForm(),
        "refused": refused,
    }
    return render(request, "requests/concern.html", page, status=422 if refused else 200)


def _told(request: Any, concern_id: UUID) -> tuple[Concern, Sight]:
    told = (
        Concern.objects.filter(pk=concern_id)
        .select_related("child__person", "about__staff__organization", "told_by", "answered_by")
        .first()
    )
    if told is None:
        turn_away(request, page="requests:concern", child_id=None, categories=CONSENTS)
        raise Http404
    sight = enter(request, told.child_id, page="requests:concern", categories=CONSENTS)
    return told, sight
