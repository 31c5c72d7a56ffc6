"""From the JSON that the contexts' SQL functions bring to the facts that the rules take."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from .types import (
    Authority,
    BreakGlassFact,
    Category,
    CompartmentFact,
    Facts,
    GuardianFact,
    OrganizationKind,
    Period,
    ProfessionalFact,
    ReleaseFact,
    Role,
)


def facts_from(child: UUID | None, parts: Iterable[Mapping[str, Any]]) -> Facts:
    """Merge the parts, each a mapping of lists, into one set of facts."""
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in (part or {}).items():
            merged[key] = merged.get(key, []) + value if isinstance(value, list) else value
    return Facts(
        child=child,
        born_on=date.fromisoformat(merged["born_on"]) if merged.get("born_on") else None,
        resident_district=_uuid(merged.get("resident_district")),
        organizations={UUID(o["id"]): OrganizationKind(o["kind"]) for o in merged.get("organizations", [])},
        compartments=tuple(map(_compartment, merged.get("compartments", []))),
        professionals=tuple(map(_professional, merged.get("professionals", []))),
        guardians=tuple(map(_guardian, merged.get("guardians", []))),
        releases=tuple(map(_release, merged.get("releases", []))),
        break_glasses=tuple(_glass(b, merged) for b in merged.get("break_glasses", [])),
    )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _period(row: Mapping[str, Any]) -> Period:
    instants = [datetime.fromisoformat(row[k]) if row.get(k) else None for k in ("starts_at", "ends_at")]
    return Period(starts_at=instants[0], ends_at=instants[1])


def _compartment(row: Mapping[str, Any]) -> CompartmentFact:
    return CompartmentFact(
        id=row["id"],
        category=Category(row["category"]),
        custodian=UUID(row["custodian_id"]),
        household=_uuid(row["household_id"]),
        confidential=row["confidential"],
    )


def _professional(row: Mapping[str, Any]) -> ProfessionalFact:
    return ProfessionalFact(
        person=UUID(row["person_id"]),
        role=Role(row["role"]),
        organization=UUID(row["organization_id"]),
        linked=row["linked"],
        period=_period(row),
    )


def _guardian(row: Mapping[str, Any]) -> GuardianFact:
    return GuardianFact(
        person=UUID(row["person_id"]),
        authority=Authority(row["authority"]),
        leaves=frozenset(Category(c) for c in row["leaves"]),
        household=_uuid(row["household_id"]),
        period=_period(row),
    )


def _release(row: Mapping[str, Any]) -> ReleaseFact:
    return ReleaseFact(
        id=UUID(row["id"]),
        from_organization=UUID(row["from_organization_id"]),
        to_organization=UUID(row["to_organization_id"]),
        categories=frozenset(Category(c) for c in row["categories"]),
        period=_period(row),
    )


def _glass(row: Mapping[str, Any], merged: Mapping[str, Any]) -> BreakGlassFact:
    who = merged["staff_roles"][row["person_id"]]
    return BreakGlassFact(
        person=UUID(row["person_id"]),
        role=Role(who["role"]),
        organization=UUID(who["organization_id"]),
        period=_period(row),
    )
