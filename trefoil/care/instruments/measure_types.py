"""The words of measures: who answers, how it stands, how often."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class Informant(StrEnum):
    """Who answers about a child. Two informants are never averaged."""

    YOUTH = "youth"
    CAREGIVER = "caregiver"
    TEACHER = "teacher"
    CLINICIAN = "clinician"


class Closed(StrEnum):
    """Why a questionnaire was closed without answers."""

    DECLINED = "declined"
    LEFT = "left"
    LAPSED = "lapsed"


class Standing(StrEnum):
    """How a measure stands with one informant of one child."""

    LATER = "later"
    TO_ASK = "to_ask"
    NOBODY = "nobody"
    DUE = "due"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    DECLINED = "declined"
    LEFT = "left"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Rhythm:
    """From which day of a child's time here a measure is asked, how often, and how long there is to answer."""

    first_after_days: int
    every_days: int
    days_to_answer: int

    @property
    def interval(self) -> timedelta:
        """Return the time from one asking to the next."""
        return timedelta(days=self.every_days)


@dataclass(frozen=True)
class Asked:
    """One asking: when, of whom, until when, and what became of it."""

    asked_of: UUID
    asked_on: date
    due_on: date | None
    is_answered: bool = False
    closed_as: str = ""


@dataclass(frozen=True)
class Rate:
    """What became of the askings of one informant; the parts always add up to how many there were."""

    informant: str
    asked: int
    answered: int
    due: int
    overdue: int
    declined: int
    left: int
    lapsed: int
