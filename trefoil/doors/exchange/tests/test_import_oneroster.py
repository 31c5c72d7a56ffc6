"""A delivery comes in whole or not at all, and a second time changes nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trefoil.doors.exchange.commands import oneroster
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.people.models import Organization
from trefoil.ground.roster.models import (
    ClassEnrollment,
    RosterOrganization,
    RosterPerson,
    RosterRelationship,
)
from trefoil.ground.roster.types import Kind

from .deliveries import ROSTERS, Files, add, as_folder, as_zip, delivery, set_value
from .test_oneroster import SCHOOL, needs_rosters

pytestmark = pytest.mark.django_db
NOTHING = {"new": 0, "changed": 0, "gone": 0}


class Import:
    """Runs the command as a shell would, and reads what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        self.capsys = capsys
        self.tmp_path = tmp_path
        self.status = 0

    def path(self, path: Path, *flags: str) -> dict[str, Any]:
        self.text(path, "--json", *flags)
        return json.loads(self.out)

    def files(self, files: Files, *flags: str) -> dict[str, Any]:
        return self.path(as_zip(files, self.tmp_path / "delivery.zip"), *flags)

    def text(self, path: Path, *flags: str) -> str:
        parser = ArgumentParser()
        oneroster.add_arguments(parser)
        self.status = oneroster.run(parser.parse_args(["oneroster", str(path), *flags]))
        self.out, self.err = self.capsys.readouterr()
        return self.out


@pytest.fixture
def bring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Import:
    return Import(capsys, tmp_path)


def places(report: dict[str, Any]) -> list[tuple[str, int | None, str | None]]:
    return [(error["file"], error["line"], error["column"]) for error in report["errors"]]


def delta(*rows: tuple[Kind, dict[str, str]]) -> Files:
    files = delivery(mode="delta")
    for name, lines in files.items():
        if name != "manifest.csv":
            del lines[1:]
    for kind, row in rows:
        add(files, kind, "delta", **row)
    return files


@needs_rosters
def test_the_school_comes_in_and_again_changes_nothing(bring: Import) -> None:
    first = bring.path(ROSTERS / "grand-bend-one-school")
    second = bring.path(ROSTERS / "grand-bend-one-school")

    assert first["counts"] == second["counts"] == SCHOOL
    assert first["changes"] == {"new": sum(SCHOOL.values()), "changed": 0, "gone": 0}
    assert second["changes"] == NOTHING
    assert bring.status == 0


def test_the_same_delivery_again_writes_nothing(bring: Import) -> None:
    bring.files(delivery())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert bring.files(delivery())["changes"] == NOTHING

    writes = ("insert", "update", "delete")
    assert not [q for q in queries if q["sql"].casefold().startswith(writes)]


def test_a_dry_run_says_what_would_be_and_changes_nothing(bring: Import) -> None:
    before = Organization.objects.count()
    report = bring.files(delivery(), "--dry-run")

    assert report["counts"]["students"] == 2
    assert report["changes"]["new"] == 16
    assert not RosterOrganization.objects.exists()
    assert Organization.objects.count() == before
    assert bring.files(delivery(students=3), "--dry-run")["counts"]["students"] == 3


def test_a_refused_delivery_changes_nothing_and_counts_what_is_kept(bring: Import) -> None:
    bring.files(delivery())
    files = delivery(students=5)
    set_value(files, "enrollments.csv", 2, "beginDate", "08/23/2021")
    report = bring.files(files)

    assert bring.status == 2
    assert report["counts"]["students"] == 2
    assert report["changes"] == NOTHING
    assert places(report) == [("enrollments.csv", 2, "beginDate")]


def test_a_bulk_delivery_replaces_what_its_source_said(bring: Import) -> None:
    bring.files(delivery(students=3))
    files = delivery(students=2)
    set_value(files, "users.csv", 3, "familyName", "Changed")
    report = bring.files(files)

    assert report["changes"] == {"new": 0, "changed": 1, "gone": 4}
    assert report["counts"]["relationships"] == 2
    with seen_by(system_person("roster")):
        assert RosterPerson.objects.filter(gone_at=None).count() == 5
        assert RosterPerson.objects.exclude(gone_at=None).count() == 2
    assert bring.files(delivery(students=3))["changes"] == {"new": 4, "changed": 1, "gone": 0}


