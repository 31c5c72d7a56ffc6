"""From a facts object of the `decide` contract to the situation and the questions that the rules take."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from .reading import Malformed, Node
from .situation import (
    BreakGlassFact,
    CaregiverFact,
    ConsentFact,
    CrisisFact,
    Facts,
    HoldFact,
    HouseholdFact,
    Item,
    LinkFact,
    OrderFact,
    OrganizationFact,
    OverrideFact,
    PersonFact,
    Question,
    Recipient,
    ServiceFact,
    SuspicionFact,
    YouthReleaseFact,
)
from .types import (
    Authority,
    Category,
    ConsentBasis,
    OrderKind,
    OrganizationKind,
    Period,
    Purpose,
    Relation,
    Role,
)

_CATEGORIES = {c.value: c for c in Category if c not in (Category.CONSENTS, Category.CUSTODY)}
_ROLES: dict[str, Role | Relation] = {r.value: r for r in (*Role, *Relation)}
_REQUIRED_LISTS = ("organizations", "people", "questions")
_LISTS = (
    "care_team",
    "caregivers",
    "households",
    "court_orders",
    "holds",
    "suspicions",
    "services",
    "consents",
    "youth_releases",
    "overrides",
    "crises",
    "break_glass",
)
_TOP = {"version", "at", "zone", "child", *_REQUIRED_LISTS, *_LISTS}
_SHAPES = ({"organization"}, {"organization", "role"}, {"person"}, {"role"})
_FLAGS = ("part2", "minor_confidential", "masked_lines", "maltreatment_report")
T = TypeVar("T")
Judged = tuple[Facts, list[Question], datetime]


def facts_and_questions(root: Node) -> Judged:
    """Read one facts object.

    Returns:
        the facts, the questions in their order, and the instant.

    Raises:
        Malformed: with the place and the phrase for the first thing that is wrong.
    """
    root.only(_TOP)
    version = root.at("version")
    if isinstance(version.value, bool) or version.value != 1:
        version.fail("unsupported version")
    at = root.at("at").instant()
    reader = _Reader(root)
    return reader.facts(), [reader.question(q) for q in root.list("questions")], at


@cache
def _zones() -> set[str]:
    return available_timezones()


def _zone(node: Node | None) -> ZoneInfo:
    name = node.text() if node else "America/Chicago"
    if node and name not in _zones():
        node.fail("unknown time zone")
    return ZoneInfo(name)


class _Reader:
    """Reads the lists of one facts object against the ids that they define."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.child = root.at("child").at("id").identifier()
        self.organizations = _ids(root.list("organizations"))
        self.people = _ids(root.list("people"), taken={self.child})
        self.households = _ids(root.list("households", required=False))
        self.services = _ids(root.list("services", required=False))

    def facts(self) -> Facts:
        child = self.root.at("child")
        child.only({"id", "born_on", "lives_apart", "married_or_parent", "resident_district"})
        people = [self._person(p) for p in self.root.list("people")]
        self.roles = {p.id: p.role for p in people}
        return Facts(
            child=self.child,
            born_on=child.at("born_on").date(),
            zone=_zone(self.root.maybe("zone")),
            lives_apart=child.boolean("lives_apart"),
            married_or_parent=child.boolean("married_or_parent"),
            resident_district=self._organization(child.maybe("resident_district")),
            organizations={o.id: o for o in map(self._an_organization, self.root.list("organizations"))},
            people={p.id: p for p in people},
            households=self._each("households", self._household),
            caregivers={c.person: c for c in self._caregivers()},
            services={s.id: s for s in self._each("services", self._service)},
            links=self._each("care_team", self._link),
            orders=self._each("court_orders", self._order),
            holds=self._each("holds", self._hold),
            suspicions=self._each("suspicions", self._suspicion),
            consents=self._each("consents", self._consent, unique=True),
            youth_releases=self._each("youth_releases", self._youth_release, unique=True),
            overrides=self._each("overrides", self._override),
            crises=self._each("crises", self._crisis),
            break_glasses=self._each("break_glass", self._break_glass),
        )

    def question(self, node: Node) -> Question:
        node.only({"viewer", "category", "purpose", "export", "cells", "record"})
        purpose = node.maybe("purpose")
        asked = purpose.one_of({p.value for p in Purpose if p != Purpose.TPO}) if purpose else Purpose.TREATMENT
        return Question(
            viewer=self._anybody(node.at("viewer")),
            category=_category(node.at("category")),
            purposes=frozenset({Purpose(asked)}),
            export=node.boolean("export"),
            cells=tuple(cell.whole() for cell in node.list("cells", required=False)),
            item=self._item(node.at("record")),
        )

    def _item(self, node: Node) -> Item:
        lists = ("participants", "mentions", "withheld_from", "named")
        node.only({"custodian", "services", "author", "household", *lists, *_FLAGS})
        author = node.maybe("author")
        named: dict[str, Any] = {name: tuple(map(self._anybody, node.list(name, required=False))) for name in lists}
        return Item(
            custodian=self._known(node.at("custodian"), self.organizations, "unknown organization"),
            services=tuple(
                self._known(s, self.services, "unknown service") for s in node.list("services", required=False)
            ),
            author=self._anybody(author) if author else None,
            household=self._home(node.maybe("household")),
            **{**named, **{name: node.boolean(name) for name in _FLAGS}},
        )

    def _each(self, name: str, read: Callable[[Node], T], *, unique: bool = False) -> tuple[T, ...]:
        nodes = self.root.list(name, required=False)
        if unique:
            _ids(nodes)
        return tuple(map(read, nodes))

    # References.

    def _known(self, node: Node, ids: Collection[str], phrase: str) -> str:
        if node.identifier() not in ids:
            node.fail(phrase)
        return str(node.value)

    def _one(self, node: Node) -> str:
        return self._known(node, self.people, "unknown person")

    def _anybody(self, node: Node) -> str:
        return self._known(node, {*self.people, self.child}, "unknown person")

    def _maybe_one(self, node: Node | None) -> str | None:
        return self._one(node) if node else None

    def _organization(self, node: Node | None) -> str | None:
        return self._known(node, self.organizations, "unknown organization") if node else None

    def _home(self, node: Node | None) -> str | None:
        return self._known(node, self.households, "unknown household") if node else None

    # Entries.

    def _an_organization(self, node: Node) -> OrganizationFact:
        node.only({"id", "kind", "part2"})
        kind = OrganizationKind(node.at("kind").one_of(set(OrganizationKind)))
        return OrganizationFact(id=node.at("id").identifier(), kind=kind, part2=node.boolean("part2"))

    def _person(self, node: Node) -> PersonFact:
        node.only({"id", "role", "organization", "from", "until", "trainee", "supervisor"})
        role = _role(node.at("role"))
        organization = node.maybe("organization")
        if isinstance(role, Relation) and organization:
            organization.fail("unknown field")
        return PersonFact(
            id=node.at("id").identifier(),
            role=role,
            organization=self._organization(organization if isinstance(role, Relation) else node.at("organization")),
            period=_period(node, "from", "until", open_start=True),
            trainee=node.boolean("trainee"),
            supervisor=self._maybe_one(node.maybe("supervisor")),
        )

    def _household(self, node: Node) -> HouseholdFact:
        node.only({"id", "safe_at_home"})
        return HouseholdFact(id=node.at("id").identifier(), safe_at_home=node.boolean("safe_at_home"))

    def _caregivers(self) -> Iterable[CaregiverFact]:
        seen: set[str] = set()
        for node in self.root.list("caregivers", required=False):
            found = self._caregiver(node)
            if found.person in seen:
                node.at("person").fail("duplicate id")
            seen.add(str(found.person))
            yield found

    def _caregiver(self, node: Node) -> CaregiverFact:
        flags = ("emergency_contact", "acting_parent")
        node.only({"person", "relationship", "authority", "from", "until", "scope", "household", *flags})
        person = self._one(node.at("person"))
        if self.roles[person] != Relation.CAREGIVER:
            node.at("person").fail("unknown value: the person is no caregiver")
        relationship = node.maybe("relationship")
        if relationship:
            relationship.text()
        authority = Authority(node.at("authority").one_of(set(Authority)))
        delegated = authority == Authority.DELEGATED
        for name in ("from", "until", "scope") if delegated else ():
            node.at(name)
        return CaregiverFact(
            person=person,
            authority=authority,
            period=_period(node, "from", "until", open_start=True),
            scope=_categories(node, "scope", required=delegated),
            household=self._home(node.maybe("household")),
            **{name: node.boolean(name) for name in flags},
        )

    def _link(self, node: Node) -> LinkFact:
        node.only({"person", "from", "until", "covers"})
        covers = self._maybe_one(node.maybe("covers"))
        return LinkFact(person=self._one(node.at("person")), period=_period(node, "from", "until"), covers=covers)

    def _order(self, node: Node) -> OrderFact:
        node.only({"person", "kind", "from", "until", "leaves"})
        return OrderFact(
            person=self._one(node.at("person")),
            kind=OrderKind(node.at("kind").one_of(set(OrderKind))),
            period=_period(node, "from", "until"),
            leaves=_categories(node, "leaves", required=False),
        )

    def _hold(self, node: Node) -> HoldFact:
        node.only({"person", "from"})
        return HoldFact(person=self._one(node.at("person")), starts_at=node.at("from").instant())

    def _suspicion(self, node: Node) -> SuspicionFact:
        node.only({"person", "from", "until"})
        return SuspicionFact(person=self._one(node.at("person")), period=_period(node, "from", "until"))

    def _service(self, node: Node) -> ServiceFact:
        fields = {"id", "organization", "acts_for_school", "consent_basis", "consenter", "part2", "from", "until"}
        node.only(fields)
        _period(node, "from", "until")
        basis = ConsentBasis(node.at("consent_basis").one_of(set(ConsentBasis)))
        consenter = node.at("consenter") if basis == ConsentBasis.COURT else node.maybe("consenter")
        return ServiceFact(
            id=node.at("id").identifier(),
            organization=self._known(node.at("organization"), self.organizations, "unknown organization"),
            acts_for_school=node.at("acts_for_school").truth(),
            consent_basis=basis,
            consenter=self._maybe_one(consenter),
            part2=node.boolean("part2"),
        )

    def _consent(self, node: Node) -> ConsentFact:
        fields = {"id", "from_organization", "to", "categories", "purpose", "effective", "expires", "revoked_at"}
        node.only({*fields, "signed_by", "part2"})
        return ConsentFact(
            id=node.at("id").identifier(),
            from_organization=self._known(node.at("from_organization"), self.organizations, "unknown organization"),
            to=self._recipient(node.at("to")),
            categories=_categories(node, "categories"),
            purpose=Purpose(node.at("purpose").one_of(set(Purpose))),
            **_between("effective", _period(node, "effective", "expires", "revoked_at")),
            signed_by=self._anybody(node.at("signed_by")),
            part2=node.boolean("part2"),
        )

    def _recipient(self, node: Node) -> Recipient:
        if not isinstance(node.value, dict) or {k for k, v in node.value.items() if v is not None} not in _SHAPES:
            node.fail("unknown value")
        role = node.maybe("role")
        return Recipient(
            person=self._maybe_one(node.maybe("person")),
            organization=self._organization(node.maybe("organization")),
            role=_role(role) if role else None,
        )

    def _youth_release(self, node: Node) -> YouthReleaseFact:
        node.only({"id", "to", "categories", "from", "until", "revoked_at", "part2"})
        return YouthReleaseFact(
            id=node.at("id").identifier(),
            to=self._one(node.at("to")),
            categories=_categories(node, "categories"),
            **_between("starts_at", _period(node, "from", "until", "revoked_at")),
            part2=node.boolean("part2"),
        )

    def _override(self, node: Node) -> OverrideFact:
        node.only({"to", "by", "categories", "reason", "from", "until"})
        return OverrideFact(
            to=self._one(node.at("to")),
            by=self._one(node.at("by")),
            categories=_categories(node, "categories"),
            reason=node.at("reason").text(),
            **_between("starts_at", _period(node, "from", "until")),
        )

    def _crisis(self, node: Node) -> CrisisFact:
        node.only({"level", "opened_at", "closed_at"})
        level = node.at("level").whole()
        if level not in (1, 2, 3):
            node.at("level").fail("unknown value")
        return CrisisFact(level=level, period=_period(node, "opened_at", "closed_at"))

    def _break_glass(self, node: Node) -> BreakGlassFact:
        node.only({"person", "reason", "from", "until"})
        return BreakGlassFact(
            person=self._one(node.at("person")),
            reason=node.at("reason").text(),
            **_between("starts_at", _period(node, "from", "until")),
        )


