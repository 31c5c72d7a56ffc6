"""What every page's frame needs: who is looking, where they can go, and whether the glass is broken."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from trefoil.ground.access.models import BreakGlass
from trefoil.ground.access.types import Role, Viewer
from trefoil.ground.people.queries import school_phone
from trefoil.ground.people.types import Kind

TREATING = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER, Role.SKILLS, Role.FAMILY_PEER)
SCHOOL = (Role.TEACHER, Role.SCHOOL_MH)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    sight = getattr(request, "sight", None)
    return {
        "viewer": viewer,
        "demo": settings.DEMO,
        "idle_seconds": settings.IDLE_LOCK_SECONDS if viewer else 0,
        "sight": sight,
        "break_glass": _glass(request) if sight and sight.by_break_glass else None,
        "nav": _nav(viewer, request.path) if viewer else [],
        "help_phone": school_phone(viewer.person_id) if viewer and viewer.kind != Kind.STAFF else "",
    }


def _glass(request: HttpRequest) -> BreakGlass | None:
    return BreakGlass.objects.filter(
        child_id=request.sight.child_id,  # type: ignore[attr-defined]
        person_id=request.viewer.person_id,  # type: ignore[attr-defined]
        ends_at__gt=request.at,  # type: ignore[attr-defined]
    ).first()


def _nav(viewer: Viewer, path: str) -> list[dict[str, Any]]:
    items = _places(viewer)
    made = []
    for label, name, key, icon in items:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        made.append({"label": label, "url": url, "key": key, "icon": icon})
    here = max((item["url"] for item in made if _leads_to(item["url"], path)), key=len, default="")
    return [item | {"current": item["url"] == here} for item in made]


def _leads_to(url: str, path: str) -> bool:
    return path == url if url in ("/", "/home/") else path.startswith(url)


def _places(viewer: Viewer) -> list[tuple[str, str, str, str]]:
    if viewer.kind in (Kind.CAREGIVER, Kind.CHILD):
        own = [(_("Parents"), "portal:parents", "", "users")] if viewer.kind == Kind.CHILD else []
        return [
            (_("Home"), "portal:home", "", "house"),
            *own,
            (_("Permissions"), "portal:permissions", "", "shield"),
            (_("Who looked"), "portal:readers", "", "eye"),
        ]
    places = [(_("Today"), "chart:today", "t", "")]
    if viewer.role == Role.ADMIN:
        return [
            *places,
            (_("Console"), "console:home", "", ""),
            (_("Who can see"), "console:children", "c", ""),
            (_("Audit trail"), "console:trail", "", ""),
            (_("Requests"), "requests:desk", "", ""),
            (_("Rulebook"), "console:rulebook", "", ""),
            (_("Staff"), "people:staff", "", ""),
            (_("Jobs"), "console:jobs", "", ""),
        ]
    if viewer.role in (Role.TEACHER, Role.SKILLS):
        places.append((_("Classroom"), "classroom:board", "b", ""))
    places.append((_("Children"), "chart:children", "c", ""))
    if viewer.role in (*TREATING, *SCHOOL, Role.DIRECTOR):
        places.append((_("Schedule"), "schedule:week", "s", ""))
    if viewer.role in (Role.HOME_DISTRICT, Role.DIRECTOR):
        places.append((_("Referrals"), "pathway:referrals", "r", ""))
    if viewer.role == Role.DIRECTOR:
        places.append((_("Waiting list"), "pathway:waiting_list", "", ""))
    if viewer.role in (Role.DIRECTOR, Role.SUPERVISOR):
        places.append((_("Staff"), "people:staff", "", ""))
    if viewer.role == Role.DIRECTOR:
        places.append((_("Jobs"), "console:jobs", "", ""))
    if viewer.role in (Role.HOME_DISTRICT, Role.DIRECTOR, Role.SCHOOL_MH):
        places.append((_("Roster"), "exchange:import_roster", "", ""))
    return places
