"""Between the fields of a form and a facts object: neither way loses or invents a fact, and nonsense stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .shape import EVERY_PART, HEAD, Field, Part

MOST_ROWS = 40
Row = dict[str, Any]
Post = Any


@dataclass(frozen=True)
class Filled:
    """What stands in the form: its head, and the rows of each part; a row says what stands in each field."""

    head: Row
    rows: dict[str, list[Row]]


# From a document.


def from_document(document: Any) -> Filled:
    """Return the fields that show a document; what does not fit a field is left out."""
    known = document if isinstance(document, dict) else {}
    zone = _zone(known.get("zone"))
    head = {field.name: _shown(_at(known, field.name), field, zone) for field in HEAD}
    head["zone"] = head["zone"] or "America/Chicago"
    return Filled(head, {part.name: list(_rows(known.get(part.name), part, zone)) for part in EVERY_PART})


def _rows(entries: Any, part: Part, zone: ZoneInfo) -> Iterator[Row]:
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            yield {field.name: _shown(_at(entry, field.name), field, zone) for field in part.fields}


def _at(entry: Any, name: str) -> Any:
    for step in name.split("."):
        entry = entry.get(step) if isinstance(entry, dict) else None
    return entry


def _shown(value: Any, field: Field, zone: ZoneInfo) -> Any:
    if field.kind == "yes":
        return value is True
    if field.kind == "many":
        return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
    if field.kind == "numbers":
        return ", ".join(map(str, value)) if isinstance(value, list) else ""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return _local(text, zone) if field.kind == "when" else text


def _zone(name: Any) -> ZoneInfo:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else ZoneInfo("America/Chicago")
    except (ValueError, OSError, KeyError):
        return ZoneInfo("America/Chicago")


def _local(text: str, zone: ZoneInfo) -> str:
    """Return an instant as the clock on the wall shows it, as a browser's field takes it."""
    try:
        at = datetime.fromisoformat(text)
        local = at.astimezone(zone) if at.tzinfo else at
    except (ValueError, OverflowError):
        return text
    return local.strftime("%Y-%m-%dT%H:%M:%S" if local.second else "%Y-%m-%dT%H:%M")


# From what was sent.


def from_post(sent: Post) -> Filled:
    """Return what somebody wrote into the form."""
    head = {field.name: _written(sent, f"head-{field.name}", field) for field in HEAD}
    rows = {part.name: [_row(sent, part, i) for i in range(_count(sent, part.name))] for part in EVERY_PART}
    return Filled(head, rows)


def _count(sent: Post, part: str) -> int:
    text = sent.get(f"{part}-rows", "")
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _row(sent: Post, part: Part, number: int) -> Row:
    return {field.name: _written(sent, f"{part.name}-{number}-{field.name}", field) for field in part.fields}


def _written(sent: Post, name: str, field: Field) -> Any:
    if field.kind == "many":
        return sent.getlist(name)
    if field.kind == "yes":
        return name in sent
    return sent.get(name, "").strip()


def changed(filled: Filled, verb: str) -> Filled:
    """Return the form with a row more (`add:people`) or one less (`remove:people:2`)."""
    what, _colon, rest = verb.partition(":")
    name, _colon, number = rest.partition(":")
    part = next((p for p in EVERY_PART if p.name == name), None)
    rows = list(filled.rows[name]) if part else []
    if part and what == "add" and len(rows) < MOST_ROWS:
        rows.append({field.name: _nothing(field) for field in part.fields})
    elif part and what == "remove" and number.isascii() and number.isdigit():
        rows = [row for i, row in enumerate(rows) if str(i) != number]
    else:
        return filled
    return Filled(filled.head, filled.rows | {name: rows})


def _nothing(field: Field) -> Any:
    return {"many": [], "yes": False}.get(field.kind, "")


# To a document.


def to_document(filled: Filled) -> dict[str, Any]:
    """Return the facts object that the form describes; rows in which nothing stands are not in it."""
    zone = _zone(filled.head.get("zone"))
    document: dict[str, Any] = {"version": 1}
    _put_all(document, filled.head, HEAD, zone)
    for part in EVERY_PART:
        entries = [_entry(row, part, zone) for row in filled.rows.get(part.name, []) if any(row.values())]
        if entries or part.required:
            document[part.name] = entries
    return document


def kept_rows(filled: Filled, part: str) -> list[int]:
    """Return which row of the form each entry of the document came from."""
    return [i for i, row in enumerate(filled.rows.get(part, [])) if any(row.values())]


def _entry(row: Row, part: Part, zone: ZoneInfo) -> dict[str, Any]:
    entry: dict[str, Any] = {"record": {}} if part.name == "questions" else {}
    _put_all(entry, row, part.fields, zone)
    return entry


def _put_all(entry: dict[str, Any], row: Mapping[str, Any], fields: tuple[Field, ...], zone: ZoneInfo) -> None:
    for field in fields:
        value = row.get(field.name)
        if value or field.always:
            _put(entry, field.name, _meant(value, field, zone))


def _put(entry: dict[str, Any], name: str, value: Any) -> None:
    *steps, last = name.split(".")
    for step in steps:
        entry = entry.setdefault(step, {})
    entry[last] = value


def _meant(value: Any, field: Field, zone: ZoneInfo) -> Any:
    if field.kind == "yes":
        return bool(value)
    if field.kind == "when":
        return _instant(value, zone)
    if field.kind == "numbers":
        return [_number(text.strip()) for text in value.split(",") if text.strip()]
    return _number(value) if field.name == "level" else value


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _instant(text: str, zone: ZoneInfo) -> str:
    try:
        local = datetime.fromisoformat(text)
        return (local if local.tzinfo else local.replace(tzinfo=zone)).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return text
