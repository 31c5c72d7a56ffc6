"""The page for the wall: a plan as facts, and of them those that everybody in the room may see; pure.

Every person's view is a set of facts; the wall shows their intersection. So it cannot show more than any one of those
present may see, whatever the plan says and however the views came to be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from trefoil.care.plan.types import LensGoal, PlanContent, SchoolContent, SchoolStrategy, Setting, Strategy

_GOAL = ("title", "professional", "measure", "baseline", "target", "school_goal", "status", "review_on")
_STRATEGY = ("text", "who", "frequency", "looks_like")


class Fact(NamedTuple):
    """One thing that a version of the plan says of a goal, or of what is done for it."""

    version: int
    goal_id: UUID
    strategy_id: UUID | None
    setting: str
    field: str
    value: str


@dataclass(frozen=True)
class WallStrategy:
    """What is done for a goal, as far as all may see it."""

    text: str
    who: str = ""
    frequency: str = ""
    looks_like: str = ""


@dataclass(frozen=True)
class WallGoal:
    """A goal, as far as all may see it."""

    id: UUID
    said: dict[str, str]
    columns: dict[str, list[WallStrategy]] = field(default_factory=dict)


def of_plan(number: int, content: PlanContent) -> frozenset[Fact]:
    """Return what the whole plan says."""
    found: set[Fact] = set()
    for goal in content.goals:
        found |= _of_goal(number, goal.id, goal)
        for strategy in goal.strategies:
            found |= _of_strategy(number, goal.id, strategy.setting, strategy)
    return frozenset(found)


def of_sheet(number: int, sheet: SchoolContent) -> frozenset[Fact]:
    """Return what the plan for school says."""
    found: set[Fact] = set()
    for goal in sheet.goals:
        found |= _of_goal(number, goal.id, goal)
        for strategy in goal.strategies:
            found |= _of_strategy(number, goal.id, Setting.SCHOOL, strategy)
    return frozenset(found)


def of_home(number: int, goals: Iterable[LensGoal]) -> frozenset[Fact]:
    """Return what the home part says."""
    found: set[Fact] = set()
    for goal in goals:
        found |= _of_goal(number, goal.id, goal)
        for strategy in goal.strategies:
            found |= _of_strategy(number, goal.id, Setting.HOME, strategy)
    return frozenset(found)


def _of_goal(number: int, goal_id: UUID, goal: object) -> set[Fact]:
    said = ((name, getattr(goal, name, None)) for name in _GOAL)
    return {Fact(number, goal_id, None, "", name, str(value)) for name, value in said if value}


def _of_strategy(number: int, goal_id: UUID, setting: Setting, strategy: Strategy | SchoolStrategy) -> set[Fact]:
    who = ", ".join(part for part in (strategy.who, getattr(strategy, "role", "")) if part)
    said = {name: getattr(strategy, name) for name in _STRATEGY} | {"who": who}
    return {Fact(number, goal_id, strategy.id, setting.value, name, value) for name, value in said.items() if value}


def tree(facts: Iterable[Fact], order: Sequence[UUID]) -> tuple[int | None, list[WallGoal]]:
    """Return the newest version of which all see a goal, and its goals; a goal that not all can name is not there.

    Args:
        facts: what everybody may see.
        order: in which order whoever opened the page reads goals and strategies.
    """
    named = [fact for fact in facts if fact.field == "title" and fact.strategy_id is None]
    if not named:
        return None, []
    newest = max(fact.version for fact in named)
    kept = [fact for fact in facts if fact.version == newest]
    places = {goal_id: place for place, goal_id in enumerate(order)}
    ids = sorted({fact.goal_id for fact in named if fact.version == newest}, key=lambda i: (places.get(i, 999), str(i)))
    return newest, [_goal(goal_id, kept, places) for goal_id in ids]


def _goal(goal_id: UUID, facts: Iterable[Fact], places: dict[UUID, int]) -> WallGoal:
    own = [fact for fact in facts if fact.goal_id == goal_id]
    said = {fact.field: fact.value for fact in own if fact.strategy_id is None}
    strategies: dict[tuple[str, UUID], dict[str, str]] = {}
    for fact in own:
        if fact.strategy_id is not None:
            strategies.setdefault((fact.setting, fact.strategy_id), {})[fact.field] = fact.value
    columns: dict[str, list[WallStrategy]] = {setting.value: [] for setting in Setting}
    for (setting, _id), words in sorted(
        strategies.items(), key=lambda pair: (places.get(pair[0][1], 999), str(pair[0]))
    ):
        if "text" in words:
            columns[setting].append(WallStrategy(**words))
    return WallGoal(goal_id, said, columns)
