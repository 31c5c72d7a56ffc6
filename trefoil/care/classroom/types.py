"""The words of the classroom: how a moment went, what was tried, and what is read back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """How a hard moment ended."""

    CALMER_ALONE = "calmer_alone"
    CALMER_WITH_HELP = "calmer_with_help"
    LEFT_WITH_ADULT = "left_with_adult"
    ESCALATED = "escalated"
    OTHER = "other"


HELPED = frozenset({Outcome.CALMER_ALONE, Outcome.CALMER_WITH_HELP})


class Step(StrEnum):
    """The three taps of a hard moment, in order, and that they are done."""

    INTENSITY = "intensity"
    STRATEGY = "strategy"
    OUTCOME = "outcome"
    DONE = "done"


class DayKind(StrEnum):
    """How a school day went, as far as anybody wrote it down."""

    GOOD = "good"
    MIXED = "mixed"
    HARD = "hard"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Strategy:
    """Something to try: from the child's plan (its key is the plan's id), or one that is good for anybody."""

    key: str
    text: str
    of_plan: bool = False


@dataclass(frozen=True)
class Success:
    """How often a strategy was tried, and how often the child was calmer after it."""

    tried: int = 0
    helped: int = 0


@dataclass(frozen=True)
class Choice:
    """A strategy with how it went so far."""

    strategy: Strategy
    success: Success


@dataclass(frozen=True)
class NewRating:
    """One rating to write down, of a moment that may lie back."""

    at: datetime
    regulation: int
    engagement: int
    period: str = ""


@dataclass(frozen=True)
class RatingLine:
    """One rating as it is read."""

    id: UUID
    at: datetime
    regulation: int
    engagement: int
    period: str
    voice: str
    author_id: UUID
    author: str
    custodian_id: UUID


@dataclass(frozen=True)
class EpisodeLine:
    """One hard moment as it is read; no minutes where its end is not known."""

    id: UUID
    at: datetime
    intensity: int | None
    strategy_key: str
    strategy: str
    outcome: Outcome | None
    minutes: int | None
    voice: str
    author_id: UUID
    author: str
    custodian_id: UUID

    @property
    def is_running(self) -> bool:
        """Tell whether the moment has not come to its end."""
        return self.outcome is None
