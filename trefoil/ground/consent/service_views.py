"""The pages of services: lines, start, sign, end; and the telling of a caregiver."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category, ConsentBasis, Role
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import service_queries as queries
from . import service_words as words
from . import services as actions
from . import sharing
from .models import Service, ServiceLine
from .service_forms import EndLineForm, EndServiceForm, LineForm, SignServiceForm, StartServiceForm, TellForm
from .service_types import Signed

OWN = {Category.YOUTH_CONFIDENTIAL}


def _officer(request: Any, page: str) -> Person:
    if request.viewer.role != Role.ADMIN:
        deny(request, page=page, child_id=None)
    return request.person


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    person = _officer(request, "consent:lines")
    organizations = queries.organizations_of(person.staff)
    found = list(queries.lines(organizations))
    page = {
        "open": [line for line in found if line.ends_at is None],
        "ended": [line for line in found if line.ends_at is not None],
    }
    return render(request, "consent/services/lines.html", page)


@require_http_methods(["GET", "POST"])
def set_line(request: HttpRequest, line_id: UUID | None = None) -> HttpResponse:
    """Sign a new line, or another setting of one that is there."""
    person = _officer(request, "consent:set_line")
    organizations = queries.organizations_of(person.staff)
    line = _line(request, organizations, line_id) if line_id else None
    form = LineForm(request.POST or None, organizations=organizations, line=line)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_line(
                organization=next(o for o in organizations if str(o.pk) == typed["organization"]),
                name=typed["name"],
                acts_for_school=typed["acts_for_school"] == "yes",
                part2=typed["part2"],
                outpatient_mental_health=typed["outpatient_mental_health"],
                typed_name=typed["typed_name"],
                replaces=line,
                by=person,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, _("Signed. What is written from now on follows it."))
            return redirect("consent:lines")
        except Refused as refused:
            form.add_error("typed_name", _(str(refused.reason)))
    page = {"form": form, "line": line}
    return render(request, "consent/services/set_line.html", page, status=422 if form.errors else 200)


def _line(request: Any, organizations: Any, line_id: UUID) -> ServiceLine:
    found = queries.lines(organizations).filter(pk=line_id, ends_at=None).first()
    if found is None:
        deny(request, page="consent:set_line", child_id=None)
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def end_line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    person = _officer(request, "consent:end_line")
    line = _line(request, queries.organizations_of(person.staff), line_id)
    form = EndLineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_line(line=line, typed_name=form.cleaned_data["typed_name"], by=person, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Ended. Nothing new starts in it."))
            return redirect("consent:lines")
        except Refused as refused:
            form.add_error("typed_name", _(str(refused.reason)))
    page = {"form": form, "line": line}
    return render(request, "consent/services/end_line.html", page, status=422 if form.errors else 200)


def _clinician(request: Any, child_id: UUID, page: str) -> tuple[Child, Person]:
    """Let a clinician of the child in. Only what the youth alone decides about is entered, so that a caregiver who
    reads who looked learns nothing of it."""
    person = request.person if request.viewer.kind == Kind.STAFF else None
    if person is None or person.staff.role not in sharing.CLINICIANS:
        deny(request, page=page, child_id=child_id, categories=OWN)
        raise Http404
    if Child.objects.filter(pk=child_id).exists():
        own = person.staff.organization_id
        compartment_for(child_id=child_id, category=Category.YOUTH_CONFIDENTIAL, custodian_id=own)
    sight = enter(request, child_id, page=page, categories=OWN)
    if not sight.writes(Category.YOUTH_CONFIDENTIAL):
        deny(request, page=page, child_id=child_id, categories=OWN)
    return get_child(child_id), person


@require_safe
def services(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child, person = _clinician(request, child_id, "consent:services")
    at = request.at  # type: ignore[attr-defined]
    actions.notice(child_id=child_id, by=person, at=at)
    shown = [words.named(s) | {"alone": queries.is_confidential(s)} for s in queries.services(child_id)]
    running, waiting, over = [], [], []
    for row in shown:
        service = row["service"]
        if service.declined_at or (service.ends_at and service.ends_at <= at):
            over.append(row)
        elif service.signed_at or service.consent_basis == ConsentBasis.EMERGENCY:
            running.append(row)
        else:
            waiting.append(row)
    page = {
        "child": child,
        "groups": [(_("Waiting for a signature"), waiting), (_("Running"), running), (_("Ended or declined"), over)],
        "nothing": not shown,
        "has_lines": queries.open_lines(person.staff.organization_id, at).exists(),
        "tellings": queries.tellings(child_id),
    }
    return render(request, "consent/services/services.html", page)


@require_http_methods(["GET", "POST"])
def start_service(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child, person = _clinician(request, child_id, "consent:start_service")
    at = request.at  # type: ignore[attr-defined]
    open_lines = list(queries.open_lines(person.staff.organization_id, at))
    caregivers = queries.caregivers(child_id)
    form = StartServiceForm(request.POST or None, lines=open_lines, child=child, caregivers=caregivers)
    if request.method == "POST" and form.is_valid():
        people = {str(c.person_id): c.person for c in caregivers} | {str(child.pk): child.person}
        typed = form.cleaned_data
        try:
            service = actions.start_service(
                child=child,
                line=next(line for line in open_lines if str(line.pk) == typed["line"]),
                basis=ConsentBasis(typed["basis"]),
                consenter=people.get(typed["consenter"]) if form.needs_name else None,
                reason=typed["reason"],
                by=person,
                at=at,
            )
            if service.consent_basis == ConsentBasis.EMERGENCY:
                return redirect("consent:services", child_id)
            return redirect("consent:sign_service", service.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"form": form, "child": child, "has_lines": bool(open_lines)}
    return render(request, "consent/services/start_service.html", page, status=422 if form.errors else 200)


def _service(request: Any, service_id: UUID, page: str) -> Service:
    """Return a service to those who may know of it; to others it is not there."""
    found = queries.find_service(service_id)
    if found is None:
        deny(request, page=page, child_id=None, categories={Category.CLINICAL_PLAN})
        raise Http404
    enter(request, found.child_id, page=page, categories={Category.CLINICAL_PLAN}, only=found.compartment_id)
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def sign_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Show a service and its text; to whoever consents, or a clinician beside them, also the line to sign on."""
    service = _service(request, service_id, "consent:sign_service")
    viewer = request.viewer  # type: ignore[attr-defined]
    is_consenter = service.consenter_id == viewer.person_id
    beside = viewer.role in sharing.CLINICIANS
    waits = service.signed_at is None and service.declined_at is None and service.ends_at is None
    may_sign = waits and service.consenter_id is not None and (is_consenter or beside)
    language = _language(request, service)
    form = None
    if may_sign:
        posted = request.POST if request.method == "POST" else None
        form = SignServiceForm(posted, beside=not is_consenter, asks_plan=words.asks_about_plan(service))
    if request.method == "POST":
        if form is None:
            deny(request, page="consent:sign_service", child_id=service.child_id)
        elif form.is_valid() and _signed(request, service, form, language):
            return redirect("consent:sign_service", service.pk)
    page = {
        "base": frame_of(request),
        "by_staff": viewer.kind == Kind.STAFF,
        "service": service,
        "child": service.child,
        "basis": words.BASIS_WORDS[ConsentBasis(service.consent_basis)],
        "text": service.signed_text or words.text_of(service, language=language),
        "language": service.language if service.signed_at else language,
        "languages": settings.LANGUAGES,
        "form": form,
        "is_consenter": is_consenter,
        "waits": waits,
        "may_end": (is_consenter or beside) and service.signed_at is not None and service.ends_at is None,
    }
    return render(request, "consent/services/sign_service.html", page, status=422 if form and form.errors else 200)


