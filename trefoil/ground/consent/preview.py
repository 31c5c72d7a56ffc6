"""Exactly what somebody will see under a release, before it is signed: the same rules, the real rows.

The rules are asked twice, with the release and without it; what differs is what it opens. Rows are read through the
eyes of whoever looks at the preview, so that it never shows anybody more than they may see themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from trefoil.ground.access import rules
from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.situation import ConsentFact, Facts, OrganizationFact, PersonFact, Recipient
from trefoil.ground.access.types import Category, Grant, OrganizationKind, Period, Purpose, Role, Scope
from trefoil.ground.documents.models import Document
from trefoil.ground.people.models import Organization, Person, Staff
from trefoil.ground.rulebook.queries import law
from trefoil.ground.timeline.models import Entry
from trefoil.ground.timeline.sentences import sentence_of

from .models import Release
from .words import CATEGORY_WORDS

NEWEST = 4
_NO_ROWS = {Scope.NONE, Scope.DEIDENTIFIED}


@dataclass(frozen=True)
class Line:
    """One row as it is summed up in a line."""

    at: datetime
    voice: str
    sentence: str


@dataclass(frozen=True)
class Part:
    """One kind of information: how many entries there are, the newest of them, and its papers."""

    words: str
    count: int
    lines: list[Line]
    papers: list[str]


@dataclass(frozen=True)
class Reader:
    """One person to whom a release opens something today, and what."""

    person: Person
    title: str
    place: str
    voice: str
    what: list[str]
    less: list[str]


@dataclass(frozen=True)
class Preview:
    """Who will see what today, and what stays closed."""

    readers: list[Reader]
    parts: list[Part]
    left: list[tuple[str, int]]


def preview_of(release: Release, at: datetime) -> Preview:
    """Return what a release opens today, of what the present viewer may see."""
    facts = facts_now(release.child_id)
    gained = gained_by(release, facts, at)
    categories = {c.id: c.category for c in facts.compartments}
    opened = {number for numbers in gained.values() for number in numbers}
    counts = dict(
        Entry.objects.filter(child_id=release.child_id).values_list("compartment_id").annotate(Count("pk")).order_by()
    )
    return Preview(
        readers=_readers(gained, categories),
        parts=_parts(release, opened, categories, counts),
        left=_left(release, opened, facts, counts),
    )


def gained_by(release: Release, facts: Facts, at: datetime) -> dict[UUID, dict[int, Scope]]:
    """Return what each person gains by a release: the compartments, and how much of each."""
    # Compared with no release at all: what another one opens already, this one opens too.
    wanted = {*release.categories, *([Category.SUD] if release.part2 else [])}
    without = replace(facts, consents=(), compartments=tuple(c for c in facts.compartments if c.category in wanted))
    before, after = _open(_grants(without, at), at), _open(_grants(_with(without, release, at), at), at)
    gained: dict[UUID, dict[int, Scope]] = {}
    for person, numbers in after.items():
        new = {n: s for n, s in numbers.items() if before.get(person, {}).get(n) != s}
        if new:
            gained[person] = new
    return gained


def grants_under(release: Release, person_id: UUID, viewer_id: UUID, at: datetime) -> frozenset[Grant]:
    """Return what a person would hold under a release, cut down to what the viewer may see of it too."""
    facts = facts_now(release.child_id)
    held = _grants(facts, at)
    mine = _open(held, at).get(viewer_id, {})
    hides = any(g.hides_location for g in held if g.person == viewer_id)
    theirs = [g for g in _grants(_with(_without(facts, release), release, at), at) if g.person == person_id]
    cut = [replace(g, scope=scope) for g in theirs if (scope := _within(g.scope, mine.get(g.compartment)))]
    knowing = {c.id for c in facts.compartments if c.category == Category.DEMOGRAPHICS}
    if not any(g.compartment in knowing for g in cut):
        cut += _as_known(theirs, mine, knowing)
    return frozenset(replace(g, hides_location=g.hides_location or hides) for g in cut)


def _as_known(theirs: Iterable[Grant], mine: Mapping[int, Scope], knowing: set[int]) -> list[Grant]:
    """Let a reader who knows the child by papers that the viewer does not see know it by the viewer's own."""
    grant = next((g for g in theirs if g.compartment in knowing), None)
    return [replace(grant, compartment=n, scope=s) for n, s in mine.items() if n in knowing] if grant else []


def _within(theirs: Scope, mine: Scope | None) -> Scope | None:
    """Return how much of a compartment is left to a reader when it may be no more than the viewer sees."""
    if mine == Scope.FULL:
        return theirs
    if mine == Scope.MINIMUM and theirs in (Scope.FULL, Scope.MINIMUM):
        return Scope.MINIMUM
    return Scope.CARD if mine == Scope.MINIMUM and theirs == Scope.CARD else None


def _grants(facts: Facts, at: datetime) -> frozenset[Grant]:
    return rules.grants_for(facts, at, lambda pack: law(pack, at.date()))


def _open(grants: Iterable[Grant], at: datetime) -> dict[UUID, dict[int, Scope]]:
    width = list(Scope)
    found: dict[UUID, dict[int, Scope]] = defaultdict(dict)
    for grant in grants:
        if isinstance(grant.person, UUID) and grant.scope not in _NO_ROWS and _holds(grant.period, at):
            known = found[grant.person].get(grant.compartment, Scope.NONE)
            found[grant.person][grant.compartment] = min(known, grant.scope, key=width.index)
    return found


