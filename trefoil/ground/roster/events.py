"""What a roster tells."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class RosterImported:
    """A delivery changed what is known of a source's organizations."""

    organization_id: UUID
    new: int
    changed: int
    gone: int
    at: datetime
