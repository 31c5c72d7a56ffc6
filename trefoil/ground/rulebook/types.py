"""The words of the rulebook: a rule with its source, and the law of a day that programs are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


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


@dataclass(frozen=True, kw_only=True)
class MinorConsent:
    """A basis on which a minor may consent alone: from which age, and to what."""

    basis: str
    least_age: int
    covers: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How long something may take by law, and which days count."""

    days: int
    kind: DayKind


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
