"""Opening compartments, refreshing grants, asking whether a person may, and telling what happened."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from trefoil.ground.kit import jobs
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Law

from . import rules
from .digest import digest
from .facts import facts_from
from .models import BreakGlass, Compartment
from .session import ask_refresher
from .situation import Facts
from .types import Basis, Category, Grant, May, Viewer


class Denied(Exception):
    """A person may not; outside it looks like a thing that is not there."""


_fact_functions: list[str] = ["access_facts"]


def bring_facts(function: str) -> None:
    """Register the SQL function `(child uuid, organization uuid) -> jsonb` by which a context brings its facts."""
    if function not in _fact_functions:
        _fact_functions.append(function)


def compartment_for(
    *, child_id: UUID | None, category: Category, custodian_id: UUID, household_id: UUID | None = None, **stamp: Any
) -> Compartment:
    """Return the compartment of a category, custodian, home and stamp, opened now if it is the first time.

    Args:
        child_id: whose record it is; None for an organization's roster.
        category: what the records are about.
        custodian_id: the organization that makes them.
        household_id: the home they are about.
        stamp: `confidential`, and any of `STAMP`: services, author_id, withheld_from, named, part2, masked_lines,
            maltreatment_report.
    """
    found, fresh = _find_or_open(child_id, category, custodian_id, household_id, stamp)
    if fresh:
        refresh(child_id) if child_id else refresh_roster(custodian_id)
    return found


def compartments_for(
    *, child_id: UUID, wanted: Sequence[tuple[Category, UUID]], at: datetime | None = None
) -> list[Compartment]:
    """Open several compartments of a child, each a category and its custodian, and refresh the grants once."""
    made = [_find_or_open(child_id, category, custodian, None, {})[0] for category, custodian in wanted]
    refresh(child_id, at=at)
    return made


def _find_or_open(
    child_id: UUID | None, category: Category, custodian_id: UUID, household_id: UUID | None, stamp: dict[str, Any]
) -> tuple[Compartment, bool]:
    of = {"household_id": household_id, **{k: _ordered(v) for k, v in stamp.items()}}
    number: int = ask_refresher("compartment", child=child_id, kind=category, custodian=custodian_id, stamp=of)
    made = Compartment(id=abs(number), child_id=child_id, category=category, custodian_id=custodian_id, **of)
    return made, number < 0


def _ordered(value: Any) -> Any:
    return sorted(set(value), key=str) if isinstance(value, list | tuple | set | frozenset) else value


def refresh(child_id: UUID, *, at: datetime | None = None) -> None:
    """Rebuild one child's grants from the facts; whoever changes a fact calls this in the same transaction."""
    refresh_all([child_id], at=at or now())


@transaction.atomic
def refresh_all(children: Sequence[UUID], *, at: datetime) -> None:
    """Rebuild the grants of many children at once, as a change of the law or a repair needs it."""
    *parts, held = _parts_of(children, [*_fact_functions, "grants_digest"])
    wanted = _grants_in(parts, children, at)
    others = {child: grants for child, grants in wanted.items() if digest(grants) != held[str(child)]}
    if others:
        _replace(list(others), None, chain.from_iterable(others.values()))


def refresh_roster(organization_id: UUID, *, at: datetime | None = None) -> None:
    """Rebuild the grants on one organization's roster."""
    _replace(None, organization_id, grants_now(None, organization_id, at=at, lock=True))


def grants_now(
    child_id: UUID | None, organization_id: UUID | None = None, *, at: datetime | None = None, lock: bool = False
) -> frozenset[Grant]:
    """Return the grants that the present facts give.

    Args:
        child_id: whose records; None for an organization's roster.
        organization_id: whose roster.
        at: the instant at which they are judged.
        lock: keep every other refresh of the same grants waiting until this transaction ends.
    """
    facts = facts_now(child_id, organization_id, lock=lock)
    instant = at or now()
    return rules.grants_for(facts, instant, _law_at(instant))


def facts_now(child_id: UUID | None, organization_id: UUID | None = None, *, lock: bool = False) -> Facts:
    """Return everything that decides who may see what, as it stands in the database."""
    said = {"child": child_id, "organization": organization_id, "functions": _fact_functions, "lock": lock}
    return facts_from(child_id, ask_refresher("facts", **said), zone=ZoneInfo(settings.TIME_ZONE))


def grants_of(children: Sequence[UUID], *, at: datetime) -> dict[UUID, list[Grant]]:
    """Return each child's grants as the present facts give them; every refresh of them waits for this transaction."""
    return _grants_in(_parts_of(children, _fact_functions), children, at)


_Parts = list[dict[str, Any]]
"""What each of several functions says about every child, by the child's id."""


def _parts_of(children: Sequence[UUID], functions: Sequence[str]) -> _Parts:
    found: _Parts = ask_refresher("facts_of", children=children, functions=functions)
    return found


def _grants_in(parts: _Parts, children: Iterable[UUID], at: datetime) -> dict[UUID, list[Grant]]:
    zone, law_of = ZoneInfo(settings.TIME_ZONE), _law_at(at)
    facts = {c: facts_from(str(c), [part[str(c)] for part in parts], zone=zone, id_of=str) for c in children}
    return {child: rules.grants_in(its, at, law_of) for child, its in facts.items()}


