"""What happened around looking at the plan together."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class RhythmSet:
    """It was agreed how often the team meets about a child."""

    child_id: UUID
    rhythm_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RhythmEnded:
    """A rhythm of meetings ended."""

    child_id: UUID
    rhythm_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingArranged:
    """A meeting about a plan was arranged."""

    child_id: UUID
    meeting_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingCanceled:
    """A meeting about a plan was canceled."""

    child_id: UUID
    meeting_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingHeld:
    """The team met about a plan, and the minutes went to those who were there."""

    child_id: UUID
    meeting_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PresenceNoted:
    """It was said who is in the room."""

    child_id: UUID
    meeting_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Something was decided in a meeting."""

    child_id: UUID
    decision_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DecisionDone:
    """What was decided has been done."""

    child_id: UUID
    decision_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class QuestionAsked:
    """Somebody keeps a question for the next meeting."""

    child_id: UUID
    question_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class QuestionSettled:
    """A question for a meeting was answered."""

    child_id: UUID
    question_id: UUID
    at: datetime
