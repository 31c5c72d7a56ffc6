"""Small synthetic deliveries for tests: one district, one school, as many students as asked for."""

import csv
import io
import zipfile
from pathlib import Path

from trefoil.doors.exchange.oneroster.layout import columns_of
from trefoil.ground.roster.types import Kind

Files = dict[str, list[list[str]]]
WHEN = "2026-08-01T06:00:00Z"
ROSTERS = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "roster"


def delivery(version: str = "1.2", *, students: int = 2, mode: str = "bulk") -> Files:
    """Return the rows of every file, headers first."""
    kinds = [kind for kind in Kind if columns_of(kind, version)]
    files: Files = {kind.file: [_header(kind, version)] for kind in kinds}
    files["manifest.csv"] = [
        ["propertyName", "value"],
        ["manifest.version", "1.0"],
        ["oneroster.version", version],
        *[[f"file.{kind}", mode] for kind in kinds],
        ["file.results", "absent"],
        ["source.systemName", "Synthetic system"],
        ["source.systemCode", "synthetic"],
    ]
    for kind, row in _rows(version, students):
        add(files, kind, mode, **row)
    return files


def _header(kind: Kind, version: str) -> list[str]:
    return [column.name for column in columns_of(kind, version)]


def add(files: Files, kind: Kind, mode: str = "bulk", **values: str) -> None:
    """Add a row to a file by column names."""
    if mode == "delta":
        values = {"status": "active", "dateLastModified": WHEN} | values
    files[kind.file].append([values.get(name, "") for name in files[kind.file][0]])


def _rows(version: str, students: int):  # type: ignore[no-untyped-def]
    yield Kind.ORG, {"sourcedId": "d", "name": "District", "type": "district"}
    yield (
        Kind.ORG,
        {"sourcedId": "s", "name": "School", "type": "school", "parentSourcedId": "d"},
    )
    days = {"startDate": "2026-09-01", "endDate": "2027-06-05", "schoolYear": "2027"}
    yield Kind.SESSION, {"sourcedId": "y", "title": "Year", "type": "schoolYear", **days}
    yield (
        Kind.SESSION,
        {"sourcedId": "t", "title": "Fall", "type": "term", "parentSourcedId": "y", **days},
    )
    yield (
        Kind.COURSE,
        {"sourcedId": "c", "title": "Math", "orgSourcedId": "s", "schoolYearSourcedId": "y"},
    )
    yield (
        Kind.CLASS,
        {
            "sourcedId": "k",
            "title": "Math, period 5",
            "courseSourcedId": "c",
            "classType": "scheduled",
            "schoolSourcedId": "s",
            "termSourcedIds": "t",
            "periods": "5",
            "location": "Room 1",
        },
    )
    yield from _person(version, "teach", "teacher", "")
    yield from _enrolled("teach", "teacher")
    for number in range(students):
        student, contact = f"stu{number}", f"con{number}"
        yield from _person(version, student, "student", contact)
        yield from _person(version, contact, "parent", student)
        yield Kind.DEMOGRAPHICS, {"sourcedId": student, "birthDate": "2014-02-28", "sex": "male"}
        yield from _enrolled(student, "student")


def _person(version: str, key: str, role: str, agents: str):  # type: ignore[no-untyped-def]
    user = {
        "sourcedId": key,
        "enabledUser": "true",
        "username": key,
        "givenName": role.title(),
        "familyName": key.title(),
        "agentSourcedIds": agents,
        "grades": "06" if role == "student" else "",
    }
    if version == "1.1":
        yield Kind.USER, user | {"orgSourcedIds": "s", "role": role}
        return
    yield Kind.USER, user | {"primaryOrgSourcedId": "s"}
    yield (
        Kind.ROLE,
        {
            "sourcedId": f"r-{key}",
            "userSourcedId": key,
            "roleType": "primary",
            "role": role,
            "orgSourcedId": "s",
        },
    )


def _enrolled(key: str, role: str):  # type: ignore[no-untyped-def]
    yield (
        Kind.ENROLLMENT,
        {
            "sourcedId": f"e-{key}",
            "classSourcedId": "k",
            "schoolSourcedId": "s",
            "userSourcedId": key,
            "role": role,
            "primary": "true" if role == "teacher" else "false",
            "beginDate": "2026-09-01",
            "endDate": "2027-06-05",
        },
    )


def set_value(files: Files, file: str, line: int, column: str, value: str) -> None:
    """Change the value under a column in a row; the header is line 1."""
    files[file][line - 1][files[file][0].index(column)] = value


def text_of(rows: list[list[str]], newline: str = "\n") -> bytes:
    """Return rows as the bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator=newline).writerows(rows)
    return out.getvalue().encode()


def as_folder(files: Files, path: Path, **raw: bytes) -> Path:
    """Write a delivery as a folder; `users=b"…"` gives the bytes of a file directly."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        content = raw.get(name.removesuffix(".csv"), text_of(rows))
        (path / name).write_bytes(content)
    return path


def as_zip(files: Files, path: Path, prefix: str = "") -> Path:
    """Write a delivery as a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in files.items():
            archive.writestr(prefix + name, text_of(rows))
    return path