def _language(request: Any, service: Service) -> str:
    asked = request.GET.get("language") or (service.consenter.language if service.consenter else "")
    if request.viewer.kind != Kind.STAFF:
        asked = request.GET.get("language") or request.LANGUAGE_CODE[:2]
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _signed(request: Any, service: Service, form: SignServiceForm, language: str) -> bool:
    typed = form.cleaned_data
    try:
        actions.sign_service(
            service=service,
            typed_name=typed["typed_name"],
            language=language,
            how=Signed(typed.get("how") or Signed.PORTAL),
            may_bill_plan=typed.get("may_bill_plan", False),
            by=request.person,
            at=request.at,
        )
    except Refused as refused:
        form.add_error("typed_name", _(str(refused.reason)))
        return False
    messages.success(request, _("Signed. It runs from now on, and can be ended at any time."))
    return True


@require_POST
def decline_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    service = _service(request, service_id, "consent:decline_service")
    if service.consenter_id != request.viewer.person_id:  # type: ignore[attr-defined]
        deny(request, page="consent:decline_service", child_id=service.child_id)
    actions.decline_service(service=service, by=request.person, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("You said no. Nobody asks you why."))
    return redirect("consent:sign_service", service.pk)


@require_http_methods(["GET", "POST"])
def end_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    service = _service(request, service_id, "consent:end_service")
    viewer = request.viewer  # type: ignore[attr-defined]
    is_consenter = service.consenter_id == viewer.person_id
    if not (is_consenter or viewer.role in sharing.CLINICIANS):
        deny(request, page="consent:end_service", child_id=service.child_id)
    form = EndServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.end_service(service=service, reason=reason, by=request.person, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, _("Ended. What was written stays as private as it was."))
            return redirect("consent:sign_service", service.pk)
        except Refused as refused:
            form.add_error("reason", _(str(refused.reason)))
    page = {
        "base": frame_of(request),
        "form": form,
        "service": service,
        "is_consenter": is_consenter,
    }
    return render(request, "consent/services/end_service.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tell_caregiver(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Let a clinician tell a caregiver the least they need, when silence would put the child in danger."""
    child, person = _clinician(request, child_id, "consent:tell_caregiver")
    caregivers = queries.caregivers(child_id)
    form = TellForm(request.POST or None, caregivers=caregivers)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            sharing.tell_caregiver(
                child=child,
                to=next(c.person for c in caregivers if str(c.person_id) == typed["to"]),
                categories=typed["categories"],
                reason=typed["reason"],
                words=typed["words"],
                by=person,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(
                request, _("They can read it for a day. The youth and the privacy officer have been told.")
            )
            return redirect("consent:services", child_id)
        except Refused as refused:
            form.add_error("reason", _(str(refused.reason)))
    hours = sharing.law_of(person.staff.organization, request.at).override_hours  # type: ignore[attr-defined]
    page = {"form": form, "child": child, "hours": hours}
    return render(request, "consent/services/tell_caregiver.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def telling(request: HttpRequest, override_id: UUID) -> HttpResponse:
    """Show a telling to who answers for it, and keep that they have read it."""
    found = queries.find_telling(override_id)
    viewer = request.viewer  # type: ignore[attr-defined]
    if found is None or viewer.kind != Kind.STAFF:
        deny(request, page="consent:telling", child_id=None, categories=OWN)
        raise Http404
    if request.method == "POST":
        sharing.look_over(override=found, by=request.person, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Kept that you have read it."))
        return redirect("consent:telling", found.pk)
    names = Person.objects.filter(pk=found.child_id).first()
    page = {
        "telling": found,
        "child": names,
        "what": words.youth_words(found.categories),
        "answers": viewer.person_id in found.told,
    }
    return render(request, "consent/services/telling.html", page)
