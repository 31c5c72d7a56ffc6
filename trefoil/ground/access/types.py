"""The words of access: categories, roles, columns, scopes, bases, periods and grants."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from uuid import UUID, uuid5


class Category(StrEnum):
    """What a record is about: the sixteen categories of the decision table, and two rows of the house's own.

    `consents` holds the releases themselves; `custody` court orders, claims and suspicions, which no family reads.
    """

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
    CUSTODY = "custody"


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


class Relation(StrEnum):
    """What somebody in a child's life is who is not staff; `family` and `peer` are mentioned, never viewers."""

    CAREGIVER = "caregiver"
    FAMILY = "family"
    PEER = "peer"


class Scope(StrEnum):
    """How much of a compartment a grant opens, from widest to narrowest."""

    FULL = "full"
    MINIMUM = "minimum"
    OWN = "own"
    CARD = "card"
    DEIDENTIFIED = "deidentified"
    NONE = "none"


class May(StrEnum):
    """What a grant lets its holder do: read; also add rows of their own; also write."""

    READ = "read"
    RESPOND = "respond"
    WRITE = "write"


class Basis(StrEnum):
    """Why something is open."""

    OWN_RECORD = "own_record"
    PARENTAL_AUTHORITY = "parental_authority"
    DELEGATED_AUTHORITY = "delegated_authority"
    ORDER_LEAVES = "order_leaves"
    YOUTH_RELEASE = "youth_release"
    JEOPARDY_OVERRIDE = "jeopardy_override"
    ACTING_PARENT = "acting_parent"
    EMERGENCY_CONTACT = "emergency_contact"
    CARE_TEAM = "care_team"
    AUTHOR = "author"
    COVERING = "covering"
    SUPERVISION = "supervision"
    CONSENT = "consent"
    YOUTH_CONSENT = "youth_consent"
    OWN_STUDENT = "own_student"
    OPERATIONS = "operations"
    DEIDENTIFIED = "deidentified"
    CRISIS = "crisis"
    BREAK_GLASS = "break_glass"
    SYSTEM = "system"


class Denial(StrEnum):
    """Why something is closed; it is for the audit trail, what the viewer gets is the answer for nothing there."""

    NOT_ACTIVE = "not_active"
    PSYCHOTHERAPY_NOTES = "psychotherapy_notes"
    MALTREATMENT_REPORT = "maltreatment_report"
    WITHHELD = "withheld"
    HOLD = "hold"
    COURT_ORDER = "court_order"
    SUSPECTED_ABUSE = "suspected_abuse"
    OTHER_HOUSEHOLD = "other_household"
    ADULT_YOUTH = "adult_youth"
    NO_AUTHORITY = "no_authority"
    COURT_CONSENTER = "court_consenter"
    YOUTH_CONTROL = "youth_control"
    NOT_AUTHOR = "not_author"
    NOT_ALLOWED = "not_allowed"
    OTHER_DISTRICT = "other_district"
    NO_LINK = "no_link"
    PART2 = "part2"
    NO_CONSENT = "no_consent"
    CONSENT_LAPSED = "consent_lapsed"


class Purpose(StrEnum):
    """What somebody wants to know something for, and what a consent allows it for."""

    TREATMENT = "treatment"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    COORDINATION = "coordination"
    SCHOOL_SUPPORT = "school_support"
    LEGAL = "legal"
    RESEARCH = "research"
    TPO = "tpo"


class OrganizationKind(StrEnum):
    """What an organization is."""

    SCHOOL = "school"
    CLINIC = "clinic"
    IOP = "iop"
    DISTRICT = "district"
    COUNTY = "county"
    EVALUATOR = "evaluator"


class Authority(StrEnum):
    """What a caregiver may decide by law; what a court took away stands in its order, not here."""

    FULL = "full"
    DELEGATED = "delegated"
    NONE = "none"


class OrderKind(StrEnum):
    """What a court took from a caregiver."""

    NO_CONTACT = "no_contact"
    LIMITS_MEDICAL = "limits_medical"
    LIMITS_EDUCATION = "limits_education"
    ENDS_RIGHTS = "ends_rights"


class ConsentBasis(StrEnum):
    """On whose consent a service rests."""

    PARENT = "parent"
    MINOR_144_3431 = "minor_144_3431"
    MINOR_144_343 = "minor_144_343"
    MINOR_144_341 = "minor_144_341"
    COURT = "court"
    EMERGENCY = "emergency"


SYSTEM_NAMESPACE = UUID("6f0c3f0e-5c0b-5d6a-9d53-3d4a6f1c7b10")


@cache
def system_person(name: str) -> UUID:
    """Return the id of a named system person, as `roster` or `reminders`."""
    return uuid5(SYSTEM_NAMESPACE, name)


Id = UUID | str


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

    def covers(self, at: datetime) -> bool:
        """Tell whether an instant lies in the period."""
        return (self.starts_at is None or self.starts_at <= at) and not self.over(at)

    def over(self, at: datetime) -> bool:
        """Tell whether the period has ended at an instant."""
        return self.ends_at is not None and self.ends_at <= at


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One compartment opened to one person for a period, on one basis."""

    person: Id
    compartment: int
    column: Column
    scope: Scope
    may: May
    basis: Basis
    period: Period
    source: Id | None = None
    hides_location: bool = False
    stands_in_for: Id | None = None


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who is looking: the person behind a request, a job or a command."""

    person_id: UUID
    kind: str
    name: str = ""
    role: Role | None = None
    organization_id: UUID | None = None
    language: str = "en"
