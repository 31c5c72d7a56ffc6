"""The trail in words, and the jobs that failed."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

import trefoil
from trefoil.doors.console.trail import Asked, trail_lines
from trefoil.doors.console.words import CATEGORIES, page_words
from trefoil.ground.access import actions as access
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category
from trefoil.ground.kit import queue
from trefoil.ground.kit.clock import now

TRAIL = "/console/trail/"


@pytest.fixture
def read(released):
    """The teacher read Maya's and Jonah's page, the outsider was refused."""
    at = now()
    for part, kind, child, minutes in (
        ("teacher", "read", "maya", 3), ("teacher", "read", "jonah", 2), ("outsider", "denied", "maya", 1)
    ):  # fmt: skip
        person = released.person(part)
        with seen_by(person):
            access.record(
                kind=kind, page="child", by=person.pk, at=at - timedelta(minutes=minutes),
                children=[released.children[child].pk], categories=["demographics"], bases=["care_team"],
            )  # fmt: skip
    return released


def _told(cast, **asked):
    with seen_by(cast.person("privacy")):
        return [
            (line.who, line.kind, line.children)
            for line in trail_lines(Asked(**asked))[0]
            if line.page == "the child's page"
        ]


def test_the_newest_come_first(read):
    assert _told(read) == [
        ("Grace Kim", "denied", ["Maya Reyes"]),
        ("Sofia Ruiz", "read", ["Jonah Berg"]),
        ("Sofia Ruiz", "read", ["Maya Reyes"]),
    ]


def test_it_is_narrowed_by_child_by_person_and_by_kind(read):
    assert [who for who, *_ in _told(read, child=read.children["maya"].pk)] == ["Grace Kim", "Sofia Ruiz"]
    assert [who for who, *_ in _told(read, about="berg")] == ["Sofia Ruiz"]
    assert [kind for _, kind, _ in _told(read, who="kim")] == ["denied"]
    assert [kind for _, kind, _ in _told(read, kind="denied")] == ["denied"]
    assert _told(read, about="nobody") == _told(read, who="nobody") == []


def test_it_goes_on_where_it_ended(read, monkeypatch):
    monkeypatch.setattr("trefoil.doors.console.trail.PAGE", 1)
    from trefoil.doors.console.forms import TrailForm

    seen, cursor = [], ""
    with seen_by(read.person("privacy")):
        for _ in range(3):
            lines, cursor = trail_lines(TrailForm({"before": cursor}).asked())
            seen += [line.who for line in lines]
    assert seen[0] == "Grace Kim"
    assert seen[1:] == ["Sofia Ruiz", "Sofia Ruiz"]


def test_the_page_speaks_plainly(read, sign_in):
    page = sign_in("privacy").get(TRAIL, {"about": "maya", "who": "kim"}).content.decode()
    assert "Was refused" in page
    assert "the child&#x27;s page" in page
    assert "who_sees" not in page


NONSENSE = (
    "before=nonsense",
    "before=2026-01-01T00:00:00%2B00:00_x",
    "before=2026-13-01T00:00:00%2B00:00_7",
    "child=7",
    "kind=else",
)


@pytest.mark.parametrize("query", NONSENSE)
def test_what_cannot_be_understood_narrows_nothing(read, sign_in, query):
    assert sign_in("privacy").get(f"{TRAIL}?{query}").status_code == 200


def test_every_page_and_event_has_words():
    assert page_words("RatingsTranscribed") == "ratings transcribed"
    assert page_words("sessions:walk_in") == "sessions: walk in"
    for name in _names_in_the_trail():
        words = page_words(name)
        assert "_" not in words, name
        assert words == words[:1] + words[1:].replace("Today", "").strip() or words in ("Today",) or words.islower(), (
            name
        )
    assert set(CATEGORIES) == set(Category)


def _names_in_the_trail():
    """The names of pages, as they are given to the gate anywhere in the product."""
    names = set()
    for path in Path(trefoil.__file__).parent.rglob("*views.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "page" and isinstance(node.value, ast.Constant):
                names.add(str(node.value.value))
    return sorted(names)


FAILED = """
insert into procrastinate_jobs (queue_name, task_name, priority, args, status, attempts)
values ('default', 'deliver', 0, '{"subscriber": "trefoil.ground.consent.handlers:nudge_signer"}', 'failed', 6)
returning id
"""
TROUBLE = """
insert into kit_job_trouble values (%s, 'SMTPServerDisconnected', 'ground.people.letters, _send, line 40', now())
"""


@pytest.fixture
def failed_job(cast):
    with connection.cursor() as cursor:
        cursor.execute(FAILED)
        number = cursor.fetchone()[0]
        cursor.execute(TROUBLE, [number])
    return number


@pytest.mark.parametrize("part", ["therapist", "teacher", "coordinator", "outsider", "mother", "maya"])
def test_jobs_are_for_those_who_run_the_program(cast, sign_in, failed_job, part):
    client = sign_in(part)
    assert client.get("/console/jobs/").status_code == 404
    assert client.post(f"/console/jobs/{failed_job}/again/").status_code == 404
    assert queue.state().failed == 1


@pytest.mark.parametrize("part", ["director", "privacy"])
def test_the_page_says_what_failed_and_why(cast, sign_in, failed_job, part):
    page = sign_in(part).get("/console/jobs/").content.decode()
    assert "Nudge signer" in page
    assert "smtpserver disconnected" in page or "smtp" in page
    assert "ground.people.letters, _send, line 40" in page
    assert "No worker is running" in page


def test_run_again_puts_the_job_back_once(cast, sign_in, failed_job):
    client = sign_in("director")
    again = reverse("console:run_again", args=[failed_job])
    assert client.get(again).status_code == 405
    assert client.post(again).url == "/console/jobs/"
    state = queue.state()
    assert (state.failed, state.waiting) == (0, 1)
    assert "not waiting for that any more" in client.post(again, follow=True).content.decode()
    assert queue.state().waiting == 1


def test_a_job_that_is_not_there_is_no_fault(cast, sign_in):
    assert sign_in("director").post(reverse("console:run_again", args=[999_999])).status_code == 302
