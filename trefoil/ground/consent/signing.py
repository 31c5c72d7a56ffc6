"""Who may sign for a child at an instant, as a pure function of the facts: the same rule by which a consent holds."""

from collections.abc import Collection
from datetime import datetime

from trefoil.ground.access.rules.case import Case
from trefoil.ground.access.rules.consents import could_sign
from trefoil.ground.access.rules.moment import Moment
from trefoil.ground.access.situation import Facts, Item, Question
from trefoil.ground.access.types import Category, Id
from trefoil.ground.rulebook.types import Law


def signers_of(
    facts: Facts, at: datetime, law: Law, *, categories: Collection[Category], custodian: Id, part2: bool = False
) -> frozenset[Id]:
    """Return who may sign at an instant for all of these categories of one organization's records.

    A parent with full authority, or one to whom all of it was delegated; nobody under a live court order or suspicion.
    Where the child alone decides, it is the child.

    Args:
        facts: all that is known about the child.
        at: the instant.
        law: the law of whoever keeps the records.
        categories: what is signed for.
        custodian: the organization that keeps the records.
        part2: the records are of substance use care.
    """
    people = [*facts.caregivers, *([facts.child] if facts.child else [])]
    return frozenset(
        person
        for person in people
        if categories and all(_signs(facts, person, category, custodian, part2, at, law) for category in categories)
    )


def _signs(facts: Facts, person: Id, category: Category, custodian: Id, part2: bool, at: datetime, law: Law) -> bool:
    live = facts.people.get(person)
    moment = Moment(at)
    if live is not None and not moment.within(live.period):
        return False
    item = Item(custodian=custodian, part2=part2)
    return could_sign(Case(facts, Question(viewer=person, category=category, item=item), law, moment), person, moment)
