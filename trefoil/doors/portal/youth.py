"""What a youth's caregivers can see, worked out by the same rules that open the record to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trefoil.ground.access import actions as access
from trefoil.ground.access import rules
from trefoil.ground.access.situation import CompartmentFact, Facts
from trefoil.ground.access.types import Basis, Category, Grant, Scope
from trefoil.ground.consent import service_queries as services
from trefoil.ground.consent.models import Override, YouthRelease
from trefoil.ground.consent.service_words import WHY_WORDS, YOUTH_WORDS, youth_words
from trefoil.ground.people.models import Caregiver
from trefoil.ground.people.rules import age_on
from trefoil.ground.rulebook.queries import law

_NOT_THEIRS = {Category.CUSTODY}


@dataclass(frozen=True)
class Seen:
    """One kind of thing that a caregiver can see today, and why."""

    what: str
    why: str
    partly: bool
    """Some of this kind is the youth's alone."""


@dataclass(frozen=True)
class CaregiverSight:
    """What one caregiver can see today."""

    caregiver: Caregiver
    sees: list[Seen]


@dataclass(frozen=True)
class Shared:
    """Something that the youth opened, how it stands, and how often it was read."""

    release: YouthRelease
    what: list[str]
    is_live: bool
    times: int


@dataclass(frozen=True)
class Told:
    """Something a caregiver was told without the youth."""

    telling: Override
    what: list[str]


@dataclass(frozen=True)
class ParentsPage:
    """The page of what caregivers can see."""

    sights: list[CaregiverSight]
    alone: list[tuple[str, list[str]]] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    has_part2: bool = False
    is_adult: bool = False


def parents_page(child_id: UUID, at: datetime) -> ParentsPage:
    """Compose the page for the youth who looks at it."""
    facts = access.facts_now(child_id)
    grants = [g for g in rules.grants_for(facts, at, lambda pack: law(pack, at.date())) if _is_live(g, at)]
    caregivers = services.caregivers(child_id)
    return ParentsPage(
        sights=[CaregiverSight(c, _sees(facts, grants, c.person_id)) for c in caregivers],
        alone=_alone(facts, grants, child_id, {c.person_id for c in caregivers}),
        shared=_shared(child_id, at),
        told=[Told(o, youth_words(o.categories)) for o in services.tellings(child_id)],
        has_part2=any(s.part2 for s in facts.services.values()),
        is_adult=_of_age(facts, at),
    )


def _is_live(grant: Grant, at: datetime) -> bool:
    starts, ends = grant.period.starts_at, grant.period.ends_at
    return (starts is None or starts <= at) and (ends is None or at < ends)


def _of_age(facts: Facts, at: datetime) -> bool:
    """Tell whether the youth is of age by the law of everybody who keeps their records."""
    if facts.born_on is None:
        return False
    today = at.astimezone(facts.zone).date()
    ages = {law(facts.pack_of(c.item.custodian), today).adult_age for c in facts.compartments}
    return bool(ages) and age_on(facts.born_on, today) >= max(ages)


def _sees(facts: Facts, grants: Iterable[Grant], person: UUID) -> list[Seen]:
    open_to = {g.compartment: g for g in grants if g.person == person and g.scope != Scope.OWN}
    found = []
    for category, words in YOUTH_WORDS.items():
        there = [c for c in facts.compartments if c.category == category]
        opened = [open_to[c.id] for c in there if c.id in open_to]
        if opened:
            bases = sorted({g.basis for g in opened}, key=_order)
            why = "; ".join(str(WHY_WORDS[basis]) for basis in bases if basis in WHY_WORDS)
            partly = any(c.id not in open_to and _of_service(c) for c in there)
            found.append(Seen(str(words), why, partly))
    return found


def _order(basis: Basis) -> int:
    return list(WHY_WORDS).index(basis) if basis in WHY_WORDS else len(WHY_WORDS)


def _of_service(compartment: CompartmentFact) -> bool:
    return bool(compartment.item.services) or compartment.item.minor_confidential


def _alone(facts: Facts, grants: Iterable[Grant], child_id: UUID, caregivers: set[UUID]) -> list[tuple[str, list[str]]]:
    """Return what no caregiver can open, by the service it was made in."""
    held = list(grants)
    own = {g.compartment for g in held if g.person == child_id}
    theirs = {g.compartment for g in held if g.person in caregivers}
    closed = [c for c in facts.compartments if c.id in own - theirs and c.category not in _NOT_THEIRS]
    known = {s.pk: s for s in services.services(child_id)}
    by_name: dict[str, set[Category]] = {}
    for compartment in closed:
        made_in = [known[UUID(str(s))] for s in compartment.item.services if UUID(str(s)) in known]
        if made_in or _of_service(compartment) or compartment.category == Category.YOUTH_CONFIDENTIAL:
            name = made_in[0].line.name if made_in else _("Besides")
            by_name.setdefault(name, set()).add(compartment.category)
    return [
        (name, _in_words(kinds, of_service=name in {s.line.name for s in known.values()}))
        for name, kinds in by_name.items()
    ]


def _in_words(kinds: set[Category], *, of_service: bool) -> list[str]:
    """Return the kinds in words; of a service, the plan's compartment says first that there is one."""
    if of_service and Category.CLINICAL_PLAN in kinds:
        return [_("that you have this care"), *youth_words(kinds - {Category.CLINICAL_PLAN})]
    return youth_words(kinds)


def _shared(child_id: UUID, at: datetime) -> list[Shared]:
    return [
        Shared(
            release=release,
            what=youth_words(release.categories),
            is_live=release.revoked_at is None and release.ends_at > at,
            times=_times_read(child_id, release),
        )
        for release in services.youth_releases(child_id)
    ]


def _times_read(child_id: UUID, release: YouthRelease) -> int:
    until = min(filter(None, (release.revoked_at, release.ends_at)))
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct r.at) from readers_of(%s) r where r.person_id = %s and r.at >= %s and r.at < %s"
            " and 'youth_release' = any(r.bases)",
            [child_id, release.to_id, release.starts_at, until],
        )
        count: int = cursor.fetchone()[0]
    return count


def find_release(child_id: UUID, release_id: UUID) -> YouthRelease | None:
    """Return what a youth opened, if it is theirs."""
    return services.youth_releases(child_id).filter(pk=release_id).first()
