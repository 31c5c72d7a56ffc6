"""The rulebook's pages: for staff, searchable, as of a day, and honest about what cannot be used."""

import pytest

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
