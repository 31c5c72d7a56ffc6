"""Opening and closing a crisis: what it opens beyond the table is open, and closed, at the second of saving."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person

from . import rules
from .events import CrisisClosed, CrisisOpened
from .models import Crisis


@transaction.atomic
def open_crisis(*, child: Child, level: int, by: Person, at: datetime) -> Crisis:
    """Open a crisis of level 1, 2 or 3 about a child."""
    compartment = compartment_for(
        child_id=child.pk, category=Category.CRISIS_EVENTS, custodian_id=by.staff.organization_id
    )
    require(by, compartment, May.WRITE)
    live = Crisis.objects.filter(Q(closed_at=None) | Q(closed_at__gt=at), child=child, opened_at__lte=at)
    refuse_if(rules.why_not_open(level=level, open_levels=live.values_list("level", flat=True)))
    crisis = Crisis.objects.create(compartment=compartment, child=child, level=level, opened_at=at, opened_by=by)
    refresh(child.pk, at=at)
    tell(CrisisOpened(child_id=child.pk, crisis_id=crisis.pk, at=at), by=by, compartment=compartment)
    return crisis


@transaction.atomic
def close_crisis(*, crisis: Crisis, by: Person, at: datetime) -> Crisis:
    """Say that a crisis is over."""
    require(by, crisis.compartment_id, May.WRITE)
    refuse_if(rules.why_not_close(opened_at=crisis.opened_at, closed_at=crisis.closed_at, at=at))
    crisis.closed_at, crisis.closed_by = at, by
    crisis.save(update_fields=["closed_at", "closed_by"])
    refresh(crisis.child_id, at=at)
    tell(CrisisClosed(child_id=crisis.child_id, crisis_id=crisis.pk, at=at), by=by, compartment=crisis.compartment_id)
    return crisis
