"""What happened to a questionnaire, told once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class QuestionnaireAssigned:
    """A youth was asked to answer."""

    child_id: UUID
    assignment_id: UUID
    at: datetime


@dataclass(frozen=True)
class QuestionnaireWithdrawn:
    """A questionnaire is no longer asked."""

    child_id: UUID
    assignment_id: UUID
    at: datetime


@dataclass(frozen=True)
class QuestionnaireClosed:
    """A questionnaire was closed without answers: declined, left or lapsed."""

    child_id: UUID
    assignment_id: UUID
    at: datetime


@dataclass(frozen=True)
class LinkMade:
    """A link was made that opens one form once."""

    child_id: UUID
    assignment_id: UUID
    at: datetime


@dataclass(frozen=True)
class ResponseFinished:
    """The answers were handed in and scored."""

    child_id: UUID
    response_id: UUID
    at: datetime


@dataclass(frozen=True)
class FlagAcknowledged:
    """A person wrote what was done about an answer that needed somebody at once."""

    child_id: UUID
    flag_id: UUID
    at: datetime
