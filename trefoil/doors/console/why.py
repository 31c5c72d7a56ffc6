"""Why somebody sees something of a child, or does not: every part of the record with its decision and its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trefoil.ground.access.rules import Moment, column_of, judge
from trefoil.ground.access.rules.reasons import reason
from trefoil.ground.access.situation import Facts, Item, OrganizationFact, PersonFact, Question
from trefoil.ground.access.table import STANDING_PURPOSES
from trefoil.ground.access.types import Category, Column, OrganizationKind, Period, Relation, Role, Scope
from trefoil.ground.people.models import Organization, Person, Staff

from .facts_then import Then, facts_then, law_at
from .law_words import PURPOSES, SCOPES
from .what_if.answers import ground, rules_behind


@dataclass(frozen=True)
class Part:
    """One part of the record: whose, how it is marked, and what was decided about it."""

    whose: str
    marks: str
    permit: bool
    scope: str
    why: str
    sentence: str
    rules: list[dict[str, Any]]


@dataclass(frozen=True)
class Why:
    """Every part of one category for one person, and what people in their role look for."""

    who: str
    role: str
    purposes: str
    parts: list[Part]
    there: bool


def why(child_id: UUID, person: Person, category: Category, at: datetime, *, past: bool) -> Why:
    """Return, for one person and one category, every decision with its sentence."""
    then = facts_then(child_id, at, past=past)
    facts = with_person(then.facts, person)
    names = dict(Organization.objects.filter(pk__in=list(facts.organizations)).values_list("pk", "name"))
    # Whether there is a report of maltreatment is known to its author alone, also here.
    items = [c.item for c in facts.compartments if c.category == category and not c.item.maltreatment_report]
    asked = items or [Item(custodian=custodian) for custodian in _keepers(facts)]
    parts = [_part(replace(then, facts=facts), person, category, item, names) for item in asked]
    column = _column(facts, person.pk, asked[0].custodian if asked else None)
    said = [str(PURPOSES[p]) for p in sorted(STANDING_PURPOSES.get(column, ()))]
    return Why(str(person), _role(person), ", ".join(said), parts, bool(items))


def _keepers(facts: Facts) -> Iterator[Any]:
    yield from dict.fromkeys(c.item.custodian for c in facts.compartments)


def with_person(facts: Facts, person: Person) -> Facts:
    """Return the facts with somebody in them who has nothing to do with the child so far."""
    staff = Staff.objects.select_related("organization").filter(pk=person.pk).first()
    if person.pk in facts.people or person.pk == facts.child:
        return facts
    if staff is None:
        stranger = PersonFact(id=person.pk, role=Relation.CAREGIVER)
        return replace(facts, people={**facts.people, person.pk: stranger})
    return with_staff(facts, [staff])


def with_staff(facts: Facts, staff: list[Staff]) -> Facts:
    """Return the facts with members of staff in them, and the organizations they work for."""
    people, places = dict(facts.people), dict(facts.organizations)
    for member in staff:
        place = member.organization
        found = OrganizationFact(id=place.pk, kind=OrganizationKind(place.kind), part2=place.part2, pack=place.pack)
        places.setdefault(place.pk, found)
        people.setdefault(
            member.pk,
            PersonFact(
                id=member.pk,
                role=Role(member.role),
                organization=place.pk,
                period=Period(starts_at=member.starts_at, ends_at=member.ends_at),
                trainee=member.trainee,
                supervisor=member.supervisor_id,
            ),
        )
    return replace(facts, people=people, organizations=places)


def _column(facts: Facts, person: UUID, custodian: Any) -> Column:
    return Column.YOUTH if person == facts.child else column_of(facts.people[person], custodian)


def _role(person: Person) -> str:
    staff = getattr(person, "staff", None)
    return f"{staff.title or staff.role}, {staff.organization}" if staff else _("family")


def _part(then: Then, person: Person, category: Category, item: Item, names: dict[UUID, str]) -> Part:
    facts, pack = then.facts, then.facts.pack_of(item.custodian)
    purposes = STANDING_PURPOSES[_column(facts, person.pk, item.custodian)]
    question = Question(viewer=person.pk, category=category, item=item, purposes=purposes)
    verdict = judge(facts, question, law_at(then.at)(pack), Moment(then.at))
    return Part(
        whose=names.get(item.custodian, ""),  # type: ignore[call-overload]
        marks=", ".join(_marks(item)),
        permit=verdict.permit,
        scope=str(SCOPES[Scope(verdict.scope)]),
        why=ground(verdict.basis, permit=verdict.permit),
        sentence=_(reason(verdict.basis)),
        rules=rules_behind(category, then.at.date(), verdict.basis, pack=pack),
    )


def _marks(item: Item) -> Iterator[str]:
    said = {
        _("confidential to the youth"): item.minor_confidential,
        _("substance use program data"): item.part2,
        _("made in a service of its own"): bool(item.services),
        _("about one home"): item.household is not None,
        _("withheld from some"): bool(item.withheld_from),
        _("one author's alone"): item.author is not None,
    }
    return (words for words, holds in said.items() if holds)
