"""The code set of diagnoses: read once from the file beside the program, searched by words, codes and synonyms.

The file is ICD-10-CM as its publisher gives it out; `data/icd-10-cm/README.md` says from where and for which year.
"""

import lzma
from datetime import date
from functools import cache
from pathlib import Path

from .search import Entry, Found, Shelf

FOLDER = Path(__file__).resolve().parents[3] / "data" / "icd-10-cm"
YEAR = "ICD-10-CM, fiscal year 2026, release of April 1, 2026"
HOLDS_FROM, HOLDS_UNTIL = date(2026, 4, 1), date(2026, 10, 1)


@cache
def shelf() -> Shelf:
    """Return the whole code set, ready to be searched."""
    with lzma.open(FOLDER / "codes.tsv.xz", "rt", encoding="utf-8") as lines:
        entries = [_entry(line) for line in lines]
    words = (FOLDER / "words.tsv").read_text(encoding="utf-8").splitlines()
    said = dict(line.split("\t") for line in words if line)
    return Shelf(entries, {code: tuple(text.split(", ")) for code, text in said.items()})


def _entry(line: str) -> Entry:
    code, kind, says, terms, sevenths = line.rstrip("\n").split("\t")
    return Entry(
        code=code,
        says=says,
        is_billable=kind == "b",
        terms=tuple(terms.split("|")) if terms else (),
        sevenths=tuple(tuple(pair.split("=", 1)) for pair in sevenths.split("|")) if sevenths else (),
    )


def search(text: str, limit: int = 25) -> list[Found]:
    """Return the codes that fit some words or the beginning of a code, the best first."""
    return shelf().search(text, limit)


def find(code: str) -> Entry | None:
    """Return one code, or None if the set has no such code."""
    return shelf().find(code)


def is_dated(on: date) -> bool:
    """Tell whether the year of the code set is over on a day, so that newer codes are missing."""
    return on >= HOLDS_UNTIL
