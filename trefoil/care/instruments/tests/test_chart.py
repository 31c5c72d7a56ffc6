"""The course of an instrument: told apart without color, gaps left as gaps, and the same in words."""

import dataclasses
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from trefoil.care.instruments import chart
from trefoil.care.instruments.change import Category, Lamp
from trefoil.care.instruments.chart import Gap
from trefoil.care.instruments.types import Change, Reading
from trefoil.ground.timeline.queries import TimelineLine

from .shelf import PHQ9

START = datetime(2026, 9, 7, 15, 0, tzinfo=UTC)
YOUTH, MOTHER = ("youth", "Maya Rivera"), ("caregiver", "Elena Rivera")


def read(week, value, who=YOUTH, flags=()):
    return Reading(
        response_id=uuid4(),
        at=START + timedelta(weeks=week),
        key="phq-9",
        instrument="PHQ-9",
        value=value,
        maximum=27,
        band="moderate" if value else None,
        unanswered=0 if value is not None else 2,
        reaches_cut=bool(value and value >= 11),
        flags=flags,
        answered_by=who[1],
        language="en",
        mode="alone",
        difference=None,
        change=Change.FIRST,
        informant=who[0],
    )


def entry(week, kind="plan_signed"):
    return TimelineLine(
        id=uuid4(), at=START + timedelta(weeks=week), kind=kind, voice="clinic", sentence="The plan was signed",
        author="", url="", child_id=uuid4(), child="Maya",
    )  # fmt: skip


ANYBODY = dataclasses.replace(PHQ9, informants=("youth", "caregiver"))


def story(readings, weeks=12, form=ANYBODY, **more):
    return chart.tell(form, readings, at=START + timedelta(weeks=weeks), **more)


def test_two_who_answer_have_a_line_each_told_apart_by_shape_and_dash():
    told = story([read(0, 18), read(4, 15), read(0, 9, MOTHER), read(4, 8, MOTHER)])
    assert [(t.informant, t.name) for t in told.tellers] == [("Youth", "Maya Rivera"), ("Caregiver", "Elena Rivera")]
    assert 'stroke-dasharray="8 4"' in told.chart.svg
    assert told.chart.svg.count('class="chart-voice-line"') >= 4
    values = [row[2] for row in told.chart.table.rows]
    assert sorted(values) == ["15", "18", "8", "9"]


def test_in_which_order_they_are_read_changes_nothing():
    readings = [read(0, 18), read(4, 15), read(0, 9, MOTHER), read(4, None, MOTHER)]
    forward, back = story(readings), story(readings[::-1])
    assert forward.chart == back.chart
    assert forward.tellers == back.tellers


def test_nobodys_change_is_another_ones():
    told = story([read(0, 18), read(4, 9, MOTHER)])
    assert [t.course.category for t in told.tellers] == [Category.NOT_CLASSIFIABLE] * 2


def test_of_whom_it_is_not_made_for_nothing_is_classified():
    told = story([read(0, 20, MOTHER), read(4, 3, MOTHER)], form=PHQ9)
    assert told.tellers[0].course.category is Category.NOT_CLASSIFIABLE
    assert (told.ribbon_of, told.points) == ("", "")


def test_a_gap_breaks_the_line_and_is_named():
    readings = [read(0, 18), read(4, 15), read(8, None), read(12, 14)]
    told = story(readings, gaps=[Gap("youth", "Maya Rivera", START + timedelta(weeks=10), "declined")])
    line = told.chart.svg.count('d="M') - story([read(0, 18), read(4, 15)]).chart.svg.count('d="M')
    assert line >= 2
    assert ("no score", "declined") in {row[2:] for row in told.chart.table.rows}
    assert "not computable" in told.tellers[0].last[1]


def test_the_last_three_are_said_in_words_with_what_became_of_them():
    told = story([read(0, 18), read(3, 16), read(6, 12), read(9, 9)])
    (teller,) = told.tellers
    assert [said.split(":")[1].strip().split(",")[0] for said in teller.last] == ["16", "12", "9"]
    assert str(teller.category.label) == "recovered"
    assert teller.moved == "9 points lower than the first score"


def test_the_band_lies_around_the_first_score_of_whoever_is_chosen():
    readings = [read(0, 18), read(4, 15), read(0, 9, MOTHER), read(4, 8, MOTHER)]
    assert story(readings).ribbon_of == "Maya Rivera"
    assert story(readings, of=1).ribbon_of == "Elena Rivera"
    assert story(readings, of=9).ribbon_of == "Maya Rivera"
    assert "no reliable change from the first score" in story(readings).chart.svg


def test_a_lamp_is_lit_in_words():
    told = story([read(0, 8), read(4, 16)])
    assert told.tellers[0].course.lamps == (Lamp.WORSE,)
    assert told.tellers[0].lamps


def test_phases_have_letters_events_numbers_and_both_their_words():
    told = story([read(0, 18), read(4, 15)], entries=[entry(1), entry(2, "caregiver_told"), entry(3, "rating")])
    assert [(mark.sign, mark.is_phase) for mark in told.marks] == [("A", True), ("1", False)]
    assert any(row[1] == "The plan was signed" for row in told.chart.table.rows)


def test_which_way_is_better_stands_on_the_chart_and_the_cut_off_too():
    svg = story([read(0, 18), read(4, 15)]).chart.svg
    assert "lower is better" in svg
    assert "look closer from 11" in svg
    assert "style=" not in svg


def test_before_the_first_answer_there_is_nothing_to_tell():
    assert story([]) is None


def test_the_flagged_score_carries_its_sign():
    assert "needs a person" in story([read(0, 18, flags=("item 9 positive",)), read(4, 15)]).chart.svg
