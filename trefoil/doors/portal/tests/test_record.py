"""What the contexts of care bring when the record is asked for."""

from datetime import timedelta

import pytest

from trefoil.care.instruments import actions as instruments
from trefoil.care.instruments import packs
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import Status, Text
from trefoil.ground.access.types import Category
from trefoil.ground.kit.clock import now
from trefoil.ground.requests import actions, queries


@pytest.fixture
def at():
    return now()


@pytest.fixture
def asked(released, as_, at):
    """A signed note and a draft about Maya; Elena asks the clinic for everything."""
    maya, by = released.children["maya"], {"by": released.person("therapist"), "at": at}
    for days, words in ((2, "We practiced the break card."), (1, "A draft that is nobody's yet.")):
        with as_("therapist", at):
            held = sessions.record(child=maya, kind=Kind.CHECK_IN, held_at=at - timedelta(days=days), minutes=20,
                                   status=Status.ATTENDED, **by)  # fmt: skip
            note = sessions.write(session=held, text=Text(did=words, went="Calm."), **by)
            if days == 2:
                sessions.sign(note=note, **by)
    with as_("mother", at):
        mother = released.person("mother")
        return actions.ask(child=maya, custodian=released.organizations["clinic"], requester=mother, by=mother, at=at)


def test_signed_notes_are_offered_word_for_word_and_drafts_are_not(asked, as_, at):
    with as_("supervisor", at):
        notes = [item for item in queries.items_for(asked, at) if item.kind == "note"]
    assert [(n.text, n.who) for n in notes] == [("We practiced the break card.\nCalm.", "Adaeze Okafor")]


def test_what_is_asked_for_narrows_what_is_offered(asked, as_, at):
    asked.categories = [Category.SCHEDULE]
    with as_("supervisor", at):
        assert all(item.category == Category.SCHEDULE for item in queries.items_for(asked, at))
        asked.categories, asked.ends_on = [], (at - timedelta(days=30)).date()
        assert queries.items_for(asked, at) == []


def test_nothing_is_offered_that_the_requester_may_not_see(asked, released, as_, at):
    asked.requester = released.person("father")  # a court took the medical side from him
    with as_("supervisor", at):
        assert {item.category for item in queries.items_for(asked, at)} <= {"school_plan", "education_records"}


def test_scores_are_offered_with_the_name_of_the_questionnaire(asked, released, as_, at):
    maya, youth = released.children["maya"], released.person("maya")
    with as_("supervisor", at):
        instruments.set_duty(staff=released.staff["supervisor"], starts_at=at, ends_at=at + timedelta(days=7),
                             by=released.person("supervisor"), at=at)  # fmt: skip
    with as_("therapist", at):
        task = instruments.assign(child=maya, key="phq-9", by=released.person("therapist"), at=at)
    with as_("maya", at):
        for question in packs.installed()["phq-9"].questionnaire.questions:
            if question.options:
                instruments.answer(assignment=task, link_id=question.link_id, code=question.options[1].code,
                                   language="en", by=youth, at=at)  # fmt: skip
        instruments.finish(assignment=task, by=youth, at=at)
    with as_("supervisor", at):
        asked.requester = youth
        [score] = [item for item in queries.items_for(asked, at) if item.kind == "score"]
    assert score.line.startswith("PHQ-9: ")
