"""What is different between two versions, said so that anybody can read it; pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from .types import Accommodation, Change, Goal, PlanContent, Strategy

_GOAL = ("title", "measure", "baseline", "target", "review_on", "status", "for_school")
_STRATEGY = ("text", "setting", "who", "role", "frequency", "helps_in_the_moment")
_ACCOMMODATION = ("text", "basis", "starts_on", "ends_on")


def changes(before: PlanContent, after: PlanContent) -> tuple[Change, ...]:
    """Return what was added, removed and reworded from one version to the next, in the new one's order."""
    found = list(_compared("goal", before.goals, after.goals, _GOAL))
    for goal in after.goals:
        earlier = next((g for g in before.goals if g.id == goal.id), None)
        found += _compared("strategy", earlier.strategies if earlier else (), goal.strategies, _STRATEGY)
    found += _compared("accommodation", before.accommodations, after.accommodations, _ACCOMMODATION)
    return tuple(found)


def _compared(thing: str, before: Sequence[Any], after: Sequence[Any], compared: tuple[str, ...]) -> Iterator[Change]:
    earlier = {item.id: item for item in before}
    later = {item.id for item in after}
    for item in after:
        if item.id not in earlier:
            yield Change(kind="added", thing=thing, title=_title(item), after=_title(item))
        else:
            yield from _reworded(thing, earlier[item.id], item, compared)
    for item in before:
        if item.id not in later:
            yield Change(kind="removed", thing=thing, title=_title(item), before=_title(item))


def _reworded(thing: str, before: Any, after: Any, compared: tuple[str, ...]) -> Iterator[Change]:
    for field in compared:
        was, now = _said(getattr(before, field)), _said(getattr(after, field))
        if was != now:
            yield Change(kind="changed", thing=thing, title=_title(after), field=field, before=was, after=now)


def _title(item: Goal | Strategy | Accommodation) -> str:
    return item.title if isinstance(item, Goal) else item.text


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
