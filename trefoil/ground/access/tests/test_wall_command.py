"""`trefoil wall`: a line per table, and exit status 1 on any gap, whichever it is."""

from argparse import Namespace

import pytest
from django.db import transaction

from tests.links import connect_as_owner
from trefoil.ground.access import inspection
from trefoil.ground.access.commands import wall


@pytest.fixture
def owner(db):
    with connect_as_owner(autocommit=True) as link:
        yield link


def _run() -> int:
    with transaction.atomic():  # its savepoint lets go of the tables, so that the owner can drop them again
        status = wall.run(Namespace())
        transaction.set_rollback(True)
    return status


def test_wall_says_that_nobody_without_a_viewer_sees_a_row(db, capsys):
    assert _run() == 0
    said = capsys.readouterr().out
    assert "people_child " in said
    assert "access_break_glass" in said
    assert said.rstrip().endswith(" 0 gaps")
    for line in said.splitlines()[1:-1]:
        table, enabled, forced, seen = line.split()
        assert (enabled, forced, seen) == ("yes", "yes", "0"), table


@pytest.mark.parametrize(
    ("opening", "gap"),
    [
        ("", "row security is not enabled"),
        ("alter table gallery_slip enable row level security", "not forced on its owner"),
        (
            "alter table gallery_slip enable row level security, force row level security;"
            " create policy all_of_it on gallery_slip to trefoil_app, trefoil_owner using (true) with check (true);"
            " insert into gallery_slip values (1, null)",
            "1 rows are seen without a viewer",
        ),
    ],
)
def test_wall_exits_with_1_on_a_gap(owner, capsys, opening, gap):
    owner.execute("create table gallery_slip (id int, child_id uuid)")
    try:
        if opening:
            owner.execute(opening)
        assert _run() == 1
    finally:
        owner.execute("drop table gallery_slip")
    said = capsys.readouterr().out
    assert f"gap: gallery_slip: {gap}" in said or gap in said


def test_wall_names_a_role_that_could_pass_by(db, capsys, monkeypatch):
    monkeypatch.setattr(inspection, "connection_gaps", lambda: ["the application's role bypasses row security"])
    assert _run() == 1
    assert "gap: the application's role bypasses row security" in capsys.readouterr().out


def test_wall_sees_views_and_copies_too(owner, capsys):
    owner.execute("create view gallery_of_children as select person_id as child_id from people_child")
    try:
        assert _run() == 1
    finally:
        owner.execute("drop view gallery_of_children")
    assert "gap: gallery_of_children: row security is not enabled" in capsys.readouterr().out


def test_wall_sees_what_hangs_on_a_record(owner, capsys):
    owner.execute("create table gallery_note (id int, home uuid references people_household)")
    try:
        assert _run() == 1
    finally:
        owner.execute("drop table gallery_note")
    assert "gap: gallery_note: row security is not enabled" in capsys.readouterr().out