def all_children() -> list[UUID]:
    """Return every child that has a record here."""
    return [UUID(child) for child in ask_refresher("children")]


def _law_at(at: datetime) -> Callable[[str], Law]:
    return lambda pack: law(pack, at.date())


def _replace(children: Sequence[UUID] | None, organization_id: UUID | None, grants: Iterable[Grant]) -> None:
    ask_refresher("replace", children=children, organization=organization_id, wanted=[_row(g) for g in grants])


def place_only(child_id: UUID, grants: frozenset[Grant]) -> None:
    """Put these grants in the place of all of a child's, in a transaction that the caller undoes: for previews."""
    _replace([child_id], None, grants)


def _row(grant: Grant) -> dict[str, Any]:
    instant: Callable[[datetime | None], str | None] = lambda t: t.isoformat() if t else None  # noqa: E731
    return {
        "person_id": grant.person,
        "compartment_id": grant.compartment,
        "column": grant.column,
        "scope": grant.scope,
        "may": grant.may,
        "basis": grant.basis,
        "starts_at": instant(grant.period.starts_at),
        "ends_at": instant(grant.period.ends_at),
        "source_id": grant.source,
        "hides_location": grant.hides_location,
        "stands_in_for": grant.stands_in_for,
    }


def require(by: Any, compartment: Compartment | int, may: May = May.WRITE) -> None:
    """Raise `Denied` unless the present viewer is the actor and holds a grant that lets them do it."""
    actor = getattr(by, "person_id", None) or getattr(by, "id", by)
    number = compartment if isinstance(compartment, int) else compartment.pk
    kind = {May.READ: "any", May.RESPOND: "respond", May.WRITE: "write"}[may]
    with connection.cursor() as cursor:
        cursor.execute("select viewer(), %s = any(open_compartments(%s))", [number, kind])
        viewer, allowed = cursor.fetchone()
    if viewer != actor or not allowed:
        raise Denied


def tell(event: Any, *, by: Any, compartment: Compartment | int | None = None) -> None:
    """Record what happened in the audit trail and defer its subscribers, in this transaction."""
    packed = dataclasses.asdict(event)
    number = compartment if isinstance(compartment, int) else compartment and compartment.pk
    child = packed.get("child_id")
    record(
        kind="act",
        page=type(event).__name__,
        by=getattr(by, "person_id", None) or getattr(by, "id", by),
        at=packed.get("at") or now(),
        children=[child] if child else [],
        compartments=[number] if number else [],
        detail={k: str(v) for k, v in packed.items() if isinstance(v, UUID)},
    )
    jobs.defer_delivery(event)


def record(
    *,
    kind: str,
    page: str,
    by: UUID | None,
    at: datetime,
    children: list[UUID] | None = None,
    categories: list[str] | None = None,
    compartments: list[int] | None = None,
    bases: list[str] | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append one entry to the audit trail."""
    # Plain SQL, because the ORM asks for the new row back, and those who write the trail may not read it.
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into access_audit (at, person_id, kind, page, children, categories, compartments, bases, detail)"
            " values (%s, %s, %s, %s, %s::uuid[], %s::text[], %s::int[], %s::text[], %s)",
            [
                at,
                by,
                kind,
                page,
                children or [],
                [str(c) for c in categories or []],
                compartments or [],
                [str(b) for b in bases or []],
                json.dumps(detail or {}),
            ],
        )


@transaction.atomic
def break_glass(*, viewer: Viewer, child_id: UUID, custodian_id: UUID, reason: str, at: datetime) -> BreakGlass:
    """Open the minimum set about a child for sixty minutes, for a reason that will be reviewed."""
    already = BreakGlass.objects.filter(
        child_id=child_id, person_id=viewer.person_id, starts_at__lte=at, ends_at__gt=at
    ).exists()
    refuse_if(rules.why_not_break_glass(role=viewer.role, reason=reason, already_open=already))
    compartment = compartment_for(child_id=child_id, category=Category.CONSENTS, custodian_id=custodian_id)
    glass = BreakGlass(
        compartment=compartment,
        child_id=child_id,
        person_id=viewer.person_id,
        reason=reason.strip(),
        starts_at=at,
        ends_at=at + rules.BREAK_GLASS_LASTS,
    )
    _declare(glass)
    record(
        kind="act",
        page="BreakGlass",
        by=viewer.person_id,
        at=at,
        children=[child_id],
        compartments=[compartment.pk],
        bases=[Basis.BREAK_GLASS],
        detail={"break_glass_id": str(glass.pk)},
    )
    refresh(child_id, at=at)
    return glass


def _declare(glass: BreakGlass) -> None:
    """Insert through the wall's own door: who breaks the glass has, by definition, no grant yet."""
    ask_refresher(
        "declare",
        glass=glass.pk,
        compartment=glass.compartment_id,
        child=glass.child_id,
        why=glass.reason,
        starts=glass.starts_at,
        ends=glass.ends_at,
    )
