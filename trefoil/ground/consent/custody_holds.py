"""Claims that wait for papers, and suspicions: both close the record to a caregiver at once, and a person ends them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import facts_now, refresh, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.rules import Moment, standing
from trefoil.ground.access.situation import Facts
from trefoil.ground.access.types import Category, May, Role
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Caregiver, Child, Person
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.rulebook.queries import law
from trefoil.ground.worklist import actions as worklist

from . import custody_rules as rules
from .custody import custody_of, settle_tasks
from .custody_events import HoldEntered, RestrictionLifted, SuspicionEnded, SuspicionEntered
from .custody_types import Restriction
from .models import Hold, Lifting, Suspicion


def hold_hours(organization: Any, at: datetime) -> int:
    """Return for how many hours a claim without papers holds, by the law of whoever writes it down."""
    return law(organization.pack, at.date()).hold_hours


@transaction.atomic
def enter_hold(*, child: Child, person: Person, claim: str, claimed_by: str, by: Person, at: datetime) -> Hold:
    """Write down a claim about a caregiver: it closes everything to them for 48 hours, and the officer settles it."""
    compartment = custody_of(child, by.staff.organization_id)
    require(by, compartment, May.WRITE)
    caregiver = caregiver_of(child.pk, person.pk)
    facts, hours = facts_now(child.pk), hold_hours(by.staff.organization, at)
    seen = Hold.objects.filter(child=child, person=person).values_list("starts_at", flat=True)
    refuse_if(
        rules.why_not_hold(
            is_caregiver=caregiver is not None,
            claim=claim,
            claimed_by=claimed_by,
            earlier={*seen, *(h.starts_at for h in facts.holds if h.person == person.pk)},
            hours=hours,
            at=at,
        )
    )
    hold = Hold(
        compartment=compartment,
        child=child,
        person=person,
        claim=claim.strip(),
        claimed_by=claimed_by.strip(),
        entered_by=by,
        starts_at=at,
    )
    hold.save(force_insert=True)
    refresh(child.pk, at=at)
    due_at = at + timedelta(hours=hours)
    _ask_officers(child, facts, compartment, "settle_hold", caregiver, by=by, at=at, due_at=due_at)
    tell(HoldEntered(child_id=child.pk, hold_id=hold.pk, at=at), by=by, compartment=compartment)
    return hold


@transaction.atomic
def enter_suspicion(*, child: Child, person: Person, grounds: str, by: Person, at: datetime) -> Suspicion:
    """Close the record to a caregiver who may abuse, neglect or endanger the child; plain school records stay open.

    Only its author ever reads it again; a privacy officer, who is on no care team, keeps it with the papers of custody.
    """
    own = by.staff.organization_id
    papers = custody_of(child, own)
    require(by, papers, May.WRITE)
    facts = facts_now(child.pk)
    compartment = papers
    if by.staff.role != Role.ADMIN:
        compartment = custody_of(child, own, maltreatment_report=True, author_id=by.pk)
        require(by, compartment, May.RESPOND)
    caregiver = caregiver_of(child.pk, person.pk)
    refuse_if(
        rules.why_not_suspect(
            is_caregiver=caregiver is not None, grounds=grounds, live=wrote_suspicion(child.pk, person.pk, by.pk)
        )
    )
    suspicion = Suspicion(
        compartment=compartment,
        child=child,
        person=person,
        grounds=grounds.strip(),
        entered_by=by,
        starts_at=at,
    )
    suspicion.save(force_insert=True)
    refresh(child.pk, at=at)
    # Neutral, and without who asks: the officer learns that something is closed, not why, and not who said so.
    _ask_officers(child, facts, None, "restriction_entered", caregiver, by=None, at=at)
    tell(SuspicionEntered(suspicion_id=suspicion.pk, at=at), by=by, compartment=compartment)
    return suspicion


@transaction.atomic
def lift(*, child: Child, person_id: UUID, what: Restriction, outcome: str, by: Person, at: datetime) -> Lifting:
    """End what stands against a caregiver before its time, with what came out of it.

    Who lifts it may no longer know the caregiver: what the caregiver signed, by which they did, has lapsed with it.
    """
    compartment = custody_of(child, by.staff.organization_id)
    require(by, compartment, May.WRITE)
    facts = facts_now(child.pk)
    refuse_if(
        rules.why_not_lift(
            allowed=by.staff.role == Role.ADMIN,
            live=is_held(facts, person_id, at, hold_hours(by.staff.organization, at))
            if what == Restriction.HOLD
            else is_suspected(facts, person_id, at),
            outcome=outcome,
        )
    )
    lifting = Lifting(
        compartment=compartment,
        child=child,
        person_id=person_id,
        what=what,
        outcome=outcome.strip(),
        lifted_by=by,
        at=at,
    )
    lifting.save(force_insert=True)
    refresh(child.pk, at=at)
    if what == Restriction.HOLD:
        settle_tasks(child.pk, person_id, by=by, at=at)
    tell(RestrictionLifted(child_id=child.pk, lifting_id=lifting.pk, at=at), by=by, compartment=compartment)
    return lifting


@transaction.atomic
def end_suspicion(*, child: Child, person_id: UUID, outcome: str, by: Person, at: datetime) -> int:
    """End what the actor wrote themselves, where only they read it; return how many entries that were."""
    mine = Suspicion.objects.filter(child=child, person_id=person_id, entered_by=by, ends_at=None)
    found = list(mine)
    refuse_if(rules.why_not_lift(allowed=True, live=bool(found), outcome=outcome))
    for suspicion in found:
        require(by, suspicion.compartment_id, May.RESPOND)
        tell(SuspicionEnded(suspicion_id=suspicion.pk, at=at), by=by, compartment=suspicion.compartment_id)
    changed = mine.update(ends_at=at, ended_by=by, end_reason=outcome.strip())
    refresh(child.pk, at=at)
    return changed


@transaction.atomic
def notice_restriction(*, child: Child, by: Person, at: datetime) -> None:
    """Take neutral notices off the officer's own list: they have seen what is closed."""
    for caregiver in Caregiver.objects.filter(child=child):
        worklist.done(kind="restriction_entered", subject_id=caregiver.pk, person=by, by=by, at=at)


