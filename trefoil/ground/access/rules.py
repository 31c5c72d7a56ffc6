"""From facts to grants: one pure function, without clock or database."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from .table import (
    ANSWERABLE,
    GLASS_CARD_COLUMNS,
    GLASS_COLUMNS,
    GLASS_FULL_SET,
    ROSTER_DUTIES,
    SYSTEM_DUTIES,
    TABLE,
    WRITERS,
    Duties,
)
from .types import (
    COLUMN_OF_ROLE,
    Authority,
    Basis,
    BreakGlassFact,
    Category,
    Column,
    CompartmentFact,
    Facts,
    Grant,
    GuardianFact,
    May,
    OrganizationKind,
    Period,
    ProfessionalFact,
    Scope,
    system_person,
)

BREAK_GLASS_LASTS = timedelta(minutes=60)
_SCHOOLS = {OrganizationKind.SCHOOL, OrganizationKind.DISTRICT}
_NEED_NO_LINK = {Column.DIRECTOR, Column.ADMIN, Column.EVALUATOR, Column.HOME_DISTRICT}
_OFFICERS = {Column.DIRECTOR, Column.ADMIN}
_ROSTER_READERS = {Column.SCHOOL_MH, Column.HOME_DISTRICT, Column.DIRECTOR, Column.ADMIN}
_SCOPE_OF_CODE = {
    "P": Scope.FULL,
    "m": Scope.MINIMUM,
    "c": Scope.FULL,
    "k": Scope.CARD,
    "a": Scope.OWN,
}


def grants_for(facts: Facts, at: datetime) -> frozenset[Grant]:
    """Return every grant that the facts give and that has not ended at the instant.

    Args:
        facts: all that is known about one child, or about one organization's roster when there is no child.
        at: the instant; grants that begin later are returned, those that are over are not.
    """
    grants = {g for c in facts.compartments for g in _grants_on(c, facts)}
    return frozenset(g for g in grants if not g.period.over(at))


def _grants_on(compartment: CompartmentFact, facts: Facts) -> Iterator[Grant]:
    yield from _for_system(compartment, SYSTEM_DUTIES if facts.child else ROSTER_DUTIES)
    if facts.child is None:
        yield from _for_roster(compartment, facts)
        return
    yield from _for_child(compartment, facts)
    for guardian in facts.guardians:
        yield from _for_guardian(compartment, guardian)
    for professional in facts.professionals:
        yield from _for_professional(compartment, professional, facts)
    for emergency in facts.break_glasses:
        yield from _for_emergency(compartment, emergency)


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
    for who in facts.professionals:
        column = COLUMN_OF_ROLE[who.role]
        if who.organization == compartment.custodian and column in _ROSTER_READERS:
            yield _grant(compartment, who, Scope.FULL, May.READ, Basis.OPERATIONS, who.period)


def _for_child(compartment: CompartmentFact, facts: Facts) -> Iterator[Grant]:
    scope = _plain_scope(TABLE[compartment.category, Column.YOUTH])
    if scope and facts.child:
        yield Grant(
            person=facts.child,
            compartment=compartment.id,
            column=Column.YOUTH,
            scope=scope,
            may=_answer_or_read(compartment.category),
            basis=Basis.OWN_RECORD,
            period=Period(),
        )


def _for_guardian(compartment: CompartmentFact, guardian: GuardianFact) -> Iterator[Grant]:
    if _closed_to_guardian(compartment, guardian):
        return
    scope = _plain_scope(TABLE[compartment.category, Column.GUARDIAN])
    own_household = compartment.household is not None
    if not scope:
        return
    restricted = guardian.authority == Authority.RESTRICTED
    yield Grant(
        person=guardian.person,
        compartment=compartment.id,
        column=Column.GUARDIAN,
        scope=Scope.FULL if own_household else scope,
        may=_guardian_may(compartment, restricted=restricted),
        basis=Basis.ORDER_LEAVES if restricted else Basis.PARENTAL_AUTHORITY,
        period=guardian.period,
    )


def _closed_to_guardian(compartment: CompartmentFact, guardian: GuardianFact) -> bool:
    """P4, P6 and the youth's control: no authority, another home, or what the youth holds alone."""
    if guardian.authority == Authority.NONE or compartment.confidential:
        return True
    if compartment.household not in (None, guardian.household):
        return True
    if compartment.category == Category.FAMILY_NEEDS and compartment.household is None:
        return True
    return guardian.authority == Authority.RESTRICTED and compartment.category not in guardian.leaves


def _guardian_may(compartment: CompartmentFact, *, restricted: bool) -> May:
    if restricted:
        return May.READ
    if compartment.household is not None:
        return May.WRITE
    return _answer_or_read(compartment.category)


