"""The desk where requests are answered: who asks, what they may see, what is handed out."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trefoil.ground.access.gate import children_in_sight, enter
from trefoil.ground.access.gate import deny as turn_away
from trefoil.ground.access.rules import reason
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Person
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind
from trefoil.ground.rulebook.queries import law

from . import actions, handing, papers, queries, rules, words
from .forms import CheckForm, DeliverForm, DenyForm, LetterForm, ReasonForm, ReviewForm
from .models import AccessRequest
from .types import OF_ITEMS, Item, State
from .views import CONSENTS, as_file, found, line


def _staff(request: Any, page: str, child_id: UUID | None = None) -> None:
    if request.viewer.kind != Kind.STAFF:
        turn_away(request, page=page, child_id=child_id, categories=CONSENTS)


def _asked(request: Any, request_id: UUID, page: str) -> AccessRequest:
    _staff(request, page)
    return found(request, request_id, page)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the requests that the viewer can answer, the first due first."""
    _staff(request, "requests:desk")
    made = list(queries.requests()[:200])
    children_in_sight(request, page="requests:desk", children={r.child_id for r in made}, categories=CONSENTS)
    lines = [line(r, request.at) for r in made]  # type: ignore[attr-defined]
    page = {"open": [x for x in lines if x["open"]], "over": [x for x in lines if not x["open"]][::-1]}
    return render(request, "requests/desk.html", page)