def _holds(period: Period, at: datetime) -> bool:
    return not period.over(at) and (period.starts_at is None or period.starts_at <= at)


def _without(facts: Facts, release: Release) -> Facts:
    return replace(facts, consents=tuple(c for c in facts.consents if c.id != release.pk))


def _with(facts: Facts, release: Release, at: datetime) -> Facts:
    """Return the facts as they would be with the release signed now."""
    if not release.opens_pages:
        return facts
    giver, taker = release.from_organization, release.to_organization
    ways = [(giver, taker), *([(taker, giver)] if release.both_ways and taker else [])]
    places = [place for place in (giver, taker) if place]
    return replace(
        facts,
        consents=(*facts.consents, *(_fact(release, g, t, at) for g, t in ways if g)),
        organizations=_organizations(places) | dict(facts.organizations),
        people=_staff(release, places) | dict(facts.people),
    )


def _fact(release: Release, giver: Organization, taker: Organization | None, at: datetime) -> ConsentFact:
    person = release.to_person_id
    return ConsentFact(
        id=release.pk,
        from_organization=giver.pk,
        to=Recipient(
            person=person,
            organization=taker.pk if taker and not person else None,
            role=Role(release.to_role) if release.to_role else None,
        ),
        categories=frozenset(map(Category, release.categories)),
        purpose=Purpose(release.purpose),
        effective=release.starts_at or at,
        ends_at=release.ends_at,
        signed_by=release.signer_id,
        part2=release.part2,
    )


def _organizations(places: list[Organization]) -> dict[UUID | str, OrganizationFact]:
    return {o.pk: OrganizationFact(id=o.pk, kind=OrganizationKind(o.kind), part2=o.part2, pack=o.pack) for o in places}


def _staff(release: Release, places: list[Organization]) -> dict[UUID | str, PersonFact]:
    officers = Q(organization__in=places, role__in=[Role.DIRECTOR, Role.ADMIN])
    found = Staff.objects.filter(officers | Q(person_id=release.to_person_id))
    return {
        s.pk: PersonFact(
            id=s.pk,
            role=Role(s.role),
            organization=s.organization_id,
            period=Period(starts_at=s.starts_at, ends_at=s.ends_at),
            trainee=s.trainee,
            supervisor=s.supervisor_id,
        )
        for s in found
    }


def _readers(gained: Mapping[UUID, Mapping[int, Scope]], categories: Mapping[int, Category]) -> list[Reader]:
    staff = Staff.objects.select_related("person", "organization").in_bulk(list(gained))
    people = Person.objects.in_bulk([p for p in gained if p not in staff])
    readers = []
    for person, numbers in gained.items():
        of = staff.get(person)
        who = of.person if of else people.get(person)
        if who:
            full = {categories[n] for n, scope in numbers.items() if scope == Scope.FULL}
            less = {categories[n] for n in numbers} - full
            place, voice = (of.organization.name, of.organization.voice) if of else ("", "home")
            readers.append(Reader(who, of.title if of else "", place, voice, _words(full), _words(less)))
    return sorted(readers, key=lambda r: (r.place, r.title, str(r.person)))


def _words(categories: Iterable[Category]) -> list[str]:
    there = set(categories)
    return [str(words) for category, words in CATEGORY_WORDS.items() if category in there]


def _parts(
    release: Release, opened: set[int], categories: Mapping[int, Category], counts: Mapping[int, int]
) -> list[Part]:
    lines: dict[Category, list[Line]] = defaultdict(list)
    newest = Entry.objects.filter(child_id=release.child_id, compartment_id__in=opened).order_by("-at")[:200]
    for entry in newest:
        of_kind = lines[categories[entry.compartment_id]]
        if len(of_kind) < NEWEST:
            of_kind.append(Line(entry.at, entry.voice, sentence_of(entry.kind, entry.params)))
    papers: dict[Category, list[str]] = defaultdict(list)
    found = Document.objects.filter(child_id=release.child_id, compartment_id__in=opened, voided_at=None)
    for number, name in found.order_by("-at").values_list("compartment_id", "name")[:50]:
        papers[categories[number]].append(name)
    totals: dict[Category, int] = defaultdict(int)
    for number in opened:
        totals[categories[number]] += counts.get(number, 0)
    return [
        Part(str(words), totals[category], lines[category], papers[category])
        for category, words in CATEGORY_WORDS.items()
        if category in totals
    ]


def _left(release: Release, opened: set[int], facts: Facts, counts: Mapping[int, int]) -> list[tuple[str, int]]:
    """Return what of the giver's stays closed, and how much of it there is, as far as the viewer may see it."""
    givers = {release.from_organization_id, *([release.to_organization_id] if release.both_ways else [])}
    totals: dict[Category, int] = defaultdict(int)
    for c in facts.compartments:
        if c.id not in opened and c.item.custodian in givers and c.category not in release.categories:
            totals[c.category] += counts.get(c.id, 0)
    return [(str(words), totals[category]) for category, words in CATEGORY_WORDS.items() if totals.get(category)]
