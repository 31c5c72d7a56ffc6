"""What happened in the classroom, told once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ChildRated:
    """A child's regulation and engagement were rated."""

    child_id: UUID
    rating_id: UUID
    at: datetime


@dataclass(frozen=True)
class RatingsTranscribed:
    """Ratings of several moments were written down at once."""

    child_id: UUID
    count: int
    at: datetime


@dataclass(frozen=True)
class RatingCorrected:
    """An author corrected a rating."""

    child_id: UUID
    rating_id: UUID
    at: datetime


@dataclass(frozen=True)
class RatingVoided:
    """A rating no longer counts."""

    child_id: UUID
    rating_id: UUID
    at: datetime


@dataclass(frozen=True)
class EpisodeStarted:
    """A hard moment began."""

    child_id: UUID
    episode_id: UUID
    at: datetime


@dataclass(frozen=True)
class EpisodeEnded:
    """A hard moment came to its end."""

    child_id: UUID
    episode_id: UUID
    intensity: int
    outcome: str
    at: datetime


@dataclass(frozen=True)
class EpisodeReopened:
    """The end of a hard moment was taken back."""

    child_id: UUID
    episode_id: UUID
    at: datetime


@dataclass(frozen=True)
class EpisodeCorrected:
    """An author corrected what was written about a hard moment."""

    child_id: UUID
    episode_id: UUID
    at: datetime


@dataclass(frozen=True)
class EpisodeVoided:
    """A hard moment no longer counts."""

    child_id: UUID
    episode_id: UUID
    at: datetime
