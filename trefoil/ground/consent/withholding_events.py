"""What is told about withholding: never to those from whom something is withheld."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class WithholdingAsked:
    """A youth asked that something be withheld from a parent."""

    child_id: UUID
    withholding_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WithholdingTakenBack:
    """A youth took such a request back."""

    child_id: UUID
    withholding_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WithholdingGranted:
    """Something is withheld from now on, asked for or not; or it was decided anew."""

    child_id: UUID
    withholding_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WithholdingRefused:
    """A request was refused."""

    child_id: UUID
    withholding_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WithholdingEnded:
    """Something is no longer withheld, before its last day."""

    child_id: UUID
    withholding_id: UUID
    at: datetime
