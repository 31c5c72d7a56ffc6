"""Exact changes of strategies that somebody proposes, and what becomes of a plan with them; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .content import find_goal, find_strategy, mark, put_goal, put_strategy
from .types import Edit, EditKind, Goal, PlanContent, SchoolStrategy, Setting, Strategy


def lens_mark(strategy: Strategy | SchoolStrategy) -> str:
    """Return the mark of the words that a lens shows of a strategy: the same for whoever may read them."""
    who = strategy.who
    if isinstance(strategy, Strategy):
        who = ", ".join(part for part in (strategy.who, strategy.role) if part)
    return mark(
        SchoolStrategy(
            id=strategy.id,
            text=strategy.text,
            who=who,
            frequency=strategy.frequency,
            looks_like=strategy.looks_like,
        )
    )


def conflicts(content: PlanContent, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits whose words in the plan are not those any more that their author had before them."""
    return [edit for edit in edits if not _still_as_seen(content, edit)]


def _still_as_seen(content: PlanContent, edit: Edit) -> bool:
    if edit.kind == EditKind.ADD:
        return find_goal(content, edit.goal_id) is not None
    found = find_strategy(content, edit.strategy_id)
    if found is None:
        return edit.kind == EditKind.END
    return not edit.seen or edit.seen == lens_mark(found[1])


def applied(content: PlanContent, edits: Iterable[Edit]) -> PlanContent:
    """Return the plan with the edits in it; what ends or changes must be there, or nothing is done for it."""
    for edit in edits:
        goal = find_goal(content, edit.goal_id)
        if goal is not None:
            content = _applied(content, goal, edit)
    return content


def _applied(content: PlanContent, goal: Goal, edit: Edit) -> PlanContent:
    found = next((s for s in goal.strategies if s.id == edit.strategy_id), None)
    if edit.kind == EditKind.END:
        kept = tuple(s for s in goal.strategies if s.id != edit.strategy_id)
        return put_goal(content, replace(goal, strategies=kept))
    said = {"text": edit.text, "frequency": edit.frequency, "looks_like": edit.looks_like}
    if found is None:
        made = Strategy(id=edit.strategy_id, setting=edit.setting, who=edit.who, **said)  # type: ignore[arg-type]
        return put_strategy(content, goal, made)
    if edit.who != ", ".join(part for part in (found.who, found.role) if part):
        said |= {"who": edit.who, "role": ""}
        found = replace(found, who_id=None)
    return put_strategy(content, goal, replace(found, **said))  # type: ignore[arg-type]


def own_setting(edits: Sequence[Edit], setting: Setting) -> bool:
    """Tell whether edits touch nothing but one setting."""
    return all(edit.setting == setting for edit in edits)
