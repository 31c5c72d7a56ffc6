"""What an order would open and close, worked out before it is saved: pure, by the same rules that make the grants."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from trefoil.ground.access.rules import grants_for
from trefoil.ground.access.rules.grants import LawOf
from trefoil.ground.access.situation import CompartmentFact, Facts, OrderFact
from trefoil.ground.access.types import Category, Grant, Id, OrderKind, Period, Scope

from .signing import signers_of

_WIDTH = {Scope.NONE: 0, Scope.DEIDENTIFIED: 0, Scope.OWN: 1, Scope.CARD: 2, Scope.MINIMUM: 3, Scope.FULL: 4}
# What most orders of a kind leave: the boxes that are ticked when the form is opened. [D] a design default.
USUALLY_LEFT = {
    OrderKind.NO_CONTACT: (),
    OrderKind.LIMITS_MEDICAL: (
        Category.EDUCATION_RECORDS,
        Category.SCHOOL_PLAN,
        Category.BEHAVIOR_OBSERVATIONS,
    ),
    OrderKind.LIMITS_EDUCATION: (
        Category.CLINICAL_PLAN,
        Category.DIAGNOSIS,
        Category.ASSESSMENTS,
        Category.SESSION_NOTES,
        Category.SAFETY_PLAN,
    ),
    OrderKind.ENDS_RIGHTS: (),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """How much of one category, kept by one organization, is open to one person before and after."""

    person: Id
    category: Category
    custodian: Id
    before: Scope
    after: Scope

    @property
    def closes(self) -> bool:
        """Tell whether less is open afterwards."""
        return _WIDTH[self.after] < _WIDTH[self.before]

    @property
    def opens(self) -> bool:
        """Tell whether more is open afterwards."""
        return _WIDTH[self.after] > _WIDTH[self.before]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """All that a change to the facts does: for whom it is about, for everybody else, and to who may sign."""

    at: datetime
    person: Id
    theirs: tuple[Step, ...]
    others: tuple[Step, ...]
    signs_before: bool
    signs_after: bool

    @property
    def closes(self) -> tuple[Step, ...]:
        """Return what closes to the person."""
        return tuple(s for s in self.theirs if s.closes)

    @property
    def opens(self) -> tuple[Step, ...]:
        """Return what opens to the person."""
        return tuple(s for s in self.theirs if s.opens)

    @property
    def stays(self) -> tuple[Step, ...]:
        """Return what stays open to the person as it is."""
        return tuple(s for s in self.theirs if not s.closes and not s.opens)


def with_order(
    facts: Facts,
    *,
    person: Id,
    kind: OrderKind,
    leaves: Collection[Category],
    starts_at: datetime,
    ends_at: datetime | None,
) -> Facts:
    """Return the facts as they would be with one more order."""
    period = Period(starts_at=starts_at, ends_at=ends_at)
    order = OrderFact(person=person, kind=kind, period=period, leaves=frozenset(leaves))
    return replace(facts, orders=(*facts.orders, order))


def without_order(
    facts: Facts, *, person: Id, kind: OrderKind, leaves: Collection[Category], starts_at: datetime
) -> Facts:
    """Return the facts as they would be without one of the orders."""
    kept, gone = [], False
    for order in facts.orders:
        is_it = (order.person, order.kind, order.leaves) == (person, kind, frozenset(leaves))
        if is_it and not gone and order.period.starts_at == starts_at:
            gone = True
        else:
            kept.append(order)
    return replace(facts, orders=tuple(kept))


def preview(before: Facts, after: Facts, *, person: Id, custodian: Id, at: datetime, law_of: LawOf) -> Preview:
    """Return what changes for everybody when the facts do, judged at one instant.

    Args:
        before: the facts as they are.
        after: the facts as they would be.
        person: whom the change is about.
        custodian: the organization that writes it down; for its records it is said who may sign.
        at: the instant.
        law_of: from the name of a pack to its law.
    """
    steps = steps_between(
        grants_for(before, at, law_of),
        grants_for(after, at, law_of),
        {c.id: c for c in before.compartments},
        at,
    )
    pack = before.pack_of(custodian)
    signs = [
        person in signers_of(facts, at, law_of(pack), categories=[Category.DEMOGRAPHICS], custodian=custodian)
        for facts in (before, after)
    ]
    return Preview(
        at=at,
        person=person,
        theirs=tuple(s for s in steps if s.person == person),
        others=tuple(s for s in steps if s.person != person and (s.closes or s.opens)),
        signs_before=signs[0],
        signs_after=signs[1],
    )


def steps_between(
    before: Iterable[Grant], after: Iterable[Grant], compartments: Mapping[int, CompartmentFact], at: datetime
) -> list[Step]:
    """Return for every person, category and custodian how much is open before and after, the widest counting."""
    earlier, later = _open(before, compartments, at), _open(after, compartments, at)
    order = list(Category)
    return [
        Step(
            person=person,
            category=category,
            custodian=custodian,
            before=earlier.get((person, category, custodian), Scope.NONE),
            after=later.get((person, category, custodian), Scope.NONE),
        )
        for person, category, custodian in sorted(
            earlier.keys() | later.keys(), key=lambda k: (str(k[0]), order.index(k[1]), str(k[2]))
        )
    ]


def _open(
    grants: Iterable[Grant], compartments: Mapping[int, CompartmentFact], at: datetime
) -> dict[tuple[Id, Category, Id], Scope]:
    found: dict[tuple[Id, Category, Id], Scope] = {}
    for grant in grants:
        begun = grant.period.starts_at is None or grant.period.starts_at <= at
        place = compartments.get(grant.compartment)
        if place and begun and not grant.period.over(at):
            key = (grant.person, place.category, place.item.custodian)
            found[key] = max(found.get(key, Scope.NONE), grant.scope, key=_WIDTH.__getitem__)
    return found
