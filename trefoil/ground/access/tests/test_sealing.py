"""Sealing, proven with connections of their own: no entry can appear behind a seal, and nobody waits for one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from tests.links import connect, connect_as_owner
from trefoil.ground.access import audit
from trefoil.ground.access.commands import audit as command
from trefoil.ground.access.models import AuditEntry, AuditSeal
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person

AUDITOR = system_person("auditor")
AT = datetime(2026, 11, 19, 15, tzinfo=UTC)
PAGE = "test_sealing"


TAMPER = """
create or replace function tamper(order_ text) returns void language plpgsql security definer as
$$ begin execute order_; end $$
"""


@pytest.fixture
def owner(django_db_setup: None) -> Iterator[Any]:
    """The hand of one who owns the tables; it also clears away what the writers have committed."""
    with connect_as_owner(autocommit=True) as link:
        link.execute(TAMPER)
        yield link
        link.execute("drop function tamper")
        link.execute("delete from access_audit where page = %s", [PAGE])


@pytest.fixture
def writer(owner: Any, db: None) -> Iterator[Callable[[], Any]]:
    """`writer()` is one more connection of the application; what was there before is sealed."""
    links = []

    def one_more() -> Any:
        links.append(connect())
        return links[-1]

    _seal()
    yield one_more
    for link in links:
        link.close()


def _tamper(order: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select tamper(%s)", [order])


def _write(link: Any) -> None:
    link.execute("insert into access_audit (at, kind, page, children, categories, compartments, bases, detail)"
                 " values (%s, 'act', %s, '{}', '{}', '{}', '{}', '{}')", [AT, PAGE])  # fmt: skip


def _seal(patience: float = 0) -> list[AuditSeal]:
    with seen_by(AUDITOR):
        return audit.seal(at=AT, patience=patience)


def test_a_lower_number_that_commits_later_is_never_behind_a_seal(writer):
    slow, quick = writer(), writer()
    _write(slow)
    _write(quick)
    quick.commit()
    assert _seal() == [], "the higher number is there, the lower one is not yet: nothing may be sealed"
    slow.commit()
    [made] = _seal()
    assert made.entries == 2
    with seen_by(AUDITOR):
        assert audit.verify().faults == ()


def test_who_begins_after_the_sealer_looked_is_not_waited_for(writer, monkeypatch):
    early, late = writer(), writer()
    _write(early)
    pauses = []

    def a_while(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 1:
            _write(late)  # writing does not wait for the sealer
            early.commit()

    monkeypatch.setattr(audit.time, "sleep", a_while)
    [made] = _seal(patience=5)
    assert made.entries == 1
    assert len(pauses) == 1
    late.commit()
    assert [s.entries for s in _seal()] == [1]
    with seen_by(AUDITOR):
        assert audit.verify().faults == ()


def test_what_was_rolled_back_leaves_a_gap_and_no_fault(writer):
    link = writer()
    _write(link)
    link.rollback()
    _write(link)
    link.commit()
    assert [s.entries for s in _seal()] == [1]
    with seen_by(AUDITOR):
        assert audit.verify().faults == ()


def test_large_trails_are_sealed_in_batches(writer, monkeypatch):
    monkeypatch.setattr(audit, "LARGEST_BATCH", 2)
    link = writer()
    for _ in range(5):
        _write(link)
    link.commit()
    made = _seal()
    assert [s.entries for s in made] == [2, 2, 1]
    assert [s.previous_hash for s in made[1:]] == [s.hash for s in made[:-1]]


@pytest.fixture(autouse=True)
def _written_down_here(settings: Any, tmp_path: Any) -> None:
    settings.NEWEST_SEAL = tmp_path / "newest-seal"


def test_verify_remembers_the_newest_seal_by_itself(sealed, capsys):
    audit.write_down(sealed.hash)
    assert _verify() == 0
    order = "delete from access_audit_seal where id = {0.pk}"
    _tamper(order.format(sealed))
    assert _verify() == 1
    assert "not there any more" in capsys.readouterr().out


@pytest.fixture
def sealed(writer):
    link = writer()
    for _ in range(3):
        _write(link)
    link.commit()
    [made] = _seal()
    return made


def _verify(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["verify", *words]))


def test_verify_says_that_all_holds(sealed, capsys):
    assert _verify("--expect", sealed.hash) == 0
    assert "0 not sealed yet, 0 faults" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("update access_audit set person_id = gen_random_uuid() where id = {first}", "were changed"),
        ("update access_audit set at = at + interval '1 hour' where id = {first}", "were changed"),
        ("delete from access_audit where id = {first}", "3 entries were sealed, 2 are there"),
        ("update access_audit_seal set hash = repeat('0', 64) where first_entry = {first}", "were changed"),
    ],
)
def test_verify_finds_what_an_owner_has_changed(sealed, capsys, tampering, fault):
    _tamper(tampering.format(first=sealed.first_entry))
    assert _verify() == 1
    assert fault in capsys.readouterr().out


def test_verify_finds_a_trail_whose_end_was_cut_off(sealed, capsys):
    for order in (
        "delete from access_audit_seal where id = {0.pk}",
        "delete from access_audit where id >= {0.first_entry}",
    ):
        _tamper(order.format(sealed))
    assert _verify() == 0, "what was sealed before still holds"
    assert _verify("--expect", sealed.hash) == 1
    assert "not there any more" in capsys.readouterr().out


def test_seal_as_a_command_says_how_much(writer, capsys):
    import argparse

    link = writer()
    _write(link)
    link.commit()
    assert command.run(argparse.Namespace(what="seal")) == 0
    assert command.run(argparse.Namespace(what="seal")) == 0
    assert capsys.readouterr().out == "1 entries sealed\nnothing to seal\n"


def test_nobody_but_the_auditor_reads_the_trail_as_a_whole(sealed):
    assert not AuditEntry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("trefoil_app",)
