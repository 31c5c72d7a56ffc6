"""One change to the facts about a real child, made in memory alone: what would open, and what would close."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.rules import grants_for
from trefoil.ground.access.situation import (
    CompartmentFact,
    ConsentFact,
    CrisisFact,
    Facts,
    HoldFact,
    Item,
    LinkFact,
    OrderFact,
    Recipient,
    SuspicionFact,
)
from trefoil.ground.access.types import (
    Authority,
    Category,
    Id,
    OrderKind,
    OrganizationKind,
    Period,
    Purpose,
    Scope,
)
from trefoil.ground.kit.refusal import Refused

from ..facts_then import law_at

WIDTH = [Scope.NONE, Scope.DEIDENTIFIED, Scope.CARD, Scope.OWN, Scope.MINIMUM, Scope.FULL]
SCHOOLS = {OrganizationKind.SCHOOL, OrganizationKind.DISTRICT}
HOUSE = {Category.CONSENTS, Category.CUSTODY}
SCHOOL = {Category.EDUCATION_RECORDS, Category.BEHAVIOR_OBSERVATIONS}
HEALTH = {
    Category.CLINICAL_PLAN,
    Category.DIAGNOSIS,
    Category.SESSION_NOTES,
    Category.PSYCHOTHERAPY_NOTES,
    Category.SUD,
    Category.FAMILY_NEEDS,
    Category.YOUTH_CONFIDENTIAL,
}
Sight = tuple[Scope, bool]
Key = tuple[Id, Category, Id]
Seen = Mapping[Key, Sight]


class Change(StrEnum):
    """What may be changed."""

    RELEASE = "release"
    RELEASE_ENDS = "release_ends"
    ORDER = "order"
    CLAIM = "claim"
    SUSPICION = "suspicion"
    LINK_BEGINS = "link_begins"
    LINK_ENDS = "link_ends"
    AUTHORITY = "authority"
    BIRTHDAY = "birthday"
    CRISIS = "crisis"


CHANGES = {
    Change.RELEASE: _("A release is signed"),
    Change.RELEASE_ENDS: _("A release ends"),
    Change.ORDER: _("A court order about a caregiver"),
    Change.CLAIM: _("A claim about a caregiver, without papers"),
    Change.SUSPICION: _("A suspicion about a caregiver"),
    Change.LINK_BEGINS: _("Somebody joins the care team"),
    Change.LINK_ENDS: _("Somebody leaves the care team"),
    Change.AUTHORITY: _("A caregiver's authority changes"),
    Change.BIRTHDAY: _("The eighteenth birthday comes"),
    Change.CRISIS: _("A crisis of level 3 opens"),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The change that somebody chose."""

    change: Change
    person: UUID | None = None
    giver: UUID | None = None
    taker: UUID | None = None
    consent: UUID | None = None
    signer: UUID | None = None
    categories: frozenset[Category] = frozenset()
    purpose: Purpose = Purpose.COORDINATION
    kind: OrderKind = OrderKind.NO_CONTACT
    authority: Authority = Authority.NONE


@dataclass(frozen=True)
class Difference:
    """What one person sees of one category of one keeper's record, before and after."""

    person: Id
    category: Category
    keeper: Id
    before: Sight
    after: Sight

    @property
    def opens(self) -> bool:
        """Tell whether more is open afterwards."""
        wider = WIDTH.index(self.after[0]) - WIDTH.index(self.before[0])
        return wider > 0 or (wider == 0 and self.before[1] and not self.after[1])


def changed(facts: Facts, wanted: Wanted, at: datetime, adult_at: datetime | None) -> tuple[Facts, datetime]:
    """Return the facts with the change, and the instant at which it shows.

    Raises:
        Refused: something that the change needs was not chosen.
    """
    if wanted.change == Change.BIRTHDAY:
        if adult_at is None:
            raise Refused(_("No birth date is known."))
        return facts, max(at, adult_at)
    return _MAKE[wanted.change](facts, wanted, at), at


def _needed(value: Any, words: Any) -> Any:
    if not value:
        raise Refused(words)
    return value


