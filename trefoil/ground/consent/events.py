"""What is told about releases."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ReleaseAsked:
    """A guardian was asked for a release."""

    child_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseSigned:
    """A guardian signed a release."""

    child_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseDeclined:
    """A guardian declined a release."""

    child_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseRevoked:
    """A release was revoked; what it opened is closed."""

    child_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OrderEntered:
    """A court order about a caregiver is in force."""

    child_id: UUID
    order_id: UUID
    at: datetime
