"""What is different between two versions, as values that can be said in words and applied again; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from .types import Accommodation, Change, Goal, PlanContent, Service, Strategy

Part = Goal | Strategy | Service | Accommodation
_PARTS = {"goal": "goals", "service": "services", "accommodation": "accommodations"}


def changes(before: PlanContent, after: PlanContent) -> tuple[Change, ...]:
    """Return what was added, changed and ended from one version to the next, in the new one's order.

    The order of goals and strategies is no difference: it changes nothing of what anybody does.
    """
    found = list(_compared("goal", before.goals, after.goals))
    earlier = {goal.id: goal.strategies for goal in before.goals}
    for goal in after.goals:
        found += _compared("strategy", earlier.get(goal.id, ()), goal.strategies, goal)
    found += _compared("service", before.services, after.services)
    found += _compared("accommodation", before.accommodations, after.accommodations)
    return tuple(found)


def _compared(thing: str, before: Sequence[Any], after: Sequence[Any], goal: Goal | None = None) -> Iterator[Change]:
    earlier, later = {item.id: item for item in before}, {item.id for item in after}
    of_goal = {"thing": thing, "goal_id": goal.id if goal else None}
    for item in after:
        if item.id not in earlier:
            yield Change(kind="added", id=item.id, title=title_of(item), now=_alone(item), **of_goal)  # type: ignore[arg-type]
        else:
            yield from _reworded(earlier[item.id], item, of_goal)
    for item in before:
        if item.id not in later:
            yield Change(kind="ended", id=item.id, title=title_of(item), was=_alone(item), **of_goal)  # type: ignore[arg-type]


def _alone(item: Any) -> Any:
    return replace(item, strategies=()) if isinstance(item, Goal) else item


def _reworded(before: Any, after: Any, of_goal: dict[str, Any]) -> Iterator[Change]:
    for field in fields(after):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now and field.name != "strategies":
            title = title_of(after)
            yield Change(kind="changed", id=after.id, title=title, field=field.name, was=was, now=now, **of_goal)


def title_of(item: Part) -> str:
    """Return the words by which a part of the plan is known."""
    if isinstance(item, Goal):
        return item.title
    return item.kind if isinstance(item, Service) else item.text


def apply(content: PlanContent, found: Iterable[Change]) -> PlanContent:
    """Return the content after the changes: what `changes` told, done again."""
    for change in found:
        content = _of_goal(content, change) if change.goal_id else _of_plan(content, change)
    return content


def _of_plan(content: PlanContent, change: Change) -> PlanContent:
    name = _PARTS[change.thing]
    return replace(content, **{name: _applied(getattr(content, name), change)})


def _of_goal(content: PlanContent, change: Change) -> PlanContent:
    goals = (
        replace(g, strategies=_applied(g.strategies, change)) if g.id == change.goal_id else g for g in content.goals
    )
    return replace(content, goals=tuple(goals))


def _applied(items: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    if change.kind == "added":
        return (*items, change.now)
    if change.kind == "ended":
        return tuple(i for i in items if i.id != change.id)
    return tuple(replace(i, **{change.field: change.now}) if i.id == change.id else i for i in items)
