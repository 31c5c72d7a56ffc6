"""The plan for school: what each reader will see, publishing it, reading it, and saying so."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused

from . import actions, faces, queries, rules
from .audiences import not_shown
from .entrances import SCHOOL, enter_version, found, frame, said
from .forms import JustificationForm
from .models import Acknowledgement, PlanVersion, SchoolPlan
from .words import FINDING


@never_cache
@require_http_methods(["GET"])
def preview(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:preview")
    return _preview(request, version, JustificationForm(), "")


def _preview(request: HttpRequest, version: PlanVersion, form: JustificationForm, refusal: str) -> HttpResponse:
    """Show exactly what each named reader will see, under which release, and what stays."""
    rows = SchoolPlan.objects.filter(version=version).select_related("child__person")
    part = found(request, rows, "plan:preview")
    audience = queries.audience_of(
        version.child_id,
        giver_id=version.compartment.custodian_id,
        at=request.at,  # type: ignore[attr-defined]
    )
    every = queries.findings_of(part.child, part.sheet)
    open_findings = rules.unjustified(every, version.justified, "")
    readers = len(audience.readers)
    why_not = rules.why_not_publish(
        state=version.state,
        is_published=part.published_at is not None,
        has_release=audience.release is not None,
        readers=readers,
    )
    page = frame(request) | {
        "version": version,
        "child": part.child,
        "part": part,
        "sheet": faces.school_face(part),
        "audience": audience,
        "not_shown": not_shown(version.plan),
        "findings": [(f, FINDING[f.kind]) for f in open_findings],
        "justified": bool(every) and not open_findings,
        "why_not": _(why_not) if why_not else "",
        "no_release": audience.release is None and part.published_at is None,
        "verb": ngettext("Publish to %(n)s person", "Publish to %(n)s people", readers) % {"n": readers},
        "form": form,
        "refusal": refusal,
    }
    return render(request, "plan/preview.html", page, status=422 if refusal else 200)


@require_POST
def publish(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version = enter_version(request, version_id, "plan:publish")
    form = JustificationForm(request.POST)
    form.is_valid()
    try:
        actions.publish(
            version=version,
            justification=form.cleaned_data.get("justification", ""),
            by=request.person,  # type: ignore[attr-defined]
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        return _preview(request, version, form, said(refused))
    messages.success(request, _("Published. Each reader is asked to say that they read it."))
    return redirect("plan:for_school", version.child_id)


@never_cache
@require_http_methods(["GET"])
def for_school(request: HttpRequest, child_id: UUID) -> HttpResponse:
    sight = enter(request, child_id, page="plan:for_school", categories=SCHOOL)
    if not sight.sees_fully(Category.SCHOOL_PLAN):
        deny(request, page="plan:for_school", child_id=child_id, categories=SCHOOL)
    every = queries.school_plans(child_id)
    part = every[0] if every else None
    shape = frame(request)
    given = list(Acknowledgement.objects.filter(school_plan=part).select_related("author").order_by("at"))
    me = request.viewer.person_id  # type: ignore[attr-defined]
    page = shape | {
        "child_id": child_id,
        "part": part,
        "sheet": faces.school_face(part) if part else None,
        "changes": faces.school_change_faces(every[1], part) if part and len(every) > 1 else [],
        "acknowledgements": given,
        "acknowledged": next((a for a in given if a.author_id == me), None),
        "is_reader": not shape["is_family"] and not shape["is_clinic"],
        "may_propose": queries.place_of_words(child_id) is not None,
        "whole": sight.sees_fully(Category.CLINICAL_PLAN),
    }
    return render(request, "plan/for_school.html", page)


@require_POST
def acknowledge(request: HttpRequest, school_plan_id: UUID) -> HttpResponse:
    rows = SchoolPlan.objects.filter(pk=school_plan_id, published_at__isnull=False)
    part = found(request, rows, "plan:acknowledge")
    enter(request, part.child_id, page="plan:acknowledge", categories=SCHOOL)
    actions.acknowledge(school_plan=part, by=request.person, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Thank you. The team sees that you read it."))
    return redirect("plan:for_school", part.child_id)
