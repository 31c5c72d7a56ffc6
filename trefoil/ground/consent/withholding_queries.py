"""What is withheld from whom, as far as the viewer may know, and of whom a youth may ask it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.rules.moment import adult_at as comes_of_age
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Child, Organization
from trefoil.ground.people.queries import names
from trefoil.ground.rulebook.queries import law

from . import withholding_rules as rules
from .models import Withholding
from .service_words import youth_words
from .withholding_types import Offer, State


@dataclass(frozen=True)
class Face:
    """A withholding with its names and words, and whether it is in force."""

    row: Withholding
    people: list[str]
    kinds: list[str]
    live: bool
    over: bool
    until: date | None
    """The last day, when one is set."""


@dataclass(frozen=True)
class OwnPage:
    """What the page of a youth says: whether they may ask, by which rule, and how their requests stand."""

    offers: list[Offer]
    asked: list[Face]


def grown_ups(child_id: UUID) -> set[UUID]:
    """Return who looks after a child; who decides may not know all of them by name."""
    return {UUID(str(person)) for person in facts_now(child_id).caregivers}


def adult_at(child: Child, keeper: Organization, at: datetime) -> datetime:
    """Return when a child is of age, by the law of whoever keeps the record."""
    age = law(keeper.pack, timezone.localdate(at)).adult_age
    return comes_of_age(child.born_on, age, timezone.get_current_timezone())


def last_day(child: Child, keeper: Organization, at: datetime) -> date:
    """Return the last day until which something can be withheld, if that is decided now."""
    return rules.last_day(timezone.localdate(at), timezone.localdate(adult_at(child, keeper, at)))


def offers(child: Child, at: datetime) -> list[Offer]:
    """Return who keeps a record of the minor, has to tell them that they may ask, and has somebody to decide."""
    kept = set(Compartment.objects.filter(child_id=child.pk).values_list("custodian_id", flat=True))
    facts, today = facts_now(child.pk), timezone.localdate(at)
    found = []
    for one in Organization.objects.filter(pk__in=kept).exclude(kind__in=rules.NEVER).order_by("name"):
        rule = law(one.pack, today).rules.get(rules.TELLS_THE_MINOR)
        if rule and rule.value and at < adult_at(child, one, at) and rules.deciders(facts, one.pk, at):
            found.append(Offer(organization_id=one.pk, name=one.name, source=rule.source, read_on=rule.read_on))
    return found


def waits(child_id: UUID, keeper: UUID, people: Collection[UUID], kinds: Iterable[Category]) -> bool:
    """Tell whether the same was asked and is not decided yet."""
    open_ones = Withholding.objects.filter(child_id=child_id, custodian_id=keeper, state=State.ASKED)
    return any(set(w.people) >= set(people) and set(w.categories) >= set(kinds) for w in open_ones)


def find(withholding_id: UUID) -> Withholding | None:
    """Return a withholding the viewer may know of."""
    found = Withholding.objects.select_related("child__person", "custodian", "asked_by", "decided_by", "ended_by")
    return found.filter(pk=withholding_id).first()


def of_child(child_id: UUID, custodian_id: UUID) -> QuerySet[Withholding]:
    """Return what was asked of an organization or withheld by it, the newest first."""
    found = Withholding.objects.filter(child_id=child_id, custodian_id=custodian_id)
    return found.select_related("asked_by", "decided_by", "ended_by", "custodian").order_by("-asked_at", "-pk")


def own(child: Child, at: datetime) -> OwnPage:
    """Return the page of a youth about what they asked to be withheld."""
    mine = Withholding.objects.filter(child=child, asked_by=child.pk).select_related("custodian").order_by("-asked_at")
    return OwnPage(offers=offers(child, at), asked=faces(mine, youth_words, at))


def faces(rows: Iterable[Withholding], words: Callable[[Iterable[str]], list[str]], at: datetime) -> list[Face]:
    """Return withholdings with their names, and their kinds in words: of what is decided, what was decided."""
    found = list(rows)
    known = names({p for row in found for p in (*row.people, *row.closed_to)})
    return [
        Face(
            row=row,
            people=[known.get(p, _("a caregiver not known to you")) for p in row.closed_to or row.people],
            kinds=words(row.closed or row.categories),
            live=row.live(at),
            over=row.state == State.GRANTED and not row.live(at),
            until=timezone.localdate(row.ends_at - timedelta(seconds=1)) if row.ends_at else None,
        )
        for row in found
    ]


def take_ending(at: datetime) -> list[tuple[UUID, UUID, UUID, datetime]]:
    """Return what ends soon and was not taken before: its number, the child, the organization and the end."""
    with connection.cursor() as cursor:
        cursor.execute("select * from withholdings_ending(%s, %s)", [at + rules.LOOK_AGAIN, at])
        found: list[tuple[UUID, UUID, UUID, datetime]] = cursor.fetchall()
    return found
