"""What happened to a request, to a concern, and to what was sent outside."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class RecordAsked:
    """A parent or a student asked for the record."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RequesterChecked:
    """Somebody made sure who asks, and what they may see."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestExtended:
    """The time for the answer was extended, in writing."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestDenied:
    """A request was denied, in writing and with its reason."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn:
    """The requester took the request back."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordDelivered:
    """What was asked for was handed out."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PackageFetched:
    """The requester opened a file that was handed out to them."""

    child_id: UUID
    request_id: UUID
    package_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewAsked:
    """The requester asked somebody else to look again."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewAnswered:
    """Somebody who had no part in the decision looked again."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DisclosureRecorded:
    """What was sent outside by hand was written down."""

    child_id: UUID
    disclosure_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ConcernTold:
    """A family or a youth told the privacy officer that a reading looks wrong."""

    child_id: UUID
    concern_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ConcernAnswered:
    """The privacy officer answered."""

    child_id: UUID
    concern_id: UUID
    at: datetime
