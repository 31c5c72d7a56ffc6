"""The words of withholding: how a request stands, and what speaks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from trefoil.ground.access.types import Category


class State(StrEnum):
    """How a withholding stands; one that is granted has ended once its last day is over."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    ENDED = "ended"


class Factor(StrEnum):
    """What the law has weighed before anything is withheld (Minn. Rules 1205.0500; 45 CFR 164.524(a)(3))."""

    MATURITY = "maturity"
    HARM = "harm"
    GROUNDS = "grounds"
    ALONE = "alone"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An organization of which a youth may ask it, and by what rule it has to tell them so."""

    organization_id: UUID
    name: str
    source: str
    read_on: date


Wanted = Mapping[UUID, frozenset[Category]]
"""What is asked for: by organization, which kinds of its record."""
