"""Checks the first row of a file and says where each column stands."""

from collections import Counter

from trefoil.ground.roster.types import Problem, quote

from .layout import Column

EXTENSION = "metadata."


def places_of(file: str, header: list[str], columns: tuple[Column, ...], problems: list[Problem]) -> dict[str, int]:
    """Return the place of each column by name, having reported what is wrong with the header."""
    known = {column.name for column in columns}
    reasons: dict[str, str] = {}
    for name, times in Counter(header).items():
        if times > 1:
            reasons[name] = f"the header names this column {times} times"
        elif name not in known and not name.startswith(EXTENSION):
            reasons[name] = _why_unknown(name, known)
    for column in columns:
        if column.must_be_in_header and column.name not in header:
            reasons[column.name] = "the header lacks this column"
    problems.extend(Problem(file, 1, _printable(name), reason) for name, reason in reasons.items())
    return {name: place for place, name in enumerate(header)}


def _why_unknown(name: str, known: set[str]) -> str:
    if not name:
        return "the header has a column without a name"
    meant = next((word for word in known if word.casefold() == name.strip().casefold()), None)
    if meant:
        return f"the column {quote(name)} has to be written {quote(meant)}"
    return f"the file has no such column; extensions begin with {quote(EXTENSION)}"


def _printable(name: str) -> str | None:
    return "".join(c if c.isprintable() else "�" for c in name)[:80] or None
