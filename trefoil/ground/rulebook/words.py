"""The rulebook in words: what a rule is called, what its value says, how sure it is."""

from collections.abc import Callable, Iterable
from typing import Any

from .types import COLUMNS, Certainty, Clock, DayKind, MinorConsent, Rule

CERTAINTIES = {
    Certainty.READ: "read in a public copy",
    Certainty.BELIEVED: "believed, to be confirmed",
    Certainty.DESIGN: "a choice of this house",
}
# What was done on the day a rule gives.
ON_THE_DAY = {Certainty.READ: "read", Certainty.BELIEVED: "noted", Certainty.DESIGN: "decided"}
GROUPS = {
    "period": "Ages and periods",
    "state": "What the law of a state changes",
    "minor": "Consent by a minor",
    "table": "The rows of the decision table",
    "clock": "Legal clocks",
    "fixed": "Built in, not to be switched off",
    "duty": "What people have to do",
}
COLUMN_WORDS = {
    "Y": "Youth",
    "G": "Caregiver with authority",
    "L": "Adult without authority",
    "T": "Therapist, supervisor, prescriber",
    "K": "Skills practitioner",
    "F": "Family peer specialist",
    "E": "Teacher",
    "S": "School mental health",
    "I": "Outside program",
    "H": "Home district",
    "C": "County",
    "D": "Director",
    "V": "Evaluator",
    "A": "Administrator",
}
CODE_WORDS = {
    "P": "all of it",
    "m": "the minimum",
    "c": "all, with consent",
    "cm": "the minimum, with consent",
    "cke": "the card, with consent or in a crisis",
    "ck": "the card, with consent",
    "ce": "all, with consent; in a crisis the minimum",
    "y": "with the youth's own consent",
    "a": "what they wrote or took part in",
    "ac": "their own; the rest with consent",
    "am": "their own; of the rest the minimum",
    "av": "their own, and for whom they cover",
    "d": "de-identified",
    "x": "closed",
    "5.1": "the author and a trainee's supervisor",
    "5.4": "by a rule of its own",
}
_TITLES = {
    "adult_age": "Adult from the age of",
    "consent_days": "A release runs at most",
    "delegation_days": "Delegated authority runs at most",
    "youth_release_days": "A youth's own release runs at most",
    "override_hours": "A professional's disclosure stays open",
    "hold_hours": "An unsupported claim holds for",
    "glass_minutes": "Breaking the glass opens for",
    "small_cell": "Counts hidden below",
    "warning_days": "Warnings before a release ends",
    "treatment_needs_consent": "Treatment elsewhere needs a consent",
    "living_apart_decides": "A minor who lives apart decides alone",
    "jeopardy_override": "A professional may tell a parent",
}
_NAMES = {
    "sud": "Substance use",
    "ferpa": "FERPA",
    "hipaa": "HIPAA",
    "mhra": "MHRA",
    "mgdpa": "MGDPA",
    "part2": "Part 2",
}
_UNITS = {"_days": "days", "_hours": "hours", "_minutes": "minutes", "_age": "years"}
_STATE = ("treatment_needs_consent", "living_apart_decides", "jeopardy_override")


def group_of(rule: Rule) -> str:
    """Return which part of the rulebook a rule stands in: a key of GROUPS."""
    family, dot, _name = rule.key.partition(".")
    if dot:
        return family
    return "state" if rule.key in _STATE else "period"


def grouped(rules: Iterable[Rule]) -> list[tuple[str, list[Rule]]]:
    """Return rules under the words of their parts, in the order of GROUPS; empty parts are left out."""
    parts: dict[str, list[Rule]] = {name: [] for name in GROUPS}
    for rule in rules:
        parts[group_of(rule)].append(rule)
    return [(GROUPS[name], members) for name, members in parts.items() if members]


def title(key: str) -> str:
    """Return what a rule is called."""
    family, dot, name = key.partition(".")
    words = " ".join(_NAMES.get(word, word) for word in name.split("_"))
    if not dot:
        return _TITLES[key]
    if family == "minor":
        return "Minn. Stat. " + ".".join(words.split()[1:]) if words.startswith("minor ") else words
    return words[:1].upper() + words[1:]


def value_words(rule: Rule) -> str:
    """Return what a rule sets, in words."""
    value: Any = rule.value
    for kind, say in _SAY.items():
        if type(value) is kind:
            return say(rule.key, value)
    return "does not apply"


def _number(key: str, value: int) -> str:
    unit = next((unit for end, unit in _UNITS.items() if key.endswith(end)), "")
    return f"{value} {unit}".strip()


def _several(key: str, value: tuple[Any, ...]) -> str:
    if key == "warning_days":
        return ", ".join(str(days) for days in value) + " days"
    return " · ".join(f"{column} {code}" for column, code in zip(COLUMNS, value, strict=True))


def _minor(_key: str, value: MinorConsent) -> str:
    who = f"from {value.least_age} years" if value.least_age else "at any age"
    return f"{who}: {value.covers}"


def _clock(_key: str, value: Clock) -> str:
    if value.years:
        return f"{value.years} years"
    unit = "working day" if value.kind == DayKind.BUSINESS else "day"
    return f"{value.days} {unit}{'' if value.days == 1 else 's'}"


_SAY: dict[type, Callable[[str, Any], str]] = {
    bool: lambda _key, value: "yes" if value else "no",
    int: _number,
    tuple: _several,
    MinorConsent: _minor,
    Clock: _clock,
}


def in_force(rule: Rule) -> str:
    """Return from when until when a rule holds."""
    begins = f"from {rule.effective_from}" if rule.effective_from else ""
    ends = f"until {rule.effective_until}" if rule.effective_until else ""
    return " ".join(part for part in (begins, ends) if part) or "no dates set"
