"""The plan: its page with 12 goals and 60 strategies, and the difference between two such versions."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.measuring import RUNS, WARM_UP, Row, counting, median_and_p95, timed

AT = datetime(2026, 11, 19, 15, tzinfo=UTC)
GOALS, EACH = 12, 5
SIZE = f"{GOALS} goals, {GOALS * EACH} strategies"
MOST_MS = 100


def run() -> list[Row]:
    """Measure the difference without a database, then the pages with the cast."""
    return [*_differences(), *_pages()]


def large_plan() -> Any:
    """Return a plan of the largest size that anybody has asked for."""
    from trefoil.care.plan.types import Goal, PlanContent, Service, Setting, Strategy
    from trefoil.ground.kit.ids import new_id

    settings = list(Setting)
    goals = tuple(
        Goal(
            id=new_id(),
            title=f"I ask for a break before I leave the room, part {number}",
            professional="Uses a functional request to escape demands before elopement",
            measure="Breaks asked for of all times out of the room",
            target="14 of 18",
            for_school=number % 2 == 0,
            strategies=tuple(
                Strategy(
                    id=new_id(),
                    setting=settings[n % 3],
                    text=f"Break card on the desk; an adult says yes within {n} minutes",
                    who="Minh Tran",
                    frequency="daily",
                    looks_like="the card is up before the chair moves",
                )
                for n in range(EACH)
            ),
        )
        for number in range(GOALS)
    )
    service = Service(id=new_id(), kind="individual", goal_ids=tuple(g.id for g in goals))
    return PlanContent(goals=goals, services=(service,))


def next_plan(plan: Any) -> Any:
    """Return the version after it: a third of the strategies reworded, a goal ended, one added."""
    from trefoil.ground.kit.ids import new_id

    goals = [
        replace(
            goal,
            target="16 of 18",
            strategies=tuple(
                replace(s, text=f"{s.text}, in the hall as well") if n % 3 == 0 else s
                for n, s in enumerate(goal.strategies)
            ),
        )
        for goal in plan.goals[1:]
    ]
    return replace(plan, goals=(*goals, replace(plan.goals[0], id=new_id(), title="I stay for the whole lesson")))


def _differences() -> Iterator[Row]:
    from trefoil.care.plan.changes import apply, changes

    before = large_plan()
    after = next_plan(before)
    found = changes(before, after)
    yield _row("the difference between two versions", lambda: changes(before, after), f"{len(found)} differences")
    yield _row("a difference applied", lambda: apply(before, found), "")


def _row(what: str, do: Callable[[], object], note: str) -> Row:
    times = [timed(do) for _ in range(WARM_UP + 10 * RUNS)][WARM_UP:]
    return Row("plan", what, SIZE, *median_and_p95(times), note=note)


def _pages() -> Iterator[Row]:
    from django.urls import reverse

    from trefoil.demo.cast import assemble, open_accounts
    from trefoil.demo.scenes import release_together

    cast = assemble(AT - timedelta(days=60))
    release_together(cast, cast.children["maya"], "mother", AT - timedelta(days=50))
    open_accounts(cast)
    plan = large_plan()
    first = _signed(cast, plan, AT - timedelta(days=40))
    _signed(cast, next_plan(plan), AT - timedelta(days=20))
    draft = _draft(cast, plan)
    child = cast.children["maya"].pk
    assert first
    for what, part, name, key in (
        ("the plan's page, therapist", "therapist", "plan:plan", child),
        ("the plan's page, mother", "mother", "plan:plan", child),
        ("the family's own page", "mother", "portal:plan", child),
        ("every version with its difference", "therapist", "plan:versions", child),
        ("a draft being written", "therapist", "plan:edit", draft.pk),
    ):
        yield _page(what, part, reverse(name, args=[key]))


def _draft(cast: Any, plan: Any) -> Any:
    from trefoil.care.plan import actions
    from trefoil.ground.access.session import seen_by

    therapist = cast.person("therapist")
    with seen_by(therapist, AT):
        return actions.draft(child=cast.children["maya"], content=plan, by=therapist, at=AT)


def _signed(cast: Any, plan: Any, at: datetime) -> Any:
    from trefoil.care.plan import actions, queries
    from trefoil.ground.access.session import seen_by

    therapist = cast.person("therapist")
    with seen_by(therapist, at):
        version = actions.draft(child=cast.children["maya"], content=plan, by=therapist, at=at)
        actions.submit(version=version, by=therapist, at=at, school_signer=cast.staff["social_worker"])
    for part in ("therapist", "mother", "maya", "social_worker"):
        person = cast.person(part)
        with seen_by(person, at):
            signature = queries.signature_of(version.pk, person.pk)
            assert signature
            actions.sign(signature=signature, typed_name=str(person), language="en", by=person, at=at)
    return version


def _page(what: str, part: str, address: str) -> Row:
    from benchmarks.pages import signed_in

    client = signed_in(part)
    took, statements, answers = [], 0, set()
    for run_number in range(WARM_UP + RUNS):
        with counting() as counted:
            began = time.perf_counter()
            answers.add(client.get(address).status_code)
            spent = (time.perf_counter() - began) * 1000
        if run_number >= WARM_UP:
            took.append(spent)
            statements = max(statements, len(counted.statements))
    middle, high = median_and_p95(took)
    notes = [f"ANSWERED {answers}"] if answers != {200} else []
    notes += [f"above {MOST_MS} ms"] if middle > MOST_MS else []
    return Row("plan", what, SIZE, middle, high, statements, "; ".join(notes))
