"""What must hold for every questionnaire and every response, however odd."""

import copy
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.care.instruments.sdc import Unscorable, read_form

from .forms import COPIED, OFTEN, SUM, chosen, enabled_by, form, group, question, response, score, variable, when

RICH = form(
    group(
        "day",
        question("q1"),
        question("q2", item=[question("q3", enableWhen=when("q1", "!=", answerCoding={"code": "never"}))]),
        repeats=True,
    ),
    question("several", repeats=True),
    question("extra", extension=[enabled_by("%sum > 1")]),
    score("sub", "%resource.repeat(item | answer.item).where(linkId.startsWith('q')).answer.weight().sum()"),
    score("count", f"%resource.repeat(item).where(linkId='several').{COPIED}.where($this >= 2).count()", "integer"),
    score("total", "%resource.item.where(linkId='sub' or linkId='count').answer.value.sum()", "decimal"),
    extension=[variable("sum", f"%resource.repeat(item).{COPIED}.sum()")],
)
ANSWERED = response(
    {"linkId": "day", "item": [chosen("q1", "often"), chosen("q2", "often", item=(chosen("q3", "always"),))]},
    {"linkId": "day", "item": [chosen("q1", "never"), chosen("q2", "always")]},
    chosen("several", "often", "never", "always"),
    chosen("extra", "always"),
)
FORM = read_form(RICH)
MANY = read_form(form(*(question(f"q{n}") for n in range(9)), score("total", SUM)))
WEIGHTS = dict(OFTEN)

nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["q1", "", "item", "decimal"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["linkId", "x", "url"]), inner, max_size=2)
    ),
    max_leaves=4,
)
answers = st.dictionaries(st.integers(0, 8).map("q{}".format), st.sampled_from(sorted(WEIGHTS)))


def places(document, path=()):
    yield path
    inside = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in inside:
        yield from places(value, (*path, key))


def planted(document, path, value):
    if not path:
        return value
    changed = copy.deepcopy(document)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


def test_the_rich_form_scores():
    assert [found["value"] for found in FORM.score(ANSWERED)["scores"]] == [10, 2, 12]


@settings(max_examples=100, deadline=None)
@given(st.data(), nonsense)
def test_nonsense_anywhere_is_a_score_or_a_named_trouble(data, value):
    is_form = data.draw(st.booleans())
    where = data.draw(st.sampled_from(list(places(RICH if is_form else ANSWERED))))
    questionnaire, answered = (
        (planted(RICH, where, value), ANSWERED) if is_form else (RICH, planted(ANSWERED, where, value))
    )
    result = outcome(questionnaire, answered)

    assert json.dumps(result, allow_nan=False)
    assert isinstance(result, dict) or all(result)


def outcome(questionnaire, answered):
    """Return the scores, or the item and the feature that are in the way."""
    try:
        return read_form(questionnaire).score(answered)
    except Unscorable as trouble:
        return [trouble.link_id, trouble.feature]


def shuffled(document, chance):
    if isinstance(document, list):
        document = [shuffled(entry, chance) for entry in document]
        chance.shuffle(document)
        return document
    if isinstance(document, dict):
        return {key: shuffled(value, chance) for key, value in document.items()}
    return document


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_items_and_answers_changes_nothing(seed):
    assert FORM.score(shuffled(ANSWERED, random.Random(seed))) == FORM.score(ANSWERED)


@settings(deadline=None)
@given(answers)
def test_a_score_is_the_sum_of_what_was_answered_and_never_nought_for_nothing(given_answers):
    result = MANY.score(response(*(chosen(link, code) for link, code in given_answers.items())))
    (found,) = result["scores"]

    assert found["value"] == (sum(WEIGHTS[code] for code in given_answers.values()) if given_answers else None)
    assert found["unanswered"] == 9 - len(given_answers)
    assert ("unanswered total" in result["warnings"]) == (len(given_answers) < 9)


@settings(deadline=None)
@given(answers, st.dictionaries(st.integers(0, 8).map("q{}".format), st.integers(-99, 99)))
def test_nobody_moves_a_score_by_writing_weights_on_a_response(given_answers, weights):
    honest = response(*(chosen(link, code) for link, code in given_answers.items()))
    edited = response(*(chosen(link, code, weight=weights.get(link)) for link, code in given_answers.items()))

    assert MANY.score(edited)["scores"] == MANY.score(honest)["scores"]


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_scoring_leaves_what_it_was_given_as_it_was(seed):
    answered = shuffled(ANSWERED, random.Random(seed))
    before = copy.deepcopy((RICH, answered))
    FORM.score(answered)

    assert (RICH, answered) == before


@pytest.mark.parametrize("depth", [50, 5000])
def test_deep_nesting_is_scored_or_refused(depth):
    item = question("q1")
    for level in range(depth):
        item = group(f"g{level}", item)
    result = outcome(form(item, score("total", SUM)), response())

    assert isinstance(result, dict) or result[0] == "-"
