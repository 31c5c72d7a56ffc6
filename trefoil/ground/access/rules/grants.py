"""From facts to grants: every viewer asks for every compartment, and what is open is opened in the database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from trefoil.ground.rulebook.types import Law

from ..situation import CompartmentFact, Facts, PersonFact, Question
from ..table import ANSWERABLE, ROSTER_DUTIES, STANDING_PURPOSES, SYSTEM_DUTIES, WRITERS, Duties
from ..types import (
    COLUMN_OF_ROLE,
    Basis,
    Category,
    Column,
    Grant,
    Id,
    May,
    Period,
    Relation,
    Role,
    Scope,
    system_person,
)
from .answers import hides_location
from .case import Case, Matter
from .judge import judge_case
from .moment import Moment, Verdict

LawOf = Callable[[str], Law]
_ROSTER_READERS = {Column.SCHOOL_MH, Column.HOME_DISTRICT, Column.DIRECTOR, Column.ADMIN}
_NO_ROWS = {Scope.NONE, Scope.DEIDENTIFIED}
_ONLY_READ = {
    Basis.BREAK_GLASS,
    Basis.CRISIS,
    Basis.EMERGENCY_CONTACT,
    Basis.JEOPARDY_OVERRIDE,
    Basis.ORDER_LEAVES,
    Basis.COVERING,
    Basis.SUPERVISION,
}
_DECIDES = {Basis.PARENTAL_AUTHORITY, Basis.DELEGATED_AUTHORITY}
_LIMITED = {
    Basis.CONSENT,
    Basis.YOUTH_CONSENT,
    Basis.ACTING_PARENT,
    Basis.EMERGENCY_CONTACT,
    Basis.CRISIS,
    Basis.AUTHOR,
}


class _Found(NamedTuple):
    verdict: Verdict
    hides_location: bool


def grants_for(facts: Facts, at: datetime, law_of: LawOf) -> frozenset[Grant]:
    """Return every grant that the facts give and that has not ended at the instant.

    Args:
        facts: all that is known about one child, or about one organization's roster when there is no child.
        at: the instant; grants that begin later are returned, those that are over are not.
        law_of: from the name of a pack to its law; each custodian's records follow its own pack.
    """
    return frozenset(grants_in(facts, at, law_of))


def grants_in(facts: Facts, at: datetime, law_of: LawOf) -> list[Grant]:
    """Return the same grants as `grants_for`, one after the other."""
    return [g for c in facts.compartments for g in _grants_on(c, facts, at, law_of)]


def column_of(person: PersonFact, custodian: Id) -> Column:
    """Return the column in which somebody looks at an organization's records."""
    if person.role == Relation.CAREGIVER:
        return Column.GUARDIAN
    if person.role == Role.IOP and person.organization == custodian:
        return Column.TREATMENT
    return COLUMN_OF_ROLE[person.role]  # type: ignore[index]


def _grants_on(compartment: CompartmentFact, facts: Facts, at: datetime, law_of: LawOf) -> Iterator[Grant]:
    if facts.child is None:
        yield from _for_system(compartment, ROSTER_DUTIES)
        yield from _for_roster(compartment, facts)
        return
    yield from _for_system(compartment, SYSTEM_DUTIES)
    law = law_of(facts.pack_of(compartment.item.custodian))
    matter = Matter(facts, compartment.category, compartment.item, law).worked_out()
    yield from _for_viewer(compartment, facts.child, Column.YOUTH, matter, at)
    for person in facts.people.values():
        if person.role not in (Relation.FAMILY, Relation.PEER):
            column = column_of(person, compartment.item.custodian)
            yield from _for_viewer(compartment, person.id, column, matter, at)


def _for_system(compartment: CompartmentFact, all_duties: Duties) -> Iterator[Grant]:
    for name, duties in all_duties.items():
        if compartment.category in duties:
            yield Grant(
                person=system_person(name),
                compartment=compartment.id,
                column=Column.SYSTEM,
                scope=Scope.FULL,
                may=duties[compartment.category],
                basis=Basis.SYSTEM,
                period=Period(),
            )


