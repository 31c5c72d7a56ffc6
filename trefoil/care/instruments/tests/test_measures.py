"""Measures of a program: asked when due, of whoever may answer, once; and what became of it is counted."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.cast import release_together
from trefoil.care.instruments import actions, jobs, measure_queries, measure_rules, measures, packs, queries
from trefoil.care.instruments.measure_types import Asked, Closed, Informant, Rhythm, Standing
from trefoil.care.instruments.models import Assignment
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.worklist.models import Task

AT = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
MONTHLY = Rhythm(first_after_days=0, every_days=28, days_to_answer=7)
DAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def for_anybody(monkeypatch):
    """A form that caregivers and teachers may answer too."""
    shelf = packs.installed()
    wide = dataclasses.replace(shelf["phq-9"], informants=tuple(Informant))
    monkeypatch.setattr(packs, "installed", lambda *_: shelf | {"phq-9": wide})


@pytest.fixture
def set_for(cast, as_):
    def set_it(informant, rhythm=MONTHLY, key="phq-9"):
        with as_("supervisor"):
            return measures.set_measure(
                organization=cast.organizations["clinic"],
                key=key,
                informant=informant,
                rhythm=rhythm,
                by=cast.person("supervisor"),
                at=AT,
            )

    return set_it


def run(at=AT):
    with seen_by(measures.ROBOT, at):
        return measures.ask_due(at=at)


def of(cast, as_, child, part="therapist"):
    with as_(part):
        return list(Assignment.objects.filter(child=cast.children[child]).order_by("at"))


def test_whoever_is_due_is_asked_once(cast, as_, set_for):
    set_for(Informant.YOUTH)

    first, again = run(), run()

    assert first > 0
    assert again == 0
    (asked,) = of(cast, as_, "maya")
    assert (asked.asked_of_id, asked.informant, asked.due_on) == (cast.person("maya").pk, "youth", date(2026, 10, 12))
    assert asked.author_id == cast.person("therapist").pk
    with as_("maya"):
        assert Task.objects.filter(kind="answer_questionnaire", subject_id=asked.pk).exists()


def test_the_morning_asks_by_itself(cast, as_, set_for):
    set_for(Informant.YOUTH)

    jobs.ask_due_measures(0)

    assert len(of(cast, as_, "maya")) == 1


def test_a_caregiver_kept_out_by_an_order_is_never_asked(cast, as_, set_for):
    set_for(Informant.CAREGIVER)
    run()

    (asked,) = of(cast, as_, "maya")

    assert asked.asked_of_id == cast.person("mother").pk
    with as_("father"):
        assert not Assignment.objects.exists()
        assert not Task.objects.filter(kind="answer_about_child").exists()


def test_a_teacher_sees_and_answers_what_they_were_asked_and_nothing_else(cast, as_, set_for):
    set_for(Informant.YOUTH)
    set_for(Informant.TEACHER)
    run()

    with as_("teacher"):
        (asked,) = Assignment.objects.filter(child=cast.children["maya"])
        assert asked.asked_of_id == cast.person("teacher").pk
        measures.close(assignment=asked, how=Closed.DECLINED, by=cast.person("teacher"), at=AT)
    with as_("aide"):
        assert not Assignment.objects.filter(child=cast.children["maya"]).exists()
    stands = {a.informant: a.closed_as for a in of(cast, as_, "maya")}
    assert stands == {"youth": "", "teacher": "declined"}


def test_nobody_closes_what_another_was_asked(cast, as_, set_for):
    set_for(Informant.YOUTH)
    run()
    (asked,) = of(cast, as_, "maya")
    with as_("mother"), pytest.raises(Denied):
        measures.close(assignment=asked, how=Closed.DECLINED, by=cast.person("mother"), at=AT)


def test_what_is_closed_cannot_be_closed_again_and_takes_no_answer(cast, as_, set_for):
    set_for(Informant.YOUTH)
    run()
    maya = cast.person("maya")
    (asked,) = of(cast, as_, "maya")
    with as_("maya"):
        measures.close(assignment=asked, how=Closed.DECLINED, by=maya, at=AT)
        assert not queries.open_assignments(maya).exists()
        with pytest.raises(Refused):
            measures.close(assignment=asked, how=Closed.DECLINED, by=maya, at=AT)
        with pytest.raises(Refused):
            actions.answer(assignment=asked, link_id="/44250-9", code=None, language="en", by=maya, at=AT)


def test_what_was_not_begun_lapses_when_the_next_is_due(cast, as_, set_for):
    set_for(Informant.YOUTH)
    run()
    assert run(AT + timedelta(days=27)) == 0
    assert run(AT + timedelta(days=28)) > 0
    assert [a.closed_as for a in of(cast, as_, "maya")] == ["lapsed", ""]


def test_who_leaves_is_not_waited_for(cast, as_, set_for, monkeypatch):
    set_for(Informant.YOUTH)
    run()
    maya = cast.children["maya"].pk
    there = measure_queries.on_teams
    monkeypatch.setattr(measure_queries, "on_teams", lambda *a: [s for s in there(*a) if s.child.pk != maya])

    run(AT + timedelta(days=1))

    assert [a.closed_as for a in of(cast, as_, "maya")] == ["left"]


def test_the_standing_of_a_child_is_what_the_page_says(cast, as_, set_for):
    release_together(cast, cast.children["maya"], "mother", datetime(2026, 9, 2, 13, 0, tzinfo=UTC))
    set_for(Informant.YOUTH)
    clinic, maya = cast.organizations["clinic"].pk, cast.children["maya"].pk
    with as_("therapist"):
        assert [r.standing for r in measure_queries.standings(clinic, AT, maya)] == [Standing.TO_ASK]
    run()
    with as_("therapist"):
        assert [r.standing for r in measure_queries.standings(clinic, AT, maya)] == [Standing.DUE]
        late = AT + timedelta(days=8)
        assert [r.standing for r in measure_queries.standings(clinic, late, maya)] == [Standing.OVERDUE]
        (rate,) = measure_queries.rates(clinic, late, AT - timedelta(days=1))
        assert rate.overdue == rate.asked > 0


def test_a_measure_is_set_once_and_ends(cast, as_, set_for):
    measure = set_for(Informant.YOUTH)
    with pytest.raises(Refused):
        set_for(Informant.YOUTH)
    with as_("supervisor"):
        measures.end_measure(measure=measure, by=cast.person("supervisor"), at=AT)
    assert run() == 0
    with as_("outsider"), pytest.raises(Refused):
        measures.end_measure(measure=measure, by=cast.person("outsider"), at=AT)


@pytest.mark.parametrize("rhythm", [Rhythm(0, 6, 3), Rhythm(0, 28, 0), Rhythm(0, 28, 28)])
def test_a_rhythm_leaves_time_to_answer(rhythm):
    assert measure_rules.why_not_set(rhythm, is_set=False)


def test_who_it_is_not_made_for_is_not_asked(set_for, monkeypatch):
    monkeypatch.undo()
    with pytest.raises(Refused, match="not made for"):
        set_for(Informant.TEACHER)


def test_one_rater_over_time():
    first, second = uuid4(), uuid4()
    past = [Asked(first, DAY, None), Asked(second, DAY + timedelta(days=28), None)]
    assert measure_rules.who_answers([first, second], past) == second
    assert measure_rules.who_answers([first], past) == first
    assert measure_rules.who_answers([], past) is None


def test_the_parts_of_a_rate_add_up_and_few_give_no_percentage():
    person = uuid4()
    askings = [
        Asked(person, DAY, DAY, is_answered=True),
        Asked(person, DAY, DAY - timedelta(days=1)),
        Asked(person, DAY, DAY),
        *(Asked(person, DAY, DAY, closed_as=c) for c in Closed),
    ]
    (rate,) = measure_rules.rates([("teacher", a) for a in askings], DAY)
    parts = (rate.answered, rate.due, rate.overdue, rate.declined, rate.left, rate.lapsed)
    assert parts == (1, 1, 1, 1, 1, 1)
    assert rate.asked == 6
    assert measure_rules.percent(rate.answered, rate.asked) is None
    assert measure_rules.percent(7, 10) == 70
