"""Picks a few of the changes of each kind to show; pure."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from .types import Changes, Entity, PersonEntry, Roster

PER_CHANGE = 5


def samples_of(before: Roster, after: Roster, changes: Changes) -> list[dict[str, str]]:
    """Return the first few new, changed and gone entries of every entity, in words."""
    samples: list[dict[str, str]] = []
    for entity, change in changes.items():
        for word, keys in (("new", change.new), ("changed", change.changed), ("gone", change.gone)):
            for key in islice(keys, PER_CHANGE):
                samples.append(_sample(entity, word, key, before, after))
    return samples


def _sample(entity: Entity, word: str, key: Any, before: Roster, after: Roster) -> dict[str, str]:
    roster = before if word == "gone" else after
    what = ""
    if word == "changed":
        what = ", ".join(_changed_fields(before[entity][key], after[entity][key]))
    name = _name(entity, roster[entity][key], roster)
    return {"entity": entity.value, "change": word, "name": name, "what": what}


def _name(entity: Entity, entry: Any, roster: Roster) -> str:
    people, classes = roster[Entity.PERSON], roster[Entity.CLASS]
    if entity is Entity.PERSON:
        return f"{_called(entry)} ({entry.kind})"
    if entity is Entity.LINK:
        return f"{_called(people[entry.student])} – {_called(people[entry.contact])}"
    if entity is Entity.ENROLLMENT:
        return f"{_called(people[entry.user])} – {classes[entry.school_class].title}"
    return str(getattr(entry, "title", "") or getattr(entry, "name", ""))


def _called(entry: PersonEntry) -> str:
    user = entry.user
    given = user.preferred_given_name or user.given_name
    return f"{given} {user.preferred_family_name or user.family_name}"


def _changed_fields(old: Any, new: Any) -> Iterator[str]:
    for name in new._fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if hasattr(after, "_fields"):
            yield from _changed_fields(before, after)
        else:
            yield name.replace("_", " ")
