"""The tables before the wall: what stands in them lets nobody in, whoever reads or writes them."""

import base64
import pickle

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from trefoil.ground.kit.sessions import SessionStore, row_of

pytestmark = pytest.mark.django_db


def _session(**values):
    store = SessionStore()
    store.update(values)
    store.create()
    store.save()
    return store


def test_a_session_comes_back_to_its_cookie():
    store = _session(who="teacher")
    assert SessionStore(store.session_key)["who"] == "teacher"
    again = SessionStore(store.session_key)
    again["who"] = "therapist"
    again.save()
    assert SessionStore(store.session_key)["who"] == "therapist"
    assert store.exists(store.session_key)
    again.delete()
    assert SessionStore(store.session_key).get("who") is None
    assert not store.exists(store.session_key)


def test_the_table_holds_no_cookie():
    store = _session(who="teacher")
    [row] = Session.objects.all()
    assert row.session_key == row_of(store.session_key) != store.session_key
    assert SessionStore(row.session_key).get("who") is None


def test_a_session_copied_into_another_ones_row_is_empty():
    mine, theirs = _session(who="father"), _session(who="therapist")
    stolen = Session.objects.get(session_key=row_of(theirs.session_key)).session_data
    Session.objects.filter(session_key=row_of(mine.session_key)).update(session_data=stolen)
    assert SessionStore(mine.session_key).get("who") is None


def test_flush_and_cycle_leave_the_old_cookie_nothing():
    store = _session(who="teacher")
    old = store.session_key
    store.cycle_key()
    assert SessionStore(store.session_key)["who"] == "teacher"
    assert SessionStore(old).get("who") is None
    store.flush()
    assert Session.objects.count() == 0


@pytest.mark.parametrize("value", [[1.5, 2.5], {"a": [1]}, True, "text", None, 7])
def test_the_cache_gives_back_what_it_was_given(value):
    cache.set("k", value)
    assert cache.get("k") == value
    assert cache.add("k", value) is False
    cache.delete("k")


def test_a_pickle_in_the_cache_runs_nothing():
    cache.set("k", 1)
    written = base64.b64encode(pickle.dumps(print)).decode()
    with connection.cursor() as cursor:
        cursor.execute("update kit_cache set value = %s", [written])
    assert cache.get("k") is None
