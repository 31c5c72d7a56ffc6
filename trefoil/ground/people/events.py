"""What is told about people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class JoinedTeam:
    """A member of staff joined a care team."""

    child_id: UUID
    staff_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LeftTeam:
    """A member of staff left a care team."""

    child_id: UUID
    staff_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaregiverAdded:
    """A caregiver was entered for a child."""

    child_id: UUID
    caregiver_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonInvited:
    """A person was invited to open an account."""

    person_id: UUID
    invitation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordOpened:
    """A child's record was opened."""

    child_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HomeChanged:
    """A family changed how it is reached, what it speaks, or who may be called."""

    child_id: UUID
    caregiver_id: UUID
    at: datetime
