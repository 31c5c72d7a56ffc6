"""Reads one file of a delivery into records, with every problem and its place."""

import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from trefoil.ground.roster.types import Kind, Mode, Part, Problem, Row, quote

from .fields import Value, read_value
from .header import EXTENSION, places_of
from .layout import PERIODS, Column, Form, columns_of
from .records import record_of
from .rows import Cells, Rows, Unreadable, is_utf_16


def read_part(
    kind: Kind,
    version: str,
    mode: Mode,
    stream: BinaryIO,
    problems: list[Problem],
    on_bytes: Callable[[int], None] = lambda count: None,
) -> Part:
    """Read a file; a part that is not readable says nothing about what is missing from it."""
    part = Part(mode=mode)
    head = stream.read(2)
    if is_utf_16(head):
        problems.append(Problem(kind.file, 1, None, "the file is UTF-16; it has to be UTF-8"))
        part.is_readable = False
        return part
    rows = Rows(kind.file, _Rejoined(head, stream), problems, on_bytes)  # type: ignore[arg-type]
    try:
        _Reading(kind, version, part, rows, problems).read()
    except Unreadable:
        part.is_readable = False
    return part


class _Rejoined:
    """A stream whose first bytes have been looked at."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head = head
        self.stream = stream

    def readline(self, limit: int) -> bytes:
        head, self.head = self.head, b""
        if b"\n" in head:
            first, _, self.head = head.partition(b"\n")
            return first + b"\n"
        return head + self.stream.readline(limit - len(head))


class _Reading:
    def __init__(self, kind: Kind, version: str, part: Part, rows: Rows, problems: list[Problem]) -> None:
        self.kind = kind
        self.part = part
        self.rows = rows
        self.problems = problems
        self.columns = columns_of(kind, version)
        self.places: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        self.read_columns: list[tuple[Column, int]] = []
        self.unread: dict[str, Any] = {}
        self.interned: dict[Any, Any] = {}

    def read(self) -> None:
        cells = iter(self.rows)
        header = next(cells, None)
        if header is None:
            self._say(1, None, "the file is empty; it needs a header")
            raise Unreadable
        self._take_header(header)
        for row in cells:
            self._take(row)
        if self.part.mode is Mode.BULK and not self.lines and not self.part.known:
            # A bulk file says that everything else is gone; one without rows says too much.
            self._say(1, None, "the file has no rows; OneRoster calls such a file absent")

    def _take_header(self, header: Cells) -> None:
        before = len(self.problems)
        self.rows.header = header.values
        self.places = places_of(self.kind.file, header.values, self.columns, self.problems)
        if len(self.problems) > before and "sourcedId" not in self.places:
            raise Unreadable
        extensions = [Column(name) for name in self.places if name.startswith(EXTENSION)]
        for column in (*self.columns, *extensions):
            place = self.places.get(column.name)
            if place is not None and column.form is not Form.UNREAD:
                self.read_columns.append((column, place))
            else:
                self.unread[column.name] = read_value(Column(column.name, column.form), "").value

    def _take(self, cells: Cells) -> None:
        if len(cells.values) != len(self.rows.header):
            self._take_ragged(cells)
            return
        texts = {column.name: cells.values[place] for column, place in self.read_columns}
        if self._is_to_go(texts):
            self._take_removed(cells, texts)
            return
        values = dict(self.unread)
        for column, place in self.read_columns:
            values[column.name] = self._value(column, place, cells)
        self._check_mode(cells, texts)
        self._check_period(cells, values)
        self._keep(cells, values)

    def _take_ragged(self, cells: Cells) -> None:
        place = self.places["sourcedId"]
        if place < len(cells.values) and cells.values[place]:
            self.part.known.add(cells.values[place])
        count, wanted = len(cells.values), len(self.rows.header)
        self._say(cells.line, None, f"the row has {count} values, the header has {wanted}")

    def _is_to_go(self, texts: dict[str, str]) -> bool:
        return self.part.mode is Mode.DELTA and texts.get("status") == "tobedeleted"

    def _take_removed(self, cells: Cells, texts: dict[str, str]) -> None:
        """A row that goes needs its id; what else stands in it no longer matters."""
        by_name = {column.name: (column, place) for column, place in self.read_columns}
        for name in ("sourcedId", "dateLastModified"):
            if name in by_name:
                self._value(*by_name[name], cells)
        self._check_mode(cells, texts)
        sourced_id = texts["sourcedId"]
        if self._is_first(cells, sourced_id):
            self.part.removed[sourced_id] = cells.line

    def _value(self, column: Column, place: int, cells: Cells) -> Any:
        text = cells.values[place]
        found = read_value(column, text)
        if found.reason:
            self._say(self._line(cells, column.name), column.name, found.reason)
        return self._once(found)

    def _once(self, found: Value) -> Any:
        """Keep equal values once: a hundred thousand rows say the same few things."""
        value = found.value
        if value.__class__ is str:
            return sys.intern(value)
        return self.interned.setdefault(value, value) if value.__class__ is tuple else value

    def _check_mode(self, cells: Cells, texts: dict[str, str]) -> None:
        status = texts.get("status", "")
        if self.part.mode is Mode.BULK and status == "tobedeleted":
            reason = "a bulk file lists what there is; it cannot say that a row is to be deleted"
            self._say(self._line(cells, "status"), "status", reason)
        if self.part.mode is Mode.DELTA:
            for name in ("status", "dateLastModified"):
                if name in texts and not texts[name].strip():
                    reason = "a delta file needs a value here"
                    self._say(self._line(cells, name), name, reason)

    def _check_period(self, cells: Cells, values: dict[str, Any]) -> None:
        if self.kind not in PERIODS:
            return
        begin, end = PERIODS[self.kind]
        begins_on, ends_on = values.get(begin), values.get(end)
        if begins_on and ends_on and ends_on < begins_on:
            reason = f"{quote(str(ends_on))} is before {begin} {quote(str(begins_on))}"
            self._say(self._line(cells, end), end, reason)

    def _keep(self, cells: Cells, values: dict[str, Any]) -> None:
        sourced_id = values["sourcedId"]
        if not self._is_first(cells, sourced_id):
            return
        lines = None
        if cells.lines:
            lines = {name: cells.lines[place] for name, place in self.places.items()}
        self.part.rows[sourced_id] = Row(record_of(self.kind, values), cells.line, lines)

    def _is_first(self, cells: Cells, sourced_id: str) -> bool:
        if not sourced_id:
            return False
        first = self.lines.setdefault(sourced_id, cells.line)
        if first != cells.line:
            line = self._line(cells, "sourcedId")
            self._say(line, "sourcedId", f"{quote(sourced_id)} is already on line {first}")
        return first == cells.line

    def _line(self, cells: Cells, column: str) -> int:
        return cells.lines[self.places[column]] if cells.lines else cells.line

    def _say(self, line: int, column: str | None, reason: str) -> None:
        self.problems.append(Problem(self.kind.file, line, column, reason))
