"""What a schedule tells."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked:
    """An appointment, or a weekly series of them, was made."""

    child_id: UUID | None
    appointment_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentMoved:
    """An appointment has another time, room or way of meeting."""

    child_id: UUID | None
    appointment_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentCanceled:
    """An appointment will not take place."""

    child_id: UUID | None
    appointment_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TimetableChanged:
    """A child's classes have changed."""

    child_id: UUID
    at: datetime
