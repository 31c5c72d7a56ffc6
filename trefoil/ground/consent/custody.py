"""Court orders, claims that wait for papers, and suspicions: what closes a record to a caregiver, at once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May, OrderKind, Role
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Caregiver, Child, Person

from . import rules
from .events import OrderEntered
from .models import CourtOrder


def custody_of(child: Child, organization_id: UUID, **stamp: object) -> Compartment:
    """Return the compartment in which an organization keeps what no family member reads."""
    return compartment_for(child_id=child.pk, category=Category.CUSTODY, custodian_id=organization_id, **stamp)


@transaction.atomic
def enter_order(
    *,
    child: Child,
    person: Person,
    kind: OrderKind,
    leaves: Iterable[Category],
    court: str,
    file_number: str,
    starts_at: datetime,
    ends_at: datetime | None,
    document: UUID | None,
    by: Person,
    at: datetime,
) -> CourtOrder:
    """Enter a reviewed court order about a caregiver; it is in force at the second of saving."""
    compartment = custody_of(child, by.staff.organization_id)
    require(by, compartment, May.WRITE)
    refuse_if(
        rules.why_not_order(
            is_officer=by.staff.role == Role.ADMIN,
            is_caregiver=Caregiver.objects.filter(child=child, person=person).exists(),
            court=court,
            starts_at=starts_at,
            ends_at=ends_at,
        )
    )
    order = CourtOrder.objects.create(
        compartment=compartment,
        child=child,
        person=person,
        kind=kind,
        leaves=sorted(set(leaves)),
        court=court.strip(),
        file_number=file_number.strip(),
        document_id=document,
        starts_at=starts_at,
        ends_at=ends_at,
        entered_by=by,
        entered_at=at,
    )
    refresh(child.pk, at=at)
    tell(OrderEntered(child_id=child.pk, order_id=order.pk, at=at), by=by, compartment=compartment)
    return order
