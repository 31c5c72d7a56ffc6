"""Disclosure: decisions of the pure function, grants rebuilt, and the time from revoke to closed."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.measuring import RUNS, WARM_UP, Row, median_and_p95, timed

SECONDS = 3.0
AT = datetime(2026, 11, 19, 15, tzinfo=UTC)


def run() -> list[Row]:
    """Measure the function without a database, then the wall with the cast."""
    return [*_of_the_function(), *_of_the_wall()]


def _of_the_function() -> Iterator[Row]:
    from tests.oracle.situations import block
    from trefoil.ground.access.contract import decide
    from trefoil.ground.access.reading import Node
    from trefoil.ground.access.rules import Moment, answer, judge
    from trefoil.ground.access.situations import facts_and_questions
    from trefoil.ground.rulebook.queries import SHIPPED, law

    documents = list(block(1, 400))
    minnesota = law("us-mn", date(2026, 11, 21), SHIPPED)
    asked = [
        (facts, question, at)
        for facts, questions, at in (facts_and_questions(Node(d, "")) for d in documents)
        for question in questions
    ]
    yield _rate(
        "judgments of one question", len(asked), lambda: [judge(f, q, minnesota, Moment(t)) for f, q, t in asked]
    )
    yield _rate(
        "answers with obligations, masks and end", len(asked), lambda: [answer(f, q, minnesota, t) for f, q, t in asked]
    )
    yield _rate("answers of `trefoil decide`, from JSON and to JSON", len(asked), lambda: decide({"cases": documents}))


def _rate(what: str, each: int, ask: Callable[[], object]) -> Row:
    ask()
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        ask()
        done += each
    rate = done / (time.perf_counter() - began)
    return Row("disclosure", what, f"{each:,} questions", note=f"{rate:,.0f} a second")


def _of_the_wall() -> Iterator[Row]:
    from trefoil.demo.cast import assemble
    from trefoil.ground.access.actions import refresh

    cast = assemble(AT - timedelta(days=30))
    maya = cast.children["maya"]
    times = [timed(lambda: refresh(maya.pk, at=AT)) for _ in range(WARM_UP + RUNS)][WARM_UP:]
    median, p95 = median_and_p95(times)
    yield Row("disclosure", "refresh one child's grants", "cast", median, p95, note=f"{1000 / median:,.0f} a second")
    times = [_from_revoke_to_closed(cast, AT + timedelta(hours=n)) for n in range(RUNS // 3)]
    note = "from the call of `revoke`, committed, until another person's read finds nothing under it"
    yield Row("disclosure", "from *revoke* to closed", "cast", *median_and_p95(times), note=note)


def _from_revoke_to_closed(cast: Any, at: datetime) -> float:
    from trefoil.demo.scenes import release_together
    from trefoil.ground.access.models import GrantRow
    from trefoil.ground.access.session import seen_by
    from trefoil.ground.consent import actions

    release = release_together(cast, cast.children["maya"], "mother", at)
    mother, therapist = cast.person("mother"), cast.person("therapist")
    opened = GrantRow.objects.filter(source_id=release.pk)
    with seen_by(therapist, at):
        if not opened.exists():
            raise RuntimeError("the release opens nothing, so there is nothing to close")
    began = time.perf_counter()
    with seen_by(mother, at):
        actions.revoke(release=release, by=mother, at=at)
    with seen_by(therapist, at):
        if opened.exists():
            raise RuntimeError("a revoked release is still open")
    return (time.perf_counter() - began) * 1000
