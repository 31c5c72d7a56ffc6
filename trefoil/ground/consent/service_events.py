"""What is told about services, what a youth opens, and tellings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class LineSet:
    """A privacy officer signed whom a service line acts for."""

    line_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceAsked:
    """A service waits for the signature of whoever consents to it."""

    child_id: UUID
    service_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceStarted:
    """A service runs, on somebody's consent."""

    child_id: UUID
    service_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceDeclined:
    """Whoever was asked to consent to a service said no."""

    child_id: UUID
    service_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceEnded:
    """A service ended."""

    child_id: UUID
    service_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class YouthReleased:
    """A youth opened something to a caregiver."""

    child_id: UUID
    youth_release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class YouthTookBack:
    """A youth took back what they had opened."""

    child_id: UUID
    youth_release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaregiverTold:
    """A clinician told a caregiver what the youth decides about."""

    child_id: UUID
    override_id: UUID
    at: datetime
