"""The words of a plan: goals, strategies, accommodations, and who signs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Setting(StrEnum):
    """Where a strategy is used; its value is the voice that speaks there."""

    SCHOOL = "school"
    THERAPY = "clinic"
    HOME = "home"


class GoalStatus(StrEnum):
    """How a goal goes."""

    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    MET = "met"
    PAUSED = "paused"


class AccommodationBasis(StrEnum):
    """What an accommodation rests on."""

    IEP = "iep"
    SECTION_504 = "504"
    INFORMAL = "informal"


class VersionState(StrEnum):
    """Where a version of the plan stands."""

    DRAFT = "draft"
    IN_SIGNATURE = "in_signature"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


class Party(StrEnum):
    """In which part somebody signs."""

    THERAPIST = "therapist"
    GUARDIAN = "guardian"
    YOUTH = "youth"
    SCHOOL = "school"


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """What somebody does for a goal in one setting."""

    id: UUID
    setting: Setting
    text: str
    who: str = ""
    who_id: UUID | None = None
    role: str = ""
    frequency: str = ""
    helps_in_the_moment: bool = False


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal in the child's words, how it is measured, and what is done for it."""

    id: UUID
    title: str
    measure: str = ""
    baseline: str = ""
    target: str = ""
    review_on: date | None = None
    status: GoalStatus = GoalStatus.ON_TRACK
    for_school: bool = False
    parent_id: UUID | None = None
    strategies: tuple[Strategy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Accommodation:
    """What is made different at school so that the child can take part."""

    id: UUID
    text: str
    basis: AccommodationBasis = AccommodationBasis.INFORMAL
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """Everything that a version of the plan says."""

    goals: tuple[Goal, ...] = ()
    accommodations: tuple[Accommodation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SchoolStrategy:
    """A strategy as the school reads it."""

    id: UUID
    text: str
    who: str = ""
    frequency: str = ""
    helps_in_the_moment: bool = False


@dataclass(frozen=True, kw_only=True)
class SchoolGoal:
    """A goal as the school reads it: no measure, no baseline, nothing from therapy or home."""

    id: UUID
    title: str
    target: str = ""
    review_on: date | None = None
    status: GoalStatus = GoalStatus.ON_TRACK
    strategies: tuple[SchoolStrategy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom the school can reach about the plan."""

    name: str
    role: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class SchoolContent:
    """The whole plan for school. It has no field that could carry a diagnosis, a note, therapy or home."""

    goals: tuple[SchoolGoal, ...] = ()
    accommodations: tuple[Accommodation, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HomeGoal:
    """A goal with what is done for it at home."""

    title: str
    strategies: tuple[SchoolStrategy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Words that should not reach the school without a reason."""

    kind: str
    words: str
    where: str

    @property
    def key(self) -> str:
        """Return what a justification is given for."""
        return f"{self.kind}:{self.words.casefold()}"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One who was asked to sign, and whether that is done."""

    party: Party
    is_required: bool = True
    is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two versions, in words."""

    kind: str
    thing: str
    title: str
    field: str = ""
    before: str = ""
    after: str = ""
