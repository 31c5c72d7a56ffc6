"""A plan that cannot wait for its signatures."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person
from trefoil.ground.rulebook.queries import law
from trefoil.ground.timeline.actions import note
from trefoil.ground.timeline.types import Voice

from .. import events, rules
from ..models import PlanVersion


@transaction.atomic
def start_in_emergency(*, version: PlanVersion, reason: str, by: Person, at: datetime) -> PlanVersion:
    """Let a version hold before everybody has signed, for a reason that stays, and start the clock for the rest."""
    require(by, version.compartment_id, May.WRITE)
    locked = PlanVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    why_not = rules.why_not_start_in_emergency(
        state=locked.state, is_started=locked.emergency_at is not None, reason=reason
    )
    refuse_if(why_not)
    clock = law(by.staff.organization.pack, at.date()).clocks["plan_emergency_signatures"]
    locked.emergency_reason, locked.emergency_at, locked.emergency_by = reason.strip(), at, by
    locked.emergency_until = rules.signatures_due(at, clock.days)
    locked.save(update_fields=["emergency_reason", "emergency_at", "emergency_by", "emergency_until"])
    note(
        child=locked.child_id,
        compartment=locked.compartment_id,
        at=at,
        kind="plan_started",
        voice=Voice.CLINIC,
        by=by,
        params={"version": locked.number},
        subject_id=locked.pk,
        url=reverse("plan:plan", args=[locked.child_id]),
    )
    event = events.PlanStarted(child_id=locked.child_id, version_id=locked.pk, at=at)
    tell(event, by=by, compartment=locked.compartment_id)
    return locked
