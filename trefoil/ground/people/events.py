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


@dataclass(frozen=True, kw_only=True)
class StaffAdded:
    """A member of staff was entered."""

    staff_id: UUID
    organization_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class StaffChanged:
    """What a member of staff is or does was changed."""

    staff_id: UUID
    organization_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EmploymentEnded:
    """A member of staff no longer works for their organization."""

    staff_id: UUID
    organization_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EmployedAgain:
    """A member of staff works for their organization again."""

    staff_id: UUID
    organization_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HouseholdAdded:
    """A home of a child was entered."""

    child_id: UUID
    household_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HouseholdChanged:
    """How a home of a child is reached was changed."""

    child_id: UUID
    household_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaregiverChanged:
    """How a caregiver is reached, or whether they may be called, was changed."""

    child_id: UUID
    caregiver_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AuthorityChanged:
    """What a caregiver may decide and see was changed."""

    child_id: UUID
    caregiver_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaregiverEnded:
    """A caregiver is no longer one of this child."""

    child_id: UUID
    caregiver_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ResidenceChanged:
    """Where a child lives, who pays or which district is resident or serves was changed."""

    child_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonSuspended:
    """A privacy officer closed everything to a person."""

    person_id: UUID
    suspension_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SuspensionLifted:
    """A privacy officer opened again to a person what the facts open."""

    person_id: UUID
    suspension_id: UUID
    at: datetime