def wrote_suspicion(child_id: UUID, person_id: UUID, by: UUID) -> bool:
    """Tell whether somebody wrote what stands against a caregiver."""
    return Suspicion.objects.filter(child_id=child_id, person_id=person_id, entered_by_id=by, ends_at=None).exists()


def is_held(facts: Facts, person: UUID, at: datetime, hours: int) -> bool:
    """Tell whether a claim closes the record to a caregiver at an instant."""
    return standing.is_held(facts, person, Moment(at), hours)


def is_suspected(facts: Facts, person: UUID, at: datetime) -> bool:
    """Tell whether a suspicion closes the record to a caregiver at an instant."""
    return standing.is_suspected(facts, person, Moment(at))


def officers_of(facts: Facts) -> Iterable[tuple[UUID, UUID]]:
    """Return the privacy officers of the organizations that keep the child's record, each with their organization."""
    keepers = {c.item.custodian for c in facts.compartments if c.category == Category.DEMOGRAPHICS}
    for one in facts.people.values():
        if one.role == Role.ADMIN and one.organization in keepers and one.period.ends_at is None:
            yield one.id, one.organization  # type: ignore[misc]


def _ask_officers(
    child: Child,
    facts: Facts,
    compartment: Compartment | None,
    kind: str,
    about: Caregiver | None,
    *,
    by: Person | None,
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """Put it before every privacy officer; to those of another organization without its place among the papers."""
    for officer, organization in officers_of(facts):
        worklist.ask(
            person=officer,
            child=child,
            compartment=compartment if compartment and compartment.custodian_id == organization else None,
            kind=kind,
            subject_id=about.pk if about else None,
            url=reverse("consent:custody", args=[child.pk]),
            by=by,
            at=at,
            due_at=due_at,
        )
