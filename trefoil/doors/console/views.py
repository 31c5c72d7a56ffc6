"""The privacy officer's pages, and operations."""

from datetime import datetime
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trefoil.ground.access import actions as access
from trefoil.ground.access.gate import children_in_sight, deny, enter
from trefoil.ground.access.models import BreakGlass
from trefoil.ground.access.rules import may_break_glass
from trefoil.ground.access.types import Category, Role
from trefoil.ground.kit import queue
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Person
from trefoil.ground.rulebook.types import Law
from trefoil.ground.worklist import actions as worklist

from . import desk
from . import why as reasons
from .actions import miss, open_glass, review
from .forms import EmergencyForm, ReviewForm, TrailForm
from .matrix import matrix
from .trail import trail_lines
from .words import CATEGORIES

MOST = 100
OPERATIONS = (Role.ADMIN, Role.DIRECTOR)
GLASS_BREAKERS = tuple(filter(may_break_glass, Role))


def _only(request: HttpRequest, page: str, *roles: Role) -> None:
    if request.viewer.role not in roles:
        deny(request, page=page, child_id=None)


def _law(request: HttpRequest) -> Law:
    return desk.own_law(request.viewer.organization_id, request.at)


@require_safe
def children(request: HttpRequest) -> HttpResponse:
    _only(request, "console_children", Role.ADMIN)
    text = request.GET.get("name", "").strip()[:100]
    found = people.find_children(text, MOST + 1) if text else list(people.children()[: MOST + 1])
    shown = found[:MOST]
    children_in_sight(
        request, page="console_children", children=[c.pk for c in shown], categories=[Category.DEMOGRAPHICS]
    )
    context = {
        "children": shown,
        "more": len(found) > MOST,
        "name": text,
        "emergencies": desk.emergencies(_law(request), request.at),
    }
    return render(request, "console/children.html", context)


@require_safe
def who_sees(request: HttpRequest, child_id: UUID) -> HttpResponse:
    _only(request, "who_sees", Role.ADMIN)
    enter(request, child_id, page="who_sees", categories=[Category.DEMOGRAPHICS, Category.CONSENTS])
    at = _instant(request.GET.get("at", "")) or request.at
    then = "at" in request.GET and at != request.at
    context = {
        "child": people.get_child(child_id),
        "matrix": matrix(child_id, at, past=then),
        "at": timezone.localtime(at),
        "then": then,
        "explained": "explain" in request.GET,
    }
    return render(request, "console/who_sees.html", context)


@require_safe
def why(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Say why one person sees one category, or does not; the officer alone is told a denial's reason."""
    _only(request, "why", Role.ADMIN)
    enter(request, child_id, page="why", categories=[Category.DEMOGRAPHICS, Category.CONSENTS])
    at = _instant(request.GET.get("at", "")) or request.at
    then = "at" in request.GET and at != request.at
    chosen = request.GET.get("category", "")
    category = Category(chosen) if chosen in list(Category) else Category.SESSION_NOTES
    person = _person(request.GET.get("person", ""))
    context = {
        "child": people.get_child(child_id),
        "found": reasons.why(child_id, person, category, at, past=then) if person else None,
        "everybody": _everybody(child_id),
        "person_id": str(person.pk) if person else "",
        "categories": CATEGORIES.items(),
        "category": category,
        "category_words": CATEGORIES[category],
        "at": timezone.localtime(at),
        "then": then,
    }
    return render(request, "console/why.html", context)


def _person(text: str) -> Person | None:
    try:
        return Person.objects.select_related("staff__organization").filter(pk=UUID(text)).first()
    except ValueError:
        return None


def _everybody(child_id: UUID) -> list[tuple[str, str]]:
    """Return whom one may ask about: the family, as far as the officer knows it, and everybody's staff."""
    family = [c.person for c in people.caregivers(child_id)]
    staff = Person.objects.filter(staff__isnull=False).order_by("given_name", "family_name")[:500]
    child = Person.objects.filter(pk=child_id)
    return [(str(person.pk), str(person)) for person in (*child, *family, *staff)]


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return timezone.make_aware(found) if found and not found.tzinfo else found


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    _only(request, "trail", Role.ADMIN)
    form = TrailForm(request.GET)
    asked = form.asked()
    lines, older = trail_lines(asked)
    kept = request.GET.copy()
    kept["before"] = older
    name = people.names([asked.child]).get(asked.child, "—") if asked.child else ""
    context = {"form": form, "lines": lines, "older": f"?{kept.urlencode()}" if older else "", "child": name}
    return render(request, "console/trail.html", context)


def break_glass(request: HttpRequest) -> HttpResponse:
    _only(request, "break_glass", *GLASS_BREAKERS)
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        glass = _try_glass(request, form)
        if glass:
            messages.warning(request, _("Emergency access is open for 60 minutes. The privacy officer has been told."))
            return redirect("chart:child", glass.child_id)
    return render(request, "console/break_glass.html", {"form": form}, status=422 if form.errors else 200)


def _try_glass(request: HttpRequest, form: EmergencyForm) -> BreakGlass | None:
    if not ratelimit.consume(request, action="break_glass"):
        form.add_error(None, _("That was tried too often. Call the program, or 911 when a life is in danger."))
        return None
    try:
        return open_glass(viewer=request.viewer, at=request.at, **form.cleaned_data)
    except Refused as refusal:
        miss(viewer=request.viewer, at=request.at)
        form.add_error(None, str(refusal))
        return None


def review_glass(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    _only(request, "review_glass", Role.ADMIN)
    glass = get_object_or_404(BreakGlass, pk=glass_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review(glass=glass, text=form.cleaned_data["review"], by=request.person, at=request.at)
        messages.success(request, _("The review is kept."))
        return redirect("console:children")
    if glass.reviewed_at:  # by a colleague perhaps: then nothing is left to do
        worklist.done(
            kind="review_break_glass", subject_id=glass.pk, person=request.person, by=request.person, at=request.at
        )
    names = people.names([glass.person_id, glass.child_id, *([glass.reviewed_by] if glass.reviewed_by else [])])
    context = {
        "glass": glass,
        "form": form,
        "who": names.get(glass.person_id, "—"),
        "child": names.get(glass.child_id, "—"),
        "opened": desk.opened_through(glass),
        "due": desk.review_due(glass, _law(request)),
        "reviewer": names.get(glass.reviewed_by, "—") if glass.reviewed_by else "",
    }
    return render(request, "console/review_glass.html", context, status=422 if form.errors else 200)


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    _only(request, "jobs", *OPERATIONS)
    return render(request, "console/jobs.html", {"failed": queue.failed(), "queue": queue.state()})


@require_POST
def run_again(request: HttpRequest, job_id: int) -> HttpResponse:
    _only(request, "run_again", *OPERATIONS)
    if queue.run_again(job_id, at=request.at):
        access.record(
            kind="act", page="JobRunAgain", by=request.viewer.person_id, at=request.at, detail={"job": job_id}
        )
        messages.success(request, _("The job will run again now."))
    else:
        messages.info(request, _("This job is not waiting for that any more."))
    return redirect("console:jobs")
