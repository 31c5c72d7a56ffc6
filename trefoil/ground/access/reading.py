"""Reading a document strictly: every value knows its place, and what is wrong is said with it."""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, NoReturn

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Malformed(Exception):
    """A document that cannot be judged: where, and what is wrong there."""

    def __init__(self, where: str, phrase: str) -> None:
        super().__init__(f"{where}: {phrase}")
        self.where, self.phrase = where, phrase


class Node:
    """A value of a document and its place in it."""

    def __init__(self, value: Any, where: str) -> None:
        self.value, self.where = value, where

    def fail(self, phrase: str) -> NoReturn:
        """Refuse the document because of this value."""
        raise Malformed(self.where, phrase)

    def mapping(self) -> dict[str, Any]:
        """Return the value, which must be an object."""
        if not isinstance(self.value, dict):
            self.fail("must be an object")
        return self.value

    def only(self, fields: Collection[str]) -> None:
        """Refuse a field that is not among these: a misspelled end must not open a record."""
        for name in self.mapping():
            if name not in fields:
                Node(None, self._place(name)).fail("unknown field")

    def has(self, name: str) -> bool:
        """Tell whether a field is present; null means absent."""
        return self.mapping().get(name) is not None

    def at(self, name: str) -> "Node":
        """Return a required field."""
        if not self.has(name):
            raise Malformed(self._place(name), "missing field")
        return Node(self.value[name], self._place(name))

    def maybe(self, name: str) -> "Node | None":
        """Return an optional field."""
        return self.at(name) if self.has(name) else None

    def _place(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def items(self) -> Iterator["Node"]:
        """Yield the elements of the value, which must be a list."""
        if not isinstance(self.value, list):
            self.fail("must be a list")
        for i, element in enumerate(self.value):
            yield Node(element, f"{self.where}[{i}]")

    def list(self, name: str, *, required: bool = True) -> "list[Node]":
        """Return the elements of a list field; an optional one defaults to empty."""
        found = self.at(name) if required else self.maybe(name)
        return list(found.items()) if found else []

    def text(self) -> str:
        """Return the value, which must be text."""
        if not isinstance(self.value, str):
            self.fail("must be text")
        return self.value

    def identifier(self) -> str:
        """Return the value, which must be text that is not empty."""
        return self.text() or self.fail("must be text that is not empty")

    def boolean(self, name: str) -> bool:
        """Return an optional field that is true or false, false when absent."""
        found = self.maybe(name)
        return found.truth() if found else False

    def truth(self) -> bool:
        """Return the value, which must be true or false."""
        if not isinstance(self.value, bool):
            self.fail("must be true or false")
        return self.value

    def whole(self) -> int:
        """Return the value, which must be a whole number of zero or more."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            self.fail("must be a whole number of zero or more")
        return self.value

    def one_of(self, values: Collection[Any], phrase: str = "unknown value") -> str:
        """Return the value, which must be text from a closed list."""
        if self.text() not in values:
            self.fail(phrase)
        return str(self.value)

    def date(self) -> date:
        """Return the value as a date."""
        if not _DATE.fullmatch(self.text()):
            self.fail("is not a date")
        try:
            return date.fromisoformat(self.value)
        except ValueError:
            self.fail("is not a date")

    def instant(self) -> datetime:
        """Return the value as an instant; without an offset it is none."""
        shape = _INSTANT.fullmatch(self.text())
        if not shape:
            self.fail("is not a date and time")
        try:
            found = datetime.fromisoformat(self.value)
        except ValueError:
            self.fail("is not a date and time")
        return found if found.tzinfo else self.fail("needs a time zone")
