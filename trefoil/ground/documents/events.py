"""What is told about documents."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DocumentKept:
    """A paper about a child was kept."""

    child_id: UUID
    document_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentVoided:
    """A paper was taken back."""

    child_id: UUID
    document_id: UUID
    at: datetime
