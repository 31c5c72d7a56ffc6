"""Reads the rows of one CSV file and keeps count of the lines of the file."""

import csv
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from trefoil.ground.roster.types import Problem

LONGEST_LINE = 1 << 20
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
csv.field_size_limit(LONGEST_LINE)


class Cells(NamedTuple):
    """One row: the line it begins on, its values, and the line of each value if there are many."""

    line: int
    values: list[str]
    lines: list[int] | None


class Unreadable(Exception):
    """The file cannot be read any further; problems say why."""


class Lines:
    """The physical lines of a file as text; remembers the ones that hold what text may not."""

    def __init__(self, stream: BinaryIO, on_bytes: Callable[[int], None]) -> None:
        self.stream = stream
        self.on_bytes = on_bytes
        self.count = 0
        self.has_doubt = False
        self.is_too_long = False

    def __iter__(self) -> Iterator[str]:
        while raw := self.stream.readline(LONGEST_LINE + 1):
            self.count += 1
            if len(raw) > LONGEST_LINE:
                self.is_too_long = True
                return
            self.on_bytes(len(raw))
            yield self._decode(raw.removeprefix(_BOM) if self.count == 1 else raw)

    def _decode(self, raw: bytes) -> str:
        if b"\0" in raw:
            self.has_doubt = True
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self.has_doubt = True
            return raw.decode(errors="surrogateescape")


class Rows:
    """The rows of one file, header first; every problem goes to the list that was given."""

    def __init__(
        self,
        file: str,
        stream: BinaryIO,
        problems: list[Problem],
        on_bytes: Callable[[int], None] = lambda count: None,
    ) -> None:
        self.file = file
        self.problems = problems
        self.header: list[str] = []
        self._lines = Lines(stream, on_bytes)
        self._reader = csv.reader(iter(self._lines), strict=True)

    def __iter__(self) -> Iterator[Cells]:
        while True:
            begins_on = self._lines.count + 1
            cells = self._next(begins_on)
            if cells is None:
                return
            if cells.values:
                yield self._cleaned(cells) if self._lines.has_doubt else cells

    def _next(self, begins_on: int) -> Cells | None:
        try:
            values = next(self._reader)
        except StopIteration:
            self._require_end()
            return None
        except csv.Error as error:
            self._require_end()
            self._stop(begins_on, error)
        lines = None
        if self._lines.count > begins_on:
            lines = _lines_of(values, begins_on)
        return Cells(begins_on, values, lines)

    def _require_end(self) -> None:
        if self._lines.is_too_long:
            self._say(self._lines.count, None, "the line is longer than a roster's can be")
            raise Unreadable

    def _stop(self, begins_on: int, error: csv.Error) -> None:
        """Give up on the rest: after a stray quotation mark nobody knows where a row begins."""
        words = str(error)
        if "unexpected end" in words or "larger than" in words:
            reason = "a quotation mark opened in this row is not closed"
        elif "new-line character" in words:
            reason = "a carriage return stands alone in this row"
        else:
            reason = "a quotation mark in this row neither ends the value nor is doubled"
        self._say(begins_on, None, f"{reason}; the rest of the file was not read")
        raise Unreadable

    def _cleaned(self, cells: Cells) -> Cells:
        """Report NULs and bytes that are no text, and put a mark in their place."""
        self._lines.has_doubt = False
        values = list(cells.values)
        for place, value in enumerate(values):
            reason = _what_is_no_text(value)
            if reason:
                line = cells.lines[place] if cells.lines else cells.line
                self._say(line + _breaks_before_bad(value), self._column(place, values), reason)
                values[place] = _with_marks(value)
        return cells._replace(values=values)

    def _column(self, place: int, values: list[str]) -> str | None:
        names = self.header or [_with_marks(value) for value in values]
        return names[place] if place < len(names) else None

    def _say(self, line: int, column: str | None, reason: str) -> None:
        self.problems.append(Problem(self.file, line, column, reason))


def is_utf_16(first: bytes) -> bool:
    """Tell by its first two bytes whether a file is in the other encoding Excel likes."""
    return first.startswith(_UTF_16)


def _lines_of(values: list[str], line: int) -> list[int]:
    lines = []
    for value in values:
        lines.append(line)
        line += value.count("\n")
    return lines


def _is_bad(char: str) -> bool:
    return char == "\0" or "\udc80" <= char <= "\udcff"


def _what_is_no_text(value: str) -> str | None:
    for place, char in enumerate(value, start=1):
        if char == "\0":
            return f"character {place} of the value is a NUL byte"
        if _is_bad(char):
            byte = ord(char) - 0xDC00
            return f"byte 0x{byte:02X} at character {place} of the value is not UTF-8"
    return None


def _breaks_before_bad(value: str) -> int:
    place = next(place for place, char in enumerate(value) if _is_bad(char))
    return value.count("\n", 0, place)


def _with_marks(value: str) -> str:
    return "".join("�" if _is_bad(char) else char for char in value)
