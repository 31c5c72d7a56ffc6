"""The words of services: how a consent was given, and the facts by which one may be started."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Signed(StrEnum):
    """How somebody put their name under a service."""

    PORTAL = "portal"
    SCREEN = "screen"
    PAPER = "paper"


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """What a service line is set to."""

    signed: bool
    ended: bool
    outpatient_mental_health: bool


@dataclass(frozen=True, kw_only=True)
class StartFacts:
    """All by which it is decided whether a service may start on a basis.

    `least_ages` holds, by basis, from which age the law lets a minor consent alone.
    """

    basis: str
    age: int
    adult_age: int
    least_ages: Mapping[str, int]
    line: LineFacts
    on_own: bool = False
    """Lives apart and manages own money, or is married or a parent."""
    has_consenter: bool = False
    consenter_is_child: bool = False
    consenter_decides: bool = False
    """The consenter is a caregiver with full authority now."""
    reason: str = ""
    already: bool = False
    """The same line runs, or waits for a signature, on the same basis."""
