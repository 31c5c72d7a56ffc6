"""The page of a child's care team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.session import writable_compartments
from trefoil.ground.access.types import COLUMN_OF_ROLE, Category, Role
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Law

from . import actions, rules, teams, wording
from .models import Membership, Person, Staff
from .queries import get_child
from .staff_forms import FindStaffForm
from .types import Kind

DEMOGRAPHICS = {Category.DEMOGRAPHICS}


def entered(request: Any, child_id: UUID, page: str, *, to_write: bool = False) -> tuple[Sight, Person]:
    """Let staff in who may see, or write, who a child's people are; for others the page is not there."""
    sight = enter(request, child_id, page=page, categories=DEMOGRAPHICS)
    if request.viewer.kind != Kind.STAFF or (to_write and not sight.writes(Category.DEMOGRAPHICS)):
        deny(request, page=page, child_id=child_id, categories=DEMOGRAPHICS)
    return sight, request.person


@require_safe
def team(request: Any, child_id: UUID) -> HttpResponse:
    sight, by = entered(request, child_id, "people:team")
    return _page(request, child_id, by, may_write=sight.writes(Category.DEMOGRAPHICS))


def _page(request: Any, child_id: UUID, by: Person, *, may_write: bool, refusal: str = "") -> HttpResponse:
    text = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:100]
    everyone, ours = teams.members(child_id), writable_compartments()
    known = teams.organizations_of(child_id, by.staff.organization_id) if may_write else set()
    rows = [(m, wording.ROLES[Role(m.staff.role)], m.compartment_id in ours) for m in everyone]
    found = teams.find_staff(text, known, child_id) if may_write else []
    page = {
        "child": get_child(child_id),
        "present": [r for r in rows if not r[0].ends_at],
        "past": [r for r in rows if r[0].ends_at],
        "may_write": may_write,
        "text": text,
        "form": FindStaffForm(initial={"q": text}),
        "found": [(s, wording.ROLES[Role(s.role)]) for s in found],
        "refusal": refusal,
    }
    return render(request, "people/team.html", page, status=422 if refusal else 200)


@require_POST
def add_to_team(request: Any, child_id: UUID) -> HttpResponse:
    _sight, by = entered(request, child_id, "people:add_to_team", to_write=True)
    wanted = request.POST.get("staff_id", "")
    staff = Staff.objects.filter(pk=wanted).select_related("person").first() if _is_id(wanted) else None
    try:
        if staff is None:
            raise Refused(_("Choose somebody from the list."))
        teams.add_to_team(child=get_child(child_id), staff=staff, by=by, at=request.at)
    except Refused as refused:
        return _page(request, child_id, by, may_write=True, refusal=_(str(refused.reason)))
    messages.success(request, _("%(name)s is on the care team now.") % {"name": staff.person})
    return redirect("people:team", child_id)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


@require_http_methods(["GET", "POST"])
def leave_team(request: Any, child_id: UUID, membership_id: UUID) -> HttpResponse:
    """Say what closes with a membership, then end it."""
    _sight, by = entered(request, child_id, "people:leave_team", to_write=True)
    found = Membership.objects.filter(pk=membership_id, child_id=child_id, compartment_id__in=writable_compartments())
    membership = found.select_related("staff__person", "staff__organization").first()
    if membership is None:
        return deny(request, page="people:leave_team", child_id=child_id, categories=DEMOGRAPHICS)
    if request.method == "POST":
        actions.leave_team(membership=membership, by=by, at=request.at)
        messages.success(request, _("%(name)s has left the care team.") % {"name": membership.staff.person})
        return redirect("people:team", child_id)
    role = Role(membership.staff.role)
    page = {
        "child": get_child(child_id),
        "membership": membership,
        "closes": _opened_to(role, law(membership.staff.organization.pack, request.at.date())),
        "by_office": role in rules.BY_OFFICE,
    }
    return render(request, "people/leave_team.html", page)


def _opened_to(role: Role, governing: Law) -> list[object]:
    # What few children have is not named: the sentence would read as news about this one.
    rare = (Category.PSYCHOTHERAPY_NOTES, Category.SUD)
    codes = {c: governing.table[c, COLUMN_OF_ROLE[role]].rstrip("e") for c in wording.CATEGORIES if c not in rare}
    return [wording.CATEGORIES[category] for category, code in codes.items() if code not in ("", "x", "d", "y")]
