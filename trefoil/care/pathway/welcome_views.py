"""The family's first pages: a short list, one thing at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.consent import queries as consents
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import own_home
from trefoil.ground.people.models import Person

from . import queries, welcoming
from .forms import CallsForm, ContactForm, LanguagesForm
from .queries import Checklist
from .types import Step

HOME = {Category.DEMOGRAPHICS}


def _welcome(request: Any, child_id: UUID, page: str) -> tuple[Checklist, Person]:
    """Return the guardian's own list; for everybody else it is not there."""
    found = queries.checklist(child_id, request.viewer.person_id)
    if found is None:
        deny(request, page=page, child_id=child_id, categories=HOME)
        raise Http404
    enter(request, child_id, page=page, categories=HOME)
    return found, request.person


@never_cache
@require_GET
def welcome(request: HttpRequest, child_id: UUID) -> HttpResponse:
    found, by = _welcome(request, child_id, "pathway:welcome")
    # The last release may have been signed on its own page: then the list closes here.
    welcoming.finish_if_complete(welcome=found.welcome, by=by, at=request.at)  # type: ignore[attr-defined]
    here = reverse("pathway:welcome", args=[child_id])
    page = {
        "list": found,
        "child": found.welcome.child,
        "steps": [_face(line, child_id) for line in found.steps],
        "releases": [
            (r, f"{reverse('consent:sign', args=[r.pk])}?next={here}")
            for r in consents.waiting_for(by.pk).filter(child_id=child_id)
        ],
    }
    return render(request, "pathway/welcome.html", page)


def _face(line: queries.StepLine, child_id: UUID) -> dict[str, Any]:
    titles = {
        Step.RELEASES: _("Permissions to read"),
        Step.CONTACT: _("How we reach you"),
        Step.LANGUAGES: _("Your languages"),
        Step.CALLS: _("Who we may call"),
    }
    url = "" if line.step == Step.RELEASES else reverse(f"pathway:{line.step}", args=[child_id])
    return {"title": titles[line.step], "done": line.done, "url": url, "step": line.step.value, "at": line.done_at}


def _next(request: HttpRequest, child_id: UUID) -> HttpResponse:
    messages.success(request, _("Saved. Thank you."))
    return redirect("pathway:welcome", child_id)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, child_id: UUID) -> HttpResponse:
    found, by = _welcome(request, child_id, "pathway:contact")
    caregiver = found.welcome.caregiver
    home = caregiver.household
    initial = {"phone": caregiver.phone, "email": caregiver.email, "address": "", "home_phone": ""}
    if home:
        initial |= {"address": home.address, "home_phone": home.phone if home.phone != caregiver.phone else ""}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            at = request.at  # type: ignore[attr-defined]
            welcoming.confirm_contact(welcome=found.welcome, **form.cleaned_data, by=by, at=at)
            return _next(request, child_id)
        except Refused as refused:
            form.add_error("email", str(refused.reason))
    title, lead = _("How we reach you"), _("Only the team sees this. Another home of your child does not.")
    return _page(request, found, form, title, lead)


@require_http_methods(["GET", "POST"])
def languages(request: HttpRequest, child_id: UUID) -> HttpResponse:
    found, by = _welcome(request, child_id, "pathway:languages")
    initial = {"language": by.language, "spoken": found.welcome.child.languages}
    form = LanguagesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        at = request.at  # type: ignore[attr-defined]
        welcoming.confirm_languages(welcome=found.welcome, **form.cleaned_data, by=by, at=at)
        return _next(request, child_id)
    title, lead = _("Your languages"), _("An interpreter costs you nothing. Tell us what is easiest for you.")
    return _page(request, found, form, title, lead)


@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest, child_id: UUID) -> HttpResponse:
    found, by = _welcome(request, child_id, "pathway:calls")
    form = CallsForm(request.POST if request.method == "POST" else None, people=queries.own_home(found.welcome))
    if request.method == "POST" and form.is_valid():
        try:
            at = request.at  # type: ignore[attr-defined]
            if form.cleaned_data["given_name"]:
                fields = ("given_name", "family_name", "relationship", "phone")
                person = {name: form.cleaned_data[name] for name in fields}
                own_home.add_person_to_call(caregiver=found.welcome.caregiver, **person, by=by, at=at)
            welcoming.confirm_calls(welcome=found.welcome, may_call=form.choices(), by=by, at=at)
            return _next(request, child_id)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    page = {"child": found.welcome.child, "form": form}
    return render(request, "pathway/calls.html", page, status=422 if form.errors else 200)


def _page(request: HttpRequest, found: Checklist, form: Any, title: str, lead: str) -> HttpResponse:
    page = {"child": found.welcome.child, "form": form, "title": title, "lead": lead}
    return render(request, "pathway/welcome_step.html", page, status=422 if form.errors else 200)
