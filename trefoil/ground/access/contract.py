"""The `decide` contract, version 1: from a file of facts to its answers, or to what is wrong with it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from trefoil.ground.rulebook.queries import SHIPPED, law

from .reading import Malformed, Node
from .rules import Answer, answer, reason
from .situation import Facts, Question
from .situations import facts_and_questions

__all__ = ["Malformed", "decide"]

# Version 1 rests on Minnesota's law as it was read on this day, whatever the instant that is asked about and whatever
# packs a program has added: the answer is a function of the file alone.
_READ_ON = date(2026, 11, 21)


def decide(document: Any) -> dict[str, Any]:
    """Answer every question of a facts object, or of each case of a batch.

    Args:
        document: what the file holds: one facts object, or `{"cases": [facts, ...]}`.

    Returns:
        `{"answers": [...]}`, or for a batch `{"results": [{"answers": [...]}, ...]}`.

    Raises:
        Malformed: with the place and the phrase for the first thing that is wrong.
    """
    root = Node(document, "")
    if "cases" in root.mapping():
        root.only({"cases"})
        cases = [facts_and_questions(case) for case in root.list("cases")]
        return {"results": [_answers(*case) for case in cases]}
    return _answers(*facts_and_questions(root))


def _answers(facts: Facts, questions: Sequence[Question], at: datetime) -> dict[str, Any]:
    governing = law("us-mn", _READ_ON, SHIPPED)
    return {"answers": [_as_json(answer(facts, q, governing, at), facts.zone) for q in questions]}


def _as_json(found: Answer, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "permit": found.permit,
        "scope": str(found.scope),
        "basis": str(found.basis),
        "obligations": list(found.obligations),
        "until": _instant(found.until, zone) if found.until else None,
        "masked": list(found.masked),
        "suppressed": list(found.suppressed),
        "reason": reason(found.basis),
    }


def _instant(instant: datetime, zone: ZoneInfo) -> str:
    try:
        return instant.astimezone(zone).isoformat()
    except OverflowError:
        return instant.isoformat()
