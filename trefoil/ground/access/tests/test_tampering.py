# ruff: noqa: S608  the statements are the tamperings themselves
"""Fifty tamperings with the trail by whoever owns the database: `trefoil audit verify` finds every one."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.links import connect_as_owner
from trefoil.ground.access import actions, audit
from trefoil.ground.access.commands import audit as command
from trefoil.ground.access.models import AuditEntry, AuditSeal
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person

AT = datetime(2026, 11, 19, 15, tzinfo=UTC)
ROBOT = system_person("reminders")
BATCHES, EACH = 4, 6
ANOTHER = "00000000-0000-7000-8000-000000000001"
COPIED = "at, person_id, kind, page, children, categories, compartments, bases, detail"
PLANT = """
create or replace function plant(order_ text) returns void language plpgsql security definer as
$$ begin execute order_; end $$
"""

ENTRY = "update access_audit set {} where id = {{b2[1]}}"
SEAL = "update access_audit_seal set {} where id = {{s[1]}}"
# Every entry is sealed in one of four batches; b1 to b4 are the numbers of their entries, s those of the seals.
TAMPERINGS = {
    # A field of an entry
    "an hour later": ENTRY.format("at = at + interval '1 hour'"),
    "a microsecond earlier": ENTRY.format("at = at - interval '1 microsecond'"),
    "another reader": ENTRY.format(f"person_id = '{ANOTHER}'"),
    "no reader": ENTRY.format("person_id = null"),
    "a reading made an act": ENTRY.format("kind = 'act'"),
    "a reading made a denial": ENTRY.format("kind = 'denied'"),
    "another page": ENTRY.format("page = 'nothing to see'"),
    "a page with a space": ENTRY.format("page = page || ' '"),
    "another child": ENTRY.format(f"children = array['{ANOTHER}'::uuid]"),
    "no child": ENTRY.format("children = '{{}}'"),
    "one more child": ENTRY.format(f"children = children || '{ANOTHER}'::uuid"),
    "children in another order": ENTRY.format("children = array[children[2], children[1]]"),
    "another category": ENTRY.format("categories = array['schedule']::varchar[]"),
    "no category": ENTRY.format("categories = '{{}}'"),
    "one category less": ENTRY.format("categories = categories[2:]"),
    "another compartment": ENTRY.format("compartments = array[4711]"),
    "no compartment": ENTRY.format("compartments = '{{}}'"),
    "another basis": ENTRY.format("bases = array['own_record']::varchar[]"),
    "no basis": ENTRY.format("bases = '{{}}'"),
    "another detail": ENTRY.format("""detail = '{{"why": "asked"}}'"""),
    "no detail": ENTRY.format("detail = '{{}}'"),
    "one more detail": ENTRY.format("""detail = detail || '{{"more": 1}}'"""),
    "another number": "update access_audit set id = {b4[5]} + 1 where id = {b4[5]}",
    "a number below all": "update access_audit set id = -id where id = {b1[0]}",
    "the same field of all entries": "update access_audit set page = 'x' where id between {b1[0]} and {b4[5]}",
    # Entries that go, come and change places
    "the first entry is gone": "delete from access_audit where id = {b1[0]}",
    "an entry in the middle is gone": "delete from access_audit where id = {b2[3]}",
    "the last sealed entry is gone": "delete from access_audit where id = {b4[5]}",
    "a batch's entries are gone": "delete from access_audit where id between {b3[0]} and {b3[5]}",
    "a batch is gone with its seal": "delete from access_audit where id between {b3[0]} and {b3[5]};"
    " delete from access_audit_seal where id = {s[2]}",
    "the first batch is gone with its seal": "delete from access_audit where id <= {b1[5]};"
    " delete from access_audit_seal where id <= {s[0]}",
    "one reader's entries are gone": f"delete from access_audit where person_id = '{ROBOT}' and id <= {{b2[5]}}",
    "an entry in a gap": f"insert into access_audit (id, {COPIED}) select {{gap}}, {COPIED} from access_audit"
    " where id = {b1[0]}",
    "an entry before all": f"insert into access_audit (id, {COPIED}) select 0, {COPIED} from access_audit"
    " where id = {b1[0]}",
    "an entry far ahead": f"insert into access_audit (id, {COPIED}) select 900000000, {COPIED} from access_audit"
    " where id = {b1[0]}",
    "two entries changed places": "update access_audit set id = -7 where id = {b2[0]};"
    " update access_audit set id = {b2[0]} where id = {b2[1]};"
    " update access_audit set id = {b2[1]} where id = -7",
    "an entry replaced by a copy of its neighbor": "delete from access_audit where id = {b2[2]};"
    f" insert into access_audit (id, {COPIED}) select {{b2[2]}}, {COPIED} from access_audit where id = {{b2[3]}}",
    # Seals
    "a seal's hash": SEAL.format("hash = repeat('0', 64)"),
    "a seal's earlier hash": SEAL.format("previous_hash = repeat('0', 64)"),
    "a seal's count": SEAL.format("entries = entries + 1"),
    "a seal's first entry": SEAL.format("first_entry = first_entry + 1"),
    "a seal's last entry": SEAL.format("last_entry = last_entry - 1"),
    "a seal's time": SEAL.format("sealed_at = sealed_at + interval '1 day'"),
    "a seal's code": SEAL.format("code = ''"),
    "a seal is gone": "delete from access_audit_seal where id = {s[1]}",
    "two seals changed places": "update access_audit_seal set id = -7 where id = {s[1]};"
    " update access_audit_seal set id = {s[1]} where id = {s[2]};"
    " update access_audit_seal set id = {s[2]} where id = -7",
    "a seal over nothing": "insert into access_audit_seal"
    " (first_entry, last_entry, entries, previous_hash, hash, sealed_at, code)"
    " select last_entry, last_entry, 0, hash, encode(sha256(convert_to(hash, 'UTF8')), 'hex'), now(), code"
    " from access_audit_seal order by id desc limit 1",
    # The end cut off, which only what was written down outside of the database can show
    "the last batch is cut off": "delete from access_audit where id >= {b4[0]};"
    " delete from access_audit_seal where id >= {s[3]}",
    "the last seal alone is cut off": "delete from access_audit_seal where id >= {s[3]}",
    "nothing is left": "delete from access_audit; delete from access_audit_seal",
}


@pytest.fixture(scope="module")
def hand(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the tests' own transaction do what the owner of the tables may."""
    with connect_as_owner(autocommit=True) as link:
        link.execute(PLANT)
        yield
        link.execute("drop function plant")


