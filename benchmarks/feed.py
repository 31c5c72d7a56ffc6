"""The feed under the wall: the newest entries out of millions, through the eyes of one viewer."""

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from benchmarks import crowd
from benchmarks.databases import Owner
from benchmarks.measuring import RUNS, WARM_UP, Row, counting, median_and_p95, timed

SIZE = f"{crowd.CHILDREN:,} children, {crowd.ENTRIES:,} entries"
Ask = Callable[[], object]
Sent = tuple[str, Any]


def run() -> list[Row]:
    """Write the crowd and measure."""
    with Owner() as owner:
        rebuilt = crowd.raise_crowd(owner)
    return [rebuilt, *measure()]


def measure() -> list[Row]:
    """Measure every question for several viewers: at the client, and in the database."""
    rows = []
    for question in _questions():
        client, inside, alone, by_hand, by_exists, queries = [], [], [], [], [], 0
        runs = RUNS // len(question.viewers)
        for viewer in question.viewers:
            ask = question.ask(viewer)
            statements = _asked(viewer, ask)
            queries = max(queries, len(statements))
            client += _at_the_client(viewer, ask, runs)
            inside += _in_the_database(viewer, statements, runs)
            entries = [sent for sent in statements if 'from "timeline_entry"' in sent[0].lower()][-1:]
            alone += _in_the_database(viewer, entries, runs)
            by_hand += _as_owner(*question.by_hand(viewer))
            by_exists += _by_exists(viewer, entries[0])
        note = (
            f"entries alone {statistics.median(alone):,.1f} ms; the same filter written by hand, without policies "
            f"{statistics.median(by_hand):,.1f} ms; a policy as exists(…) {statistics.median(by_exists):,.0f} ms"
        )
        rows += [
            Row("feed", question.what, SIZE, *median_and_p95(client), queries, "at the client, with names"),
            Row("feed", f"{question.what}: in the database", SIZE, *median_and_p95(inside), queries, note),
        ]
    return rows


@dataclass(frozen=True)
class Question:
    """What is asked, as whom, by the product's query and by hand."""

    what: str
    viewers: list[UUID]
    ask: Callable[[UUID], Ask]
    by_hand: Callable[[UUID], Sent]


def _questions() -> list[Question]:
    from trefoil.ground.kit.clock import now
    from trefoil.ground.timeline import queries
    from trefoil.ground.timeline.models import Entry

    staff = [crowd.of(part, n) for n in (3, 411, 777) for part in ("therapist", "teacher")]
    directors = [crowd.of("director", n) for n in (4, 15)]
    children = {viewer: _caseload(viewer) for viewer in staff}
    at, long_ago = now(), now() - timedelta(days=300)
    columns = "id, compartment_id, at, kind, voice, author_id, child_id, subject_id, url, params"
    newest = "order by at desc limit 50"
    sees = (
        "compartment_id in (select compartment_id from access_grant where person_id = %s and scope = 'full'"
        " and (starts_at is null or starts_at <= now()) and (ends_at is null or now() < ends_at))"
    )
    everything = f"select {columns} from timeline_entry where {sees} {newest}"
    return [
        Question(
            "newest 50 over everything the viewer sees",
            staff,
            lambda v: lambda: queries.newest(at, 50),
            lambda v: (everything, [v]),
        ),
        Question(
            "newest 50 over all that a director of 1,250 sees",
            directors,
            lambda v: lambda: queries.newest(at, 50),
            lambda v: (everything, [v]),
        ),
        Question(
            "one child's timeline, 50 lines",
            staff,
            lambda v: lambda: queries.timeline(children[v][7], limit=50),
            lambda v: (f"select {columns} from timeline_entry where child_id = %s {newest}", [children[v][7]]),
        ),
        Question(
            "newest 50 of a caseload of 25",
            staff,
            lambda v: lambda: queries.newest_since(long_ago, children[v], 50),
            lambda v: (f"select {columns} from timeline_entry where child_id = any(%s) {newest}", [children[v]]),
        ),
        Question(
            "count over a director's 1,250 children",
            directors,
            lambda v: Entry.objects.count,
            lambda v: (f"select count(*) from timeline_entry where {sees}", [v]),
        ),
    ]


def _caseload(viewer: UUID) -> list[UUID]:
    from trefoil.ground.access.session import seen_by
    from trefoil.ground.people.models import Child

    with seen_by(viewer):
        return list(Child.objects.order_by("pk").values_list("pk", flat=True))


def _asked(viewer: UUID, ask: Ask) -> list[Sent]:
    """Return the statements that a query of the product sends."""
    from trefoil.ground.access.session import seen_by

    with seen_by(viewer):
        with counting() as counted:
            ask()
        return counted.statements


def _at_the_client(viewer: UUID, ask: Ask, runs: int) -> list[float]:
    from trefoil.ground.access.session import seen_by

    with seen_by(viewer):
        return [timed(ask) for _ in range(WARM_UP + runs)][WARM_UP:]


def _in_the_database(viewer: UUID, statements: list[Sent], runs: int) -> list[float]:
    """Return what PostgreSQL says that planning and running took, all statements together."""
    from django.db import connection

    from trefoil.ground.access.session import seen_by

    with seen_by(viewer), connection.cursor() as cursor:
        return [sum(_explained(cursor, *sent) for sent in statements) for _ in range(WARM_UP + runs)][WARM_UP:]


def _explained(cursor: Any, statement: str, params: Any) -> float:
    cursor.execute(f"explain (analyze, timing off, format json) {statement}", params)
    found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]
    return plan["Planning Time"] + plan["Execution Time"]


def _as_owner(statement: str, params: Any, runs: int = 3) -> list[float]:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        return [_explained(cursor, statement, params) for _ in range(1 + runs)][1:]


def _by_exists(viewer: UUID, sent: Sent, runs: int = 2) -> list[float]:
    """Ask the same under a policy that looks every row's grant up, and put the real policy back."""
    from django.db import connections, transaction

    from trefoil.ground.access.session import set_viewer

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("drop policy seen on timeline_entry")
        cursor.execute(
            "create policy seen on timeline_entry for select to trefoil_app using (exists (select 1 from access_grant g"
            " where g.compartment_id = timeline_entry.compartment_id and g.person_id = (select viewer())"
            " and g.scope = 'full' and (g.starts_at is null or g.starts_at <= viewed_at())"
            " and (g.ends_at is null or viewed_at() < g.ends_at)))"
        )
        set_viewer(viewer, using=connections["owner"])
        cursor.execute("set local role trefoil_app")
        found = [_explained(cursor, *sent) for _ in range(1 + runs)][1:]
        transaction.set_rollback(True, using="owner")
    return found
