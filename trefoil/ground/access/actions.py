"""Opening compartments, refreshing grants, asking whether a person may, and telling what happened."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from trefoil.ground.kit import jobs
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import refuse_if

from . import rules
from .facts import facts_from
from .models import BreakGlass, Compartment
from .session import ask_refresher
from .types import Basis, Category, Grant, May, Viewer


class Denied(Exception):
    """A person may not; outside it looks like a thing that is not there."""


_fact_functions: list[str] = ["access_facts"]


def bring_facts(function: str) -> None:
    """Register the SQL function `(child uuid, organization uuid) -> jsonb` by which a context brings its facts."""
    if function not in _fact_functions:
        _fact_functions.append(function)


def compartment_for(
    *,
    child_id: UUID | None,
    category: Category,
    custodian_id: UUID,
    household_id: UUID | None = None,
    confidential: bool = False,
) -> Compartment:
    """Return the compartment of these five, opened now if it is the first time."""
    number, fresh = _find_or_open(child_id, category, custodian_id, household_id, confidential)
    if fresh:
        refresh(child_id) if child_id else refresh_roster(custodian_id)
    return Compartment(
        id=number,
        child_id=child_id,
        category=category,
        custodian_id=custodian_id,
        household_id=household_id,
        confidential=confidential,
    )


def compartments_for(
    *, child_id: UUID, wanted: Sequence[tuple[Category, UUID]], at: datetime | None = None
) -> list[Compartment]:
    """Open several compartments of a child, each a category and its custodian, and refresh the grants once."""
    made = [
        Compartment(
            id=_find_or_open(child_id, category, custodian, None, False)[0],
            child_id=child_id,
            category=category,
            custodian_id=custodian,
        )
        for category, custodian in wanted
    ]
    refresh(child_id, at=at)
    return made


def _find_or_open(
    child_id: UUID | None, category: Category, custodian_id: UUID, household_id: UUID | None, confidential: bool
) -> tuple[int, bool]:
    number: int = ask_refresher(
        "compartment",
        child=child_id,
        kind=category,
        custodian=custodian_id,
        home=household_id,
        secret=confidential,
    )
    return abs(number), number < 0


def refresh(child_id: UUID, *, at: datetime | None = None) -> None:
    """Rebuild one child's grants from the facts; whoever changes a fact calls this in the same transaction."""
    _replace(child_id, None, grants_now(child_id, at=at))


def refresh_roster(organization_id: UUID, *, at: datetime | None = None) -> None:
    """Rebuild the grants on one organization's roster."""
    _replace(None, organization_id, grants_now(None, organization_id, at=at))


def grants_now(
    child_id: UUID | None, organization_id: UUID | None = None, *, at: datetime | None = None
) -> frozenset[Grant]:
    """Return the grants that the present facts give."""
    parts = ask_refresher("facts", child=child_id, organization=organization_id, functions=_fact_functions)
    return rules.grants_for(facts_from(child_id, parts), at or now())


def _replace(child_id: UUID | None, organization_id: UUID | None, grants: frozenset[Grant]) -> None:
    ask_refresher("replace", child=child_id, organization=organization_id, wanted=[_row(g) for g in grants])


def _row(grant: Grant) -> dict[str, Any]:
    instant: Callable[[datetime | None], str | None] = lambda t: t.isoformat() if t else None  # noqa: E731
    return {
        "person_id": str(grant.person),
        "compartment_id": grant.compartment,
        "column": grant.column,
        "scope": grant.scope,
        "may": grant.may,
        "basis": grant.basis,
        "starts_at": instant(grant.period.starts_at),
        "ends_at": instant(grant.period.ends_at),
        "source_id": str(grant.source) if grant.source else None,
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
