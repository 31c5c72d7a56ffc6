"""Reads manifest.csv: which version this is, whose, and what each file claims to be."""

from dataclasses import dataclass, field
from typing import BinaryIO

from trefoil.ground.roster.types import Kind, Mode, Problem, quote

from .layout import OTHER_FILES, VERSIONS, columns_of
from .rows import Cells, Rows, Unreadable, is_utf_16

MANIFEST = "manifest.csv"
FORMAT = "1.0"


@dataclass
class Manifest:
    """What the manifest says."""

    version: str = ""
    source_name: str = ""
    source_code: str = ""
    modes: dict[str, Mode] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_manifest(stream: BinaryIO, problems: list[Problem]) -> Manifest | None:
    """Read the manifest; None when nothing else can be read without it."""
    found: list[Problem] = []
    said: dict[str, tuple[str, int]] = {}
    start = stream.read(2)
    stream.seek(0)
    if is_utf_16(start):
        found.append(Problem(MANIFEST, 1, None, "the file is UTF-16; it has to be UTF-8"))
    else:
        _read_properties(Rows(MANIFEST, stream, found), said, found)
    manifest = _understand(said, found) if not found else None
    problems.extend(found)
    return manifest if manifest and manifest.version else None


def _read_properties(rows: Rows, said: dict[str, tuple[str, int]], problems: list[Problem]) -> None:
    try:
        cells = iter(rows)
        header = next(cells, Cells(1, [], None))
        if header.values != ["propertyName", "value"]:
            reason = "the header has to be propertyName,value"
            problems.append(Problem(MANIFEST, 1, None, reason))
            return
        rows.header = header.values
        for row in cells:
            _take(row, said, problems)
    except Unreadable:
        return


def _take(row: Cells, said: dict[str, tuple[str, int]], problems: list[Problem]) -> None:
    if len(row.values) != 2:
        reason = f"the row has {len(row.values)} values, the header has 2"
        problems.append(Problem(MANIFEST, row.line, None, reason))
    elif row.values[0] in said:
        reason = f"{quote(row.values[0])} is already on line {said[row.values[0]][1]}"
        problems.append(Problem(MANIFEST, row.line, "propertyName", reason))
    else:
        said[row.values[0]] = (row.values[1], row.line)


def _understand(said: dict[str, tuple[str, int]], problems: list[Problem]) -> Manifest:
    manifest = Manifest(
        source_name=said.get("source.systemName", ("", 0))[0].strip(),
        source_code=said.get("source.systemCode", ("", 0))[0].strip(),
    )
    _one_of(said, "manifest.version", (FORMAT,), problems)
    manifest.version = _one_of(said, "oneroster.version", VERSIONS, problems)
    for name, (value, line) in said.items():
        if name.startswith("file."):
            _take_mode(manifest, name.removeprefix("file."), value, line, problems)
    return manifest


def _one_of(
    said: dict[str, tuple[str, int]],
    name: str,
    allowed: tuple[str, ...],
    problems: list[Problem],
) -> str:
    if name not in said:
        problems.append(Problem(MANIFEST, None, "propertyName", f"the manifest lacks {name}"))
        return ""
    value, line = said[name]
    if value in allowed:
        return value
    reason = f"{name} {quote(value)} is unknown; known: {', '.join(allowed)}"
    problems.append(Problem(MANIFEST, line, "value", reason))
    return ""


def _take_mode(manifest: Manifest, stem: str, value: str, line: int, problems: list[Problem]) -> None:
    manifest.lines[stem] = line
    try:
        mode = Mode(value)
    except ValueError:
        reason = f"{quote(value)} is none of: {', '.join(sorted(Mode))}"
        problems.append(Problem(MANIFEST, line, "value", reason))
        return
    if mode is not Mode.ABSENT and not _has_file(stem, manifest.version):
        where = f"OneRoster {manifest.version}" if manifest.version else "OneRoster"
        reason = f"{where} has no file {quote(stem + '.csv')}"
        problems.append(Problem(MANIFEST, line, "propertyName", reason))
        return
    manifest.modes[stem] = mode


def _has_file(stem: str, version: str) -> bool:
    if stem in OTHER_FILES or not version:
        return True
    return stem in set(Kind) and bool(columns_of(Kind(stem), version))


def check_files(manifest: Manifest, names: set[str], problems: list[Problem]) -> None:
    """Report every file that is there against the manifest's word, or missing against it."""
    for stem, mode in manifest.modes.items():
        is_there = f"{stem}.csv" in names
        if (mode is Mode.ABSENT) == is_there:
            state = "in the delivery" if is_there else "not in the delivery"
            reason = f"the manifest says {stem}.csv is {mode}, but the file is {state}"
            problems.append(Problem(MANIFEST, manifest.lines[stem], "value", reason))
    for name in sorted(names - {MANIFEST}):
        if name.removesuffix(".csv") not in manifest.lines:
            reason = "the manifest does not name this file"
            problems.append(Problem(name, None, None, reason))
