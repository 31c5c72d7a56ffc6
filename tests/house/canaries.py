"""Strings that must not be seen, planted by the owner's own hand in every field of every row behind the wall."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from django.apps import apps
from django.db import connection, models

from tests.links import connect_as_owner
from trefoil.ground.kit.ids import new_id

# A field by which the product finds its way; changing it would break a page instead of betraying it.
KEYS = {
    "key", "file", "url", "language", "digest", "kind", "voice", "sourced_id", "form_version", "strategy_key", "period",
    "purpose", "instrument", "type", "state", "grade", "row", "table_name", "resource", "stage", "changes", "counts",
    "details", "samples", "errors", "justified", "hands", "flags", "clocks", "name_of", "category", "color", "column",
    "scope", "basis", "may", "device_hash", "role", "roles", "sex", "shown",
}  # fmt: skip
IN_JSON = {"id", "key", "kind", "setting", "state", "language", "code", "goal_id", "url", "voice"}
SHORT = 14
ALSO = ("people_person", "people_child")
LIKE = r"zq[0-9a-f]{10}"
OWNER = """
create or replace function as_owner(statement text) returns setof jsonb language plpgsql security definer as
$$ begin return query execute statement; end $$;
create or replace function without_triggers(name text) returns void language plpgsql security definer as
$$ begin execute format('alter table %I disable trigger user', name); end $$;
"""


@dataclass(frozen=True)
class Canary:
    """One string: where it stands, in which compartment, and the whole row it stands in."""

    text: str
    table: str
    column: str
    compartment: int | None
    row: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.table}.{self.column} of compartment {self.compartment}"


@contextmanager
def owner_at_hand() -> Iterator[None]:
    """Keep a function by which the tests act with the owner's hand inside their own transaction."""
    with connect_as_owner(autocommit=True) as link:
        link.execute(OWNER)
        yield
        link.execute("drop function as_owner(text); drop function without_triggers(text)")


def by_owner(statement: str) -> list[Any]:
    """Run a statement with the owner's hand; it returns JSON."""
    with connection.cursor() as cursor:
        cursor.execute("select as_owner(%s)", [statement])
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def tell_everywhere(places: list[tuple[Any, int]], at: Any) -> None:
    """Write one entry of the timeline into each place."""
    for child, place in places:
        said = json.dumps({"text": "Something is told here."})
        by_owner(
            "with made as (insert into timeline_entry (id, compartment_id, child_id, at, kind, voice, url, params)"  # noqa: S608
            f" values ('{new_id()}', {place}, '{child}', '{at.isoformat()}', 'home_note', 'clinic', '', '{said}')"
            " returning *) select to_jsonb(made) from made"
        )


def plant() -> dict[str, Canary]:
    """Plant a string of its own in every field of every row, and return all of them."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    planted: dict[str, Canary] = {}
    for model in apps.get_models():
        columns = list(_columns(model))
        if columns:
            planted |= _plant_in(model._meta.db_table, model._meta.pk.column, columns)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
    return planted


def _columns(model: Any) -> Iterator[tuple[str, int | None]]:
    """Give the fields that hold words, with how many letters they take; none for JSON."""
    table = model._meta.db_table
    walled = any(field.column == "compartment_id" for field in model._meta.fields)
    if not (walled or table in ALSO) or table.startswith(("access_", "drafts_")):
        return
    for field in model._meta.fields:
        words = isinstance(field, models.CharField | models.TextField) and not field.choices
        if field.name not in KEYS and words and (field.max_length or SHORT) >= SHORT:
            yield field.column, field.max_length or 100_000
        elif field.name not in KEYS and isinstance(field, models.JSONField):
            yield field.column, None


def _plant_in(table: str, key: str, columns: list[tuple[str, int | None]]) -> dict[str, Canary]:
    planted = {}
    rows = by_owner(f"select to_jsonb(t) from {table} t")  # noqa: S608
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select without_triggers(%s)", [table])
    for row in rows:
        if table == "people_person" and row["kind"] in ("staff", "system"):
            continue
        changes = []
        for column, room in columns:
            text = f"zq{md5(f'{table}.{column}.{row[key]}'.encode()).hexdigest()[:10]}"  # noqa: S324
            value = _with(row[column], text, room, column)
            if value is not None:
                changes.append(f'"{column}" = {value}')
                planted[text] = Canary(text, table, column, row.get("compartment_id"), row)
        if changes:
            by_owner(
                f"with done as (update {table} set {', '.join(changes)} where {key} = '{row[key]}' returning 1 as n)"  # noqa: S608
                " select to_jsonb(n) from done"
            )
    return planted


def _with(value: Any, text: str, room: int | None, column: str) -> str | None:
    """Return the SQL of a value with a string planted in it, or None where nothing can be planted."""
    if value is None:
        return None
    if room is None:
        changed = _in_json(value, text)
        return f"{_quoted(json.dumps(changed))}::jsonb" if changed != value else None
    if column == "email":
        return _quoted(f"{text}@home.example")
    return _quoted(f"{str(value)[: room - SHORT]} {text}".strip())


def _in_json(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {k: v if k in IN_JSON else _in_json(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_json(v, text) for v in value]
    return f"{value} {text}" if isinstance(value, str) and " " in value else value


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
