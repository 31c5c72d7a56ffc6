"""What is told about a child's way in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ProgramOpened:
    """A school and a clinic take children in together, or changed how many."""

    program_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralSent:
    """A home district referred a child."""

    child_id: UUID
    referral_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralAccepted:
    """The program accepted a child."""

    child_id: UUID
    referral_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralDeclined:
    """The program declined a child, with a reason."""

    child_id: UUID
    referral_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralWithdrawn:
    """The home district withdrew a referral, with a reason."""

    child_id: UUID
    referral_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WaitingListReordered:
    """A child moved in the waiting list, with a reason."""

    child_id: UUID
    referral_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Enrolled:
    """A child came into the program."""

    child_id: UUID
    enrollment_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Left:
    """A child left the program."""

    child_id: UUID
    enrollment_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WelcomeFinished:
    """A family finished its welcome list."""

    child_id: UUID
    welcome_id: UUID
    at: datetime