@pytest.fixture(scope="module")
def trail(hand: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Four sealed batches; what each test plants in them is undone."""
    kept, settings.NEWEST_SEAL = settings.NEWEST_SEAL, tmp_path_factory.mktemp("seals") / "newest-seal"
    with django_db_blocker.unblock(), transaction.atomic():
        yield _sealed()
        transaction.set_rollback(True)
    settings.NEWEST_SEAL = kept


def _sealed() -> dict[str, Any]:
    with seen_by(system_person("auditor")):
        audit.seal(at=AT, patience=0)
    batches = []
    for number in range(BATCHES):
        batches.append([_entry(number, n) for n in range(EACH)])
        with seen_by(system_person("auditor")):
            [made] = audit.seal(at=AT + timedelta(minutes=number), patience=0)
    audit.write_down(made.hash)
    with seen_by(system_person("auditor")):
        seals = list(AuditSeal.objects.order_by("-pk").values_list("pk", flat=True)[:BATCHES])[::-1]
    return {f"b{n}": b for n, b in enumerate(batches, 1)} | {"s": seals, "gap": batches[1][-1] + 1}


def _entry(batch: int, number: int) -> int:
    """Write an entry of every field; the number after the last of the second batch is left out."""
    with seen_by(ROBOT), connection.cursor() as cursor:
        if (batch, number) == (2, 0):
            cursor.execute("select nextval(pg_get_serial_sequence('access_audit', 'id'))")
        actions.record(
            kind="read", page=f"page {batch}.{number}", by=ROBOT, at=AT,
            children=[system_person("a"), system_person("b")], categories=["demographics", "schedule"],
            compartments=[1, 2], bases=["care_team"], detail={"n": str(number)},
        )  # fmt: skip
        cursor.execute("select last_audit_number()")
        return cursor.fetchone()[0]


def _verify() -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["verify"]))


def _plant(order: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select plant(%s)", [order])


def test_untouched_the_trail_holds(trail, capsys):
    assert _verify() == 0
    assert "0 faults" in capsys.readouterr().out


def test_there_are_fifty():
    assert len(TAMPERINGS) == 50


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_verify_finds(trail, capsys, tampering):
    with transaction.atomic():
        _plant(TAMPERINGS[tampering].format(**trail))
        found = _verify()
        transaction.set_rollback(True)
    assert found == 1, tampering
    assert "fault: " in capsys.readouterr().out


def test_whoever_seals_the_whole_trail_anew_lacks_the_secret(trail, capsys, monkeypatch):
    """The owner changes an entry and then makes every seal again, as this program would, but with another secret."""
    with transaction.atomic():
        _plant(TAMPERINGS["another reader"].format(**trail))
        with seen_by(system_person("auditor")):
            seals, previous, end = list(AuditSeal.objects.order_by("pk")), audit.FIRST, 0
            for seal in seals:
                entries = AuditEntry.objects.filter(pk__gt=end, pk__lte=seal.last_entry).order_by("pk")
                seal.previous_hash, seal.hash = previous, audit.hash_of(entries, previous)
                previous, end = seal.hash, seal.last_entry
                _plant(
                    f"update access_audit_seal set previous_hash = '{seal.previous_hash}', hash = '{seal.hash}',"
                    f" code = '{audit.code_of(seal, 'a guess')}' where id = {seal.pk}"
                )
        assert _verify() == 1
        transaction.set_rollback(True)
    assert "not made by this installation" in capsys.readouterr().out
