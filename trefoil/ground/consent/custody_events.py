"""What is told about custody: never to a caregiver."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class OrderVoided:
    """A court order was entered by mistake or in another form, and no longer counts."""

    child_id: UUID
    order_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HoldEntered:
    """A claim about a caregiver without papers closes the record to them for a while."""

    child_id: UUID
    hold_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SuspicionEntered:
    """The record is closed to a caregiver because of a suspicion.

    It names no child: the trail of the child, which the privacy officer reads, must not tell who reported.
    """

    suspicion_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SuspicionEnded:
    """Who wrote a suspicion ended it; it names no child for the same reason."""

    suspicion_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted:
    """A hold or a suspicion was lifted before its end, with its outcome."""

    child_id: UUID
    lifting_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class FamilyFactEntered:
    """Something is true of a family, or no longer, that decides who may see and sign."""

    child_id: UUID
    fact_id: UUID
    at: datetime
