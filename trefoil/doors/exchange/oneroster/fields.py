"""Reads one value in the form its column asks for."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from trefoil.ground.roster.types import quote

from .layout import Column, Form

LONGEST_ID = 255
LONGEST_VALUE = 4_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_BOOLEANS = {"true": True, "false": False}


class Value(NamedTuple):
    """A value, or why it cannot be one."""

    value: Any
    reason: str | None = None


def read_value(column: Column, text: str) -> Value:
    """Read the text under a column; blank is the form's own nothing."""
    if not text or text.isspace():
        reason = "a value is required here" if column.is_required else None
        return Value(_BLANK.get(column.form), reason)
    if len(text) > LONGEST_VALUE:
        return Value(None, f"the value is longer than {LONGEST_VALUE} characters")
    return _READERS[column.form](column, text)


def _text(column: Column, text: str) -> Value:
    return Value(text)


def _id(column: Column, text: str) -> Value:
    if len(text) > LONGEST_ID:
        return Value(None, f"an id has at most {LONGEST_ID} characters")
    if text != text.strip():
        return Value(text, "an id has no space before or after it")
    return Value(text)


def _list(column: Column, text: str) -> Value:
    parts = tuple(part.strip() for part in text.split(","))
    if not all(parts):
        return Value(tuple(filter(None, parts)), "the list has an empty place in it")
    if len(set(parts)) < len(parts):
        return Value(tuple(dict.fromkeys(parts)))
    return Value(parts)


@lru_cache(maxsize=20_000)
def _as_date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _date(column: Column, text: str) -> Value:
    found = _as_date(text)
    if found is None:
        return Value(None, f"{quote(text)} is not a date written as year-month-day (YYYY-MM-DD)")
    return Value(found)


@lru_cache(maxsize=1_000)
def _is_moment(text: str) -> bool:
    match = _MOMENT.fullmatch(text)
    if not match or _as_date(match[1]) is None:
        return False
    try:
        datetime.fromisoformat(re.sub(r"\.\d+", "", text))
    except ValueError:
        return False
    return True


def _moment(column: Column, text: str) -> Value:
    if not _is_moment(text):
        return Value(None, f"{quote(text)} is not a moment in ISO 8601 (2026-01-31T08:00:00Z)")
    return Value(text)


def _boolean(column: Column, text: str) -> Value:
    if text not in _BOOLEANS:
        return Value(None, f"{quote(text)} is neither true nor false")
    return Value(_BOOLEANS[text])


def _choice(column: Column, text: str) -> Value:
    if text in column.choices:
        return Value(text)
    return Value(text, f"{quote(text)} is none of: {', '.join(sorted(column.choices))}")


def _year(column: Column, text: str) -> Value:
    if not _YEAR.fullmatch(text):
        return Value(None, f"{quote(text)} is not a year of four digits")
    return Value(int(text))


_READERS: dict[Form, Callable[[Column, str], Value]] = {
    Form.TEXT: _text,
    Form.UNREAD: _text,
    Form.ID: _id,
    Form.LIST: _list,
    Form.DATE: _date,
    Form.MOMENT: _moment,
    Form.BOOLEAN: _boolean,
    Form.CHOICE: _choice,
    Form.YEAR: _year,
}
_BLANK: dict[Form, Any] = {
    Form.TEXT: "",
    Form.UNREAD: "",
    Form.ID: "",
    Form.LIST: (),
    Form.CHOICE: "",
    Form.MOMENT: "",
}
