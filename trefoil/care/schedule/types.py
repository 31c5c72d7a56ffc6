"""The words of a schedule: kinds of appointments, subjects, spans of time, lessons."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Kind(StrEnum):
    """What an appointment is for."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    SKILLS_GROUP = "skills_group"
    SKILLS = "skills"
    CHECK_IN = "check_in"
    PLAN_MEETING = "plan_meeting"
    PEER_VISIT = "peer_visit"
    STAFF = "staff"


class Subject(StrEnum):
    """What a class is, as far as missing it matters."""

    MATH = "math"
    ENGLISH = "english"
    SCIENCE = "science"
    SOCIAL = "social"
    SPECIAL = "special"
    LUNCH = "lunch"
    STUDY = "study"
    OTHER = "other"


CORE = frozenset({Subject.MATH, Subject.ENGLISH})


class Reach(StrEnum):
    """How far a change of a weekly series goes."""

    ONE = "one"
    FOLLOWING = "following"


class ResourceKind(StrEnum):
    """What can be booked only once at a time."""

    PERSON = "person"
    CHILD = "child"
    ROOM = "room"


@dataclass(frozen=True, order=True)
class Span:
    """A half-open piece of time."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Return how long it is."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def meets(self, other: "Span") -> bool:
        """Tell whether the two share any time."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def shared_minutes(self, other: "Span") -> int:
        """Return how many minutes the two share."""
        if not self.meets(other):
            return 0
        return Span(max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at)).minutes


@dataclass(frozen=True)
class Bell:
    """One period of a bell schedule on some weekdays (Monday is 0)."""

    label: str
    weekdays: frozenset[int]
    starts: time
    ends: time


@dataclass(frozen=True)
class Seat:
    """A child's place in a class: which subject in which period on which weekdays."""

    subject: Subject
    title: str
    period: str
    weekdays: frozenset[int]
    starts_on: date
    ends_on: date | None = None
    room: str = ""
    teacher: str = ""


@dataclass(frozen=True)
class Lesson:
    """A class on one day."""

    span: Span
    subject: Subject
    title: str
    period: str = ""
    room: str = ""
    teacher: str = ""


@dataclass(frozen=True)
class Missed:
    """What of a class an appointment takes away."""

    subject: Subject
    title: str
    minutes: int
    period: str = ""


@dataclass(frozen=True)
class Facts:
    """What is known about a booking before it is made."""

    kind: Kind
    children: int
    staff: int
    starts_at: datetime
    ends_at: datetime
    has_room: bool
    by_video: bool
