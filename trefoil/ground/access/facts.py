"""From the JSON that the contexts' SQL functions bring to the facts that the rules take."""

from collections.abc import Iterable, Mapping
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
    OrderKind,
    OrganizationKind,
    Period,
    Purpose,
    Relation,
    Role,
)

Row = Mapping[str, Any]


def facts_from(child: UUID | None, parts: Iterable[Row | None], *, zone: ZoneInfo) -> Facts:
    """Merge the parts, each a mapping of lists, into one set of facts."""
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in (part or {}).items():
            if value is not None:
                merged[key] = merged.get(key, []) + value if isinstance(value, list) else value
    return _facts(child, merged, zone)


def _facts(child: UUID | None, merged: dict[str, Any], zone: ZoneInfo) -> Facts:
    def rows(name: str) -> list[Row]:
        return merged.get(name) or []

    about = merged.get("child") or {}
    caregivers = [_caregiver(row) for row in rows("caregivers")]
    people = {p.id: p for p in map(_staff, rows("staff"))} | {
        c.person: PersonFact(id=c.person, role=Relation.CAREGIVER, period=_period(row))
        for c, row in zip(caregivers, rows("caregivers"), strict=True)
    }
    return Facts(
        child=child,
        born_on=date.fromisoformat(about["born_on"]) if about.get("born_on") else None,
        zone=zone,
        lives_apart=bool(about.get("lives_apart")),
        married_or_parent=bool(about.get("married_or_parent")),
        resident_district=_uuid(merged.get("resident_district")),
        organizations={o.id: o for o in map(_organization, rows("organizations"))},
        people=people,
        caregivers={c.person: c for c in caregivers},
        households=tuple(HouseholdFact(id=UUID(r["id"]), safe_at_home=r["safe_at_home"]) for r in rows("households")),
        services={s.id: s for s in map(_service, rows("services"))},
        links=tuple(map(_link, rows("links"))),
        orders=tuple(map(_order, rows("orders"))),
        holds=tuple(HoldFact(person=UUID(r["person_id"]), starts_at=_at(r["starts_at"])) for r in rows("holds")),
        suspicions=tuple(SuspicionFact(person=UUID(r["person_id"]), period=_period(r)) for r in rows("suspicions")),
        withholdings=tuple(map(_withholding, rows("withholdings"))),
        consents=tuple(map(_consent, rows("consents"))),
        youth_releases=tuple(map(_youth_release, rows("youth_releases"))),
        overrides=tuple(map(_override, rows("overrides"))),
        crises=tuple(CrisisFact(level=r["level"], period=_period(r)) for r in rows("crises")),
        break_glasses=tuple(map(_glass, rows("break_glasses"))),
        compartments=tuple(map(_compartment, rows("compartments"))),
    )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _uuids(texts: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(map(UUID, texts))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe_at(text: str | None) -> datetime | None:
    return _at(text) if text else None


def _period(row: Row) -> Period:
    return Period(starts_at=_maybe_at(row.get("starts_at")), ends_at=_maybe_at(row.get("ends_at")))


def _categories(row: Row, name: str = "categories") -> frozenset[Category]:
    return frozenset(map(Category, row[name]))


def _compartment(row: Row) -> CompartmentFact:
    return CompartmentFact(
        id=row["id"],
        category=Category(row["category"]),
        item=Item(
            custodian=UUID(row["custodian_id"]),
            services=_uuids(row["services"]),
            author=_uuid(row["author_id"]),
            withheld_from=_uuids(row["withheld_from"]),
            named=_uuids(row["named"]),
            household=_uuid(row["household_id"]),
            part2=row["part2"],
            minor_confidential=row["confidential"],
            masked_lines=row["masked_lines"],
            maltreatment_report=row["maltreatment_report"],
        ),
    )


def _withholding(row: Row) -> WithholdingFact:
    return WithholdingFact(
        person=UUID(row["person_id"]),
        custodian=UUID(row["custodian_id"]),
        categories=_categories(row),
        period=_period(row),
    )


def _organization(row: Row) -> OrganizationFact:
    return OrganizationFact(
        id=UUID(row["id"]), kind=OrganizationKind(row["kind"]), part2=row["part2"], pack=row["pack"]
    )


def _staff(row: Row) -> PersonFact:
    return PersonFact(
        id=UUID(row["person_id"]),
        role=Role(row["role"]),
        organization=UUID(row["organization_id"]),
        period=_period(row),
        trainee=row["trainee"],
        supervisor=_uuid(row["supervisor_id"]),
    )


def _link(row: Row) -> LinkFact:
    return LinkFact(person=UUID(row["person_id"]), period=_period(row), covers=_uuid(row["covers"]))


def _caregiver(row: Row) -> CaregiverFact:
    return CaregiverFact(
        person=UUID(row["person_id"]),
        authority=Authority(row["authority"]),
        period=Period(
            starts_at=_maybe_at(row["authority_since"]),
            ends_at=earliest(_maybe_at(row["authority_until"]), _maybe_at(row["ends_at"])),
        ),
        scope=_categories(row, "scope"),
        household=_uuid(row["household_id"]),
        emergency_contact=row["emergency_contact"],
        acting_parent=row["acting_parent"],
    )


def _service(row: Row) -> ServiceFact:
    return ServiceFact(
        id=UUID(row["id"]),
        organization=UUID(row["organization_id"]),
        acts_for_school=row["acts_for_school"],
        consent_basis=row["consent_basis"],
        consenter=_uuid(row["consenter_id"]),
        part2=row["part2"],
    )


def _order(row: Row) -> OrderFact:
    return OrderFact(
        person=UUID(row["person_id"]),
        kind=OrderKind(row["kind"]),
        period=_period(row),
        leaves=_categories(row, "leaves"),
    )


def _consent(row: Row) -> ConsentFact:
    return ConsentFact(
        id=UUID(row["id"]),
        from_organization=UUID(row["from_organization_id"]),
        to=Recipient(
            person=_uuid(row["to_person_id"]),
            organization=_uuid(row["to_organization_id"]) if not row["to_person_id"] else None,
            role=Role(row["to_role"]) if row["to_role"] else None,
        ),
        categories=_categories(row),
        purpose=Purpose(row["purpose"]),
        effective=_at(row["starts_at"]),
        ends_at=_maybe_at(row["ends_at"]),
        signed_by=UUID(row["signer_id"]),
        part2=row["part2"],
    )


def _youth_release(row: Row) -> YouthReleaseFact:
    return YouthReleaseFact(
        id=UUID(row["id"]),
        to=UUID(row["to_id"]),
        categories=_categories(row),
        starts_at=_at(row["starts_at"]),
        ends_at=_maybe_at(row["ends_at"]),
        part2=row["part2"],
    )


def _override(row: Row) -> OverrideFact:
    return OverrideFact(
        to=UUID(row["to_id"]),
        by=UUID(row["by_id"]),
        categories=_categories(row),
        reason=row["reason"],
        starts_at=_at(row["starts_at"]),
        ends_at=_maybe_at(row["ends_at"]),
    )


def _glass(row: Row) -> BreakGlassFact:
    return BreakGlassFact(
        person=UUID(row["person_id"]),
        reason=row["reason"],
        starts_at=_at(row["starts_at"]),
        ends_at=_maybe_at(row["ends_at"]),
    )
