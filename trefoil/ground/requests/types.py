"""The words of requests for the record, and of what left it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Received(StrEnum):
    """How a request came in."""

    PORTAL = "portal"
    LETTER = "letter"
    IN_PERSON = "in_person"


class Form(StrEnum):
    """How the requester wants to have it."""

    LOOK = "look"
    PDF = "pdf"
    PAPER = "paper"


class Handed(StrEnum):
    """How it was handed out."""

    PORTAL = "portal"
    LETTER = "letter"
    IN_PERSON = "in_person"


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    CHECKED = "checked"
    DELIVERED = "delivered"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why something is left out or blacked out, or the whole is denied."""

    OTHER_PERSON = "other_person"
    YOUTH_CONTROL = "youth_control"
    PSYCHOTHERAPY = "psychotherapy"
    REPORT = "report"
    DANGER = "danger"
    NO_AUTHORITY = "no_authority"
    NOT_OURS = "not_ours"


# 45 CFR 164.524(a)(3): what rests on a judgment of danger, another professional reviews when asked.
REVIEWABLE = frozenset({Reason.DANGER})
OF_ITEMS = (Reason.OTHER_PERSON, Reason.YOUTH_CONTROL, Reason.PSYCHOTHERAPY, Reason.REPORT, Reason.DANGER)
OF_WHOLE = (Reason.NO_AUTHORITY, Reason.NOT_OURS, Reason.DANGER)


class Decision(StrEnum):
    """What whoever assembles decides about one item."""

    LEAVE_OUT = "leave_out"
    BLACK_OUT = "black_out"


class Channel(StrEnum):
    """How something was sent outside."""

    LETTER = "letter"
    FAX = "fax"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Ground(StrEnum):
    """What a disclosure outside rests on."""

    RELEASE = "release"
    EMERGENCY = "emergency"
    COURT = "court"
    REPORT = "report"
    LAW = "law"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for: whose record, kept by whom, of which kinds, of which days; no kinds means all."""

    child_id: UUID
    custodian_id: UUID
    categories: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing the requester may see: its line, its whole text, and whether a file belongs to it."""

    kind: str
    id: UUID
    at: datetime
    category: str
    compartment: int
    line: str
    text: str = ""
    who: str = ""
    document: UUID | None = None

    @property
    def key(self) -> str:
        """Return the name of the item in a form."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One item with what was decided about it."""

    item: Item
    decision: str = ""
    reason: str = ""
    shown: str = ""

    @property
    def is_in(self) -> bool:
        """Tell whether it is handed out, whole or blacked out in part."""
        return self.decision != Decision.LEAVE_OUT


@dataclass(frozen=True, kw_only=True)
class Due:
    """When an answer is due by law, and which rules say so."""

    on: date
    clocks: tuple[str, ...] = field(default=())
