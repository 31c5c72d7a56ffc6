"""The facts about one child as they stood at an instant, and what about that is not known.

Links, releases, orders, crises and emergencies have periods. What is changed in place, a caregiver's authority or a
home, is taken from the history that the database keeps. What has neither is said to whoever asks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.rules import grants_for
from trefoil.ground.access.situation import CaregiverFact, Facts
from trefoil.ground.access.types import Authority, Category, Grant, Period
from trefoil.ground.people.models import Suspension
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Law

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Then:
    """The facts at an instant, who was suspended then, and how many were changed in place since."""

    facts: Facts
    at: datetime
    suspended: frozenset[UUID]
    changed: int

    def grants(self) -> list[Grant]:
        """Return what was open at the instant."""
        found = grants_for(self.facts, self.at, law_at(self.at))
        return [g for g in found if g.person not in self.suspended and not _later(g, self.at)]


def _later(grant: Grant, at: datetime) -> bool:
    return grant.period.starts_at is not None and grant.period.starts_at > at


def law_at(at: datetime) -> Any:
    """Return, for the name of a pack, its law on the day."""

    def of(pack: str) -> Law:
        return law(pack, at.date())

    return of


def facts_then(child_id: UUID, at: datetime, *, past: bool) -> Then:
    """Return the facts as they stood; `past` looks up what was changed since."""
    facts = facts_now(child_id)
    if not past:
        return Then(facts, at, frozenset(), 0)
    with connection.cursor() as cursor:
        cursor.execute("select table_name, row_id, earlier from earlier_rows(%s, %s)", [child_id, at])
        rows = [(name, row_id, _loaded(row)) for name, row_id, row in cursor.fetchall()]
    over = Suspension.objects.filter(Q(ends_at__gt=at), starts_at__lte=at).values_list("person_id", flat=True)
    return Then(_before(facts, rows), at, frozenset(over), len(rows))


def _loaded(row: Any) -> Row:
    return json.loads(row) if isinstance(row, str) else row


def _before(facts: Facts, rows: list[tuple[str, UUID, Row]]) -> Facts:
    caregivers = dict(facts.caregivers)
    homes = {home.id: home for home in facts.households}
    for name, row_id, row in rows:
        if name == "people_caregiver":
            person = UUID(row["person_id"])
            if person in caregivers:
                caregivers[person] = _caregiver(caregivers[person], row)
        elif row_id in homes:
            homes[row_id] = replace(homes[row_id], safe_at_home=bool(row.get("safe_at_home")))
    return replace(facts, caregivers=caregivers, households=tuple(homes.values()))


def _caregiver(now: CaregiverFact, row: Row) -> CaregiverFact:
    """Return the entry as the row said; a column that was not there yet keeps what it says now."""
    authority = row.get("authority")
    return replace(
        now,
        authority=Authority(authority) if authority in list(Authority) else now.authority,
        scope=frozenset(map(Category, row["scope"])) if "scope" in row else now.scope,
        period=Period(starts_at=_at(row.get("authority_since")), ends_at=_at(row.get("authority_until"))),
        household=UUID(row["household_id"]) if row.get("household_id") else None,
        emergency_contact=bool(row.get("emergency_contact")),
        acting_parent=bool(row.get("acting_parent")),
    )


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
