"""When a plan is looked at, what a meeting needs, and what everybody in a room may see; pure."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime, timedelta
from functools import reduce
from typing import TypeVar

from .types import Course, DecisionKind, Due, Standing

SOON = 14
Seen = TypeVar("Seen", bound=Hashable)


def due(*, started_on: date, reviewed_on: date | None, today: date, first: int, every: int, limit: int) -> Due:
    """Return the clocks of review: the first comes sooner, and none goes past the limit.

    Args:
        started_on: when the plan began.
        reviewed_on: when it was last looked at together.
        today: the day on which it is asked.
        first: days until the first review.
        every: days between reviews.
        limit: days that no plan goes without one.
    """
    counted_from = reviewed_on or started_on
    target_on = counted_from + timedelta(days=every if reviewed_on else first)
    limit_on = counted_from + timedelta(days=limit)
    return Due(target_on=target_on, limit_on=limit_on, standing=_standing(target_on, limit_on, today))


def _standing(target_on: date, limit_on: date, today: date) -> Standing:
    if today > limit_on:
        return Standing.OVER
    if today > target_on:
        return Standing.DUE
    return Standing.SOON if (target_on - today).days <= SOON else Standing.FINE


def course(start: float | None, aim: float | None, now: float) -> Course:
    """Return whether a measure is nearer to its aim than at the start; without both, nothing is said."""
    if start is None or aim is None or start == aim:
        return Course.UNKNOWN
    way = (now - start) / (aim - start)
    if way >= 1:
        return Course.REACHED
    return Course.NEARER if way > 0 else Course.NO_NEARER


def next_start(first: datetime, every_days: int, after: datetime) -> datetime:
    """Return the first instant of a rhythm after another, at the same hour of the day as the first.

    Give it local times, so that the hour stays what it is when the clocks change.
    """
    if after < first:
        return first
    steps = (after - first) // timedelta(days=every_days) + 1
    return first + timedelta(days=every_days * steps)


def shared(views: Iterable[frozenset[Seen]]) -> frozenset[Seen]:
    """Return what everybody may see: what is in every view; of nobody, nothing."""
    every = list(views)
    return reduce(frozenset.intersection, every) if every else frozenset()


def why_not_set_rhythm(*, every_days: int, minutes: int) -> str | None:
    """Say why a rhythm cannot be set."""
    if not 1 <= every_days <= 180:
        return "Meet at least every 180 days."
    return None if 5 <= minutes <= 240 else "A meeting takes between 5 minutes and 4 hours."


def why_not_arrange(*, starts_at: datetime, at: datetime, minutes: int, people: int) -> str | None:
    """Say why a meeting cannot be arranged."""
    if starts_at < at - timedelta(hours=12):
        return "That time has passed."
    if not 5 <= minutes <= 240:
        return "A meeting takes between 5 minutes and 4 hours."
    return None if people else "Invite at least one person."


def why_not_hold(*, is_held: bool, is_canceled: bool, starts_at: datetime, at: datetime, present: int) -> str | None:
    """Say why a meeting cannot be closed with its minutes."""
    if is_canceled:
        return "This meeting was canceled."
    if is_held:
        return "The minutes of this meeting are already sent."
    if at < starts_at - timedelta(hours=12):
        return "The meeting has not begun yet."
    return None if present else "Say who was there."


def why_not_cancel(*, is_held: bool, is_canceled: bool, reason: str) -> str | None:
    """Say why a meeting cannot be canceled."""
    if is_held or is_canceled:
        return "This meeting is over."
    return None if reason.strip() else "Say why, so that those who were invited know."


def why_not_decide(*, is_canceled: bool, kind: str, text: str, has_owner: bool, has_goal: bool = True) -> str | None:
    """Say why something cannot be noted as decided."""
    if is_canceled:
        return "This meeting was canceled."
    if not text.strip():
        return "Write what was decided."
    if kind == DecisionKind.TASK and not has_owner:
        return "Say who does it."
    return None if has_goal else "The goal is no longer in the plan."


def why_not_finish(*, is_owner: bool, is_done: bool) -> str | None:
    """Say why a decision cannot be marked as done."""
    if is_done:
        return "It is already done."
    return None if is_owner else "Whoever does it says so."


def why_not_ask(text: str) -> str | None:
    """Say why a question cannot be kept for the next meeting."""
    return None if text.strip() else "Write your question."


def why_not_settle(*, is_settled: bool) -> str | None:
    """Say why a question cannot be settled."""
    return "This question is already settled." if is_settled else None
