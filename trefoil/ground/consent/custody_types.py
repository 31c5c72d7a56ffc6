"""The words of custody."""

from enum import StrEnum


class FactKind(StrEnum):
    """What is true of a family and decides who may see or sign, without a court's order."""

    LIVES_APART = "lives_apart"
    MARRIED_OR_PARENT = "married_or_parent"
    SAFE_AT_HOME = "safe_at_home"
    ACTING_PARENT = "acting_parent"


class Restriction(StrEnum):
    """What closes a record to a caregiver until a person lifts it."""

    HOLD = "hold"
    SUSPICION = "suspicion"


OF_CHILD = (FactKind.LIVES_APART, FactKind.MARRIED_OR_PARENT)
