"""Two roles: one owns the tables, the other one stands before the wall."""

import os
import stat
from pathlib import Path

import psycopg
import pytest

from trefoil.config import database
from trefoil.config.halt import Halt


@pytest.fixture
def prepared(on_server: str) -> str:
    database.prepare(on_server, "trefoil")
    return on_server


def as_app(address: str) -> psycopg.Connection:
    return psycopg.connect(address, dbname="trefoil", user=database.APP, password=database.app_password())


def as_owner(address: str) -> psycopg.Connection:
    link = psycopg.connect(address, dbname="trefoil", autocommit=True)
    link.execute("set role trefoil_owner")
    return link


def test_the_secret_is_made_once_and_is_for_its_user_alone(var: Path) -> None:
    first = database.secret()
    assert len(first) > 40
    assert database.secret() == first
    assert stat.S_IMODE((var / "secret").stat().st_mode) == 0o600
    assert [path.name for path in var.iterdir()] == ["secret"]


def test_a_secret_from_the_environment_counts(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREFOIL_SECRET", "given")
    assert database.secret() == "given"
    assert not (var / "secret").exists()


def test_each_purpose_has_a_key_of_its_own(var: Path) -> None:
    assert database.derive("one") != database.derive("another")
    assert database.secret() not in database.derive("one")


def test_reading_the_addresses_starts_nothing(var: Path) -> None:
    both = database.databases()
    assert both["default"]["USER"] == "trefoil_app"
    assert both["owner"]["OPTIONS"]["assume_role"] == "trefoil_owner"
    assert both["default"]["NAME"] == both["owner"]["NAME"] == "trefoil"
    assert both["default"]["HOST"] == str(var / "socket")
    assert not (var / "postgres").exists()


def test_database_url_is_taken_apart(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://boss:s%40crd@db.example:5433/program?sslmode=require"
    monkeypatch.setenv("DATABASE_URL", url)
    both = database.databases()
    owner, default = both["owner"], both["default"]
    assert (owner["HOST"], owner["PORT"], owner["NAME"]) == ("db.example", "5433", "program")
    assert (owner["USER"], owner["PASSWORD"]) == ("boss", "s@crd")
    assert default["OPTIONS"]["sslmode"] == "require"
    assert default["PASSWORD"] not in url


def test_the_pool_is_for_the_pages_alone(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pool" not in database.databases()["default"]["OPTIONS"]
    monkeypatch.setenv("TREFOIL_POOL", "1")
    both = database.databases()
    assert both["default"]["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 8}
    assert both["default"]["CONN_MAX_AGE"] == 0
    assert "pool" not in both["owner"]["OPTIONS"]


def test_prepare_may_be_repeated(prepared: str) -> None:
    database.prepare(prepared, "trefoil")
    with psycopg.connect(prepared) as link:
        roles = link.execute(
            "select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname like 'trefoil%' order by 1"
        ).fetchall()
    assert roles == [("trefoil_app", False, False, True), ("trefoil_owner", False, False, False)]


def test_the_application_reads_and_writes_the_owners_tables_and_makes_none(prepared: str) -> None:
    with as_owner(prepared) as link:
        link.execute("create table if not exists thing (id serial, said text)")
    with as_app(prepared) as link:
        link.execute("insert into thing (said) values ('something')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("create table mine ()")


def test_the_application_gets_around_no_policy(prepared: str) -> None:
    with as_owner(prepared) as link:
        link.execute("create table if not exists walled as select 1 as row")
        link.execute("alter table walled enable row level security")
        link.execute("alter table walled force row level security")
    with as_app(prepared) as link:
        assert link.execute("select * from walled").fetchall() == []
    for order in (
        "set role trefoil_owner",
        "alter table walled disable row level security",
        "drop table walled",
    ):
        with as_app(prepared) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute(order)  # type: ignore[call-overload]


def test_an_application_role_that_could_pass_is_refused(prepared: str) -> None:
    with psycopg.connect(prepared, autocommit=True) as link:
        link.execute("alter role trefoil_app bypassrls")
        try:
            with pytest.raises(Halt, match="may pass the row policies"):
                database.prepare(prepared, "trefoil")
        finally:
            link.execute("alter role trefoil_app nobypassrls")


def test_the_application_has_to_know_its_password(prepared: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(prepared, dbname="trefoil", user=database.APP, password="guessed")


def test_an_ordinary_creator_of_roles_and_databases_is_enough(on_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DATABASE_URL need not name a superuser; and later not even one who may create roles."""
    with psycopg.connect(on_server, autocommit=True) as link:
        for gone in ("trefoil", "program"):
            link.execute(f"drop database if exists {gone}")  # type: ignore[call-overload]
        for gone in ("trefoil_app", "trefoil_owner", "manager"):
            link.execute(f"drop role if exists {gone}")  # type: ignore[call-overload]
        link.execute("create role manager login createrole createdb password 'known'")
    url = on_server.replace("postgres@/postgres", "manager:known@/program")
    monkeypatch.setenv("DATABASE_URL", url)  # which does not exist yet
    database.prepare(database.admin_dsn(), "program")
    with psycopg.connect(on_server, autocommit=True) as link:
        link.execute("alter role manager nocreaterole nocreatedb")
    database.prepare(database.admin_dsn(), "program")


def test_a_user_who_may_not_prepare_is_told_so(on_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(on_server, autocommit=True) as link:
        link.execute("drop role if exists guest")
        link.execute("create role guest login password 'known'")
    guest = on_server.replace("postgres@", "guest:known@")
    with pytest.raises(Halt, match=r"may not make|may not prepare"):
        database.prepare(guest, "elsewhere")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://boss:hidden@127.0.0.1:1/x", "127.0.0.1:1 does not let us in"),
        ("mysql://boss:hidden@localhost/x", "not an address of PostgreSQL"),
    ],
)
def test_a_dead_or_odd_address_is_one_line_without_the_password(
    url: str, sentence: str, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(Halt, match=sentence) as refused, database.at_hand():
        pass
    assert "hidden" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_old_postgresql_is_refused(on_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(Halt, match="needs PostgreSQL 99 or newer and this one is 18"):
        database.prepare(on_server, "trefoil")


def test_a_relative_folder_is_where_we_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TREFOIL_VAR", raising=False)
    assert database.var() == Path(os.getcwd()).resolve() / "var"
