"""Why something may not be written down about custody; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from .custody_types import OF_CHILD, FactKind

# [D] a design default of the house: a claim closes a record once, and after that only a paper does. Without it, one
# claim after the other would take a parent's rights away without any court.
NEXT_CLAIM_AFTER = timedelta(days=30)
SAID = 10


def why_not_void(*, is_officer: bool, voided: bool, reason: str) -> str | None:
    """Say why an order cannot be voided."""
    if not is_officer:
        return "Court orders are voided by the privacy officer."
    if voided:
        return "This order is already voided."
    return _why_not_said(reason, "Say why it is voided. It stays in the record.")


def why_not_hold(
    *, is_caregiver: bool, claim: str, claimed_by: str, earlier: Iterable[datetime], hours: int, at: datetime
) -> str | None:
    """Say why a claim cannot close the record to somebody.

    Args:
        earlier: when claims about the same caregiver have begun.
        hours: how long a claim holds.
    """
    if not is_caregiver:
        return "Choose one of the child's caregivers."
    if not claimed_by.strip():
        return "Say who told you."
    if why_not := _why_not_said(claim, "Write down what was said, as it was said."):
        return why_not
    starts = [start for start in earlier if start <= at]
    if any(at < start + timedelta(hours=hours) for start in starts):
        return "A claim about this person already holds."
    if any(at < start + NEXT_CLAIM_AFTER for start in starts):
        return (
            "A claim about this person has held within the last 30 days. From here on only a paper closes the record: "
            "talk with the privacy officer."
        )
    return None


def why_not_suspect(*, is_caregiver: bool, grounds: str, live: bool) -> str | None:
    """Say why a suspicion cannot be entered."""
    if not is_caregiver:
        return "Choose one of the child's caregivers."
    if live:
        return "This is already closed to them."
    return _why_not_said(grounds, "Say what it rests on.")


def why_not_lift(*, allowed: bool, live: bool, outcome: str) -> str | None:
    """Say why a restriction cannot be lifted.

    Args:
        allowed: the actor is the privacy officer, or wrote the suspicion themselves.
        live: it still stands.
    """
    if not allowed:
        return "The privacy officer settles this."
    if not live:
        return "This has already ended."
    return _why_not_said(outcome, "Say what came out of it. It stays in the record.")


def why_not_fact(*, is_officer: bool, what: str, of_caregiver: bool, has_home: bool, rests_on: str) -> str | None:
    """Say why a fact about a family cannot be entered."""
    if not is_officer:
        return "This is entered by the privacy officer."
    if (what in OF_CHILD) == of_caregiver:
        return "Choose whom this is about."
    if what == FactKind.SAFE_AT_HOME and not has_home:
        return "No home is entered for this caregiver yet. Enter it on the family page first."
    return _why_not_said(rests_on, "Say what it rests on. It stays in the record.")


def _why_not_said(text: str, sentence: str) -> str | None:
    return None if len(text.strip()) >= SAID else sentence
