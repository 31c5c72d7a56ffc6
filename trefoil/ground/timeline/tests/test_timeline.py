"""Looking back: each sees the entries of what they may see, newest first, each in its own voice."""

import string
from datetime import timedelta

import pytest

from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.types import Category
from trefoil.ground.timeline import actions, queries
from trefoil.ground.timeline.models import Entry
from trefoil.ground.timeline.sentences import SENTENCES, sentence_of
from trefoil.ground.timeline.types import Voice

SCHOOL, CLINIC = Category.BEHAVIOR_OBSERVATIONS, Category.SESSION_NOTES


@pytest.fixture
def maya(released):
    return released.children["maya"]


@pytest.fixture
def note(released, as_, maya, at):
    def put(category, part, minutes, **more):
        keeper = released.staff[part].organization_id
        with as_(part):
            where = compartment_for(child_id=maya.pk, category=category, custodian_id=keeper)
            actions.note(
                child=maya, compartment=where, at=at - timedelta(minutes=minutes), by=released.person(part),
                **{"kind": "home_note", "voice": Voice.SCHOOL, "params": {"text": f"{minutes} minutes ago"}, **more},
            )  # fmt: skip
            return where

    return put


def _seen(as_, part, maya, **how):
    with as_(part):
        return [line.sentence for line in queries.timeline(maya.pk, **how) if line.kind != "release_signed"]


def test_the_newest_come_first_and_each_sees_what_is_theirs(as_, maya, note):
    note(SCHOOL, "teacher", 3)
    note(CLINIC, "therapist", 2, voice=Voice.CLINIC)
    note(SCHOOL, "teacher", 1)
    assert _seen(as_, "therapist", maya) == ["1 minutes ago", "2 minutes ago", "3 minutes ago"]
    assert _seen(as_, "teacher", maya) == ["1 minutes ago", "3 minutes ago"]
    assert _seen(as_, "outsider", maya) == []


def test_it_is_narrowed_by_voice_by_kind_and_by_time(as_, maya, note, at):
    note(SCHOOL, "teacher", 3)
    note(CLINIC, "therapist", 2, voice=Voice.CLINIC)
    note(SCHOOL, "teacher", 1, kind="rating", params={"regulation": 7, "engagement": 8})
    assert _seen(as_, "therapist", maya, voices=[Voice.CLINIC]) == ["2 minutes ago"]
    assert _seen(as_, "therapist", maya, kinds=["rating"]) == ["Regulation 7, engagement 8"]
    assert _seen(as_, "therapist", maya, before=at - timedelta(minutes=2)) == ["3 minutes ago"]
    assert len(_seen(as_, "therapist", maya, limit=1)) == 1


def test_since_yesterday_and_the_newest_of_all_hold_only_what_one_may_see(released, as_, maya, note, at):
    note(SCHOOL, "teacher", 3)
    note(CLINIC, "therapist", 2, voice=Voice.CLINIC)
    note(SCHOOL, "teacher", 3 * 24 * 60)
    with as_("teacher"):
        assert [one.sentence for one in queries.newest_since(at - timedelta(days=1), [maya.pk])] == ["3 minutes ago"]
        assert len([one for one in queries.newest(at) if one.kind == "home_note"]) == 2
    with as_("outsider"):
        assert queries.newest(at) == []


def test_who_wrote_sees_their_own_where_they_see_no_more(released, as_, maya, note):
    note(CLINIC, "therapist", 2, voice=Voice.CLINIC)
    note(CLINIC, "peer", 1, voice=Voice.CLINIC)
    assert _seen(as_, "peer", maya) == ["1 minutes ago"]


def test_a_correction_changes_what_an_entry_says(as_, maya, note):
    from uuid import uuid4

    subject = uuid4()
    note(SCHOOL, "teacher", 1, kind="rating", params={"regulation": 7, "engagement": 8}, subject_id=subject)
    with as_("teacher"):
        assert actions.amend(subject_id=subject, kind="rating", params={"regulation": 2, "engagement": 8}) == 1
    assert _seen(as_, "teacher", maya) == ["Regulation 2, engagement 8"]
    with as_("outsider"):
        assert actions.amend(subject_id=subject, kind="rating", becomes="home_note") == 0


def test_an_entry_names_child_voice_and_writer(released, as_, maya, note):
    note(SCHOOL, "teacher", 1)
    with as_("therapist"):
        [line] = queries.timeline(maya.pk, kinds=["home_note"])
    assert (line.child, line.voice, line.author) == ("Maya", "school", "Sofia Ruiz")


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_kind_makes_a_sentence_even_without_its_parameters(kind):
    fields = {name for _, name, *_ in string.Formatter().parse(str(SENTENCES[kind])) if name}
    assert all(field.isidentifier() for field in fields)
    whole = sentence_of(kind, dict.fromkeys(fields, "something"))
    assert whole
    assert "{" not in whole
    assert "{" not in sentence_of(kind, {})


def test_an_unknown_kind_is_said_in_its_own_words():
    assert sentence_of("went_outside", {}) == "went outside"
    assert Entry._meta.db_table == "timeline_entry"
