"""Asks PostgreSQL, as the application's own role and through somebody's eyes, what it shows of a row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, connections

from trefoil.ground.access.migration import policies
from trefoil.ground.access.session import seen_by

Item = dict[str, Any]
_IN = "compartment_id = any((select open_compartments('{kind}'))::int[])"
_TOOK_PART = "(author_id = (select viewer()) or (select viewer()) = any(participants))"
_COVERED = "(compartment_id, {party}) in (select compartment_id, person_id from covered())"
_OWN = f"""(({_TOOK_PART} and {_IN.format(kind="own")}) or {_COVERED.format(party="author_id")}
  or exists (select 1 from unnest(participants) as party(id) where {_COVERED.format(party="party.id")}))"""  # noqa: S608
# One row a question, behind a policy of the same pieces as every table of the product.
PROBE = [
    "create table oracle_probe (id uuid primary key, compartment_id int not null, author_id uuid,"
    " participants uuid[] not null)",
    *policies("oracle_probe", seen=f"{_IN.format(kind='card')} or {_OWN}", written="false"),
]
# The author's own is no more than that, also where everybody of the team reads a summary.
SEEN = f"""
select id, case when {_OWN} then 'own' when {_IN.format(kind="full")} then 'full'
                when {_IN.format(kind="minimum")} then 'minimum' else 'card' end,
       not ({_IN.format(kind="minimum_place")} or {_IN.format(kind="own_place")})
from oracle_probe where id = any(%s)
"""  # noqa: S608


def make_probe() -> None:
    """Make the table of rows that are asked for, as the owner."""
    with connections["owner"].cursor() as cursor:
        for order in PROBE:
            cursor.execute(order)


def plant_probes(rows: Iterable[Item]) -> None:
    """Write the rows that are asked for, as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.executemany(
            "insert into oracle_probe values (%s, %s, %s, %s)",
            [(row["id"], row["compartment"], row["author"], row["participants"]) for row in rows],
        )


def seen(viewer: UUID, at: datetime, ids: list[UUID]) -> dict[UUID, tuple[str, bool]]:
    """Return which of the rows a viewer sees at an instant: in which scope, and whether places are hidden."""
    with seen_by(viewer, at), connection.cursor() as cursor:
        cursor.execute(SEEN, [ids])
        return {number: (scope, hidden) for number, scope, hidden in cursor.fetchall()}
