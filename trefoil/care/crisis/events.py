"""What is told about a crisis."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class CrisisOpened:
    """A crisis began."""

    child_id: UUID
    crisis_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CrisisClosed:
    """A crisis is over."""

    child_id: UUID
    crisis_id: UUID
    at: datetime