def _release(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    giver = _needed(wanted.giver, _("Choose whose records are released."))
    if not (wanted.taker or wanted.person):
        raise Refused(_("Choose to whom they are released."))
    signed = ConsentFact(
        id=uuid4(),
        from_organization=giver,
        to=Recipient(person=wanted.person) if wanted.person else Recipient(organization=wanted.taker),
        categories=_needed(wanted.categories, _("Choose what is released.")),
        purpose=wanted.purpose,
        effective=at,
        ends_at=at + timedelta(days=365),
        signed_by=_needed(wanted.signer, _("Choose who signs.")),
    )
    return replace(facts, consents=(*facts.consents, signed))


def _release_ends(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    ending = _needed(wanted.consent, _("Choose a release."))
    kept = (replace(c, ends_at=at) if c.id == ending else c for c in facts.consents)
    return replace(facts, consents=tuple(kept))


def _caregiver(facts: Facts, wanted: Wanted) -> UUID:
    if wanted.person is None or wanted.person not in facts.caregivers:
        raise Refused(_("Choose a caregiver."))
    return wanted.person


def _order(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    period = Period(starts_at=at)
    order = OrderFact(person=_caregiver(facts, wanted), kind=wanted.kind, period=period, leaves=wanted.categories)
    return replace(facts, orders=(*facts.orders, order))


def _claim(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    return replace(facts, holds=(*facts.holds, HoldFact(person=_caregiver(facts, wanted), starts_at=at)))


def _suspicion(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    made = SuspicionFact(person=_caregiver(facts, wanted), period=Period(starts_at=at))
    return replace(facts, suspicions=(*facts.suspicions, made))


def _link_begins(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    person = _needed(wanted.person, _("Choose a member of staff."))
    return replace(facts, links=(*facts.links, LinkFact(person=person, period=Period(starts_at=at))))


def _link_ends(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    person = _needed(wanted.person, _("Choose a member of staff."))
    kept = (_ended(link, at) if link.person == person else link for link in facts.links)
    return replace(facts, links=tuple(kept))


def _ended(link: LinkFact, at: datetime) -> LinkFact:
    ends = min(filter(None, (link.period.ends_at, at)))
    return replace(link, period=Period(starts_at=link.period.starts_at, ends_at=ends))


def _authority(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    person = _caregiver(facts, wanted)
    entry = replace(facts.caregivers[person], authority=wanted.authority, period=Period(), scope=wanted.categories)
    if wanted.authority == Authority.DELEGATED:
        _needed(wanted.categories, _("Choose what is delegated."))
        entry = replace(entry, period=Period(starts_at=at, ends_at=at + timedelta(days=364)))
    return replace(facts, caregivers={**facts.caregivers, person: entry})


def _crisis(facts: Facts, wanted: Wanted, at: datetime) -> Facts:
    return replace(facts, crises=(*facts.crises, CrisisFact(level=3, period=Period(starts_at=at))))


_MAKE: dict[Change, Callable[[Facts, Wanted, datetime], Facts]] = {
    Change.RELEASE: _release,
    Change.RELEASE_ENDS: _release_ends,
    Change.ORDER: _order,
    Change.CLAIM: _claim,
    Change.SUSPICION: _suspicion,
    Change.LINK_BEGINS: _link_begins,
    Change.LINK_ENDS: _link_ends,
    Change.AUTHORITY: _authority,
    Change.CRISIS: _crisis,
}


def whole(facts: Facts) -> Facts:
    """Return the facts with every part of a record that its keepers may have: a change may be about what comes."""
    there = {(c.category, c.item.custodian) for c in facts.compartments}
    keepers = dict.fromkeys(c.item.custodian for c in facts.compartments)
    wanted = [(category, keeper) for keeper in keepers for category in _kept_by(facts, keeper)]
    made = (
        CompartmentFact(id=-number, category=category, item=Item(custodian=keeper))
        for number, (category, keeper) in enumerate(wanted, 1)
        if (category, keeper) not in there
    )
    return replace(facts, compartments=(*facts.compartments, *made))


def _kept_by(facts: Facts, keeper: Id) -> set[Category]:
    found = facts.organizations.get(keeper)
    return set(Category) - HOUSE - (HEALTH if found and found.kind in SCHOOLS else SCHOOL)


def seen(facts: Facts, at: datetime) -> Seen:
    """Return, for each person and part of the record, the widest scope open at an instant, and if places are hidden."""
    about = {c.id: (c.category, c.item.custodian) for c in facts.compartments if not c.item.maltreatment_report}
    found: dict[Key, Sight] = {}
    for grant in grants_for(facts, at, law_at(at)):
        starts = grant.period.starts_at
        if grant.compartment in about and (starts is None or starts <= at):
            key = (grant.person, *about[grant.compartment])
            sight = (grant.scope, grant.hides_location)
            found[key] = max(found.get(key, sight), sight, key=lambda s: (WIDTH.index(s[0]), not s[1]))
    return found


def differences(before: Seen, after: Seen) -> list[Difference]:
    """Return every change between two states."""
    nothing: Sight = (Scope.NONE, False)
    keys: Iterable[Key] = sorted({*before, *after}, key=str)
    pairs = ((key, before.get(key, nothing), after.get(key, nothing)) for key in keys)
    return [Difference(*key, was, will) for key, was, will in pairs if was != will]
