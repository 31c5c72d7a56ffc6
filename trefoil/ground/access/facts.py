"""From the JSON that the contexts' SQL functions bring to the facts that the rules take."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from .rules.moment import earliest
from .situation import (
    BreakGlassFact,
    CaregiverFact,
    CompartmentFact,
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
    Recipient,
    ServiceFact,
    SuspicionFact,
    WithholdingFact,
    YouthReleaseFact,
)
from .types import (
    Authority,
    Category,
    Id,
    OrderKind,
    OrganizationKind,
    Period,
    Purpose,
    Relation,
    Role,
)

Row = Mapping[str, Any]


def facts_from(
    child: Id | None, parts: Iterable[Row | None], *, zone: ZoneInfo, id_of: Callable[[str], Id] = UUID
) -> Facts:
    """Merge the parts, each a mapping of lists, into one set of facts.

    Args:
        child: whose facts, in the same form as all other ids.
        parts: what each context brings.
        zone: in which zone the days are counted.
        id_of: what an id is read as; text is compared faster.
    """
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in (part or {}).items():
            if value is not None:
                merged[key] = merged.get(key, []) + value if isinstance(value, list) else value
    return _Reading(id_of).facts(child, merged, zone)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe_at(text: str | None) -> datetime | None:
    return _at(text) if text else None


def _period(row: Row) -> Period:
    return Period(starts_at=_maybe_at(row.get("starts_at")), ends_at=_maybe_at(row.get("ends_at")))


def _categories(row: Row, name: str = "categories") -> frozenset[Category]:
    return frozenset(map(Category, row[name]))


class _Reading:
    """From rows to facts, with ids of one form."""

    def __init__(self, id_of: Callable[[str], Id]) -> None:
        self._id = id_of

    def _maybe(self, text: str | None) -> Id | None:
        return self._id(text) if text else None

    def _ids(self, texts: Iterable[str]) -> tuple[Id, ...]:
        return tuple(map(self._id, texts))

    def facts(self, child: Id | None, merged: dict[str, Any], zone: ZoneInfo) -> Facts:
        def rows(name: str) -> list[Row]:
            return merged.get(name) or []

        about = merged.get("child") or {}
        caregivers = [self._caregiver(row) for row in rows("caregivers")]
        people = {p.id: p for p in map(self._staff, rows("staff"))} | {
            c.person: PersonFact(id=c.person, role=Relation.CAREGIVER, period=_period(row))
            for c, row in zip(caregivers, rows("caregivers"), strict=True)
        }
        return Facts(
            child=child,
            born_on=date.fromisoformat(about["born_on"]) if about.get("born_on") else None,
            zone=zone,
            lives_apart=bool(about.get("lives_apart")),
            married_or_parent=bool(about.get("married_or_parent")),
            resident_district=self._maybe(merged.get("resident_district")),
            organizations={o.id: o for o in map(self._organization, rows("organizations"))},
            people=people,
            caregivers={c.person: c for c in caregivers},
            households=tuple(
                HouseholdFact(id=self._id(r["id"]), safe_at_home=r["safe_at_home"]) for r in rows("households")
            ),
            services={s.id: s for s in map(self._service, rows("services"))},
            links=tuple(map(self._link, rows("links"))),
            orders=tuple(map(self._order, rows("orders"))),
            holds=tuple(
                HoldFact(person=self._id(r["person_id"]), starts_at=_at(r["starts_at"])) for r in rows("holds")
            ),
            suspicions=tuple(
                SuspicionFact(person=self._id(r["person_id"]), period=_period(r)) for r in rows("suspicions")
            ),
            withholdings=tuple(map(self._withholding, rows("withholdings"))),
            consents=tuple(map(self._consent, rows("consents"))),
            youth_releases=tuple(map(self._youth_release, rows("youth_releases"))),
            overrides=tuple(map(self._override, rows("overrides"))),
            crises=tuple(CrisisFact(level=r["level"], period=_period(r)) for r in rows("crises")),
            break_glasses=tuple(map(self._glass, rows("break_glasses"))),
            compartments=tuple(map(self._compartment, rows("compartments"))),
        )

    def _compartment(self, row: Row) -> CompartmentFact:
        return CompartmentFact(
            id=row["id"],
            category=Category(row["category"]),
            item=Item(
                custodian=self._id(row["custodian_id"]),
                services=self._ids(row["services"]),
                author=self._maybe(row["author_id"]),
                withheld_from=self._ids(row["withheld_from"]),
                named=self._ids(row["named"]),
                household=self._maybe(row["household_id"]),
                part2=row["part2"],
                minor_confidential=row["confidential"],
                masked_lines=row["masked_lines"],
                maltreatment_report=row["maltreatment_report"],
            ),
        )

    def _withholding(self, row: Row) -> WithholdingFact:
        return WithholdingFact(
            person=self._id(row["person_id"]),
            custodian=self._id(row["custodian_id"]),
            categories=_categories(row),
            period=_period(row),
        )

    def _organization(self, row: Row) -> OrganizationFact:
        return OrganizationFact(
            id=self._id(row["id"]), kind=OrganizationKind(row["kind"]), part2=row["part2"], pack=row["pack"]
        )

    def _staff(self, row: Row) -> PersonFact:
        return PersonFact(
            id=self._id(row["person_id"]),
            role=Role(row["role"]),
            organization=self._id(row["organization_id"]),
            period=_period(row),
            trainee=row["trainee"],
            supervisor=self._maybe(row["supervisor_id"]),
        )

    def _link(self, row: Row) -> LinkFact:
        return LinkFact(person=self._id(row["person_id"]), period=_period(row), covers=self._maybe(row["covers"]))

    def _caregiver(self, row: Row) -> CaregiverFact:
        return CaregiverFact(
            person=self._id(row["person_id"]),
            authority=Authority(row["authority"]),
            period=Period(
                starts_at=_maybe_at(row["authority_since"]),
                ends_at=earliest(_maybe_at(row["authority_until"]), _maybe_at(row["ends_at"])),
            ),
            scope=_categories(row, "scope"),
            household=self._maybe(row["household_id"]),
            emergency_contact=row["emergency_contact"],
            acting_parent=row["acting_parent"],
        )

    def _service(self, row: Row) -> ServiceFact:
        return ServiceFact(
            id=self._id(row["id"]),
            organization=self._id(row["organization_id"]),
            acts_for_school=row["acts_for_school"],
            consent_basis=row["consent_basis"],
            consenter=self._maybe(row["consenter_id"]),
            part2=row["part2"],
        )

    def _order(self, row: Row) -> OrderFact:
        return OrderFact(
            person=self._id(row["person_id"]),
            kind=OrderKind(row["kind"]),
            period=_period(row),
            leaves=_categories(row, "leaves"),
        )

    def _consent(self, row: Row) -> ConsentFact:
        return ConsentFact(
            id=self._id(row["id"]),
            from_organization=self._id(row["from_organization_id"]),
            to=Recipient(
                person=self._maybe(row["to_person_id"]),
                organization=self._maybe(row["to_organization_id"]) if not row["to_person_id"] else None,
                role=Role(row["to_role"]) if row["to_role"] else None,
            ),
            categories=_categories(row),
            purpose=Purpose(row["purpose"]),
            effective=_at(row["starts_at"]),
            ends_at=_maybe_at(row["ends_at"]),
            signed_by=self._id(row["signer_id"]),
            part2=row["part2"],
        )

    def _youth_release(self, row: Row) -> YouthReleaseFact:
        return YouthReleaseFact(
            id=self._id(row["id"]),
            to=self._id(row["to_id"]),
            categories=_categories(row),
            starts_at=_at(row["starts_at"]),
            ends_at=_maybe_at(row["ends_at"]),
            part2=row["part2"],
        )

    def _override(self, row: Row) -> OverrideFact:
        return OverrideFact(
            to=self._id(row["to_id"]),
            by=self._id(row["by_id"]),
            categories=_categories(row),
            reason=row["reason"],
            starts_at=_at(row["starts_at"]),
            ends_at=_maybe_at(row["ends_at"]),
        )

    def _glass(self, row: Row) -> BreakGlassFact:
        return BreakGlassFact(
            person=self._id(row["person_id"]),
            reason=row["reason"],
            starts_at=_at(row["starts_at"]),
            ends_at=_maybe_at(row["ends_at"]),
        )
