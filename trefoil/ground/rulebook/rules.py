"""From a pack to the law of a day: pure, without files or clock."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from .shapes import PLAIN_KEYS, REQUIRED
from .types import CATEGORIES, COLUMNS, BadPack, Clock, DayKind, Law, Pack, Rule


def law_on(pack: Pack, day: date) -> Law:
    """Return the law of a pack on a day.

    Raises:
        BadPack: a rule that the law needs does not hold on that day.
    """
    rules = rules_on(pack, day)
    missing = next((key for key in REQUIRED if key not in rules), None)
    if missing:
        raise BadPack(pack.file.name, f"missing: no such rule holds on {day}", rule=missing)
    return Law(
        pack=pack.id,
        title=pack.title,
        on=day,
        rules=MappingProxyType(rules),
        table=MappingProxyType(dict(_cells(rules))),
        minor_consents=tuple(_family(rules, "minor").values()),
        clocks=MappingProxyType(_family(rules, "clock")),
        **{key: rules[key].value for key in PLAIN_KEYS},
    )


def rules_on(pack: Pack, day: date) -> dict[str, Rule]:
    """Return every rule in force on a day by key, a pack's own before the one it extends."""
    return {rule.key: rule for part in reversed(pack.line) for rule in part.rules if rule.holds_on(day)}


def _cells(rules: dict[str, Rule]) -> Iterator[tuple[tuple[str, str], str]]:
    for category in CATEGORIES:
        for column, code in zip(COLUMNS, rules[f"table.{category}"].value, strict=True):
            yield (category, column), code


def _family(rules: dict[str, Rule], name: str) -> dict[str, Any]:
    named = {key.removeprefix(f"{name}."): rule.value for key, rule in rules.items() if key.startswith(f"{name}.")}
    return {key: value for key, value in sorted(named.items()) if value is not None}


def days_of_change(pack: Pack) -> list[date]:
    """Return the days on which some rule of a pack, or of one it extends, begins or ends."""
    ends = {end for part in pack.line for rule in part.rules for end in (rule.effective_from, rule.effective_until)}
    return sorted(end for end in ends if end)


def check_periods(file: str, rules: Collection[Rule]) -> None:
    """Refuse two entries of one key that hold on the same day.

    Raises:
        BadPack: the key, and the day from which both hold.
    """
    by_key: dict[str, list[Rule]] = {}
    for rule in rules:
        by_key.setdefault(rule.key, []).append(rule)
    for key, entries in by_key.items():
        entries.sort(key=lambda rule: rule.effective_from or date.min)
        for earlier, later in pairwise(entries):
            begins = later.effective_from or date.min
            if earlier.effective_until is None or begins < earlier.effective_until:
                trouble = f"two entries hold on {begins}" if later.effective_from else "stands twice"
                raise BadPack(file, trouble, rule=key)


def due_on(clock: Clock, start: date, closed: Collection[date] = ()) -> date:
    """Return the last day of a clock that starts with a request; `closed` are the holidays."""
    if clock.years:
        return _years_later(start, clock.years)
    if clock.kind == DayKind.CALENDAR:
        return start + timedelta(days=clock.days)
    day, left = start, clock.days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in closed
    return day


def _years_later(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # the 29th of February
        return date(start.year + years, 3, 1)


def why_not_follow(*, usable: bool, already: bool, typed_name: str, name: str) -> str | None:
    """Say why an organization's records cannot be put under a pack now."""
    if not usable:
        return "This pack cannot be used. The rulebook says what is wrong with its file."
    if already:
        return "The records follow this pack already."
    if " ".join(typed_name.split()).casefold() != name.casefold():
        return "Sign with your name as it stands here: " + name
    return None


def differences(before: Law, after: Law) -> list[tuple[Rule | None, Rule | None]]:
    """Return the rules that differ in value between two laws, each as it was and as it will be."""
    keys = dict.fromkeys([*before.rules, *after.rules])
    pairs = [(before.rules.get(key), after.rules.get(key)) for key in keys]
    return [(old, new) for old, new in pairs if (old and old.value) != (new and new.value)]