def _for_professional(compartment: CompartmentFact, who: ProfessionalFact, facts: Facts) -> Iterator[Grant]:
    column = COLUMN_OF_ROLE[who.role]
    if not _stands(column, who, facts) or (compartment.confidential and column not in {Column.TREATMENT}):
        return
    own = who.organization == compartment.custodian
    code = TABLE[compartment.category, column]
    for part in _codes(code, own=own, asks_consent=_asks_consent(compartment, column, own, facts)):
        if part == "a":
            may = _answer_or_read(compartment.category)
            if own and column in WRITERS.get(compartment.category, set()):
                may = May.WRITE
            yield _grant(compartment, who, Scope.OWN, may, Basis.AUTHOR, who.period)
        elif part in ("c", "cm", "ck"):
            yield from _by_release(compartment, who, _scope(part), facts)
        else:
            may = _professional_may(compartment.category, column, own=own)
            yield _grant(compartment, who, _scope(part), may, _own_basis(column), who.period)


def _stands(column: Column, who: ProfessionalFact, facts: Facts) -> bool:
    if column == Column.HOME_DISTRICT:
        return who.organization == facts.resident_district
    return who.linked or column in _NEED_NO_LINK


def _asks_consent(compartment: CompartmentFact, column: Column, own: bool, facts: Facts) -> bool:
    """Tell whether a record of another organization needs a release: in Minnesota treatment alone is no ground."""
    if own:
        return False
    school_made = facts.organizations.get(compartment.custodian) in _SCHOOLS
    return not (column == Column.HOME_DISTRICT and school_made)


def _codes(code: str, *, own: bool, asks_consent: bool) -> tuple[str, ...]:
    """Split a cell into the codes to try: `am` is `a` and `m`; for others' records `P` reads `c`, `m` reads `cm`."""
    code = code.removesuffix("e")
    if code in ("", "x", "d", "y"):
        return ()
    parts: tuple[str, ...] = (code,) if code in ("cm", "ck") else tuple(code.replace("v", ""))
    if own:
        owned = {"c": "P", "cm": "m", "ck": "k"}
        return tuple(owned.get(part, part) for part in parts)
    if asks_consent:
        lent = {"P": "c", "m": "cm"}
        return tuple(lent.get(part, part) for part in parts)
    return parts


def _scope(part: str) -> Scope:
    return _SCOPE_OF_CODE[part[-1]]


def _plain_scope(code: str) -> Scope | None:
    return _SCOPE_OF_CODE[code] if code in ("P", "m", "a") else None


def _own_basis(column: Column) -> Basis:
    if column == Column.HOME_DISTRICT:
        return Basis.OWN_STUDENT
    return Basis.OPERATIONS if column in _OFFICERS else Basis.CARE_TEAM


def _answer_or_read(category: Category) -> May:
    return May.RESPOND if category in ANSWERABLE else May.READ


def _professional_may(category: Category, column: Column, *, own: bool) -> May:
    if own and column in WRITERS.get(category, set()):
        return May.WRITE
    return _answer_or_read(category)


def _by_release(compartment: CompartmentFact, who: ProfessionalFact, scope: Scope, facts: Facts) -> Iterator[Grant]:
    for release in facts.releases:
        reaches = (
            release.from_organization == compartment.custodian
            and release.to_organization == who.organization
            and compartment.category in release.categories
        )
        shared = who.period.meets(release.period)
        if reaches and shared:
            may = _answer_or_read(compartment.category)
            yield _grant(compartment, who, scope, may, Basis.CONSENT, shared, release.id)


def _for_emergency(compartment: CompartmentFact, emergency: BreakGlassFact) -> Iterator[Grant]:
    column = COLUMN_OF_ROLE[emergency.role]
    if compartment.confidential or TABLE[compartment.category, column] == "x":
        return
    if column in GLASS_COLUMNS and compartment.category in GLASS_FULL_SET:
        yield _glass_grant(compartment, emergency, column, Scope.MINIMUM)
    elif column in GLASS_CARD_COLUMNS and compartment.category == Category.SAFETY_PLAN:
        yield _glass_grant(compartment, emergency, column, Scope.CARD)


def _glass_grant(compartment: CompartmentFact, emergency: BreakGlassFact, column: Column, scope: Scope) -> Grant:
    return Grant(
        person=emergency.person,
        compartment=compartment.id,
        column=column,
        scope=scope,
        may=May.READ,
        basis=Basis.BREAK_GLASS,
        period=emergency.period,
    )


def _grant(
    compartment: CompartmentFact,
    who: ProfessionalFact,
    scope: Scope,
    may: May,
    basis: Basis,
    period: Period,
    source: object = None,
) -> Grant:
    return Grant(
        person=who.person,
        compartment=compartment.id,
        column=COLUMN_OF_ROLE[who.role],
        scope=scope,
        may=may,
        basis=basis,
        period=period,
        source=source,  # type: ignore[arg-type]
    )


def may_break_glass(role: str | None) -> bool:
    """Tell whether somebody of this role ever may break the glass."""
    column = COLUMN_OF_ROLE.get(role) if role else None  # type: ignore[call-overload]
    return column in GLASS_COLUMNS | GLASS_CARD_COLUMNS


def why_not_break_glass(*, role: str | None, reason: str, already_open: bool) -> str | None:
    """Say why the glass may not be broken: only by staff who treat or teach, with a reason, once at a time."""
    if not may_break_glass(role):
        return "Breaking the glass is for those who treat or teach the child."
    if len(reason.strip()) < 10:
        return "Say in a sentence what the emergency is. The privacy officer will read it."
    return "The glass is already broken for you; it closes by itself." if already_open else None
