"""What matters most to the family, in their own words."""

from datetime import datetime

from django.db import transaction

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.people.types import Kind

from .. import events, rules
from ..models import Priority


@transaction.atomic
def name_priority(*, child: Child, compartment_id: int, text: str, by: Person, at: datetime) -> Priority:
    """Write down what matters most to oneself, beside the professionals' goals."""
    require(by, compartment_id, May.RESPOND)
    named = Priority.objects.filter(child=child, author=by, voided_at=None).count()
    is_family = by.kind in (Kind.CAREGIVER, Kind.CHILD)
    refuse_if(rules.why_not_name_priority(text, is_family=is_family, named=named))
    priority = Priority.objects.create(compartment_id=compartment_id, child=child, author=by, text=text.strip(), at=at)
    event = events.PriorityNamed(child_id=child.pk, priority_id=priority.pk, at=at)
    tell(event, by=by, compartment=compartment_id)
    return priority


@transaction.atomic
def drop_priority(*, priority: Priority, by: Person, at: datetime) -> Priority:
    """Take back one's own priority."""
    require(by, priority.compartment_id, May.RESPOND)
    refuse_if(rules.why_not_drop_priority(is_author=priority.author_id == by.pk, is_dropped=bool(priority.voided_at)))
    priority.voided_at, priority.voided_by = at, by
    priority.save(update_fields=["voided_at", "voided_by"])
    event = events.PriorityDropped(child_id=priority.child_id, priority_id=priority.pk, at=at)
    tell(event, by=by, compartment=priority.compartment_id)
    return priority