@require_http_methods(["GET", "POST"])
def enter_letter(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Enter a request that came in by letter or in person."""
    sight = enter(request, child_id, page="requests:enter_letter", categories=CONSENTS)
    if request.viewer.kind != Kind.STAFF or not any(map(sight.writes, CONSENTS)):  # type: ignore[attr-defined]
        turn_away(request, page="requests:enter_letter", child_id=child_id, categories=CONSENTS)
    child, by = get_child(child_id), request.person  # type: ignore[attr-defined]
    family = [child.person, *(c.person for c in queries.requesters_of(child_id))]
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        custodians=[by.staff.organization],
        requesters=[(str(p.pk), str(p)) for p in family],
        initial={"arrived_on": timezone.localdate(request.at)},  # type: ignore[attr-defined]
    )
    if request.method == "POST" and form.is_valid():
        try:
            asked = _enter(form, child, family, by, request.at)  # type: ignore[attr-defined]
            return redirect("requests:request", asked.pk)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    page = {"child": child, "form": form}
    return render(request, "requests/enter_letter.html", page, status=422 if form.errors else 200)


def _enter(form: LetterForm, child: Any, family: list[Person], by: Person, at: datetime) -> AccessRequest:
    typed = dict(form.cleaned_data)
    typed.pop("custodian")
    who, day = typed.pop("requester"), typed.pop("arrived_on")
    arrived = datetime.combine(day, time(12), timezone.get_current_timezone())
    return actions.ask(
        child=child,
        custodian=by.staff.organization,
        requester=next(p for p in family if str(p.pk) == who),
        arrived_at=min(arrived, at),
        by=by,
        at=at,
        **typed,
    )


def at_desk(request: HttpRequest, asked: AccessRequest, refused: str = "", **forms: Any) -> HttpResponse:
    """Show a request to who answers it."""
    at = request.at  # type: ignore[attr-defined]
    today = timezone.localdate(at)
    clocks = law(asked.custodian.pack, today).clocks
    later = None if asked.extended_at else rules.extended_to(asked.due_on, asked.clocks, clocks)
    is_open = asked.state in rules.OPEN
    page = {
        "line": line(asked, at),
        "asked": asked,
        "form": words.FORMS[asked.form],  # type: ignore[index]
        "received": words.RECEIVED[asked.received],  # type: ignore[index]
        "handed": words.HANDED.get(asked.handed, ""),  # type: ignore[call-overload]
        "clocks": [words.RULES.get(c, c) for c in asked.clocks],
        "later": later,
        "open_to": [
            (words.CATEGORIES[o.category], [reason(b) for b in o.bases])
            for o in queries.open_to(asked.requester_id, asked.child_id, asked.custodian_id, at)
        ]
        if is_open
        else [],
        "is_open": is_open,
        "check_form": CheckForm() if asked.state == State.ASKED else None,
        "deny_form": DenyForm(),
        "reason_form": ReasonForm(),
        "review_form": ReviewForm() if asked.review_asked_at and not asked.reviewed_at else None,
        "reasons": [words.REASONS[r] for r in asked.kept_back],  # type: ignore[index]
        "packages": queries.packages_of(asked.pk),
        "refused": refused,
    } | forms
    return render(request, "requests/at_desk.html", page, status=422 if refused else 200)


def _do(request: HttpRequest, request_id: UUID, verb: str, said: str, **typed: Any) -> HttpResponse:
    """Do one verb to a request and say so, or show the page again with the reason why not."""
    asked = _asked(request, request_id, f"requests:{verb}")
    try:
        getattr(actions, verb)(request=asked, by=request.person, at=request.at, **typed)  # type: ignore[attr-defined]
    except Refused as refused:
        asked.refresh_from_db()
        return at_desk(request, asked, str(refused.reason))
    messages.success(request, said)
    return redirect("requests:request", asked.pk)


@require_POST
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Keep how it was made sure who asks."""
    return _do(request, request_id, "check", "Checked. Now put it together.", how=request.POST.get("how", ""))


@require_POST
def extend(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the one extension that the law allows."""
    said = "Extended. Send the letter today: the law asks for it in writing."
    return _do(request, request_id, "extend", said, reason=request.POST.get("reason", ""))


@require_POST
def deny(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Deny a request with the reason that the law knows."""
    typed = {name: request.POST.get(name, "") for name in ("reason", "explanation")}
    return _do(request, request_id, "deny", "Denied. The letter says how it can be looked at again.", **typed)


@require_POST
def review(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Answer a review."""
    typed = {"text": request.POST.get("text", ""), "overturned": "overturned" in request.POST}
    return _do(request, request_id, "review", "Kept. The requester is told.", **typed)


@never_cache
@require_http_methods(["GET", "POST"])
def assemble(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Go through everything the requester may see, and leave out or black out what the law allows."""
    asked = _asked(request, request_id, "requests:assemble")
    by, at = request.person, request.at  # type: ignore[attr-defined]
    if asked.state != State.CHECKED:
        return at_desk(request, asked, "First make sure who asks, and what they may see.")
    chosen = handing.assembled(asked, by=by, at=at, page="requests:assemble")
    refused = ""
    if request.method == "POST":
        item = next((c.item for c in chosen if c.item.key == request.POST.get("item")), None)
        refused = _choose(request, asked, item, by, at)
        if not refused:
            return redirect(f"{request.path}#{item.id}" if item else request.path)
    page = {
        "asked": asked,
        "groups": papers.by_category(chosen),
        "reasons": [(r.value, words.REASONS[r]) for r in OF_ITEMS],
        "inside": sum(c.is_in for c in chosen),
        "total": len(chosen),
        "changed": sum(bool(c.decision) for c in chosen),
        "form": DeliverForm(initial={"handed": "portal" if queries.can_fetch(asked.requester) else "letter"}),
        "refused": refused,
        "at_item": request.POST.get("item", ""),
    }
    return render(request, "requests/assemble.html", page, status=422 if refused else 200)


def _choose(request: HttpRequest, asked: AccessRequest, item: Item | None, by: Person, at: datetime) -> str:
    if item is None:
        return "This is not part of what they may see."
    typed = {name: request.POST.get(name, "") for name in ("decision", "reason", "shown")}
    try:
        actions.choose(request=asked, item=item, by=by, at=at, **typed)
    except Refused as refused:
        return str(refused.reason)
    return ""


@never_cache
@require_GET
def preview(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the paper as it would be handed out."""
    asked = _asked(request, request_id, "requests:preview")
    at = request.at  # type: ignore[attr-defined]
    if asked.state != State.CHECKED:
        return at_desk(request, asked, "First make sure who asks, and what they may see.")
    with translation.override(asked.requester.language):
        chosen = handing.assembled(asked, by=request.person, at=at, page="requests:preview")  # type: ignore[attr-defined]
    return as_file(papers.record_paper(asked, chosen, at=at), "application/pdf", "preview.pdf")


@require_POST
def deliver(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Hand the record out."""
    asked = _asked(request, request_id, "requests:deliver")
    typed = {name: request.POST.get(name, "") for name in ("handed", "proof")}
    try:
        handing.deliver(request=asked, by=request.person, at=request.at, **typed)  # type: ignore[attr-defined]
    except Refused as refused:
        return at_desk(request, asked, str(refused.reason))
    messages.success(request, "Handed out. What they were given is kept exactly as it is.")
    return redirect("requests:request", asked.pk)
