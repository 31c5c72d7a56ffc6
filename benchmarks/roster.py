"""A district's roster: made here, brought in by the command that brings in any roster."""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Row

STUDENTS = 10_000
SCHOOLS = 10
CLASSES = 100  # a school
LESSONS = 10  # a student
LIMIT_SECONDS = 900
YEAR = {"startDate": "2026-09-01", "endDate": "2027-06-05", "schoolYear": "2027"}
Line = tuple[str, dict[str, str]]


def run() -> list[Row]:
    """Make the delivery, bring it in, and bring it in again."""
    with tempfile.TemporaryDirectory() as folder:
        rows = write_delivery(Path(folder))
        first, counts = _bring_in(Path(folder))
        again, _ = _bring_in(Path(folder))
    size = f"{counts['students']:,} students, {counts['enrollments']:,} enrollments, {rows:,} rows"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        Row("import", "first delivery", size, first * 1000, note=_speed(rows, first) + f"; peak memory {peak:,.0f} MB"),
        Row("import", "the same delivery again: nothing changes", size, again * 1000, note=_speed(rows, again)),
    ]


def _speed(rows: int, seconds: float) -> str:
    return f"{rows / seconds:,.0f} rows a second"


def _bring_in(folder: Path) -> tuple[float, dict[str, int]]:
    command = [sys.executable, "-m", "trefoil.config.cli", "import", "oneroster", str(folder), "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"the import was refused: {done.stdout[:500]} {done.stderr[:500]}")
    return seconds, json.loads(done.stdout)["counts"]


def write_delivery(folder: Path) -> int:
    """Write a OneRoster 1.2 bulk delivery; return how many rows it has."""
    from trefoil.doors.exchange.oneroster.layout import columns_of
    from trefoil.ground.roster.types import Kind

    kinds = [kind for kind in Kind if columns_of(kind, "1.2")]
    headers = {str(kind): [column.name for column in columns_of(kind, "1.2")] for kind in kinds}
    files = {str(kind): (folder / kind.file).open("w", newline="", encoding="utf-8") for kind in kinds}
    writers = {kind: csv.DictWriter(files[kind], headers[kind], restval="") for kind in files}
    for writer in writers.values():
        writer.writeheader()
    count = 0
    for count, (kind, line) in enumerate(_lines(), 1):  # noqa: B007 (the last number is the answer)
        writers[kind].writerow(line)
    for file in files.values():
        file.close()
    _write_manifest(folder, list(files))
    return count


def _write_manifest(folder: Path, kinds: list[str]) -> None:
    lines = [
        ("propertyName", "value"),
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.2"),
        *[(f"file.{kind}", "bulk") for kind in kinds],
        ("source.systemName", "Synthetic system"),
        ("source.systemCode", "synthetic"),
    ]
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)


def _lines() -> Iterator[Line]:
    yield "orgs", {"sourcedId": "d", "name": "Synthetic District", "type": "district"}
    yield "academicSessions", {"sourcedId": "y", "title": "Year", "type": "schoolYear"} | YEAR
    yield "academicSessions", {"sourcedId": "t", "title": "Fall", "type": "term", "parentSourcedId": "y"} | YEAR
    for school in range(SCHOOLS):
        yield from _school(f"s{school}")
    for number in range(STUDENTS):
        yield from _student(number, f"s{number % SCHOOLS}")


def _school(school: str) -> Iterator[Line]:
    yield "orgs", {"sourcedId": school, "name": f"School {school}", "type": "school", "parentSourcedId": "d"}
    yield (
        "courses",
        {"sourcedId": f"c-{school}", "title": "Course", "orgSourcedId": school, "schoolYearSourcedId": "y"},
    )
    for number in range(CLASSES):
        teacher, lesson = f"t{number}-{school}", f"k{number}-{school}"
        yield from _person(teacher, "teacher", school)
        yield (
            "classes",
            {
                "sourcedId": lesson,
                "title": f"Class {number}",
                "courseSourcedId": f"c-{school}",
                "classType": "scheduled",
                "schoolSourcedId": school,
                "termSourcedIds": "t",
                "periods": str(number % 8 + 1),
                "location": f"Room {number}",
            },
        )
        yield _enrollment(teacher, "teacher", lesson, school)


def _student(number: int, school: str) -> Iterator[Line]:
    student, contacts = f"u{number}", (f"m{number}", f"f{number}")
    yield from _person(student, "student", school, contacts)
    for contact, role in zip(contacts, ("parent", "guardian"), strict=True):
        yield from _person(contact, role, school, (student,))
    yield "demographics", {"sourcedId": student, "birthDate": f"20{10 + number % 8}-02-28", "sex": "female"}
    for lesson in range(LESSONS):
        key = f"k{(number // SCHOOLS * 7 + lesson * 11) % CLASSES}-{school}"
        yield _enrollment(student, "student", key, school)


def _person(key: str, role: str, school: str, agents: tuple[str, ...] = ()) -> Iterator[Line]:
    yield (
        "users",
        {
            "sourcedId": key,
            "enabledUser": "true",
            "username": key,
            "givenName": f"Given {key}",
            "familyName": f"Family {key}",
            "agentSourcedIds": ",".join(agents),
            "grades": "06" if role == "student" else "",
            "primaryOrgSourcedId": school,
        },
    )
    yield (
        "roles",
        {
            "sourcedId": f"r-{key}",
            "userSourcedId": key,
            "roleType": "primary",
            "role": role,
            "orgSourcedId": school,
        },
    )


def _enrollment(key: str, role: str, lesson: str, school: str) -> Line:
    return (
        "enrollments",
        {
            "sourcedId": f"e-{key}-{lesson}",
            "classSourcedId": lesson,
            "schoolSourcedId": school,
            "userSourcedId": key,
            "role": role,
            "primary": "true" if role == "teacher" else "false",
            "beginDate": YEAR["startDate"],
            "endDate": YEAR["endDate"],
        },
    )
