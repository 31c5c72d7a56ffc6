import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.instruments import scoring
from trefoil.care.instruments.reading import read_instrument
from trefoil.care.instruments.types import Change

from .shelf import FREQUENCY, ITEM_NINE, NINE, PHQ9, SHARED, TEENS, answers, pack

weights = st.lists(st.integers(0, 3), min_size=9, max_size=9)


def test_both_instruments_have_nine_items_and_the_codes_of_their_panels():
    assert (PHQ9.questionnaire.code, PHQ9.total.code, len(NINE)) == ("44249-1", "44261-6", 9)
    assert (TEENS.questionnaire.code, TEENS.total.code) == ("89206-7", "89204-2")
    assert len(TEENS.questionnaire.contributing(TEENS.total)) == 9


@given(weights)
def test_the_score_is_the_sum_of_the_nine_weights(given_weights):
    found = scoring.score(PHQ9, answers(*given_weights))

    assert found.value == sum(given_weights)
    assert found.unanswered == 0
    assert found.reaches_cut == (sum(given_weights) >= 11)


@given(weights, st.integers(0, 8))
def test_one_gap_leaves_neither_value_nor_band(given_weights, gap):
    given_answers = answers(*given_weights)
    del given_answers[NINE[gap]]

    found = scoring.score(PHQ9, given_answers)

    assert (found.value, found.band, found.unanswered) == (None, None, 1)
    assert not found.reaches_cut


@given(weights)
def test_item_nine_above_zero_always_raises_a_flag(given_weights):
    found = scoring.score(PHQ9, answers(*given_weights))

    assert ("item 9 positive" in found.flags) == (given_weights[8] > 0)


def test_item_nine_raises_its_flag_even_when_nothing_else_is_answered():
    assert scoring.score(PHQ9, {ITEM_NINE: FREQUENCY[1]}).flags == ("item 9 positive",)


@pytest.mark.parametrize("link", ["phq9t.suicide-recent", "phq9t.suicide-lifetime"])
def test_a_yes_to_an_added_question_raises_a_flag(link):
    assert len(scoring.score(TEENS, {link: "Y"}).flags) == 1
    assert scoring.score(TEENS, {link: "N"}).flags == ()


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
        (27, "severe"),
        (None, None),
    ],
)
def test_bands_begin_at_5_10_15_and_20(value, band):
    assert scoring.band_of(PHQ9, value) == band


@given(st.integers(0, 27))
def test_every_possible_score_has_a_band(value):
    assert scoring.band_of(PHQ9, value)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (18, 11, Change.BETTER),
        (18, 12, Change.WITHIN_ERROR),
        (11, 18, Change.WORSE),
        (11, 17, Change.WITHIN_ERROR),
        (11, 11, Change.WITHIN_ERROR),
        (None, 11, Change.NOT_CLASSIFIABLE),
        (11, None, Change.NOT_CLASSIFIABLE),
    ],
)
def test_change_is_said_only_beyond_the_error_of_measurement(before, after, said):
    assert scoring.change(PHQ9, before, after) is said


@given(st.integers(0, 27), st.integers(0, 27))
def test_change_read_backwards_is_its_mirror(before, after):
    mirror = {Change.BETTER: Change.WORSE, Change.WORSE: Change.BETTER}
    forward = scoring.change(PHQ9, before, after)

    assert scoring.change(PHQ9, after, before) is mirror.get(forward, forward)


def test_without_a_known_error_no_change_is_said():
    facts = pack("phq-9", "facts.json")
    del facts["reliable_change"]
    instrument = read_instrument(pack("phq-9", "questionnaire.json"), pack("phq-9", "scores.json")["scores"], facts)

    assert scoring.change(instrument, 27, 0) is Change.NOT_CLASSIFIABLE


def test_every_question_and_answer_can_be_read_in_english_and_spanish():
    assert PHQ9.questionnaire.languages() == {"en", "es"}
    for question in PHQ9.questionnaire.questions:
        assert all(option.text.languages() == {"en", "es"} for option in question.options)


def test_the_teen_form_ships_without_wording():
    assert TEENS.questionnaire.languages() == frozenset()


def test_neutral_titles_name_no_condition():
    for title in (PHQ9.neutral_title, TEENS.neutral_title):
        for language in ("en", "es"):
            assert "depres" not in title.in_language(language).lower()


@pytest.mark.skipif(not SHARED.exists(), reason="the teen form is not beside the project")
def test_an_installed_teen_form_takes_the_place_of_the_structure():
    wording = json.loads((SHARED / "c-phq-9-teen.json").read_text())
    scores = pack("phq-9-modified-teens", "scores.json")["scores"]
    instrument = read_instrument(wording, scores, pack("phq-9-modified-teens", "facts.json"))
    yes = {"phq9t.matrix.q9": "several", "phq9t.suicide-recent": "Y"}

    assert "en" in instrument.questionnaire.languages()
    assert instrument.questionnaire.contributing(instrument.total) == TEENS.questionnaire.contributing(TEENS.total)
    assert {q.link_id for q in instrument.questionnaire.questions} == {q.link_id for q in TEENS.questionnaire.questions}
    assert len(scoring.score(instrument, yes).flags) == 2
