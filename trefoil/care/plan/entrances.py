"""How the plan's pages let somebody in: through the gate, or with the page for a thing that is not there."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from trefoil.ground.access.gate import Sight, deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import actions, queries, rules
from .models import PlanVersion

WHOLE = {Category.CLINICAL_PLAN}
SCHOOL = {Category.SCHOOL_PLAN}
Row = TypeVar("Row", bound=Model)


def enter_whole(
    request: Any, child_id: UUID, page: str, *, writes: bool = False, also: Iterable[Category] = ()
) -> tuple[Sight, Child]:
    """Let in who may read the whole plan; before the first one, open its place for the clinic's team."""
    _prepare(request, child_id)
    sight = enter(request, child_id, page=page, categories=WHOLE | set(also))
    if not sight.sees_fully(Category.CLINICAL_PLAN) or (writes and not sight.writes(Category.CLINICAL_PLAN)):
        deny(request, page=page, child_id=child_id, categories=WHOLE)
    return sight, get_child(child_id)


def _prepare(request: Any, child_id: UUID) -> None:
    if request.viewer.kind != Kind.STAFF or request.person.staff.organization.voice != "clinic":
        return
    child = Child.objects.filter(pk=child_id).first()
    if child:
        actions.prepare(child=child, by=request.person)


def enter_version(request: Any, version_id: UUID, page: str, *, also: Iterable[Category] = ()) -> PlanVersion:
    """Return a version to those who write plans."""
    version = found(request, PlanVersion.objects.filter(pk=version_id).select_related("child__person"), page)
    enter_whole(request, version.child_id, page, writes=True, also=also)
    return version


def found(request: Any, rows: QuerySet[Row], page: str) -> Row:
    """Return the row, or the same page as for a row that is not there."""
    row = rows.first()
    if row is None:
        deny(request, page=page, child_id=None, categories=WHOLE | SCHOOL)
        raise Http404
    return row


def frame(request: Any) -> dict[str, Any]:
    """Return what the page's frame depends on: who reads it."""
    is_family = queries.is_family(request.viewer.kind)
    sight = getattr(request, "sight", None)
    return {
        "may_share": sight is not None and sight.writes(Category.SCHOOL_PLAN),
        "base": "portal.html" if is_family else "page.html",
        "is_family": is_family,
        "is_youth": request.viewer.kind == Kind.CHILD,
        "is_clinic": request.viewer.kind == Kind.STAFF and request.person.staff.organization.voice == "clinic",
    }


def diagnoses_shown(request: Any) -> set[Category]:
    """Return the category of diagnoses for those to whom a page of the plan shows what its goals answer to."""
    return {Category.DIAGNOSIS} if diagnoses_are_theirs(request) else set()


def diagnoses_are_theirs(request: Any) -> bool:
    """Tell whether somebody may say which diagnosis a goal answers to; the wall asks again when they do."""
    return request.viewer.role in rules.SIGNS_AS_THERAPIST


def said(refused: Refused) -> str:
    """Return why not, in the reader's language."""
    return _(str(refused.reason))
