"""Who can see a child, and why: people by categories, composed from the facts as they were at an instant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from trefoil.ground.access.table import SYSTEM_DUTIES
from trefoil.ground.access.types import Basis, Category, Grant, Id, Scope, system_person
from trefoil.ground.consent.models import Release
from trefoil.ground.people.models import Organization, Person
from trefoil.ground.rulebook.queries import find
from trefoil.ground.rulebook.types import BadPack

from .facts_then import Then, facts_then
from .words import BASES, CATEGORIES, SCOPES

_ORDER = [Scope.CARD, Scope.OWN, Scope.MINIMUM, Scope.FULL]
_BY_RELEASE = {Basis.CONSENT, Basis.YOUTH_CONSENT}
_BY_ORDER = {Basis.ORDER_LEAVES}
Held = dict[Id, dict[Category, list[Grant]]]


@dataclass(frozen=True)
class Reason:
    """One ground on which something is open: how much, whose records, why, until when, by which paper and which law."""

    scope: str
    whose: str
    why: str
    until: datetime | None
    hides_places: bool = False
    paper: str = ""
    pack: str = ""
    pack_title: str = ""


@dataclass(frozen=True)
class Dot:
    """The meeting of a person and a category: the most they see, and every ground for it."""

    scope: str
    words: str
    reasons: list[Reason]
    hides_places: bool = False


@dataclass(frozen=True)
class Cell:
    """A category for one person: what is open, or nothing."""

    category: str
    header: str
    dot: Dot | None


@dataclass(frozen=True)
class Row:
    """One person and what they can see of the child."""

    id: UUID
    name: str
    title: str
    cells: list[Cell]
    is_job: bool = False


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
    packs: list[tuple[str, str]]
    changed: int = 0


class _Whose(NamedTuple):
    """What is needed of a compartment to explain it."""

    category: Category
    custodian: str
    pack: str
    child: UUID


def matrix(child_id: UUID, at: datetime, *, past: bool = True) -> Matrix:
    """Compose who can see the child at an instant."""
    then = facts_then(child_id, at, past=past)
    known = _compartments(then, child_id)
    held: Held = defaultdict(lambda: defaultdict(list))
    for grant in then.grants():
        if grant.compartment not in known:
            continue
        held[grant.person][known[grant.compartment].category].append(grant)
    shown = [c for c in CATEGORIES if any(c in found for found in held.values())]
    packs = sorted({(whose.pack, pack_title(whose.pack)) for whose in known.values()})
    return Matrix([str(CATEGORIES[c]) for c in shown], _groups(held, shown, known), packs, then.changed)


def _compartments(then: Then, child_id: UUID) -> dict[int, _Whose]:
    facts = then.facts
    names = dict(Organization.objects.filter(pk__in=list(facts.organizations)).values_list("pk", "name"))
    return {
        c.id: _Whose(
            c.category,
            names.get(c.item.custodian, ""),
            facts.pack_of(c.item.custodian),
            child_id,  # type: ignore[call-overload]
        )
        for c in facts.compartments
        if not c.item.maltreatment_report  # known to its author alone, also here
    }


def pack_title(pack: str) -> str:
    """Return the title of a pack, or its id when it cannot be read."""
    try:
        return find(pack).title
    except BadPack:
        return pack


def _groups(held: Held, shown: list[Category], known: dict[int, _Whose]) -> list[Group]:
    people = {p.pk: p for p in Person.objects.filter(pk__in=list(held)).select_related("staff__organization")}
    papers = _papers(held)
    made: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for who, found in held.items():
        cells = [Cell(c, str(CATEGORIES[c]), _dot(found.get(c, []), known, papers)) for c in shown]
        name, title, place = _named(who, people.get(who))  # type: ignore[call-overload]
        made[place].append(Row(who, name, title, cells, is_job=place[0] == 2))  # type: ignore[arg-type]
    return [Group(name, voice, sorted(rows, key=lambda r: r.name)) for (_, name, voice), rows in sorted(made.items())]


def _papers(held: Held) -> set[Id]:
    """Return which sources are releases that the viewer can open."""
    sources = {g.source for found in held.values() for grants in found.values() for g in grants if g.source}
    return set(Release.objects.filter(pk__in=sources).values_list("pk", flat=True))


def _named(who: UUID, person: Person | None) -> tuple[str, str, tuple[int, str, str]]:
    """Return name, title and the group: organizations first, then the family, then the program's own jobs."""
    jobs = {system_person(name): name for name in SYSTEM_DUTIES}
    staff = getattr(person, "staff", None)
    if staff:
        return str(person), staff.title, (0, staff.organization.name, staff.organization.voice)
    if who in jobs:
        return jobs[who].capitalize(), "", (2, _("Jobs of the program"), "")
    return (str(person) if person else _("Somebody you may not know")), "", (1, _("Family"), "home")


def _dot(grants: list[Grant], known: dict[int, _Whose], papers: set[Id]) -> Dot | None:
    if not grants:
        return None
    widest = max((g.scope for g in grants), key=_ORDER.index)
    hides = all(g.hides_location for g in grants)
    return Dot(str(widest), str(SCOPES[widest]), _reasons(grants, known, papers), hides)


def _reasons(grants: Iterable[Grant], known: dict[int, _Whose], papers: set[Id]) -> list[Reason]:
    """Merge what is open on the same ground for the same time, the widest first."""
    merged: dict[tuple[int, str, datetime | None, bool, str, str], set[str]] = defaultdict(set)
    for grant in grants:
        whose = known[grant.compartment]
        paper = _paper(grant, whose.child, papers)
        width = -_ORDER.index(grant.scope)
        key = (width, str(BASES[grant.basis]), grant.period.ends_at, grant.hides_location, paper, whose.pack)
        merged[key].add(whose.custodian)
    return [
        Reason(str(SCOPES[_ORDER[-width]]), ", ".join(sorted(whose)), why, until, hides, paper, pack, pack_title(pack))
        for (width, why, until, hides, paper, pack), whose in sorted(merged.items(), key=lambda item: item[0][:2])
    ]


def _paper(grant: Grant, child_id: UUID, papers: set[Id]) -> str:
    """Return where the paper stands on which a ground rests, if the viewer can open it."""
    if grant.basis in _BY_RELEASE and grant.source in papers:
        return reverse("consent:sign", args=[grant.source])
    return reverse("consent:custody", args=[child_id]) if grant.basis in _BY_ORDER else ""
