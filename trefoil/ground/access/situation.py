"""The situation of one child: every fact that decides who may see what, and the question that is asked of them.

Ids are compared and never read, so that the facts of the database (UUIDs) and of a file (text) are judged alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from .types import (
    Authority,
    Category,
    ConsentBasis,
    Id,
    OrderKind,
    OrganizationKind,
    Period,
    Purpose,
    Relation,
    Role,
)

ALWAYS = Period()
DEFAULT_PACK = "us-mn"


@dataclass(frozen=True, kw_only=True)
class OrganizationFact:
    """An organization, what it is, and whose law it follows."""

    id: Id
    kind: OrganizationKind
    part2: bool = False
    pack: str = DEFAULT_PACK


@dataclass(frozen=True, kw_only=True)
class PersonFact:
    """Somebody with a role; `supervisor` is whose trainee they are."""

    id: Id
    role: Role | Relation
    organization: Id | None = None
    period: Period = ALWAYS
    trainee: bool = False
    supervisor: Id | None = None


@dataclass(frozen=True, kw_only=True)
class LinkFact:
    """A time on the care team, and whose messages the person covers meanwhile."""

    person: Id
    period: Period = ALWAYS
    covers: Id | None = None


@dataclass(frozen=True, kw_only=True)
class CaregiverFact:
    """A caregiver with the authority they hold; a delegated one has a scope and a time."""

    person: Id
    authority: Authority
    period: Period = ALWAYS
    scope: frozenset[Category] = frozenset()
    household: Id | None = None
    emergency_contact: bool = False
    acting_parent: bool = False


@dataclass(frozen=True, kw_only=True)
class HouseholdFact:
    """A home of the child."""

    id: Id
    safe_at_home: bool = False


@dataclass(frozen=True, kw_only=True)
class OrderFact:
    """A reviewed court order about one caregiver, and what it leaves open."""

    person: Id
    kind: OrderKind
    period: Period
    leaves: frozenset[Category] = frozenset()


@dataclass(frozen=True, kw_only=True)
class HoldFact:
    """A claim against a caregiver that no order supports yet."""

    person: Id
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class SuspicionFact:
    """Suspected abuse, neglect or endangerment by a caregiver."""

    person: Id
    period: Period


@dataclass(frozen=True, kw_only=True)
class WithholdingFact:
    """A decision by which one organization keeps some kinds of its record from one person, for a time."""

    person: Id
    custodian: Id
    categories: frozenset[Category]
    period: Period


@dataclass(frozen=True, kw_only=True)
class ServiceFact:
    """A service a child has, whom it acts for and on whose consent it rests."""

    id: Id
    organization: Id
    acts_for_school: bool
    consent_basis: ConsentBasis | str
    consenter: Id | None = None
    part2: bool = False


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """To whom something is released: a person, an organization, a role in it, or a role as a class."""

    person: Id | None = None
    organization: Id | None = None
    role: Role | Relation | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentFact:
    """A signed release: whose records, to whom, which categories, what for, from when until when."""

    id: Id
    from_organization: Id
    to: Recipient
    categories: frozenset[Category]
    purpose: Purpose
    effective: datetime
    ends_at: datetime | None
    signed_by: Id
    part2: bool = False


@dataclass(frozen=True, kw_only=True)
class YouthReleaseFact:
    """What the child opened to one caregiver."""

    id: Id
    to: Id
    categories: frozenset[Category]
    starts_at: datetime
    ends_at: datetime | None
    part2: bool = False


@dataclass(frozen=True, kw_only=True)
class OverrideFact:
    """A professional tells a caregiver, because not telling would seriously jeopardize the child's health."""

    to: Id
    by: Id
    categories: frozenset[Category]
    reason: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CrisisFact:
    """An open crisis of level 1, 2 or 3."""

    level: int
    period: Period


@dataclass(frozen=True, kw_only=True)
class BreakGlassFact:
    """An emergency that one person declared."""

    person: Id
    reason: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is asked about: who made it, in which services, about which home, and what is marked on it."""

    custodian: Id
    services: tuple[Id, ...] = ()
    author: Id | None = None
    participants: tuple[Id, ...] = ()
    mentions: tuple[Id, ...] = ()
    withheld_from: tuple[Id, ...] = ()
    named: tuple[Id, ...] = ()
    household: Id | None = None
    part2: bool = False
    minor_confidential: bool = False
    masked_lines: bool = False
    maltreatment_report: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """May this viewer see this category of this item, for these purposes?

    A question from outside has one purpose; the grants of the wall take all that belong to the viewer's role.
    """

    viewer: Id
    category: Category
    item: Item
    purposes: frozenset[Purpose] = frozenset({Purpose.TREATMENT})
    export: bool = False
    cells: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CompartmentFact:
    """A compartment: everything about one child that shares one fate."""

    id: int
    category: Category
    item: Item


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that decides who may see what about one child, or, without a child, about one organization's roster."""

    child: Id | None
    born_on: date | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/Chicago"))
    lives_apart: bool = False
    married_or_parent: bool = False
    resident_district: Id | None = None
    organizations: Mapping[Id, OrganizationFact] = field(default_factory=dict)
    people: Mapping[Id, PersonFact] = field(default_factory=dict)
    caregivers: Mapping[Id, CaregiverFact] = field(default_factory=dict)
    households: tuple[HouseholdFact, ...] = ()
    services: Mapping[Id, ServiceFact] = field(default_factory=dict)
    links: tuple[LinkFact, ...] = ()
    orders: tuple[OrderFact, ...] = ()
    holds: tuple[HoldFact, ...] = ()
    suspicions: tuple[SuspicionFact, ...] = ()
    withholdings: tuple[WithholdingFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    youth_releases: tuple[YouthReleaseFact, ...] = ()
    overrides: tuple[OverrideFact, ...] = ()
    crises: tuple[CrisisFact, ...] = ()
    break_glasses: tuple[BreakGlassFact, ...] = ()
    compartments: tuple[CompartmentFact, ...] = ()

    def pack_of(self, organization: Id) -> str:
        """Return whose law an organization's records follow."""
        found = self.organizations.get(organization)
        return found.pack if found else DEFAULT_PACK

    @cached_property
    def links_of(self) -> Mapping[Id, tuple[LinkFact, ...]]:
        """Return each person's times on the care team."""
        return _by_person(self.links)

    @cached_property
    def orders_on(self) -> Mapping[Id, tuple[OrderFact, ...]]:
        """Return the court orders on each caregiver."""
        return _by_person(self.orders)

    @cached_property
    def suspicions_of(self) -> Mapping[Id, tuple[SuspicionFact, ...]]:
        """Return what each caregiver is suspected of."""
        return _by_person(self.suspicions)

    @cached_property
    def withholdings_from(self) -> Mapping[Id, tuple[WithholdingFact, ...]]:
        """Return what it was decided to keep from each person."""
        return _by_person(self.withholdings)


def _by_person(rows: Iterable[Any]) -> Mapping[Id, tuple[Any, ...]]:
    found: dict[Id, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row)
    return {person: tuple(theirs) for person, theirs in found.items()}
