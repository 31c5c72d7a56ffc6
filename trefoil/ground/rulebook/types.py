"""The words of the rulebook: a rule with its source, and the law of a day that programs are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

# The order in which a row of the decision table is written; what a column means is said in `access.types`.
COLUMNS = "YGLTKFESIHCDVA"
CATEGORIES = (
    "demographics",
    "schedule",
    "school_plan",
    "clinical_plan",
    "diagnosis",
    "assessments",
    "session_notes",
    "psychotherapy_notes",
    "sud",
    "safety_plan",
    "crisis_events",
    "education_records",
    "behavior_observations",
    "family_needs",
    "youth_confidential",
    "messages",
    "consents",
    "custody",
)


class BadPack(ValueError):
    """A rulebook that cannot be used: its file, the rule and the field, and what is wrong, in one line."""

    def __init__(self, file: str, trouble: str, *, rule: str = "", field: str = "") -> None:
        where = [file, f"rule {rule}" if rule else "", field]
        super().__init__(": ".join([*(part for part in where if part), trouble]))


class Certainty(StrEnum):
    """How sure a rule is: read in its source, believed from knowledge, or a design choice of the house."""

    READ = "read"
    BELIEVED = "believed"
    DESIGN = "design"


class DayKind(StrEnum):
    """Which days a clock counts."""

    CALENDAR = "calendar"
    BUSINESS = "business"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of a pack: what it sets, what it says in words, where it stands and when it holds."""

    key: str
    value: Any
    says: str
    source: str
    read_on: date
    certainty: Certainty
    effective_from: date | None = None
    effective_until: date | None = None
    pack: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force on a day; periods are half-open."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_until is None or day < self.effective_until)


@dataclass(frozen=True, kw_only=True)
class MinorConsent:
    """A basis on which a minor may consent alone: from which age, and to what."""

    basis: str
    least_age: int
    covers: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How long something may take, or has to be kept: days of a kind, or whole years."""

    days: int = 0
    kind: DayKind = DayKind.CALENDAR
    years: int = 0


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One file of rules, read and checked; `extends` gives what it does not say itself."""

    id: str
    title: str
    file: Path
    rules: tuple[Rule, ...]
    extends: "Pack | None" = None
    shipped: bool = True

    @property
    def line(self) -> tuple["Pack", ...]:
        """Return this pack and those it extends, the nearest first."""
        return (self, *(self.extends.line if self.extends else ()))


@dataclass(frozen=True, kw_only=True)
class Law:
    """The law of one pack on one day, as the disclosure rules take it.

    `table` holds the decision table: (category, column) -> code; periods are in days, hours or minutes as named.
    """

    pack: str
    title: str
    on: date
    rules: Mapping[str, Rule]
    table: Mapping[tuple[str, str], str]
    adult_age: int
    consent_days: int
    delegation_days: int
    youth_release_days: int
    override_hours: int
    hold_hours: int
    glass_minutes: int
    small_cell: int
    warning_days: tuple[int, ...]
    treatment_needs_consent: bool
    living_apart_decides: bool
    jeopardy_override: bool
    minor_consents: tuple[MinorConsent, ...]
    clocks: Mapping[str, Clock]

    @property
    def minor_bases(self) -> frozenset[str]:
        """Return the consent bases under which the child, and no caregiver, decides."""
        return frozenset(m.basis for m in self.minor_consents) | {"emergency"}
