"""What is true of a family, without a court's order, and decides by law who may see and sign."""

from datetime import datetime

from django.db import transaction

from trefoil.ground.access.actions import refresh, require, tell
from trefoil.ground.access.types import May, Role
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Caregiver, Child, Person

from . import custody_rules as rules
from .custody import custody_of
from .custody_events import FamilyFactEntered
from .custody_types import FactKind
from .models import FamilyFact


@transaction.atomic
def enter_fact(
    *,
    child: Child,
    what: FactKind,
    holds: bool,
    rests_on: str,
    by: Person,
    at: datetime,
    caregiver: Caregiver | None = None,
) -> FamilyFact:
    """Write down that something is true of a family, or no longer; it opens and closes at once.

    Args:
        child: whose family.
        what: what is true.
        holds: it is true from now on, or no longer.
        rests_on: the paper or the talk it rests on.
        by: the privacy officer.
        at: when.
        caregiver: of whom, or of whose home; None when it is about the child.
    """
    compartment = custody_of(child, by.staff.organization_id)
    require(by, compartment, May.WRITE)
    refuse_if(
        rules.why_not_fact(
            is_officer=by.staff.role == Role.ADMIN,
            what=what,
            of_caregiver=caregiver is not None,
            has_home=caregiver is not None and caregiver.household_id is not None,
            rests_on=rests_on,
        )
    )
    fact = FamilyFact(
        compartment=compartment,
        child=child,
        caregiver=caregiver,
        what=what,
        holds=holds,
        rests_on=rests_on.strip(),
        entered_by=by,
        at=at,
    )
    fact.save(force_insert=True)
    refresh(child.pk, at=at)
    tell(FamilyFactEntered(child_id=child.pk, fact_id=fact.pk, at=at), by=by, compartment=compartment)
    return fact
