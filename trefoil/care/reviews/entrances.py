"""How the pages of reviews let somebody in."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.types import Category, Scope
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import queries
from .actions import place_of
from .models import Meeting

TOLD = {Category.CLINICAL_PLAN, Category.SCHOOL_PLAN}
Row = TypeVar("Row", bound=Model)


def enter_child(
    request: HttpRequest, child_id: UUID, page: str, *, writes: Category | None = None
) -> tuple[Sight, Child]:
    """Let in who reads a plan of the child in full; who does not may not even learn that a team meets."""
    sight = enter(request, child_id, page=page, categories=TOLD)
    wrong = writes is not None and not sight.writes(writes)
    if wrong or not any(sight.scope(category) == Scope.FULL for category in TOLD):
        deny(request, page=page, child_id=child_id, categories=TOLD)
    return sight, get_child(child_id)


def enter_meeting(request: HttpRequest, meeting_id: UUID, page: str, *, writes: bool = False) -> tuple[Sight, Meeting]:
    """Return a meeting to those who may know of it."""
    meeting = found(request, queries.found_meetings().filter(pk=meeting_id), page)
    sight, _child = enter_child(request, meeting.child_id, page, writes=place_of(meeting.kind) if writes else None)
    return sight, meeting


def found(request: HttpRequest, rows: QuerySet[Row], page: str) -> Row:
    """Return the row, or the same page as for a row that is not there."""
    row = rows.first()
    if row is None:
        deny(request, page=page, child_id=None, categories=TOLD)
    assert row is not None  # noqa: S101 — deny has raised
    return row


def frame(request: Any, sight: Sight, category: Category = Category.CLINICAL_PLAN) -> dict[str, Any]:
    """Return what a page's frame depends on: who reads it."""
    is_family = request.viewer.kind in (Kind.CAREGIVER, Kind.CHILD)
    return {
        "base": "portal.html" if is_family else "page.html",
        "is_family": is_family,
        "may_write": sight.writes(category),
        "whole": sight.sees_fully(Category.CLINICAL_PLAN),
    }
