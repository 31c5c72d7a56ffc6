"""What sessions tell."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SessionRecorded:
    """Somebody wrote down whether a session took place."""

    child_id: UUID
    session_id: UUID
    status: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NoteSigned:
    """A note was signed and locked."""

    child_id: UUID
    note_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NoteCosigned:
    """A supervisor has put their name under a note."""

    child_id: UUID
    note_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NoteAddended:
    """Something was added to a signed note."""

    child_id: UUID
    note_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DayMarked:
    """A child's school day was marked."""

    child_id: UUID
    at: datetime
