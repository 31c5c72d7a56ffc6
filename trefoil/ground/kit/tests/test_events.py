"""News: told once, with the change or not at all, and brought to whoever subscribed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction

from trefoil.ground.kit import events, jobs
from trefoil.ground.kit.tests.rehearsed import LeafFell

LEAVES = "select args from procrastinate_jobs where task_name = 'deliver' and args->>'event' like '%LeafFell'"
AT = datetime(2026, 11, 19, 15, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch):
    """What a subscriber of `LeafFell` has heard."""
    found = []
    monkeypatch.setitem(events._subscribers, events.event_name(LeafFell), [])

    def listen(event: LeafFell) -> None:
        found.append(event)

    monkeypatch.setattr("trefoil.ground.kit.tests.rehearsed.fail", listen)
    listen.__module__, listen.__qualname__ = "trefoil.ground.kit.tests.rehearsed", "fail"
    events.on(LeafFell)(listen)
    return found


def leaf(**more):
    return LeafFell(**{"leaf_id": uuid4(), "at": AT, "voice": "home", "turns": 3, **more})


def deferred():
    with connection.cursor() as cursor:
        cursor.execute(
            "select args from procrastinate_jobs where task_name = 'deliver' and args->>'event' like '%LeafFell'"
        )
        return [row[0] for row in cursor.fetchall()]


def test_an_event_comes_back_as_it_was():
    for event in (leaf(), leaf(noted_at=AT)):
        assert events.unpack(events.event_name(LeafFell), events.pack(event)) == event


def test_an_event_carries_no_thing_that_could_name_somebody():
    @dataclass(frozen=True)
    class Told:
        child: object

    with pytest.raises(TypeError):
        events.pack(Told(child={"name": "Maya"}))


def test_a_committed_change_defers_its_subscribers_with_it(db, heard):
    with transaction.atomic():
        jobs.defer_delivery(leaf())
    assert [job["subscriber"] for job in _args(deferred())] == ["trefoil.ground.kit.tests.rehearsed:fail"]


def test_a_change_that_is_rolled_back_tells_nothing(db, heard):
    with transaction.atomic():
        jobs.defer_delivery(leaf())
        assert deferred()
        transaction.set_rollback(True)
    assert deferred() == []


def test_what_is_told_is_not_there_for_others_before_the_commit(db, heard):
    from tests.links import connect

    jobs.defer_delivery(leaf())
    with connect("default") as other:
        assert (
            other.execute("select count(*) from procrastinate_jobs where args->>'event' like '%LeafFell'").fetchone()[0]
            == 0
        )
    assert deferred()


def test_delivering_brings_the_event_to_the_subscriber(db, heard):
    event = leaf()
    jobs.defer_delivery(event)
    [job] = _args(deferred())
    jobs.deliver(**job)
    assert heard == [event]


def test_nobody_subscribes_twice(heard):
    name = events.event_name(LeafFell)
    [before] = events.subscribers(name)
    events.on(LeafFell)(events._subscribers[name][0])
    assert events.subscribers(name) == [before]


def _args(found):
    import json

    return [json.loads(f) if isinstance(f, str) else f for f in found]
