"""What comes with a decision: until when, which obligations, what is cut or suppressed (7.1 to 7.3)."""

from typing import Any

from tests.oracle.cedar import ask
from tests.oracle.judge import Case, Item, Question, lasting

DENIAL = {"obligations": ["O10"], "until": None, "masked": [], "suppressed": []}


def answers(document: Item) -> list[Item]:
    """Answer every question of a document; `until` in seconds."""
    return [answer for answer, _ in judged(document)]


def judged(document: Item) -> list[tuple[Item, str]]:
    """Answer every question of a document, each with the column in which the viewer stands."""
    case = Case(document)
    later = sorted(moment for moment in case.instants if moment > case.at)
    questions = [Question(case, asked) for asked in document["questions"]]
    return [(_answer(case, question, later), question.column_at(case.at)) for question in questions]


def _answer(case: Case, question: Question, later: list[int]) -> Item:
    now = question.decide(case.at)
    permit, scope, basis = now
    decided = {"permit": permit, "scope": scope, "basis": basis}
    if not permit:
        return {**decided, **DENIAL}
    masked = _masked(case, question, scope)
    cells = question.asked.get("cells") or []
    return {
        **decided,
        "obligations": _obligations(question, scope, basis, bool(masked)),
        "until": lasting(question, later, now),
        "masked": masked,
        "suppressed": suppressed(cells) if scope == "deidentified" else [],
    }


def _obligations(question: Question, scope: str, basis: str, masked: bool) -> list[str]:
    outside = {"role": question.role, "own": question.own, "scope": scope, "basis": basis}
    facts = {
        "role": question.role,
        "scope": scope,
        "basis": basis,
        "part2": question.part2,
        "school_side": "school_side" in question.sides,
        "outside": bool(ask("outside", outside)),
        "masked": masked,
        "export": bool(question.asked.get("export")),
    }
    return sorted(ask("obligations", facts), key=lambda code: int(code[1:]))


def _masked(case: Case, question: Question, scope: str) -> list[str]:
    words: set[str] = set()
    if question.role == "caregiver":
        elsewhere = any(home != question.household for home in case.safe_homes)
        if elsewhere or "no_contact" in question.orders(case.at):
            words.add("location")
        lines = question.category == "safety_plan" and question.record.get("masked_lines")
        if lines and not question.released(case.at):
            words.add("confidential_lines")
    return sorted(words | _masked_people(case, question, scope))


def _masked_people(case: Case, question: Question, scope: str) -> set[str]:
    record: dict[str, Any] = question.record
    if record.get("author") == question.viewer or scope == "deidentified":
        return set()
    if question.column == "T" and question.own:
        return set()
    people = set(record.get("mentions") or ())
    if question.category != "messages":
        people |= set(record.get("participants") or ())
    roles = {person: case.people[person]["role"] for person in people if person in case.people}
    return {person for person, role in roles.items() if role in ("caregiver", "family", "peer")} - {question.viewer}


def suppressed(cells: list[int]) -> list[int]:
    """Return the indexes of the cells that would let somebody be recognized."""
    order = sorted(range(len(cells)), key=lambda index: (cells[index], index))
    small = [index for index in order if cells[index] < 10]
    if not small:
        return []
    taken = len(small)
    while taken < len(order) and (taken < 2 or sum(cells[index] for index in order[:taken]) < 10):
        taken += 1
    return sorted(order[:taken])