def test_a_delta_adds_changes_and_removes(bring: Import) -> None:
    bring.files(delivery())
    gone = {"status": "tobedeleted"}
    files = delta(
        (Kind.USER, gone | {"sourcedId": "stu0"}),
        (Kind.ROLE, gone | {"sourcedId": "r-stu0"}),
        (Kind.ENROLLMENT, gone | {"sourcedId": "e-stu0"}),
        (Kind.ORG, {"sourcedId": "s", "name": "Renamed", "type": "school", "parentSourcedId": "d"}),
    )
    report = bring.files(files)

    assert report["errors"] == []
    # The student, the enrollment and the tie to the contact go; the contact stays.
    assert report["changes"] == {"new": 0, "changed": 1, "gone": 3}
    assert report["counts"]["students"] == 1
    assert report["counts"]["caregivers"] == 2
    assert bring.files(files)["changes"] == NOTHING


def test_what_is_needed_cannot_go(bring: Import) -> None:
    bring.files(delivery())
    gone = {"status": "tobedeleted"}
    report = bring.files(delta((Kind.USER, gone | {"sourcedId": "stu0"})))

    assert places(report) == [("users.csv", 2, "sourcedId")]
    assert report["counts"]["students"] == 2


def test_a_bulk_file_alone_cannot_leave_others_dangling(bring: Import) -> None:
    bring.files(delivery())
    files = delivery(students=1)
    for kind in (Kind.ENROLLMENT, Kind.ROLE):
        del files[kind.file]
    for row in files["manifest.csv"]:
        if row[0] in ("file.enrollments", "file.roles"):
            row[1] = "absent"
    report = bring.files(files)

    assert ("users.csv", None, "sourcedId") in places(report)


def test_a_delta_may_point_to_what_is_already_known(bring: Import) -> None:
    bring.files(delivery())
    enrolled = {
        "sourcedId": "e-new",
        "classSourcedId": "k",
        "schoolSourcedId": "s",
        "userSourcedId": "con0",
        "role": "proctor",
    }
    assert bring.files(delta((Kind.ENROLLMENT, enrolled)))["changes"]["new"] == 1
    stray = enrolled | {"sourcedId": "e-stray", "userSourcedId": "nobody"}
    assert places(bring.files(delta((Kind.ENROLLMENT, stray)))) == [("enrollments.csv", 2, "userSourcedId")]


def test_another_district_without_a_code_of_its_own_does_not_wipe_the_first(bring: Import) -> None:
    bring.files(delivery())
    other = [[cell.replace("d", "z") if cell == "d" else cell for cell in row] for row in delivery()["orgs.csv"]]
    files = delivery()
    files["orgs.csv"] = [[("zs" if cell == "s" else cell) for cell in row] for row in other]
    report = bring.files(files)

    assert ("orgs.csv", None, "sourcedId") in places(report)


def test_both_sides_naming_each_other_is_one_relationship(bring: Import) -> None:
    assert bring.files(delivery())["counts"]["relationships"] == 2
    one_sided = delivery()
    set_value(one_sided, "users.csv", 3, "agentSourcedIds", "")
    assert bring.files(one_sided)["counts"]["relationships"] == 2


def test_both_versions_of_one_school_are_the_same_roster(bring: Import) -> None:
    newer = bring.files(delivery("1.2"))
    older = bring.files(delivery("1.1"))

    assert newer["counts"] == older["counts"]
    assert older["changes"]["new"] == older["changes"]["gone"] == 0


def test_rows_about_students_are_behind_the_wall(bring: Import) -> None:
    bring.files(delivery())

    for model in (RosterPerson, RosterRelationship, ClassEnrollment):
        assert not model.objects.exists()
        with seen_by(system_person("roster")):
            assert model.objects.exists()


def test_the_chosen_organization_stands_for_the_top_of_the_delivery(bring: Import) -> None:
    district = Organization.objects.create(name="District 1", kind="district")
    school = Organization.objects.create(name="School", kind="school", parent=district)
    bring.files(delivery(), "--organization", "District 1")

    mapped = RosterOrganization.objects.values_list("sourced_id", "organization_id")
    assert dict(mapped) == {"d": district.pk, "s": school.pk}
    assert bring.files(delivery(), "--organization", str(district.pk))["changes"] == NOTHING
    assert bring.files(delivery(), "--organization", "Nowhere")["errors"]


def test_people_read_lines_and_machines_read_json(bring: Import, tmp_path: Path) -> None:
    files = delivery()
    set_value(files, "users.csv", 3, "enabledUser", "yes")
    path = as_folder(files, tmp_path / "in")

    assert bring.text(path) == ""
    assert "users.csv, line 3, enabledUser: “yes” is neither true nor false" in bring.err
    assert "refused: 1 problem; nothing was changed" in bring.err
    set_value(files, "users.csv", 3, "enabledUser", "true")
    bring.text(as_folder(files, tmp_path / "in"))
    assert "changed: 16 new, 0 changed, 0 gone" in bring.out
