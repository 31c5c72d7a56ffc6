"""Forms that may not be shipped: a program fills them in under its own license and enters the score here; pure."""

from dataclasses import dataclass

from .measure_types import Informant

ANYBODY = (Informant.YOUTH, Informant.CAREGIVER, Informant.TEACHER)


@dataclass(frozen=True)
class Slot:
    """A licensed form: what its score is called, between which numbers it lies, and who may have answered."""

    key: str
    name: str
    score: str
    low: float
    high: float
    informants: tuple[Informant, ...]
    places: int = 0


SLOTS = {
    slot.key: slot
    for slot in (
        Slot("sdq", "SDQ", "total difficulties", 0, 40, ANYBODY),
        Slot("casii", "CALOCUS-CASII", "level of care", 0, 6, (Informant.CLINICIAN,)),
        Slot("cgas", "CGAS", "functioning", 1, 100, (Informant.CLINICIAN,)),
        Slot("promis", "PROMIS", "T-score", 0, 100, (Informant.YOUTH, Informant.CAREGIVER), places=1),
        Slot("c-ssrs", "C-SSRS screener", "questions answered with yes", 0, 6, (Informant.YOUTH,)),
        Slot("scared", "SCARED", "total", 0, 82, (Informant.YOUTH, Informant.CAREGIVER)),
        Slot("psc-17", "PSC-17", "total", 0, 34, ANYBODY),
        Slot("psc-35", "PSC-35", "total", 0, 70, ANYBODY),
        Slot("cats-2", "CATS-2", "symptoms", 0, 60, (Informant.YOUTH, Informant.CAREGIVER)),
        Slot("cis", "Columbia Impairment Scale", "total", 0, 52, (Informant.YOUTH, Informant.CAREGIVER)),
    )
}


def why_not(slot: Slot, informant: str, value: float) -> str | None:
    """Say why a score cannot be one of this form."""
    if informant not in slot.informants:
        return "Nobody of that kind answers this form."
    if not slot.low <= value <= slot.high:
        return f"The score lies between {slot.low:g} and {slot.high:g}."
    return None if round(value, slot.places) == value else "The score has fewer places than that."
