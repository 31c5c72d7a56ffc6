"""What the value of a rule has to look like, by the rule's key; each reader gives the value or raises ValueError."""

from collections.abc import Callable
from typing import Any

from .types import CATEGORIES, COLUMNS, Clock, DayKind, MinorConsent

# What may stand in a column. `5.1` and `5.4` send the reader to a rule of their own: psychotherapy notes, and adults
# without legal authority. Those two, the youth's signature and the open crisis stand in their own rows only.
_OWN = {"P", "m", "a", "x"}
_WORKING = {"P", "m", "a", "x", "c", "cm", "ck", "ac", "am", "av", "d"}
_BY_YOUTH = {"sud", "youth_confidential"}
_IN_CRISIS = {"safety_plan": {"cke", "ce"}, "crisis_events": {"ce"}}
_LIMITED = {"schedule", "school_plan", "safety_plan", "crisis_events", "education_records", "messages"}

Reader = Callable[[Any], Any]


def read_value(key: str, value: Any) -> Any:
    """Return the checked value of a rule.

    Raises:
        ValueError: what is wrong with it, without saying where.
        KeyError: no rule has this key.
    """
    family, _dot, name = key.partition(".")
    if not name:
        return _PLAIN[key](value)
    if family == "table":
        return _row(name, value)
    return _FAMILIES[family](name, value)


def _whole(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ValueError("must be a whole number above zero")
    return value


def _switch(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("must be true or false")
    return value


def _days(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("must be a list of days")
    days = tuple(_whole(day) for day in value)
    if list(days) != sorted(set(days), reverse=True):
        raise ValueError("must run from the most days to the fewest, none twice")
    return days


def _row(category: str, value: Any) -> tuple[str, ...]:
    if category not in CATEGORIES:
        raise KeyError(category)
    if not isinstance(value, str) or len(value.split()) != len(COLUMNS):
        raise ValueError(f"must be {len(COLUMNS)} codes, one for each of {' '.join(COLUMNS)}")
    row = tuple(value.split())
    for column, code in zip(COLUMNS, row, strict=True):
        if code not in _codes_for(category, column):
            raise ValueError(f"has no code {code} in column {column}")
    return row


def _codes_for(category: str, column: str) -> set[str]:
    if category == "psychotherapy_notes":
        return {"5.1"} if column == "T" else {"x"}
    if column in "YG":
        return _OWN
    if column == "L":
        return {"5.4"} if category in _LIMITED else {"x"}
    return _WORKING | ({"y"} if category in _BY_YOUTH else set()) | _IN_CRISIS.get(category, set())


def _minor(basis: str, value: Any) -> MinorConsent | None:
    if value is False:
        return None
    if not isinstance(value, dict) or set(value) != {"least_age", "covers"}:
        raise ValueError("must be false, or have least_age and covers")
    age, covers = value["least_age"], value["covers"]
    if type(age) is not int or not 0 <= age <= 18:
        raise ValueError("must have a least_age from 0 to 18")
    if not isinstance(covers, str) or not covers.strip():
        raise ValueError("must say what it covers")
    return MinorConsent(basis=basis, least_age=age, covers=covers)


def _clock(_name: str, value: Any) -> Clock | None:
    if value is False:
        return None
    if isinstance(value, dict) and set(value) == {"days", "kind"} and value["kind"] in list(DayKind):
        return Clock(days=_whole(value["days"]), kind=DayKind(value["kind"]))
    if isinstance(value, dict) and set(value) == {"years"}:
        return Clock(years=_whole(value["years"]))
    raise ValueError("must be false, or have days and a kind (calendar or business), or years")


def _fixed(_name: str, value: Any) -> bool:
    if value is not True:
        raise ValueError("must be true: a pack gives the source of this rule and cannot take it away")
    return True


_PLAIN: dict[str, Reader] = {
    "adult_age": _whole,
    "consent_days": _whole,
    "delegation_days": _whole,
    "youth_release_days": _whole,
    "override_hours": _whole,
    "hold_hours": _whole,
    "glass_minutes": _whole,
    "small_cell": _whole,
    "warning_days": _days,
    "treatment_needs_consent": _switch,
    "living_apart_decides": _switch,
    "jeopardy_override": _switch,
}
_FAMILIES: dict[str, Callable[[str, Any], Any]] = {"minor": _minor, "clock": _clock, "fixed": _fixed, "duty": _fixed}
PLAIN_KEYS = tuple(_PLAIN)
REQUIRED = (*PLAIN_KEYS, *(f"table.{category}" for category in CATEGORIES))
