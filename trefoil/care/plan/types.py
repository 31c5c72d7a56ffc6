"""The words of a plan: goals, strategies, accommodations, and who signs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
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


class MeasureKind(StrEnum):
    """What tells how far a goal has come."""

    OWN = "own"
    INSTRUMENT = "instrument"
    RATING = "rating"
    EPISODES = "episodes"
    ATTENDANCE = "attendance"


class Modality(StrEnum):
    """How a service reaches the child."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


class VersionState(StrEnum):
    """Where a version of the plan stands."""

    DRAFT = "draft"
    IN_SIGNATURE = "in_signature"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


class Party(StrEnum):
    """In which part somebody signs."""

    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"
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
    looks_like: str = ""
    helps_in_the_moment: bool = False


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal in the child's words and the professionals', how it is measured, and what is done for it.

    `start_value` and `aim_value` are what the measure showed and should show, in the unit of its kind: points, share of
    ratings at 6 or more, hard moments a week, days present of a hundred.
    """

    id: UUID
    title: str
    professional: str = ""
    measured_by: MeasureKind = MeasureKind.OWN
    instrument: str = ""
    start_value: float | None = None
    aim_value: float | None = None
    school_goal: str = ""
    school_basis: AccommodationBasis = AccommodationBasis.IEP
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
class Service:
    """What the child receives: how long, how often in how many weeks, how, from whom, and for which goals."""

    id: UUID
    kind: str
    minutes: int = 45
    times: int = 1
    weeks: int = 1
    modality: Modality = Modality.IN_PERSON
    provider: str = ""
    provider_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    goal_ids: tuple[UUID, ...] = ()

    @property
    def minutes_a_week(self) -> float:
        """Return the dose of an average week."""
        return self.minutes * self.times / self.weeks


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """Everything that a version of the plan says."""

    goals: tuple[Goal, ...] = ()
    services: tuple[Service, ...] = ()
    accommodations: tuple[Accommodation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SchoolStrategy:
    """A strategy as the school reads it."""

    id: UUID
    text: str
    who: str = ""
    frequency: str = ""
    looks_like: str = ""
    helps_in_the_moment: bool = False


@dataclass(frozen=True, kw_only=True)
class SchoolGoal:
    """A goal as the school reads it: no measure, no baseline, nothing from therapy or home."""

    id: UUID
    title: str
    target: str = ""
    school_goal: str = ""
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
class LensGoal:
    """A goal with what is done for it in one setting."""

    id: UUID
    title: str
    strategies: tuple[SchoolStrategy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HomeGoal(LensGoal):
    """A goal with what is done for it at home."""


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
    """One difference between two versions: a part was added, changed in one field, or ended.

    Of an added part `now` is the part, of an ended one `was`; of a changed one they are the values of the field.
    """

    kind: str
    thing: str
    id: UUID
    title: str
    goal_id: UUID | None = None
    field: str = ""
    was: Any = None
    now: Any = None


class EditKind(StrEnum):
    """What a proposal asks to be done with a part of the plan."""

    ADD = "add"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One exact change of a strategy that somebody asks for.

    `seen` marks the words that stood in the plan when it was written, so that nobody's later words are overwritten.
    """

    kind: EditKind
    goal_id: UUID
    strategy_id: UUID
    setting: Setting
    text: str = ""
    who: str = ""
    frequency: str = ""
    looks_like: str = ""
    seen: str = ""
