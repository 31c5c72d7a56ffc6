"""The real worker on a database of its own: jobs that fail, a worker that is killed, a database that restarts."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import procrastinate
import psycopg
import pytest

from trefoil.config import embedded

ROOT = Path(__file__).resolve().parents[4]
REHEARSED = "trefoil.ground.kit.tests.rehearsed"
STALLED = 3
# A worker asks for the tables of the jobs, and of the wall behind which a job runs.
JOBS_ALONE = """
from trefoil.config import database
database.prepare(database.admin_dsn(), database.database_name())
import django
django.setup()
from django.core.management import call_command
for app in ("procrastinate", "kit", "access"):
    call_command("migrate", app, database="owner", verbosity=0)
"""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(170), pytest.mark.xdist_group("queue")]


class House:
    """An installation with a database and no pages; `worker()` is the real one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        outer = ("DATABASE_URL", "TREFOIL_SECRET", "TREFOIL_DATABASE", "TREFOIL_APP_PASSWORD", "TREFOIL_POOL", "PORT")
        self.environment = {k: v for k, v in os.environ.items() if k not in outer} | {
            "TREFOIL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "trefoil.config.settings",
            "TREFOIL_STALLED_SECONDS": str(STALLED), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.workers: list[subprocess.Popen[bytes]] = []

    def trefoil(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "trefoil.config.cli", *words]

    def worker(self) -> "subprocess.Popen[bytes]":
        """Start a worker."""
        with (self.folder / "worker.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(self.trefoil("worker"), env=self.environment, cwd=ROOT, stdout=log, stderr=log)
            )
        return self.workers[-1]

    def stop_workers(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers.clear()

    def database(self) -> Any:
        """Connect as the administrator."""
        return psycopg.connect(embedded.dsn(self.folder), dbname="trefoil", autocommit=True)

    def one(self, query: str) -> Any:
        with self.database() as link:
            return link.execute(query).fetchone()[0]  # type: ignore[index,arg-type]

    def status(self, job: int) -> str:
        with self.database() as link:
            return link.execute("select status::text from procrastinate_jobs where id = %s", [job]).fetchone()[0]  # type: ignore[index]

    def defer(self, subscriber: str, turns: int = 1) -> int:
        """Leave a job behind, as an action would."""
        connector = procrastinate.SyncPsycopgConnector(conninfo=embedded.dsn(self.folder), kwargs={"dbname": "trefoil"})
        with procrastinate.App(connector=connector).open() as app:
            return app.configure_task("deliver", allow_unknown=True).defer(
                event=f"{REHEARSED}:LeafFell", subscriber=f"{REHEARSED}:{subscriber}",
                packed={"leaf_id": str(uuid4()), "at": "2026-11-19T15:00:00+00:00", "voice": "home", "turns": turns,
                        "noted_at": None},
            )  # fmt: skip

    def log(self) -> list[str]:
        path = self.folder / "rehearsed.log"
        return path.read_text().splitlines() if path.exists() else []

    def wait_until(self, holds: Callable[[], object], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                said = (self.folder / "worker.log").read_text()[-3000:]
                pytest.fail(f"not within {seconds} s; the worker said: {said}")
            time.sleep(0.1)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="trefoil-queue-", dir="/tmp"))
    folder.chmod(0o755)
    made = House(folder)
    embedded.start(folder, durable=False)
    try:
        command = [sys.executable, "-c", JOBS_ALONE]
        subprocess.run(command, env=made.environment, cwd=ROOT, check=True, capture_output=True)
        yield made
    finally:
        made.stop_workers()
        embedded.stop(folder)
        import shutil

        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_worker_left(house: House) -> Iterator[None]:
    yield
    house.stop_workers()
    (house.folder / "rehearsed.log").unlink(missing_ok=True)


def test_a_worker_killed_in_the_middle_of_a_job_has_it_done_again_by_the_next(house):
    job = house.defer("take_long_the_first_time")
    killed = house.worker()
    house.wait_until(lambda: house.log() == [f"begun {killed.pid}"])
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert house.status(job) == "doing"
    second = house.worker()
    house.wait_until(lambda: house.log()[1:] == [f"begun {second.pid}", f"ended {second.pid}"])
    house.wait_until(lambda: house.status(job) == "succeeded")


def test_a_worker_told_to_stop_leaves_nothing_half_done(house):
    house.defer("ask_the_database", turns=7)
    worker = house.worker()
    house.wait_until(lambda: house.log() == ["asked 7: 42"])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert house.one("select count(*) from procrastinate_jobs where status = 'doing' and task_name = 'deliver'") == 0


def test_a_job_that_fails_is_tried_again_later_and_says_why_without_naming_anybody(house):
    job = house.defer("fail")
    house.worker()
    house.wait_until(lambda: house.one("select count(*) from kit_job_trouble") == 1)
    house.wait_until(lambda: house.status(job) == "todo")
    with house.database() as link:
        again, attempts = link.execute(
            "select scheduled_at > now(), attempts from procrastinate_jobs where id = %s", [job]
        ).fetchone()
        kind, place = link.execute("select kind, place from kit_job_trouble").fetchone()
    assert (again, attempts) == (True, 1)
    assert kind == "LookupError"
    assert place.startswith("ground.kit.tests.rehearsed, fail, line ")


def test_a_job_that_keeps_failing_ends_on_the_console(house):
    job = house.defer("fail")
    with house.database() as link:
        link.execute("update procrastinate_jobs set attempts = 5 where id = %s", [job])
    house.worker()
    house.wait_until(lambda: house.status(job) == "failed")
    said = (house.folder / "worker.log").read_text()
    assert "LookupError in ground.kit.tests.rehearsed, fail" in said
    assert "Maya" not in said


def test_a_worker_comes_back_after_the_database_was_restarted(house):
    worker = house.worker()
    house.defer("ask_the_database", turns=1)
    house.wait_until(lambda: "asked 1: 42" in house.log())
    _restart_the_database(house)
    house.defer("ask_the_database", turns=2)
    if not _within(20, lambda: "asked 2: 42" in house.log() or worker.poll() is not None):
        pytest.fail("the worker neither works nor ends, so nobody would start it again")
    if worker.poll() is not None:  # it ended, as it may: whoever supervises it starts it again
        house.worker()
    house.wait_until(lambda: "asked 2: 42" in house.log())


def _within(seconds: float, holds: Callable[[], object]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def _restart_the_database(house: House) -> None:
    server = embedded._postmaster(house.folder)
    assert server is not None
    server.send_signal(signal.SIGINT)  # every connection is cut
    house.wait_until(lambda: not embedded.is_running(house.folder), 20)
    embedded.start(house.folder, durable=False)
