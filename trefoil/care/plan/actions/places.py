"""Where a clinic keeps a child's plan, and the plan for school."""

from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Child, Person


def prepare(*, child: Child, by: Person) -> Compartment:
    """Open the places where the actor's organization keeps a child's plan, if it is the first; return the plan's."""
    place_of_school_plan(child, by)
    return compartment_for(child_id=child.pk, category=Category.CLINICAL_PLAN, custodian_id=by.staff.organization_id)


def place_of_school_plan(child: Child, by: Person) -> Compartment:
    """Return where the actor's organization keeps the plan for school."""
    return compartment_for(child_id=child.pk, category=Category.SCHOOL_PLAN, custodian_id=by.staff.organization_id)
