"""Who can see a child, and why: people by categories, composed from the facts as they were at an instant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import grants_now
from trefoil.ground.access.table import SYSTEM_DUTIES
from trefoil.ground.access.types import Category, Grant, Scope, system_person
from trefoil.ground.people.models import Organization, Person

from .words import BASES, CATEGORIES, SCOPES

_ORDER = [Scope.CARD, Scope.OWN, Scope.MINIMUM, Scope.FULL]
Held = dict[UUID, dict[Category, list[Grant]]]


@dataclass(frozen=True)
class Compartment:
    """What is needed of a compartment to explain it."""

    category: Category
    custodian: str


@dataclass(frozen=True)
class Reason:
    """One ground on which something is open: how much, whose records, why, until when."""

    scope: str
    whose: str
    why: str
    until: datetime | None


@dataclass(frozen=True)
class Dot:
    """The meeting of a person and a category: the most they see, and every ground for it."""

    scope: str
    words: str
    reasons: list[Reason]


@dataclass(frozen=True)
class Row:
    """One person and what they can see of the child."""

    name: str
    title: str
    cells: list[tuple[str, Dot | None]]


@dataclass(frozen=True)
class Group:
    """The people of one organization, of the family, or the program's own jobs."""

    name: str
    voice: str
    rows: list[Row]


@dataclass(frozen=True)
class Matrix:
    """People by categories."""

    headers: list[str]
    groups: list[Group]


def compartments_of(child_id: UUID) -> dict[int, Compartment]:
    """Return the child's compartments, by number, with the names of those who keep them."""
    with connection.cursor() as cursor:
        cursor.execute("select id, category, custodian_id from compartments_of(%s)", [child_id])
        found = cursor.fetchall()
    names = dict(Organization.objects.filter(pk__in={row[2] for row in found}).values_list("pk", "name"))
    return {number: Compartment(Category(kind), names.get(keeper, "")) for number, kind, keeper in found}


def matrix(child_id: UUID, at: datetime) -> Matrix:
    """Compose who can see the child at an instant."""
    compartments = compartments_of(child_id)
    held: Held = defaultdict(lambda: defaultdict(list))
    for grant in grants_now(child_id, at=at):
        if grant.compartment in compartments and not (grant.period.starts_at and grant.period.starts_at > at):
            held[grant.person][compartments[grant.compartment].category].append(grant)
    shown = [c for c in CATEGORIES if any(c in found for found in held.values())]
    return Matrix([str(CATEGORIES[c]) for c in shown], _groups(held, shown, compartments))


def _groups(held: Held, shown: list[Category], compartments: dict[int, Compartment]) -> list[Group]:
    people = {p.pk: p for p in Person.objects.filter(pk__in=held).select_related("staff__organization")}
    made: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for who, found in held.items():
        cells = [(str(CATEGORIES[c]), _dot(found.get(c, []), compartments)) for c in shown]
        name, title, place = _named(who, people.get(who))
        made[place].append(Row(name, title, cells))
    return [Group(name, voice, sorted(rows, key=lambda r: r.name)) for (_, name, voice), rows in sorted(made.items())]


def _named(who: UUID, person: Person | None) -> tuple[str, str, tuple[int, str, str]]:
    """Return name, title and the group: organizations first, then the family, then the program's own jobs."""
    jobs = {system_person(name): name for name in SYSTEM_DUTIES}
    staff = getattr(person, "staff", None)
    if staff:
        return str(person), staff.title, (0, staff.organization.name, staff.organization.voice)
    if who in jobs:
        return jobs[who].capitalize(), "", (2, _("Jobs of the program"), "")
    return (str(person) if person else _("Somebody you may not know")), "", (1, _("Family"), "home")


def _dot(grants: list[Grant], compartments: dict[int, Compartment]) -> Dot | None:
    if not grants:
        return None
    widest = max((g.scope for g in grants), key=_ORDER.index)
    return Dot(str(widest), str(SCOPES[widest]), _reasons(grants, compartments))


def _reasons(grants: Iterable[Grant], compartments: dict[int, Compartment]) -> list[Reason]:
    """Merge what is open on the same ground for the same time, the widest first."""
    merged: dict[tuple[int, str, datetime | None], set[str]] = defaultdict(set)
    for grant in grants:
        key = (-_ORDER.index(grant.scope), str(BASES[grant.basis]), grant.period.ends_at)
        merged[key].add(compartments[grant.compartment].custodian)
    return [
        Reason(str(SCOPES[_ORDER[-width]]), ", ".join(sorted(whose)), why, until)
        for (width, why, until), whose in sorted(merged.items(), key=lambda item: (item[0][0], item[0][1]))
    ]
