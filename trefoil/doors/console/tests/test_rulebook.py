"""The rulebook's pages: for staff, searchable, as of a day, and honest about what cannot be used."""

import pytest
from django.db import connection

from trefoil.ground.access import jobs
from trefoil.ground.access.actions import Denied, compartment_for, require
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, May
from trefoil.ground.people import law as following
from trefoil.ground.rulebook import queries

BOOK, MINNESOTA = "/console/rulebook/", "/console/rulebook/us-mn/"
OWN = """
[pack]
title = "Test state (made up for the tests, no real law)"
extends = "us-mn"

[[rule]]
key = "hold_hours"
value = 24
says = "Made up for the tests: a shorter hold."
source = "none: made up"
read_on = 2026-11-21
certainty = "design"
effective_from = 2030-01-01
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = tmp_path / "rulebook"
    folder.mkdir()
    monkeypatch.setattr(queries, "own_folder", lambda: folder)
    return folder


@pytest.mark.parametrize("part", ["privacy", "director", "teacher", "therapist", "outsider"])
def test_rulebook_is_open_to_staff(cast, sign_in, part):
    page = sign_in(part).get(BOOK).content.decode()
    assert "Minnesota" in page
    assert "not legal advice" in page


@pytest.mark.parametrize("part", ["mother", "maya"])
def test_rulebook_is_closed_to_families(cast, sign_in, part):
    client = sign_in(part)
    assert [client.get(url).status_code for url in (BOOK, MINNESOTA)] == [404, 404]


def test_pack_shows_the_table_and_every_rule_with_its_source(cast, sign_in):
    page = sign_in("privacy").get(MINNESOTA).content.decode()
    assert "Minn. Stat. 144.293 subd. 4" in page
    assert "read in a public copy" in page
    assert "believed, to be confirmed" in page
    assert 'data-label="Teacher"' in page
    assert "the author and a trainee&#x27;s supervisor" in page
    law = queries.find("us-mn")
    assert all(f'id="{rule.key}"' in page for rule in law.rules)


def test_pack_is_searched_by_words_and_by_certainty(cast, sign_in):
    client = sign_in("privacy")
    found = client.get(MINNESOTA, {"q": "jeopardize parent"}).content.decode()
    assert 'id="jeopardy_override"' in found
    assert 'id="hold_hours"' not in found
    believed = client.get(MINNESOTA, {"sure": "believed"}).content.decode()
    assert 'id="clock.access_mgdpa"' in believed
    assert 'id="hold_hours"' not in believed
    assert "No such rule" in client.get(MINNESOTA, {"q": "zeppelin"}).content.decode()


def test_pack_is_shown_as_of_a_day(cast, sign_in, own):
    (own / "us-zz.toml").write_text(OWN)
    client = sign_in("privacy")
    now, later = (client.get("/console/rulebook/us-zz/", {"on": on}).content.decode() for on in ("", "2030-01-01"))
    assert "Not in force on that day" in now
    assert "48 hours" in now
    assert "from 2030-01-01" in later
    assert "this program's own" in client.get(BOOK).content.decode()


def test_a_file_that_cannot_be_used_is_named_and_breaks_nothing_else(cast, sign_in, own):
    (own / "us-zz.toml").write_text(OWN.replace("24", "none"))
    client = sign_in("privacy")
    assert "us-zz.toml: cannot be read" in client.get(BOOK).content.decode()
    assert client.get("/console/rulebook/us-zz/").status_code == 404
    assert client.get(MINNESOTA).status_code == 200


@pytest.mark.parametrize("query", ["on=tomorrow", "on=2026-13-01", "sure=very", "q=%00", "on=0001-01-01"])
def test_what_cannot_be_understood_narrows_nothing(cast, sign_in, query):
    assert sign_in("privacy").get(f"{MINNESOTA}?{query}").status_code == 200


FEDERAL = "/console/rulebook/us/follow/"


def test_follow_says_what_changes_before_it_is_signed(cast, sign_in):
    page = sign_in("privacy").get(FEDERAL).content.decode()
    assert "Treatment elsewhere needs a consent" in page
    assert "does not apply" in page or "—" in page
    assert "A release runs at most" not in page


@pytest.mark.parametrize("part", ["director", "therapist", "mother"])
def test_follow_is_for_the_privacy_officer(cast, sign_in, part):
    client = sign_in(part)
    assert [client.get(FEDERAL).status_code, client.post(FEDERAL).status_code] == [404, 404]


def test_follow_needs_the_officers_own_name_and_a_change(cast, sign_in):
    client = sign_in("privacy")
    assert client.post(FEDERAL, {"typed_name": "Somebody Else"}).status_code == 422
    mine = {"typed_name": str(cast.person("privacy"))}
    assert client.post("/console/rulebook/us-mn/follow/", mine).status_code == 422
    assert client.post("/console/rulebook/us-xx/follow/", mine).status_code == 404


CLOSING = "/console/rulebook/us-zz/"


def closed_by(own, cast):
    """Write a pack by which the classroom's observations are closed to the teacher; return their compartment."""
    row = OWN.replace("hold_hours", "table.behavior_observations").replace("24", '"P P x c c cm x P c m c m d x"')
    (own / "us-zz.toml").write_text(row.replace("effective_from = 2030-01-01", ""))
    maya, school, teacher = cast.children["maya"], cast.organizations["school"], cast.person("teacher")
    with seen_by(cast.person("social_worker")):
        classroom = compartment_for(child_id=maya.pk, category=Category.BEHAVIOR_OBSERVATIONS, custodian_id=school.pk)
    with seen_by(teacher):
        require(teacher, classroom, May.READ)
    return classroom


def test_follow_changes_what_is_open_at_once_and_is_kept_in_the_trail(cast, sign_in, own):
    teacher, classroom = cast.person("teacher"), closed_by(own, cast)
    client = sign_in("privacy")
    signed = client.post(f"{CLOSING}follow/", {"typed_name": str(cast.person("privacy"))})
    assert signed.url == CLOSING
    with seen_by(teacher), pytest.raises(Denied):
        require(teacher, classroom, May.READ)
    assert "since" in client.get("/console/rulebook/us-zz/").content.decode()
    assert "igned whose law the records follow" in client.get("/console/trail/").content.decode()


def test_what_is_judged_anew_later_is_said_until_it_is_done(cast, sign_in, own, monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 0)
    teacher, classroom = cast.person("teacher"), closed_by(own, cast)
    client = sign_in("privacy")
    client.post(f"{CLOSING}follow/", {"typed_name": str(cast.person("privacy"))})
    assert "are being judged anew" in client.get(CLOSING).content.decode()
    assert "are being judged anew" in client.get(BOOK).content.decode()
    finish("failed")
    assert "has failed" in client.get(BOOK).content.decode()
    jobs.rebuild_grants()
    finish("succeeded")
    assert "judg" not in client.get(BOOK).content.decode()
    with seen_by(teacher), pytest.raises(Denied):
        require(teacher, classroom, May.READ)


def finish(status):
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = %s where task_name = 'rebuild_grants'", [status])