def _for_roster(compartment: CompartmentFact, facts: Facts) -> Iterator[Grant]:
    for who in facts.people.values():
        if who.organization == compartment.item.custodian and column_of(who, "") in _ROSTER_READERS:
            yield Grant(
                person=who.id,
                compartment=compartment.id,
                column=column_of(who, ""),
                scope=Scope.FULL,
                may=May.READ,
                basis=Basis.OPERATIONS,
                period=who.period,
            )


def _for_viewer(
    compartment: CompartmentFact, viewer: Id, column: Column, matter: Matter, at: datetime
) -> Iterator[Grant]:
    for asking in _askings(viewer, column, matter):
        for period, found in _timeline(asking, matter, at):
            if asking.counts(found.verdict):
                yield Grant(
                    person=viewer,
                    compartment=compartment.id,
                    column=Column.LIMITED if column == Column.GUARDIAN and found.verdict.basis in _LIMITED else column,
                    scope=found.verdict.scope,
                    may=_may(compartment, viewer, column, found.verdict, matter.facts),
                    basis=found.verdict.basis,  # type: ignore[arg-type]
                    period=period,
                    source=found.verdict.source,
                    hides_location=found.hides_location,
                    stands_in_for=asking.stands_in_for,
                )


class _Asking(NamedTuple):
    """A question as anybody asks it, as one who wrote or took part, or as one who covers for somebody who did."""

    question: Question
    only: Scope | Basis | None = None
    stands_in_for: Id | None = None

    def counts(self, verdict: Verdict) -> bool:
        return verdict.scope not in _NO_ROWS and self.only in (None, verdict.scope, verdict.basis)


def _askings(viewer: Id, column: Column, matter: Matter) -> Iterator[_Asking]:
    item, purposes = matter.item, STANDING_PURPOSES[column]
    question = Question(viewer=viewer, category=matter.category, item=item, purposes=purposes)
    yield _Asking(question)
    code = matter.law.table[matter.category, column]
    if item.author is not None or not code.startswith("a"):
        return
    yield _Asking(replace(question, item=replace(item, author=viewer)), Scope.OWN)
    if code == "av":
        for covered in {link.covers for link in matter.facts.links_of.get(viewer, ()) if link.covers}:
            yield _Asking(replace(question, item=replace(item, author=covered)), Basis.COVERING, covered)


def _timeline(asking: _Asking, matter: Matter, at: datetime) -> Iterator[tuple[Period, _Found]]:
    """Yield what is found from the instant on; what is found at it is taken to have begun before."""
    starts: datetime | None = None
    case = Case.about(matter, asking.question, Moment(at))
    found, changes_at = _look(case), case.moment.changes_at
    while changes_at is not None:
        case.moment = Moment(changes_at)
        then = _look(case)
        if then != found:
            yield Period(starts_at=starts, ends_at=changes_at), found
            starts, found = changes_at, then
        changes_at = case.moment.changes_at
    yield Period(starts_at=starts), found


def _look(case: Case) -> _Found:
    verdict = judge_case(case)
    person = case.facts.people.get(case.viewer)
    hides = verdict.permit and person is not None and person.role == Relation.CAREGIVER and hides_location(case)
    return _Found(verdict, hides)


def _may(compartment: CompartmentFact, viewer: Id, column: Column, verdict: Verdict, facts: Facts) -> May:
    if verdict.basis in _ONLY_READ:
        return May.READ
    category, item = compartment.category, compartment.item
    if column == Column.GUARDIAN:
        keeps_home = item.household is not None and verdict.basis in _DECIDES
        return May.WRITE if keeps_home else _answer_or_read(category)
    if column == Column.YOUTH:
        return _answer_or_read(category)
    own = facts.people[viewer].organization == item.custodian
    return May.WRITE if own and column in WRITERS.get(category, set()) else _answer_or_read(category)


def _answer_or_read(category: Category) -> May:
    return May.RESPOND if category in ANSWERABLE else May.READ
