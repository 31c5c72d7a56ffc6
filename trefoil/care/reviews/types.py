"""The words of reviews: kinds of meetings, of decisions, and how a clock stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeetingKind(StrEnum):
    """Who meets: the clinic with the family, or all three."""

    CHECK_IN = "check_in"
    JOINT = "joint"


class DecisionKind(StrEnum):
    """What becomes of a decision."""

    TASK = "task"
    PLAN_CHANGE = "plan_change"
    AGREED = "agreed"


class Standing(StrEnum):
    """How a clock of review stands."""

    FINE = "fine"
    SOON = "soon"
    DUE = "due"
    OVER = "over"


class Course(StrEnum):
    """Whether a measured goal is nearer to what is aimed at than where it started."""

    REACHED = "reached"
    NEARER = "nearer"
    NO_NEARER = "no_nearer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Due:
    """Until when a plan should be looked at together, and until when it must be."""

    target_on: date
    limit_on: date
    standing: Standing


@dataclass(frozen=True, order=True)
class Line:
    """One line of an agenda: its part, the voice of whose record it is, and its words."""

    part: str
    voice: str
    words: str
