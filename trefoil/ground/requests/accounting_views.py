"""The pages of the accounting of disclosures: reading it, taking it home, adding what was sent by hand."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from trefoil.ground.access.gate import Sight, enter
from trefoil.ground.access.gate import deny as turn_away
from trefoil.ground.access.types import Category
from trefoil.ground.consent.models import Service
from trefoil.ground.consent.queries import releases
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.frames import frame_of
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import accounting as account
from . import papers
from .forms import RecordForm
from .views import CONSENTS, as_file

ON_PAPER = 5000


def _enter(request: Any, child_id: UUID, page: str) -> Sight:
    """Let in the family, and of staff only those who keep the consents."""
    sight = enter(request, child_id, page=page, categories=CONSENTS)
    if request.viewer.kind == Kind.STAFF and not sight.writes(Category.CONSENTS):
        turn_away(request, page=page, child_id=child_id, categories=CONSENTS)
    return sight


def _since(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None


@require_GET
def accounting(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Show what left one organization for another, as far as the viewer may know of it."""
    sight = _enter(request, child_id, "requests:accounting")
    number = max(int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1, 1)
    lines, more = account.lines(child_id, since=_since(request), page=min(number, 1000))
    page = {
        "base": frame_of(request),
        "is_staff": request.viewer.kind == Kind.STAFF,  # type: ignore[attr-defined]
        "child": get_child(child_id),
        "lines": lines,
        "hides_places": sight.hides_location,
        "since": request.GET.get("since", "") if _since(request) else "",
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if more else "",
        "kept": account.kept(child_id, timezone.localdate(request.at)),  # type: ignore[attr-defined]
    }
    return render(request, "requests/accounting.html", page)


@never_cache
@require_GET
def accounting_paper(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Give the accounting out as a paper for the family."""
    sight = _enter(request, child_id, "requests:accounting_paper")
    lines, _more = account.lines(child_id, since=_since(request), limit=ON_PAPER)
    made = papers.accounting_paper(
        get_child(child_id),
        account.by_month(lines),
        hides_places=sight.hides_location,
        language=request.LANGUAGE_CODE[:2],
        at=request.at,  # type: ignore[attr-defined]
    )
    return as_file(made, "application/pdf", "accounting.pdf")


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Write down what was sent outside by hand."""
    sight = _enter(request, child_id, "requests:record")
    if request.viewer.kind != Kind.STAFF or not sight.writes(Category.CONSENTS):  # type: ignore[attr-defined]
        turn_away(request, page="requests:record", child_id=child_id, categories=CONSENTS)
    child, signed = get_child(child_id), [r for r in releases(child_id) if r.signed_at]
    services = Service.objects.filter(child_id=child_id).select_related("line").order_by("starts_at")
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        releases=[(str(r.pk), f"{r.to_organization}, {timezone.localdate(r.signed_at)}") for r in signed],
        services=[(str(s.pk), s.line.name) for s in services],
        initial={"sent_at": timezone.localtime(request.at).strftime("%Y-%m-%dT%H:%M")},  # type: ignore[attr-defined]
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["release"] = next((r for r in signed if str(r.pk) == typed["release"]), None)
        typed["services"] = [UUID(s) for s in typed.get("services", [])]
        try:
            account.record(child=child, by=request.person, at=request.at, **typed)  # type: ignore[attr-defined]
            messages.success(request, "Written down. It stands in the accounting.")
            return redirect("requests:accounting", child_id)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    return render(request, "requests/record.html", {"child": child, "form": form}, status=422 if form.errors else 200)
