"""Every fault of a delivery is reported with its file, line and column, and nothing else is."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from trefoil.doors.exchange.oneroster import package
from trefoil.doors.exchange.oneroster.reading import read_delivery
from trefoil.ground.roster import merging
from trefoil.ground.roster.references import problems_of
from trefoil.ground.roster.types import Delivery, Kind, Problem

from .deliveries import ROSTERS, Files, add, as_folder, as_zip, delivery, set_value, text_of

needs_rosters = pytest.mark.skipif(not ROSTERS.exists(), reason="needs the sample rosters")
SCHOOL = {
    "students": 239,
    "caregivers": 470,
    "staff": 17,
    "orgs": 2,
    "academicSessions": 9,
    "courses": 21,
    "classes": 120,
    "enrollments": 3314,
    "relationships": 470,
}


def all_problems(read: Delivery) -> list[Problem]:
    empty = {kind: {} for kind in Kind}
    return [*read.problems, *problems_of(empty, merging.merged(empty, read), read)]


def problems(files: Files, tmp_path: Path, **raw: bytes) -> list[Problem]:
    return all_problems(read_delivery(as_folder(files, tmp_path / "in", **raw)))


def places(found: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    return [(problem.file, problem.line, problem.column) for problem in found]


@needs_rosters
@pytest.mark.parametrize("name", ["grand-bend-one-school", "grand-bend-one-school-v1p1.zip"])
def test_one_school_counts_the_same_in_both_versions(name: str) -> None:
    read = read_delivery(ROSTERS / name)

    assert all_problems(read) == []
    empty = {kind: {} for kind in Kind}
    assert merging.count(merging.roster_of(merging.merged(empty, read))) == SCHOOL


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("mode", ["bulk", "delta"])
def test_a_sound_delivery_has_no_problems(version: str, mode: str, tmp_path: Path) -> None:
    assert problems(delivery(version, mode=mode), tmp_path) == []


WRONG_VALUES = [
    ("users.csv", 3, "enabledUser", "TRUE"),
    ("users.csv", 3, "enabledUser", ""),
    ("users.csv", 3, "givenName", " "),
    ("users.csv", 3, "familyName", ""),
    ("users.csv", 3, "sourcedId", ""),
    ("users.csv", 3, "primaryOrgSourcedId", "nowhere"),
    ("users.csv", 3, "agentSourcedIds", "con0,nobody"),
    ("users.csv", 3, "agentSourcedIds", "con0,"),
    ("users.csv", 3, "status", "tobedeleted"),
    ("users.csv", 3, "status", "inactive"),
    ("users.csv", 3, "dateLastModified", "yesterday"),
    ("users.csv", 3, "givenName", "x" * 5000),
    ("users.csv", 3, "givenName", "a\0b"),
    ("roles.csv", 3, "role", "pupil"),
    ("roles.csv", 3, "roleType", "main"),
    ("roles.csv", 3, "orgSourcedId", "nowhere"),
    ("demographics.csv", 2, "birthDate", "08/23/2014"),
    ("demographics.csv", 2, "birthDate", "2014-02-30"),
    ("demographics.csv", 2, "birthDate", "20140223"),
    ("demographics.csv", 2, "sex", "m"),
    ("demographics.csv", 2, "sourcedId", "nobody"),
    ("orgs.csv", 3, "type", "School"),
    ("orgs.csv", 3, "name", ""),
    ("orgs.csv", 3, "parentSourcedId", "nowhere"),
    ("orgs.csv", 3, "parentSourcedId", "s"),
    ("academicSessions.csv", 3, "endDate", "2026-08-31"),
    ("academicSessions.csv", 3, "schoolYear", "26/27"),
    ("academicSessions.csv", 3, "type", "quarter"),
    ("academicSessions.csv", 3, "parentSourcedId", "z"),
    ("courses.csv", 2, "orgSourcedId", "nowhere"),
    ("courses.csv", 2, "schoolYearSourcedId", "z"),
    ("classes.csv", 2, "courseSourcedId", "nothing"),
    ("classes.csv", 2, "classType", "lab"),
    ("classes.csv", 2, "termSourcedIds", "t,z"),
    ("classes.csv", 2, "schoolSourcedId", "nowhere"),
    ("enrollments.csv", 3, "userSourcedId", "nobody"),
    ("enrollments.csv", 3, "classSourcedId", "nothing"),
    ("enrollments.csv", 3, "schoolSourcedId", "nowhere"),
    ("enrollments.csv", 3, "role", "pupil"),
    ("enrollments.csv", 3, "primary", "yes"),
    ("enrollments.csv", 3, "endDate", "2026-08-31"),
    ("enrollments.csv", 3, "beginDate", "8/23/2026"),
    ("enrollments.csv", 3, "sourcedId", "e-teach"),
]


@pytest.mark.parametrize(("file", "line", "column", "value"), WRONG_VALUES)
def test_a_wrong_value_is_reported_where_it_is(file: str, line: int, column: str, value: str, tmp_path: Path) -> None:
    files = delivery()
    set_value(files, file, line, column, value)

    assert (file, line, column) in places(problems(files, tmp_path))


WRONG_DELTAS = [("status", ""), ("status", "bulk"), ("dateLastModified", "")]


@pytest.mark.parametrize(("column", "value"), WRONG_DELTAS)
def test_a_delta_says_what_became_of_each_row_and_when(column: str, value: str, tmp_path: Path) -> None:
    files = delivery(mode="delta")
    set_value(files, "users.csv", 3, column, value)

    assert places(problems(files, tmp_path)) == [("users.csv", 3, column)]


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    files = delivery()
    set_value(files, "orgs.csv", 3, "type", "camp")
    set_value(files, "users.csv", 4, "enabledUser", "1")
    set_value(files, "enrollments.csv", 2, "beginDate", "9/1/2026")
    set_value(files, "enrollments.csv", 4, "userSourcedId", "nobody")

    assert sorted(places(problems(files, tmp_path))) == [
        ("enrollments.csv", 2, "beginDate"),
        ("enrollments.csv", 4, "userSourcedId"),
        ("orgs.csv", 3, "type"),
        ("users.csv", 4, "enabledUser"),
    ]


def test_lines_are_lines_of_the_file_where_a_value_spans_several(tmp_path: Path) -> None:
    files = delivery()
    set_value(files, "classes.csv", 2, "title", "Math\nfor\neverybody")
    set_value(files, "classes.csv", 2, "classType", "lab")
    add(files, Kind.CLASS, sourcedId="k2", title="Art", classType="lab")
    found = problems(files, tmp_path)

    assert ("classes.csv", 4, "classType") in places(found)
    assert ("classes.csv", 5, "courseSourcedId") in places(found)


def test_bytes_that_are_no_text_are_found_by_line_and_column(tmp_path: Path) -> None:
    files = delivery()
    content = text_of(files["users.csv"]).replace(b"Con1", b"Mu\xf1oz")
    found = problems(files, tmp_path, users=content)

    assert places(found) == [("users.csv", 6, "familyName")]
    assert "0xF1 at character 3" in found[0].reason


def test_marks_and_line_ends_of_other_systems_are_fine(tmp_path: Path) -> None:
    files = delivery()
    content = b"\xef\xbb\xbf" + text_of(files["users.csv"], "\r\n") + b"\r\n\r\n"

    assert problems(files, tmp_path, users=content) == []


def test_extension_columns_are_fine(tmp_path: Path) -> None:
    files = delivery()
    for number, row in enumerate(files["users.csv"]):
        row.append("x" if number else "metadata.bus")

    assert problems(files, tmp_path) == []


HEADERS = [
    (lambda header: [*header, "shoeSize"], "shoeSize"),
    (lambda header: [*header, "givenName"], "givenName"),
    (lambda header: [n for n in header if n != "agentSourcedIds"], "agentSourcedIds"),
    (lambda header: [n.replace("givenName", "givenname") for n in header], "givenname"),
]


@pytest.mark.parametrize(("change", "column"), HEADERS)
def test_a_wrong_header_is_reported_on_line_one(
    change: Callable[[list[str]], list[str]], column: str, tmp_path: Path
) -> None:
    files = delivery()
    width = len(files["users.csv"][0])
    header = change(files["users.csv"][0])
    rows = [[*row, *[""] * len(header)][: len(header)] for row in files["users.csv"][1:]]
    files["users.csv"] = [header, *rows]

    found = problems(files, tmp_path)
    assert ("users.csv", 1, column) in places(found)
    assert len(found) < width


def test_a_ragged_row_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    files = delivery()
    files["enrollments.csv"][1].pop()
    set_value(files, "enrollments.csv", 3, "role", "pupil")

    assert places(problems(files, tmp_path)) == [
        ("enrollments.csv", 2, None),
        ("enrollments.csv", 3, "role"),
    ]


RAW = [
    (b"", 1),
    (b"\xff\xfes\0o\0u\0", 1),
    (b'sourcedId,status\n"a"b,\n', 2),
    (b'sourcedId,status\na,"open\nb,\n', 2),
    (b"sourcedId,status\na,b\rc\n", 2),
    (b"x" * (1 << 21), 1),
]


@pytest.mark.parametrize(("content", "line"), RAW)
def test_a_file_that_is_no_csv_is_reported_without_echoes(content: bytes, line: int, tmp_path: Path) -> None:
    found = problems(delivery(), tmp_path, courses=content)

    assert {problem.file for problem in found} == {"courses.csv"}
    assert line in {problem.line for problem in found}


def test_a_bulk_file_without_rows_is_refused(tmp_path: Path) -> None:
    files = delivery()
    del files["enrollments.csv"][1:]

    assert places(problems(files, tmp_path)) == [("enrollments.csv", 1, None)]


def test_users_of_1_2_need_a_role_that_says_who_they_are(tmp_path: Path) -> None:
    files = delivery()
    del files["roles.csv"][-1]
    second = {"sourcedId": "r2", "userSourcedId": "stu0", "roleType": "primary", "role": "teacher"}
    add(files, Kind.ROLE, **second, orgSourcedId="s")

    assert set(places(problems(files, tmp_path))) == {
        ("users.csv", 3, "sourcedId"),
        ("users.csv", 6, "sourcedId"),
    }


MANIFESTS = [
    ("manifest.version", "2.0", ("manifest.csv", 2, "value")),
    ("oneroster.version", "1.0", ("manifest.csv", 3, "value")),
    ("file.orgs", "full", ("manifest.csv", 4, "value")),
    ("file.orgs", "absent", ("manifest.csv", 4, "value")),
    ("file.results", "bulk", ("manifest.csv", 12, "value")),
]


@pytest.mark.parametrize(("name", "value", "place"), MANIFESTS)
def test_the_manifest_is_held_to_its_word(name: str, value: str, place: tuple[str, int, str], tmp_path: Path) -> None:
    files = delivery()
    for row in files["manifest.csv"]:
        if row[0] == name:
            row[1] = value

    assert places(problems(files, tmp_path)) == [place]


def test_a_delivery_without_manifest_is_refused(tmp_path: Path) -> None:
    files = delivery()
    del files["manifest.csv"]

    assert places(problems(files, tmp_path)) == [("manifest.csv", None, None)]


def test_a_file_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    files = delivery()
    files["pupils.csv"] = [["sourcedId"], ["a"]]

    assert places(problems(files, tmp_path)) == [("pupils.csv", None, None)]


def test_a_zipped_folder_is_read(tmp_path: Path) -> None:
    read = read_delivery(as_zip(delivery(), tmp_path / "a.zip", prefix="export/"))

    assert all_problems(read) == []
    assert len(read.part(Kind.USER).rows) == 5


UNSAFE = ["../users.csv", "/etc/users.csv", "C:/users.csv", "a/../../users.csv", "..\\users.csv"]


@pytest.mark.parametrize("name", UNSAFE)
def test_a_path_that_leaves_the_archive_is_refused(name: str, tmp_path: Path) -> None:
    path = as_zip(delivery(), tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")

    assert [problem.line for problem in all_problems(read_delivery(path))] == [None]


def test_links_are_refused(tmp_path: Path) -> None:
    path = as_zip(delivery(), tmp_path / "a.zip")
    link = zipfile.ZipInfo("scores.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    folder = as_folder(delivery(), tmp_path / "in")
    os.rename(folder / "users.csv", tmp_path / "users.csv")
    (folder / "users.csv").symlink_to(tmp_path / "users.csv")

    assert places(all_problems(read_delivery(path))) == [("scores.csv", None, None)]
    assert ("users.csv", None, None) in places(all_problems(read_delivery(folder)))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_zip(delivery(), tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("results.csv", b"\n" * 20_000_000)

    assert ("results.csv", None, None) in places(read_delivery(path).problems)
    monkeypatch.setattr(package, "MOST_BYTES", 1_000)
    assert ("a.zip", None, None) in places(read_delivery(path).problems)


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    whole = as_zip(delivery(students=50), tmp_path / "a.zip").read_bytes()
    for name, content in {
        "cut.zip": whole[: len(whole) // 2],
        "flipped.zip": whole[:60] + bytes(b ^ 0xFF for b in whole[60:400]) + whole[400:],
        "text.zip": b"not a zip",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert all_problems(read_delivery(tmp_path / name))
