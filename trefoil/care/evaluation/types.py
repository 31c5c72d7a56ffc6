"""The words of an evaluation: its reasons, its parts, what a diagnosis is held for, what evidence says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Reason(StrEnum):
    """Why an evaluation is made."""

    FIRST = "first"
    YEARLY = "yearly"
    CHANGE = "change"


class State(StrEnum):
    """How far an evaluation is."""

    OPEN = "open"
    COSIGN_WAITING = "cosign_waiting"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"

    @property
    def is_locked(self) -> bool:
        """Tell whether the words stay as they are."""
        return self is not State.OPEN


class Part(StrEnum):
    """A part of an evaluation; each is written by those who know, in a place of its own."""

    QUESTION = "question"
    RECORDS = "records"
    CAREGIVER = "caregiver"
    YOUTH = "youth"
    MEASURES = "measures"
    OBSERVATION = "observation"
    INTERVIEW = "interview"
    CULTURE = "culture"
    STRENGTHS = "strengths"
    LEVEL = "level"
    SAFETY = "safety"
    FORMULATION = "formulation"
    DIAGNOSES = "diagnoses"


# Parts that one form holds, with the names of its fields; the words beside them are in words.py.
FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.QUESTION: ("question", "asked_by", "since"),
    Part.CAREGIVER: ("worries", "began", "early", "health", "family", "school", "tried", "good", "hopes"),
    Part.YOUTH: ("like", "hard", "school", "people", "helps", "change"),
    Part.OBSERVATION: ("where", "saw", "before", "helped", "peers", "strength"),
    Part.INTERVIEW: ("now", "story", "health", "family", "school", "hard_times", "impression"),
    Part.CULTURE: ("language", "belongs", "meaning", "barriers"),
    Part.STRENGTHS: ("child", "family", "around"),
    Part.LEVEL: ("level", "i", "ii", "iii", "iv_a", "iv_b", "v", "vi_a", "vi_b", "rationale"),
    Part.SAFETY: ("risk", "protects", "means", "agreed"),
}
BY_CLINIC = (Part.QUESTION, Part.INTERVIEW, Part.CULTURE, Part.STRENGTHS, Part.LEVEL, Part.SAFETY)
BY_FAMILY = (Part.CAREGIVER, Part.YOUTH)
# Without these nobody signs; what else is missing is said with its reason.
NEEDED = (Part.QUESTION, Part.INTERVIEW, Part.SAFETY, Part.FORMULATION)
SOUGHT = tuple(part for part in Part if part not in NEEDED and part is not Part.DIAGNOSES)
LEVELS = range(0, 7)
RATINGS = range(1, 6)


class Status(StrEnum):
    """What a diagnosis is held for."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled_out"


class Bears(StrEnum):
    """What an observation says about a criterion."""

    FOR = "for"
    AGAINST = "against"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Dues:
    """The days that the law of the place and the house's own rules give an evaluation."""

    interview_on: date | None = None
    signed_on: date | None = None


@dataclass(frozen=True)
class Weighed:
    """A diagnosis as it stands when somebody wants to sign."""

    code: str
    status: Status
    evidence: int
    has_reason: bool


@dataclass(frozen=True)
class Block:
    """A paragraph of the signed text, under its label."""

    label: str
    text: str
