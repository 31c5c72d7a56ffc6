"""The pages of whoever asks for the record: asking, following the answer, fetching it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.access.gate import deny as turn_away
from trefoil.ground.access.gate import enter, sight_of
from trefoil.ground.access.types import Category
from trefoil.ground.kit import vault
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import children, children_of_caregiver, get_child
from trefoil.ground.people.types import Kind
from trefoil.ground.worklist import actions as worklist

from . import actions, handing, papers, queries, rules, words
from .forms import AskForm, WordsForm
from .models import AccessRequest, Package
from .types import State

CONSENTS = {Category.CONSENTS}


def found(request: Any, request_id: UUID, page: str) -> AccessRequest:
    """Return a request to who asked or answers; to others it is not there."""
    asked = queries.requests().filter(pk=request_id).first()
    if asked is None:
        turn_away(request, page=page, child_id=None, categories=CONSENTS)
        raise Http404
    enter(request, asked.child_id, page=page, categories=CONSENTS)
    return asked


def own(request: Any, request_id: UUID, page: str) -> AccessRequest:
    """Return a request to who asked."""
    asked = found(request, request_id, page)
    if asked.requester_id != request.viewer.person_id:
        turn_away(request, page=page, child_id=asked.child_id, categories=CONSENTS)
    return asked


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that is saved and not shown, under a name that tells nobody anything."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _children(request: Any) -> list[Child]:
    if request.viewer.kind == Kind.CHILD:
        return list(children().filter(pk=request.viewer.person_id))
    return list(children_of_caregiver(request.viewer.person_id))


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what one has asked for, and where to ask."""
    if request.viewer.kind == Kind.STAFF:  # type: ignore[attr-defined]
        return redirect("requests:desk")
    at = request.at  # type: ignore[attr-defined]
    made = list(queries.asked_by(request.viewer.person_id))  # type: ignore[attr-defined]
    by_child = []
    for child in _children(request):
        sight = sight_of(child.pk)[0]
        lines = [line(r, at, hides_places=sight.hides_location) for r in made if r.child_id == child.pk]
        by_child.append((child, Category.CONSENTS in sight.scopes, lines))
    return render(request, "requests/mine.html", {"by_child": by_child})


def line(asked: AccessRequest, at: Any, *, hides_places: bool = False) -> dict[str, Any]:
    """Return a request as it stands in a list."""
    label, tone = words.STATES[State(asked.state)]
    overdue = rules.is_overdue(asked.state, asked.due_on, timezone.localdate(at))
    return {
        "request": asked,
        "kept_by": words.kept_by(asked.custodian, hides_places=hides_places),
        "label": label,
        "tone": "danger" if overdue else tone,
        "overdue": overdue,
        "open": asked.state in rules.OPEN,
        "kinds": words.kinds(asked.categories),
    }


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Ask for one's own child's record, or one's own."""
    sight = enter(request, child_id, page="requests:ask", categories=CONSENTS)
    if request.viewer.kind == Kind.STAFF:  # type: ignore[attr-defined]
        turn_away(request, page="requests:ask", child_id=child_id, categories=CONSENTS)
    child, custodians = get_child(child_id), queries.custodians_of(child_id)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        custodians=custodians,
        categories=[c.value for c in sight.scopes],
        hides_places=sight.hides_location,
    )
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            by = request.person  # type: ignore[attr-defined]
            asked = actions.ask(
                child=child,
                custodian=next(o for o in custodians if str(o.pk) == typed.pop("custodian")),
                requester=by,
                by=by,
                at=request.at,  # type: ignore[attr-defined]
                **typed,
            )
            messages.success(request, _("Sent. The law gives them until the day that you see here."))
            return redirect("requests:request", asked.pk)
        except Refused as refused:
            form.add_error(None, _(str(refused.reason)))
    page = {"child": child, "form": form, "own": child.pk == request.viewer.person_id}  # type: ignore[attr-defined]
    return render(request, "requests/ask.html", page, status=422 if form.errors else 200)


@never_cache
@require_GET
def request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show a request: to who asked how it stands, to who answers what to do next."""
    asked = found(request, request_id, "requests:request")
    if request.viewer.kind == Kind.STAFF:  # type: ignore[attr-defined]
        from .desk_views import at_desk

        return at_desk(request, asked)
    at = request.at  # type: ignore[attr-defined]
    if asked.state not in rules.OPEN:
        worklist.done(kind="request_answered", subject_id=asked.pk, by=request.viewer, at=at)  # type: ignore[attr-defined]
    return followed(request, asked)


def followed(request: HttpRequest, asked: AccessRequest, refused: str = "") -> HttpResponse:
    """Show a request to who asked."""
    page = {
        "line": line(asked, request.at),  # type: ignore[attr-defined]
        "asked": asked,
        "kept_by": words.kept_by(asked.custodian, hides_places=sight_of(asked.child_id)[0].hides_location),
        "form": words.FORMS[asked.form],  # type: ignore[index]
        "packages": queries.packages_of(asked.pk),
        "reasons": [words.REASONS[r] for r in asked.kept_back],  # type: ignore[index]
        "review_form": WordsForm() if asked.reviewable and not asked.review_asked_at else None,
        "refused": refused,
    }
    return render(request, "requests/request.html", page, status=422 if refused else 200)


@require_POST
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take one's own request back."""
    asked = own(request, request_id, "requests:withdraw")
    try:
        actions.withdraw(request=asked, by=request.person, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return followed(request, asked, _(str(refused.reason)))
    messages.success(request, _("You took it back. You can ask again at any time."))
    return redirect("requests:mine")


@require_POST
def ask_review(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask that somebody else looks at what was kept back."""
    asked = own(request, request_id, "requests:ask_review")
    try:
        text = request.POST.get("words", "")
        actions.ask_review(request=asked, words=text, by=request.person, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return followed(request, asked, _(str(refused.reason)))
    messages.success(request, _("Sent. Somebody who had no part in the decision looks at it again."))
    return redirect("requests:request", asked.pk)


@never_cache
@require_GET
def letter(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give out the letter to the requester, as a file."""
    asked = found(request, request_id, "requests:letter")
    kind = _letter_of(asked)
    if kind is None:
        turn_away(request, page="requests:letter", child_id=asked.child_id, categories=CONSENTS)
    made = papers.letter(asked, str(kind), at=request.at)  # type: ignore[attr-defined]
    return as_file(made, "application/pdf", "letter.pdf")


def _letter_of(asked: AccessRequest) -> str | None:
    if asked.state in (State.DENIED, State.DELIVERED):
        return str(asked.state)
    return "extended" if asked.extended_at and asked.state in rules.OPEN else None


@never_cache
@require_GET
def fetch(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """Give out a file that was handed out; that it was fetched is the proof."""
    package = Package.objects.filter(pk=package_id).select_related("request").first()
    if package is None:
        turn_away(request, page="requests:fetch", child_id=None, categories=CONSENTS)
        raise Http404
    enter(request, package.request.child_id, page="requests:fetch", categories=CONSENTS)
    try:
        given = handing.fetch(package=package, by=request.person, at=request.at)  # type: ignore[attr-defined]
    except vault.Broken:
        return render(request, "requests/broken.html", {"base": frame_of(request)}, status=410)
    return as_file(given, package.type, package.name)
