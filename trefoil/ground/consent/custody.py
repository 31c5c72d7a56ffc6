"""Court orders: what a court took from a caregiver, in force from the second of saving."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May, OrderKind, Role
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Caregiver, Child, Person
from trefoil.ground.worklist import actions as worklist

from . import custody_rules, rules
from .custody_events import OrderVoided
from .events import OrderEntered
from .models import CourtOrder


def custody_of(child: Child, organization_id: UUID, **stamp: Any) -> Compartment:
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
    by: Person,
    at: datetime,
    paper: Upload | None = None,
) -> CourtOrder:
    """Enter a reviewed court order about a caregiver, with its paper; it is in force at the second of saving."""
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
    order = CourtOrder(
        compartment=compartment,
        child=child,
        person=person,
        kind=kind,
        leaves=sorted(set(leaves)),
        court=court.strip(),
        file_number=file_number.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        entered_by=by,
        entered_at=at,
    )
    if paper:
        kept = documents.keep(child=child, compartment=compartment, upload=paper, subject_id=order.pk, by=by, at=at)
        order.document_id = kept.pk
    order.save(force_insert=True)
    refresh(child.pk, at=at)
    settle_tasks(child.pk, person.pk, by=by, at=at)
    tell(OrderEntered(child_id=child.pk, order_id=order.pk, at=at), by=by, compartment=compartment)
    return order


@transaction.atomic
def void_order(*, order: CourtOrder, reason: str, by: Person, at: datetime) -> CourtOrder:
    """Void an order that was entered by mistake; what it closed opens at once, and order and reason stay."""
    require(by, order.compartment_id, May.WRITE)
    refuse_if(
        custody_rules.why_not_void(
            is_officer=by.staff.role == Role.ADMIN, voided=order.voided_at is not None, reason=reason
        )
    )
    order.voided_at, order.voided_by, order.void_reason = at, by, reason.strip()
    order.save(update_fields=["voided_at", "voided_by", "void_reason"])
    refresh(order.child_id, at=at)
    tell(OrderVoided(child_id=order.child_id, order_id=order.pk, at=at), by=by, compartment=order.compartment_id)
    return order


def settle_tasks(child_id: UUID, person_id: UUID, *, by: Person, at: datetime) -> None:
    """Take a claim about a caregiver off the officers' lists: a person has settled it."""
    caregiver = Caregiver.objects.filter(child_id=child_id, person_id=person_id).first()
    if caregiver:
        worklist.done(kind="settle_hold", subject_id=caregiver.pk, by=by, at=at)
