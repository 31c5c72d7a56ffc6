"""Where each part of an evaluation is kept: its category, its custodian, and whose home it is about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from trefoil.ground.access.actions import Denied, compartment_for
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category
from trefoil.ground.consent import choosing
from trefoil.ground.people.models import Child, Person, Staff

from .models import Contribution, Evaluation


def prepare(
    *, child: Child, by: Person, service_id: UUID | None = None, at: datetime | None = None
) -> tuple[Compartment, dict[str, Any]]:
    """Open the place where an organization keeps a child's evaluations, and return the stamp of a service with it."""
    staff = getattr(by, "staff", None)
    if staff is None or staff.organization.voice != "clinic":
        raise Denied
    own = staff.organization_id
    made_in = choosing.stamp(service_id, child_id=child.pk, organization_id=own, at=at) if at else {}
    place = compartment_for(child_id=child.pk, category=Category.ASSESSMENTS, custodian_id=own, **made_in)
    return place, made_in


def of_observations(child: Child, staff: Staff) -> Compartment:
    """Return where an organization keeps what its people observe in class."""
    return compartment_for(
        child_id=child.pk, category=Category.BEHAVIOR_OBSERVATIONS, custodian_id=staff.organization_id
    )


def beside(evaluation: Evaluation, category: Category, *, household_id: UUID | None = None) -> Compartment:
    """Return the place of another category for the same evaluation: same custodian, same services."""
    same = evaluation.compartment
    return compartment_for(
        child_id=evaluation.child_id,
        category=category,
        custodian_id=same.custodian_id,
        household_id=household_id,
        confidential=same.confidential,
        services=list(same.services),
    )


def place_of_conclusions(evaluation: Evaluation) -> Compartment:
    """Return where the formulation and the diagnoses of an evaluation are kept."""
    return beside(evaluation, Category.DIAGNOSIS)


def place_of_evidence(evaluation: Evaluation, source: Contribution | None) -> Compartment:
    """Return where evidence is kept: what rests on a confidence, or on what one home told, stays as closed as that."""
    if source is None:
        return place_of_conclusions(evaluation)
    told = source.compartment
    if told.category == Category.YOUTH_CONFIDENTIAL:
        return beside(evaluation, Category.YOUTH_CONFIDENTIAL)
    return beside(evaluation, Category.DIAGNOSIS, household_id=told.household_id)
