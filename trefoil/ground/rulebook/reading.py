"""Read one pack's document into checked rules, or say in one line what is wrong with it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .rules import check_periods
from .shapes import read_value
from .types import BadPack, Certainty, Pack, Rule

_NEEDED = {"key", "value", "says", "source", "read_on", "certainty"}
_KNOWN = _NEEDED | {"effective_from", "effective_until"}
PACK_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_pack(file: Path, document: Mapping[str, Any], extends: Pack | None, *, shipped: bool) -> Pack:
    """Return the pack that a document holds.

    Raises:
        BadPack: the first thing that is wrong, with file, rule and field.
    """
    head = read_head(file, document)
    entries = document.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadPack(file.name, "must be written as [[rule]]", field="rule")
    rules = tuple(_rule(file, entry, number) for number, entry in enumerate(entries, 1))
    check_periods(file.name, rules)
    return Pack(id=file.stem, title=head["title"], file=file, rules=rules, extends=extends, shipped=shipped)


def read_head(file: Path, document: Mapping[str, Any]) -> dict[str, str]:
    """Return what a pack says of itself: its title, and the id of the pack it extends if any."""
    strange = next((name for name in document if name not in ("pack", "rule")), None)
    if strange:
        raise BadPack(file.name, "unknown field", field=strange)
    head = document.get("pack")
    if not isinstance(head, dict):
        raise BadPack(file.name, "missing field", field="pack")
    for name, value in head.items():
        if name not in ("title", "extends"):
            raise BadPack(file.name, "unknown field", field=f"pack.{name}")
        if not isinstance(value, str) or not value.strip():
            raise BadPack(file.name, "must be text", field=f"pack.{name}")
    if "title" not in head:
        raise BadPack(file.name, "missing field", field="pack.title")
    return head


def _rule(file: Path, entry: dict[str, Any], number: int) -> Rule:
    name = str(entry.get("key") or f"number {number}")
    for field in sorted(_NEEDED - set(entry)):
        raise BadPack(file.name, "missing field", rule=name, field=field)
    for field in sorted(set(entry) - _KNOWN):
        raise BadPack(file.name, "unknown field", rule=name, field=field)
    for field in ("key", "says", "source"):
        if not isinstance(entry[field], str) or not entry[field].strip():
            raise BadPack(file.name, "must be text", rule=name, field=field)
    for field in ("read_on", "effective_from", "effective_until"):
        if field in entry and not _is_day(entry[field]):
            raise BadPack(file.name, "must be a date", rule=name, field=field)
    if entry["certainty"] not in list(Certainty):
        words = ", ".join(Certainty)
        raise BadPack(file.name, f"must be one of {words}", rule=name, field="certainty")
    _check_ends(file, entry)
    value = _value(file, entry)
    return Rule(**{**entry, "value": value, "certainty": Certainty(entry["certainty"]), "pack": file.stem})


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _check_ends(file: Path, entry: dict[str, Any]) -> None:
    begins, ends = entry.get("effective_from"), entry.get("effective_until")
    if begins and ends and ends <= begins:
        raise BadPack(file.name, "ends before it starts", rule=entry["key"], field="effective_until")


def _value(file: Path, entry: dict[str, Any]) -> Any:
    try:
        return read_value(entry["key"], entry["value"])
    except KeyError:
        raise BadPack(file.name, "unknown rule", rule=entry["key"], field="key") from None
    except ValueError as trouble:
        raise BadPack(file.name, str(trouble), rule=entry["key"], field="value") from None
