"""The words of sessions: attendance, the states of a note, what a note says."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether a session took place."""

    ATTENDED = "attended"
    LATE = "late"
    MISSED = "missed"
    CANCELED = "canceled"

    @property
    def was_held(self) -> bool:
        """Tell whether somebody came, so that there is something to write."""
        return self in (Status.ATTENDED, Status.LATE)


class NoteState(StrEnum):
    """Where a note is on its way."""

    DRAFT = "draft"
    SIGNED = "signed"
    COSIGN_WAITING = "cosign_waiting"
    COSIGNED = "cosigned"

    @property
    def is_locked(self) -> bool:
        """Tell whether the text can no longer change."""
        return self != NoteState.DRAFT


class DayStatus(StrEnum):
    """Whether a child was at school on a day."""

    PRESENT = "present"
    ABSENT = "absent"
    TARDY = "tardy"


@dataclass(frozen=True)
class Text:
    """What a note says: what we did, how it went, what comes next, and which goals it worked on."""

    did: str = ""
    went: str = ""
    next: str = ""
    goals: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to sign."""
        return not (self.did.strip() or self.went.strip())
