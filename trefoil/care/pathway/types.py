"""The words of the way in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How a referral stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What may be done with a referral."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class Step(StrEnum):
    """A step of the family's welcome list, in its order."""

    RELEASES = "releases"
    CONTACT = "contact"
    LANGUAGES = "languages"
    CALLS = "calls"


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """What the home district says of a child."""

    given_name: str
    family_name: str
    born_on: date
    preferred_name: str = ""
    pronouns: str = ""
    grade: str = ""
    languages: tuple[str, ...] = ("en",)
    county_of_residence: str = ""
    county_of_financial_responsibility: str = ""


@dataclass(frozen=True, kw_only=True)
class GuardianFacts:
    """What the home district's records say of a parent or guardian with authority to decide."""

    given_name: str
    family_name: str
    relationship: str
    language: str = "en"
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Census:
    """How full a program is.

    Args:
        held: accepted with a place kept for them, not yet enrolled.
        waiting: accepted without a place.
    """

    capacity: int | None
    enrolled: int
    held: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Return how many places nobody has or holds; without a capacity there is no end of them."""
        return None if self.capacity is None else max(0, self.capacity - self.enrolled - self.held)
