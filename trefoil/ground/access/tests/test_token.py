"""The viewer's token: what the database verifies itself, and what it takes nobody's word for."""

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from tests.links import LATER, connect, stamp_of
from trefoil.ground.access import session, tokens
from trefoil.ground.access.session import look_at_one, on_our_word, seen_by, set_viewer
from trefoil.ground.people.models import Child


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def viewer():
    return ask("select viewer()")


def claim(token):
    ask("select set_config('trefoil.viewer', %s, true)", token)


def present():
    return ask("select current_setting('trefoil.viewer')")


@pytest.fixture
def therapist(cast):
    return cast.person("therapist").pk


@pytest.fixture
def outsider(cast):
    return cast.person("outsider").pk


@pytest.mark.parametrize(
    "key", ["a", "k" * 64, "a key that is longer than one block of sixty-four bytes, by some " * 2]
)
def test_the_pads_are_those_of_hmac(key):
    inner, outer = tokens.pads(key)
    by_hand = hashlib.sha256(outer + hashlib.sha256(inner + b"what is said").digest()).hexdigest()
    assert by_hand == hmac.new(key.encode(), b"what is said", hashlib.sha256).hexdigest()


def test_a_token_of_this_process_is_believed(therapist, at):
    with seen_by(therapist, at):
        assert viewer() == therapist
        assert ask("select viewed_at()") == at
    assert viewer() is None


def test_an_id_without_a_code_is_nobody(therapist):
    claim(str(therapist))
    assert viewer() is None
    assert not Child.objects.exists()


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_no_part_of_a_token_can_be_changed(therapist, outsider, at, part):
    with seen_by(outsider, at):
        pieces = present().split(" ")
        pieces[part] = [str(therapist), "2026-09-02T00:00:00+00:00", "99999999999", "0" * 64][part]
        claim(" ".join(pieces))
        assert viewer() is None


@pytest.mark.parametrize("token", ["", " ", "a b c d", "   ", "x" * 5000, "é ü - 1", "'; select 1 --", "1 2 3 4 5"])
def test_what_is_no_token_is_nobody_and_no_trouble(db, token):
    claim(token)
    assert viewer() is None
    assert ask("select viewed_at() = now()")


def test_a_token_expires_in_the_middle_of_a_transaction(therapist):
    with seen_by(therapist):
        set_viewer(therapist, lasts=timedelta(seconds=-1))
        assert viewer() is None
        set_viewer(therapist, lasts=timedelta(seconds=30))
        assert viewer() == therapist


def test_a_requests_token_is_good_for_minutes(therapist):
    set_viewer(therapist)
    left = int(present().split(" ")[2]) - int(ask("select extract(epoch from clock_timestamp())"))
    assert 0 < left <= 601  # both are whole seconds


def test_a_code_for_another_key_or_purpose_is_worth_nothing(therapist, settings):
    stamp = ask("select transaction_stamp()")
    said = f"{therapist} - 99999999999"
    claim(f"{said} {tokens.mac('another key', purpose='viewer', stamp=stamp, said=said)}")
    assert viewer() is None
    claim(f"{said} {tokens.mac(settings.WALL_KEY, purpose='word', stamp=stamp, said=said)}")
    assert viewer() is None
    claim(f"{said} {tokens.mac(settings.WALL_KEY, purpose='viewer', stamp=stamp, said=said)}")
    assert viewer() == therapist


def test_a_token_is_good_in_one_transaction_of_one_connection(therapist):
    with connect() as link, connect() as other:
        token = session.viewer_token(therapist, None, stamp=stamp_of(link), expires=LATER)

        def of(where):
            where.execute("select set_config('trefoil.viewer', %s, false)", [token])
            return where.execute("select viewer()").fetchone()[0]

        assert of(link) == therapist
        assert of(other) is None, "another connection"
        link.commit()
        assert of(link) is None, "the next transaction"


def test_what_is_left_in_a_connection_serves_nobody_after(therapist):
    with connect() as link:
        token = session.viewer_token(therapist, None, stamp=stamp_of(link), expires=LATER)
        link.execute("select set_config('trefoil.viewer', %s, false)", [token])
        assert link.execute("select count(*) > 0 from people_child").fetchone()[0]
        link.commit()
        assert link.execute("select current_setting('trefoil.viewer')").fetchone()[0] == token
        assert link.execute("select count(*) from people_child").fetchone()[0] == 0


def test_blocks_within_blocks_give_back_who_was_there(therapist, outsider, at):
    later = at + timedelta(hours=1)
    with seen_by(therapist, at):
        with seen_by(outsider, later):
            assert (viewer(), ask("select viewed_at()")) == (outsider, later)
        assert (viewer(), ask("select viewed_at()")) == (therapist, at)
        with seen_by(None):
            assert viewer() is None
        assert viewer() == therapist
        with pytest.raises(ZeroDivisionError), seen_by(outsider):
            raise ZeroDivisionError
        assert viewer() == therapist
    set_viewer(None)
    assert viewer() is None


def test_the_judged_instant_cannot_be_moved_by_a_statement(therapist, at):
    with seen_by(therapist, at):
        ask("select set_config('trefoil.at', '2020-01-01', true)")
        assert ask("select viewed_at()") == at


def test_looking_at_one_child_opens_nothing(cast, outsider):
    with seen_by(outsider):
        look_at_one(cast.children["maya"].pk)
        assert not Child.objects.exists()


def test_nobody_vouches_for_what_sql_asks_of_the_refresher(cast):
    with pytest.raises(ProgrammingError, match="nobody vouches"), transaction.atomic():
        ask("select refresher('facts', '{}', '')")
    with pytest.raises(ProgrammingError, match="nobody vouches"), transaction.atomic():
        ask("select refresher('facts', '{}', null)")


def test_a_word_for_one_thing_is_no_word_for_another(db):
    with on_our_word("staff"):
        assert ask("select spoken_for('staff')")
        assert not ask("select spoken_for('record')")
    assert not ask("select spoken_for('staff')")
    with pytest.raises(ZeroDivisionError), on_our_word("staff"):
        raise ZeroDivisionError
    assert not ask("select spoken_for('staff')")


def test_the_key_is_the_owners_alone(db):
    for sql in ("select * from access_key", "update access_key set inner_pad = outer_pad", "table access_key"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ask(sql)


def test_a_key_that_was_changed_is_put_in_when_trefoil_starts(therapist, monkeypatch):
    """Rotation: another key in the environment, and the next start of Trefoil brings the database along."""
    from trefoil.config import database

    with database._connect(database.admin_dsn(), dbname=settings.DATABASES["default"]["NAME"]) as admin:
        try:
            monkeypatch.setenv("TREFOIL_WALL_KEY", "a fresh key")
            database._keep_key(admin)
            set_viewer(therapist)
            assert viewer() is None, "a process that still has the old key sees nothing"
            monkeypatch.setattr(settings, "WALL_KEY", "a fresh key")
            set_viewer(therapist)
            assert viewer() == therapist
        finally:
            monkeypatch.undo()
            database._keep_key(admin)


def test_verifying_costs_microseconds(therapist):
    with seen_by(therapist, datetime(2026, 11, 19, tzinfo=UTC)):
        spent = []
        for _ in range(5):
            began = time.perf_counter()
            ask("select count(viewing()) from generate_series(1, 2000)")
            spent.append((time.perf_counter() - began) / 2000)
    print(f"verifying the viewer: {min(spent) * 1e6:.1f} µs")
    assert min(spent) < 0.000_2
