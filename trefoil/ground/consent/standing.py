"""Who could sign for a child now, in which capacity, and what that rests on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.situation import Facts
from trefoil.ground.access.types import Authority, Category
from trefoil.ground.people.models import Caregiver, Child, Person
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.people.types import Relationship
from trefoil.ground.people.wording import RELATIONSHIPS
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Law

from .signing import signers_of
from .types import Capacity

_HOUSE = {Category.CONSENTS}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What one person may decide for a child at an instant."""

    authority: str | None
    """Full for whoever may sign for all of it now: a delegation covers it, and no court took it."""
    of_child: bool
    child_decides: bool
    capacity: str
    evidence: str
    law: Law


def law_of(organization: Any, at: datetime) -> Law:
    """Return the law that an organization's records follow."""
    return law(organization.pack, at.date())


def standing_of(
    person: Person, child: Child, *, categories: Collection[Category], giver: Any, part2: bool, at: datetime
) -> Standing:
    """Return what a person may decide about some categories of an organization's records of a child."""
    facts, rules = facts_now(child.pk), law_of(giver, at)
    asked = set(categories) - _HOUSE or {Category.DEMOGRAPHICS}
    able = signers_of(facts, at, rules, categories=asked, custodian=giver.pk, part2=part2)
    of_child = person.pk == child.pk
    caregiver = None if of_child else caregiver_of(child.pk, person.pk)
    alone = child.pk in able or any(s.consent_basis in rules.minor_bases for s in facts.services.values())
    adult = of_child and child.pk in signers_of(
        facts, at, rules, categories={Category.EDUCATION_RECORDS}, custodian=giver.pk
    )
    capacity, evidence = _capacity(person, caregiver, adult if of_child else None, facts)
    return Standing(
        authority=Authority.FULL if person.pk in able and not of_child else None,
        of_child=of_child,
        child_decides=alone,
        capacity=capacity,
        evidence=evidence,
        law=rules,
    )


def _capacity(person: Person, caregiver: Caregiver | None, adult: bool | None, facts: Facts) -> tuple[str, str]:
    """Return in which capacity somebody signs and what shows it, in their language; `adult` is None of a caregiver."""
    with translation.override(person.language):
        if adult is not None:
            born = date_format(facts.born_on, "DATE_FORMAT") if facts.born_on else ""
            return (Capacity.ADULT if adult else Capacity.YOUTH), _("born on %(day)s") % {"day": born}
        if person.pk not in facts.caregivers:
            return "", ""
        # Who asks may not know the family's own row; what the record says of the authority holds all the same.
        since = facts.caregivers[person.pk].period.starts_at or facts.people[person.pk].period.starts_at
        words = _("%(relationship)s; with authority to decide in the record since %(day)s") % {
            "relationship": RELATIONSHIPS[Relationship(caregiver.relationship)] if caregiver else _("caregiver"),
            "day": date_format(timezone.localdate(since), "DATE_FORMAT") if since else "–",
        }
        court = any(s.consenter == person.pk for s in facts.services.values() if s.consenter)
        return (Capacity.COURT if court else Capacity.PARENT), words


def able_caregivers(
    child_id: UUID, giver: Any, at: datetime, *, categories: Collection[str], each: bool = False
) -> frozenset[Any]:
    """Return the caregivers who could sign now for all of these categories; nobody under an order, claim or suspicion.

    Args:
        child_id: whose records.
        giver: the organization that keeps them.
        at: the instant.
        categories: what is asked about.
        each: return also who could sign for one of them alone.
    """
    facts, rules = facts_now(child_id), law_of(giver, at)
    lasts = timedelta(hours=rules.hold_hours)
    held = {h.person for h in facts.holds if h.starts_at <= at < h.starts_at + lasts}
    asked = [Category(c) for c in categories if c not in _HOUSE] or [Category.DEMOGRAPHICS]
    sets = [[c] for c in asked] if each else [asked]
    able = {p for these in sets for p in signers_of(facts, at, rules, categories=these, custodian=giver.pk)}
    return frozenset((able & set(facts.caregivers)) - held)
