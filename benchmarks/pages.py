"""The pages people use most, at 25 children and at 2,500 with a school year each."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psutil

from benchmarks.cloning import COPIES, copy_program
from benchmarks.databases import Owner
from benchmarks.measuring import RUNS, WARM_UP, Row, counting, median_and_p95

LOAD_SECONDS = 900
MOST_MS = {25: 100, 25 * (COPIES + 1): 250}


@dataclass(frozen=True)
class Visit:
    """One request, as one part of the cast."""

    what: str
    part: str
    send: Callable[[Any], Any]


def run() -> list[Row]:
    """Load the demo program, measure, copy it 99 times, measure again."""
    rows = [load_demo()]
    rows += measure(25)
    began = time.monotonic()
    with Owner() as owner:
        copy_program(owner)
    print(f"pages: copied in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return _paired(rows + measure(25 * (COPIES + 1)))


def load_demo() -> Row:
    """Load the demo program as the command does."""
    command = [sys.executable, "-m", "trefoil.config.cli", "demo", "load"]
    began = time.perf_counter()
    subprocess.run(command, check=True, timeout=LOAD_SECONDS, stdout=subprocess.DEVNULL)
    return Row("pages", "the demo program loads", "25 children", (time.perf_counter() - began) * 1000)


def _paired(rows: list[Row]) -> list[Row]:
    """Put the two sizes of each page under one another."""
    order = {what: place for place, what in enumerate(dict.fromkeys(row.what for row in rows))}
    return sorted(rows, key=lambda row: order[row.what])


def measure(children: int) -> list[Row]:
    """Measure every page."""
    rows = [_measured(visit, children) for visit in _visits()]
    with Owner() as owner:
        entries = owner.rows("select count(*) from timeline_entry")[0][0]
        ratings = owner.rows("select count(*) from classroom_rating")[0][0]
    print(f"pages: {children:,} children, {entries:,} entries, {ratings:,} ratings", file=sys.stderr, flush=True)
    return rows


def _measured(visit: Visit, children: int) -> Row:
    client = signed_in(visit.part)
    for _ in range(WARM_UP):
        visit.send(client)
    took, statements, answers, work = [], 0, set(), Work()
    for _ in range(RUNS):
        with counting() as counted:
            began = time.perf_counter()
            answers.add(visit.send(client).status_code)
            took.append((time.perf_counter() - began) * 1000)
        statements = max(statements, len(counted.statements))
    middle, high = median_and_p95(took)
    notes = [work.done(RUNS)]
    if answers != {200}:
        notes.append(f"ANSWERED {answers}")
    if middle > MOST_MS[children]:
        notes.append(f"above {MOST_MS[children]} ms")
    return Row("pages", visit.what, f"{children:,} children", middle, high, statements, "; ".join(notes))


class Work:
    """How long the processors work for a page, which busy neighbors change less than how long it takes."""

    def __init__(self) -> None:
        self.python, self.postgresql = time.process_time(), _of_postgresql()

    def done(self, runs: int) -> str:
        """Say what one of so many runs has cost on average."""
        said = f"work: {(time.process_time() - self.python) * 1000 / runs:.0f} ms in Python"
        if self.postgresql is None:
            return said
        return said + f", {((_of_postgresql() or 0) - self.postgresql) * 1000 / runs:.0f} ms in PostgreSQL"


def _of_postgresql() -> float | None:
    """Return the seconds that our connection's server process has worked, if it is on this machine."""
    from django.db import connection

    connection.ensure_connection()
    try:
        spent = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    except psutil.Error:
        return None
    return float(spent.user + spent.system)


def signed_in(part: str) -> Any:
    """Return Django's test client, signed in as a part of the cast who has a second factor."""
    from django.conf import settings
    from django.test import Client

    from trefoil.demo.cast import EMAILS
    from trefoil.ground.people.models import Account

    assert not settings.DEBUG
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=EMAILS[part]))
    return client


def _visits() -> list[Visit]:
    from django.urls import reverse

    maya = child_of("therapist")
    pupil = child_of("teacher")
    save = _note_to_save(maya)
    return [
        Visit("Today, therapist", "therapist", lambda c: c.get("/")),
        Visit("Today, teacher", "teacher", lambda c: c.get("/")),
        Visit("Today, director of all", "director", lambda c: c.get("/")),
        Visit("children, director of all", "director", lambda c: c.get(reverse("chart:children"))),
        Visit("a child's page, therapist", "therapist", lambda c: c.get(reverse("chart:child", args=[maya]))),
        Visit("a child's page, teacher", "teacher", lambda c: c.get(reverse("chart:child", args=[pupil]))),
        Visit("a child's page, director of all", "director", lambda c: c.get(reverse("chart:child", args=[maya]))),
        Visit("the week, therapist", "therapist", lambda c: c.get(reverse("chart:week", args=[maya]))),
        Visit("the classroom board, teacher", "teacher", lambda c: c.get(reverse("classroom:board"))),
        Visit("saving a note, therapist", "therapist", save),
    ]


def child_of(part: str) -> Any:
    """Return the first child of somebody's caseload."""
    from trefoil.demo.cast import EMAILS
    from trefoil.ground.access.session import seen_by
    from trefoil.ground.people import queries
    from trefoil.ground.people.models import Account

    viewer = Account.objects.get(email=EMAILS[part]).person_id
    with seen_by(viewer):
        return queries.children_of_team(viewer).values_list("pk", flat=True)[0]


def _note_to_save(child: Any) -> Callable[[Any], Any]:
    """Record a session through its page, and return the request that saves a draft of its note."""
    from django.urls import reverse
    from django.utils import timezone

    from trefoil.care.sessions.models import Session
    from trefoil.demo.cast import EMAILS
    from trefoil.ground.access.session import seen_by
    from trefoil.ground.people.models import Account

    held = timezone.localtime(timezone.now() - timedelta(hours=2))
    sent = {"kind": "individual", "held_at": f"{held:%Y-%m-%dT%H:%M}", "minutes": "45", "status": "attended"}
    answer = signed_in("therapist").post(reverse("sessions:walk_in", args=[child]), sent)
    assert answer.status_code == 302, answer.content[:2000]
    viewer = Account.objects.get(email=EMAILS["therapist"]).person_id
    with seen_by(viewer):
        session = Session.objects.filter(child_id=child, staff_id=viewer).latest("at")
    words = iter(range(1_000_000))
    address = reverse("sessions:autosave", args=[session.pk])
    return lambda client: client.post(address, {"did": f"Breathing, sorting cards {next(words)}", "went": "Well."})
