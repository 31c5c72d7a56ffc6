"""The words of access: categories, columns, scopes, bases, and the facts that grants are made from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5


class Category(StrEnum):
    """What a record is about: the sixteen categories of the decision table, and the papers themselves."""

    DEMOGRAPHICS = "demographics"
    SCHEDULE = "schedule"
    SCHOOL_PLAN = "school_plan"
    CLINICAL_PLAN = "clinical_plan"
    DIAGNOSIS = "diagnosis"
    ASSESSMENTS = "assessments"
    SESSION_NOTES = "session_notes"
    PSYCHOTHERAPY_NOTES = "psychotherapy_notes"
    SUD = "sud"
    SAFETY_PLAN = "safety_plan"
    CRISIS_EVENTS = "crisis_events"
    EDUCATION_RECORDS = "education_records"
    BEHAVIOR_OBSERVATIONS = "behavior_observations"
    FAMILY_NEEDS = "family_needs"
    YOUTH_CONFIDENTIAL = "youth_confidential"
    MESSAGES = "messages"
    CONSENTS = "consents"


class Role(StrEnum):
    """What a member of staff is to the children of a program."""

    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"
    PRESCRIBER = "prescriber"
    SKILLS = "skills"
    FAMILY_PEER = "family_peer"
    TEACHER = "teacher"
    SCHOOL_MH = "school_mh"
    IOP = "iop"
    HOME_DISTRICT = "home_district"
    COUNTY = "county"
    DIRECTOR = "director"
    EVALUATOR = "evaluator"
    ADMIN = "admin"


class Column(StrEnum):
    """A column of the decision table: kinds of viewers that the law treats alike."""

    YOUTH = "Y"
    GUARDIAN = "G"
    LIMITED = "L"
    TREATMENT = "T"
    SKILLS = "K"
    FAMILY_PEER = "F"
    TEACHER = "E"
    SCHOOL_MH = "S"
    IOP = "I"
    HOME_DISTRICT = "H"
    COUNTY = "C"
    DIRECTOR = "D"
    EVALUATOR = "V"
    ADMIN = "A"
    SYSTEM = "-"


COLUMN_OF_ROLE = {
    Role.THERAPIST: Column.TREATMENT,
    Role.SUPERVISOR: Column.TREATMENT,
    Role.PRESCRIBER: Column.TREATMENT,
    Role.SKILLS: Column.SKILLS,
    Role.FAMILY_PEER: Column.FAMILY_PEER,
    Role.TEACHER: Column.TEACHER,
    Role.SCHOOL_MH: Column.SCHOOL_MH,
    Role.IOP: Column.IOP,
    Role.HOME_DISTRICT: Column.HOME_DISTRICT,
    Role.COUNTY: Column.COUNTY,
    Role.DIRECTOR: Column.DIRECTOR,
    Role.EVALUATOR: Column.EVALUATOR,
    Role.ADMIN: Column.ADMIN,
}


class Scope(StrEnum):
    """How much of a compartment a grant opens, from widest to narrowest."""

    FULL = "full"
    MINIMUM = "minimum"
    OWN = "own"
    CARD = "card"


class May(StrEnum):
    """What a grant lets its holder do: read; also add rows of their own; also write."""

    READ = "read"
    RESPOND = "respond"
    WRITE = "write"


class Basis(StrEnum):
    """Why a grant exists."""

    OWN_RECORD = "own_record"
    PARENTAL_AUTHORITY = "parental_authority"
    ORDER_LEAVES = "order_leaves"
    CARE_TEAM = "care_team"
    AUTHOR = "author"
    CONSENT = "consent"
    OWN_STUDENT = "own_student"
    OPERATIONS = "operations"
    BREAK_GLASS = "break_glass"
    SYSTEM = "system"


class OrganizationKind(StrEnum):
    """What an organization is."""

    SCHOOL = "school"
    CLINIC = "clinic"
    IOP = "iop"
    DISTRICT = "district"
    COUNTY = "county"
    EVALUATOR = "evaluator"


class Authority(StrEnum):
    """What a caregiver may decide and see by law."""

    FULL = "full"
    RESTRICTED = "restricted"
    NONE = "none"


SYSTEM_NAMESPACE = UUID("6f0c3f0e-5c0b-5d6a-9d53-3d4a6f1c7b10")


def system_person(name: str) -> UUID:
    """Return the id of a named system person, as `roster` or `reminders`."""
    return uuid5(SYSTEM_NAMESPACE, name)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A half-open period; an absent start has always begun, an absent end never comes."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def meets(self, other: "Period") -> "Period | None":
        """Return the time both share, or None."""
        starts = max((p for p in (self.starts_at, other.starts_at) if p), default=None)
        ends = min((p for p in (self.ends_at, other.ends_at) if p), default=None)
        return None if starts and ends and starts >= ends else Period(starts_at=starts, ends_at=ends)

    def over(self, at: datetime) -> bool:
        """Tell whether the period has ended at an instant."""
        return self.ends_at is not None and self.ends_at <= at


@dataclass(frozen=True, kw_only=True)
class CompartmentFact:
    """A compartment: everything about one child that shares one fate."""

    id: int
    category: Category
    custodian: UUID
    household: UUID | None = None
    confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class ProfessionalFact:
    """A member of staff with their role; `linked` by the care team, or an officer of an organization."""

    person: UUID
    role: Role
    organization: UUID
    linked: bool
    period: Period = Period()


@dataclass(frozen=True, kw_only=True)
class GuardianFact:
    """A caregiver with the authority they hold; a restricted one sees only what the order leaves."""

    person: UUID
    authority: Authority
    leaves: frozenset[Category] = frozenset()
    household: UUID | None = None
    period: Period = Period()


@dataclass(frozen=True, kw_only=True)
class ReleaseFact:
    """A signed release: whose records, to whom, which categories, from when until when."""

    id: UUID
    from_organization: UUID
    to_organization: UUID
    categories: frozenset[Category]
    period: Period


@dataclass(frozen=True, kw_only=True)
class BreakGlassFact:
    """A declared emergency by one member of staff, for sixty minutes."""

    person: UUID
    role: Role
    organization: UUID
    period: Period


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that decides who may see what about one child, or, without a child, about one organization's roster."""

    child: UUID | None
    born_on: date | None = None
    resident_district: UUID | None = None
    organizations: dict[UUID, OrganizationKind] = field(default_factory=dict)
    compartments: tuple[CompartmentFact, ...] = ()
    professionals: tuple[ProfessionalFact, ...] = ()
    guardians: tuple[GuardianFact, ...] = ()
    releases: tuple[ReleaseFact, ...] = ()
    break_glasses: tuple[BreakGlassFact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One compartment opened to one person for a period, on one basis."""

    person: UUID
    compartment: int
    column: Column
    scope: Scope
    may: May
    basis: Basis
    period: Period
    source: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who is looking: the person behind a request, a job or a command."""

    person_id: UUID
    kind: str
    name: str = ""
    role: Role | None = None
    organization_id: UUID | None = None
    language: str = "en"
