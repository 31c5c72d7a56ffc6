"""The words of a roster: what is delivered, what is kept, what is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

Progress = Callable[[str, int, int], None]
"""Called with a stage in words, how much of it is done, and how much there is."""


class Kind(StrEnum):
    """What a delivery has rows of; the value is the name of its file."""

    ORG = "orgs"
    SESSION = "academicSessions"
    COURSE = "courses"
    CLASS = "classes"
    USER = "users"
    ROLE = "roles"
    DEMOGRAPHICS = "demographics"
    ENROLLMENT = "enrollments"

    @property
    def file(self) -> str:
        return f"{self.value}.csv"


class Mode(StrEnum):
    """What a delivered file says about rows that are not in it."""

    ABSENT = "absent"
    BULK = "bulk"
    DELTA = "delta"


class PersonKind(StrEnum):
    """Whether somebody on the roster learns, looks after a student, or works there."""

    STUDENT = "student"
    CAREGIVER = "caregiver"
    STAFF = "staff"


class UploadState(StrEnum):
    """How far a delivery that was uploaded has come."""

    WAITING = "waiting"
    CHECKED = "checked"
    REFUSED = "refused"
    APPLYING = "applying"
    APPLIED = "applied"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Problem(NamedTuple):
    """Why a delivery is refused, and where to look."""

    file: str
    line: int | None
    column: str | None
    reason: str


class Org(NamedTuple):
    sourced_id: str
    name: str
    type: str
    identifier: str
    parent: str


class Session(NamedTuple):
    sourced_id: str
    title: str
    type: str
    starts_on: date | None
    ends_on: date | None
    parent: str
    school_year: int | None


class Course(NamedTuple):
    sourced_id: str
    title: str
    code: str
    grades: tuple[str, ...]
    subjects: tuple[str, ...]
    org: str
    school_year: str


class SchoolClass(NamedTuple):
    sourced_id: str
    title: str
    code: str
    type: str
    grades: tuple[str, ...]
    subjects: tuple[str, ...]
    periods: tuple[str, ...]
    location: str
    course: str
    school: str
    terms: tuple[str, ...]


class Role(NamedTuple):
    sourced_id: str
    user: str
    type: str
    role: str
    org: str
    begins_on: date | None
    ends_on: date | None


class Demographics(NamedTuple):
    sourced_id: str
    born_on: date | None
    sex: str


class User(NamedTuple):
    """A person as users.csv has it; *roles* only where the format keeps them in that file."""

    sourced_id: str
    is_enabled: bool | None
    given_name: str
    family_name: str
    middle_name: str
    preferred_given_name: str
    preferred_family_name: str
    pronouns: str
    identifier: str
    email: str
    sms: str
    phone: str
    grades: tuple[str, ...]
    agents: tuple[str, ...]
    primary_org: str
    relationship: str
    lives_with: bool | None
    is_primary_contact: bool | None
    is_emergency_contact: bool | None
    roles: tuple[Role, ...] = ()


class Enrollment(NamedTuple):
    sourced_id: str
    user: str
    school_class: str
    school: str
    role: str
    is_primary: bool | None
    begins_on: date | None
    ends_on: date | None


class PersonEntry(NamedTuple):
    """A person as kept: the user row, roles and demographics brought together."""

    kind: PersonKind
    org: str
    user: User
    roles: tuple[Role, ...]
    demographics: Demographics


class Link(NamedTuple):
    """A student and somebody who looks after the student."""

    student: str
    contact: str
    relationship: str
    lives_with: bool | None
    is_primary_contact: bool | None
    is_emergency_contact: bool | None


class Row(NamedTuple):
    """A delivered record and the lines it stands on."""

    record: Any
    line: int
    lines: Mapping[str, int] | None = None

    def line_of(self, column: str) -> int:
        """Return the line of the file on which the value of this column begins."""
        return self.lines.get(column, self.line) if self.lines else self.line


@dataclass
class Part:
    """One delivered file."""

    mode: Mode = Mode.ABSENT
    rows: dict[str, Row] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """Ids of rows that could not be read but are in the file."""
    is_readable: bool = True


@dataclass
class Delivery:
    """Everything one folder or archive says, and everything that is wrong with it."""

    source_code: str = ""
    source_name: str = ""
    parts: dict[Kind, Part] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    row_count: int = 0
    has_role_file: bool = True
    """Whether this version of the format keeps roles in a file of their own."""

    def part(self, kind: Kind) -> Part:
        """Return what was delivered of this kind; an absent part when nothing was."""
        return self.parts.get(kind) or Part()


Table = dict[str, Any]
Tables = dict[Kind, Table]
"""Records by kind and sourcedId."""


class Entity(StrEnum):
    """What the roster keeps and counts."""

    ORG = "orgs"
    SESSION = "academicSessions"
    COURSE = "courses"
    CLASS = "classes"
    PERSON = "people"
    ENROLLMENT = "enrollments"
    LINK = "relationships"


Key = str | tuple[str, str]
Roster = dict[Entity, dict[Any, Any]]
"""What is current: entries by entity and key."""


@dataclass(frozen=True)
class Change:
    """What a delivery does to one entity."""

    new: list[Any]
    changed: list[Any]
    gone: list[Any]


Changes = dict[Entity, Change]


@dataclass(frozen=True)
class Report:
    """What the sender of a delivery is told."""

    counts: dict[str, int]
    changes: dict[str, int]
    errors: list[Problem]
    details: dict[str, dict[str, int]] = field(default_factory=dict)
    samples: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.errors)

    def as_dict(self) -> dict[str, Any]:
        """Return the report in the words that machines read."""
        errors = [problem._asdict() for problem in self.errors]
        return {"counts": self.counts, "changes": self.changes, "errors": errors}


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file and line, each said once."""
    return sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.column or "", p.reason))


def quote(text: str) -> str:
    """Return a short, printable form of what stands in a file."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "“" + "".join(c if c.isprintable() else "�" for c in short) + "”"
