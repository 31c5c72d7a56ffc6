"""The embedded PostgreSQL starts, is shared, survives being killed, and leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from trefoil.config import embedded
from trefoil.config.halt import Halt

from .conftest import IS_ROOT


def ask(address: str, query: str = "select 1") -> object:
    with psycopg.connect(address, connect_timeout=5) as link:
        row = link.execute(query).fetchone()  # type: ignore[call-overload]
    return row[0]


def kill_server(var: Path) -> None:
    pid = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while embedded.is_running(var) and time.monotonic() < deadline:
        time.sleep(0.05)


def test_start_gives_an_address_that_answers_and_stop_ends_the_server(var: Path) -> None:
    address = embedded.start(var)
    assert int(str(ask(address, "show server_version_num"))) >= 150_000
    assert ask(address, "show listen_addresses") == ""
    assert embedded.stop(var)
    assert not embedded.is_running(var)


def test_what_was_written_is_there_at_the_next_start(var: Path) -> None:
    address = embedded.start(var)
    with psycopg.connect(address) as link:
        link.execute("create table kept as select 42 as answer")
    embedded.stop(var)
    assert ask(embedded.start(var), "select answer from kept") == 42


def test_the_folders_of_files_and_socket_are_private(server: Path) -> None:
    for folder in (server / "postgres", embedded.socket_folder(server)):
        assert folder.stat().st_mode & 0o077 == 0


def test_only_the_administrator_gets_in_without_a_password(server: Path) -> None:
    address = embedded.dsn(server)
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("create role visitor login")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address, user="visitor")


def test_a_second_process_uses_the_same_server_and_does_not_stop_it(var: Path) -> None:
    embedded.start(var)
    second = (
        "from pathlib import Path; from trefoil.config import embedded;"
        f"v = Path({str(var)!r}); embedded.start(v); print(embedded.stop(v))"
    )
    said = subprocess.run([sys.executable, "-c", second], capture_output=True, text=True)
    assert said.stdout.strip() == "False", said.stderr
    assert embedded.is_running(var)


def test_who_holds_the_server_twice_leaves_it_twice(var: Path) -> None:
    with embedded.running(var, durable=False) as address:
        with embedded.running(var, durable=False):
            pass
        assert ask(address) == 1
    assert not embedded.is_running(var)


def test_the_server_goes_on_for_the_second_when_the_first_one_leaves(var: Path) -> None:
    second = (
        "import sys; from pathlib import Path; from trefoil.config import embedded;"
        f"v = Path({str(var)!r}); embedded.start(v); print('up', flush=True);"
        "sys.stdin.read(); print(embedded.stop(v))"
    )
    embedded.start(var)
    with subprocess.Popen(
        [sys.executable, "-c", second], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "up"
        assert not embedded.stop(var)
        assert ask(embedded.dsn(var)) == 1
        said, _ = other.communicate()
    assert said.strip() == "True"
    assert not embedded.is_running(var)


def test_a_killed_server_starts_again_with_what_was_committed(var: Path) -> None:
    address = embedded.start(var)
    with psycopg.connect(address) as link:
        link.execute("create table kept as select 42 as answer")
    kill_server(var)
    assert ask(embedded.start(var), "select answer from kept") == 42


def test_a_pid_file_that_names_another_program_does_not_stop_a_start(var: Path) -> None:
    """After a restart of the machine the number in the file may belong to anybody."""
    embedded.start(var)
    kill_server(var)
    lines = (var / "postgres" / "postmaster.pid").read_text().splitlines()
    lines[0] = str(os.getppid())
    (var / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    assert not embedded.is_running(var)
    assert ask(embedded.start(var)) == 1


def test_a_folder_too_deep_for_a_socket_gets_a_short_one(var: Path) -> None:
    deep = var / ("with spaces " + "x" * 60) / ("y" * 60)
    try:
        assert ask(embedded.start(deep)) == 1
        assert len(str(embedded.socket_folder(deep))) < 60
    finally:
        embedded.stop(deep)
        shutil.rmtree(embedded.socket_folder(deep), ignore_errors=True)


@pytest.mark.skipif(not IS_ROOT, reason="only root has folders that the server's user cannot enter")
def test_a_folder_for_root_alone_works_and_stays_for_root_alone() -> None:
    closed = Path(tempfile.mkdtemp(prefix="trefoil-test-", dir="/tmp"))
    try:
        assert ask(embedded.start(closed / "var")) == 1
        assert closed.stat().st_mode & 0o077 == 0
        assert (closed / "var" / "postgres" / "PG_VERSION").exists()
    finally:
        embedded.stop(closed / "var")
        shutil.rmtree((closed / "var" / "postgres").resolve().parent, ignore_errors=True)
        shutil.rmtree(closed)


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_read_only_folder_is_one_clear_line(var: Path) -> None:
    closed = var / "closed"
    closed.mkdir(mode=0o555)
    with pytest.raises(Halt, match=r"cannot be written.*TREFOIL_VAR"):
        embedded.start(closed / "var")


def test_files_that_are_no_database_are_one_clear_line(var: Path) -> None:
    data = var / "postgres"
    embedded.start(var)
    embedded.stop(var)
    (data / "global" / "pg_control").unlink()
    with pytest.raises(Halt, match="PostgreSQL did not start"):
        embedded.start(var)


def test_a_statement_that_fails_does_not_end_in_the_log(var: Path) -> None:
    address = embedded.start(var)
    with psycopg.connect(address) as link, pytest.raises(psycopg.Error):
        link.execute("select 'what was said about a child' / 0")
    assert "about a child" not in (var / "log" / "postgres.log").read_text()