def _ids(nodes: Iterable[Node], taken: Collection[str] = ()) -> set[str]:
    seen: set[str] = set()
    for node in nodes:
        given = node.at("id").identifier()
        if given in seen or given in taken:
            node.at("id").fail("duplicate id")
        seen.add(given)
    return seen


def _role(node: Node) -> Role | Relation:
    return _ROLES[node.one_of(_ROLES, "unknown role")]


def _category(node: Node) -> Category:
    return _CATEGORIES[node.one_of(_CATEGORIES, "unknown category")]


def _categories(node: Node, name: str, *, required: bool = True) -> frozenset[Category]:
    return frozenset(map(_category, node.list(name, required=required)))


def _period(node: Node, start: str, end: str, revoked: str = "", *, open_start: bool = False) -> Period:
    """Read a period; a revocation may come before the start, for what was then never live."""
    first, last = node.maybe(start) if open_start else node.at(start), node.maybe(end)
    starts_at, ends_at = first.instant() if first else None, last.instant() if last else None
    if last and starts_at and ends_at and ends_at < starts_at:
        last.fail("ends before it starts")
    stopped = node.maybe(revoked) if revoked else None
    ends = [e for e in (ends_at, stopped.instant() if stopped else None) if e]
    return Period(starts_at=starts_at, ends_at=min(ends, default=None))


def _between(start: str, period: Period) -> dict[str, Any]:
    return {start: period.starts_at, "ends_at": period.ends_at}


__all__ = ["Judged", "Malformed", "facts_and_questions"]
