"""How an evaluation's pages let somebody in: through the gate, or with the page for a thing that is not there."""

from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import Http404

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.queries import get_child
from trefoil.ground.people.types import Kind

from . import places, queries
from .models import Evaluation

GATHERED = {Category.ASSESSMENTS}
# What a page shows is what the log says of it.
SHOWN = {*GATHERED, Category.YOUTH_CONFIDENTIAL, Category.BEHAVIOR_OBSERVATIONS}
CONCLUDED = {*SHOWN, Category.DIAGNOSIS}
SIGNED = {*GATHERED, Category.DIAGNOSIS, Category.YOUTH_CONFIDENTIAL}
Row = TypeVar("Row", bound=Model)


def treating(
    request: Any, child_id: UUID, page: str, categories: Collection[Category] = frozenset(GATHERED)
) -> tuple[Child, Person]:
    """Let in who works on a child's evaluation; before the first one, open its place for the clinic's team."""
    by = request.person if request.viewer.kind == Kind.STAFF else None
    child = Child.objects.filter(pk=child_id).first()
    if child and by and by.staff.organization.voice == "clinic":
        places.prepare(child=child, by=by)
    sight = enter(request, child_id, page=page, categories=categories)
    if by is None or not (sight.sees_fully(Category.ASSESSMENTS) and sight.writes(Category.ASSESSMENTS)):
        deny(request, page=page, child_id=child_id, categories=categories)
    return get_child(child_id), by  # type: ignore[return-value]


def working(
    request: Any, evaluation_id: UUID, page: str, categories: Collection[Category] = frozenset(GATHERED)
) -> tuple[Evaluation, Person]:
    """Let in who works on one evaluation."""
    evaluation = there(request, queries.find(evaluation_id), page)
    _child, by = treating(request, evaluation.child_id, page, categories)
    if evaluation.compartment.custodian_id != by.staff.organization_id:
        deny(request, page=page, child_id=evaluation.child_id, categories=categories)
    return evaluation, by


def there(request: Any, row: Row | None, page: str) -> Row:
    """Return the row, or the same page as for a row that is not there."""
    if row is None:
        deny(request, page=page, child_id=None, categories=CONCLUDED)
        raise Http404
    return row
