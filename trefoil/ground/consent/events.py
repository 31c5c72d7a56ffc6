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


@dataclass(frozen=True, kw_only=True)
class ReleaseObjected:
    """Another guardian objected to a release; the stricter answer holds."""

    child_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseSettled:
    """The privacy officer set an answer aside, with what shows that it does not count."""

    child_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseEnding:
    """A release ends soon, and its signer and its owner were warned."""

    child_id: UUID
    release_id: UUID
    at: datetime
