"""Several people decide about one question: each answer stays, and the stricter holds.

One parent's signature is enough while nobody who decides says no. A no, or a yes that was taken back, closes what
another has signed; the privacy officer talks with both. Whoever has lost the right to sign neither opens nor closes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trefoil.ground.access.types import Id


class State(StrEnum):
    """How one question stands, all answers taken together."""

    ASKED = "asked"
    IN_FORCE = "in_force"
    CONFLICT = "conflict"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one signer was asked and has answered; all empty while they have not.

    `decides` tells whether they could sign at the instant in question. Who is asked anew has a second answer: of each
    signer the newest counts.
    """

    signer: Id
    asked_at: datetime
    signed_at: datetime | None = None
    declined_at: datetime | None = None
    revoked_at: datetime | None = None
    ends_at: datetime | None = None
    decides: bool = True


def state_of_answers(answers: Iterable[Answer], at: datetime) -> State:
    """Return how a question stands at an instant, from the answers of everybody who was asked the same."""
    said = [_says(answer, at) for answer in _newest(answers, at)]
    if State.DECLINED in said:
        return State.CONFLICT if State.IN_FORCE in said else State.DECLINED
    if State.IN_FORCE in said:
        return State.IN_FORCE
    return State.ASKED if State.ASKED in said else State.ENDED


def why_conflict(answers: Iterable[Answer], at: datetime) -> str | None:
    """Say why nothing is shared although somebody signed, or None when nobody contradicts."""
    found = list(answers)
    if state_of_answers(found, at) != State.CONFLICT:
        return None
    taken_back = any(a.revoked_at and a.revoked_at <= at for a in _newest(found, at))
    if taken_back:
        return "One of those who decide signed, another has taken the permission back. The stricter holds."
    return "One of those who decide signed, another said no. The stricter holds."


def brings_consent(answers: Iterable[Answer], at: datetime) -> frozenset[Id]:
    """Return whose signatures open something at an instant: nobody's while one of those who decide says no."""
    found = list(answers)
    if state_of_answers(found, at) != State.IN_FORCE:
        return frozenset()
    return frozenset(a.signer for a in _newest(found, at) if _says(a, at) == State.IN_FORCE)


def _newest(answers: Iterable[Answer], at: datetime) -> list[Answer]:
    """Return of each signer who decides the newest answer; an unanswered repetition takes no answer back."""
    latest: dict[Id, Answer] = {}
    for answer in sorted(answers, key=lambda a: a.asked_at):
        if answer.decides and answer.asked_at <= at:
            before = latest.get(answer.signer)
            if before is None or _says(answer, at) != State.ASKED or _says(before, at) == State.ENDED:
                latest[answer.signer] = answer
    return list(latest.values())


def _says(answer: Answer, at: datetime) -> State:
    if _past(answer.revoked_at, at) or _past(answer.declined_at, at):
        return State.DECLINED
    if _past(answer.ends_at, at):
        return State.ENDED
    return State.IN_FORCE if _past(answer.signed_at, at) else State.ASKED


def _past(instant: datetime | None, at: datetime) -> bool:
    return instant is not None and instant <= at
