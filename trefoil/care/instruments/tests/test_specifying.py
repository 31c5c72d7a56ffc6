"""Reading score expressions into typed scores, refusing what would be a guess, and writing them back."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.care.instruments import packs, scoring
from trefoil.care.instruments.exporting import export, expression
from trefoil.care.instruments.reading import read_questionnaire, read_scores
from trefoil.care.instruments.sdc import Unscorable, read_form
from trefoil.care.instruments.specifying import as_json, specify
from trefoil.care.instruments.types import How, Part, ScoreItem

from .forms import COPIED, OFTEN, SUM, THREE, chosen, enabled_by, form, question, response, said, score, variable, when
from .shelf import pack

ALL = f"%resource.item.where(linkId.startsWith('q')).{COPIED}"
THREE_QUESTIONS = [question(f"q{n}") for n in (1, 2, 3)]
PRORATED = f"iif({ALL}.count() >= 2, ({ALL}.sum() * 3 / {ALL}.count()).round(1), {{}})"
REVERSED = (
    "%resource.item.where(linkId = 'q1' or linkId = 'q2').answer.weight().sum()"
    " + %resource.item.where(linkId = 'q3').answer.weight().select(3 - $this).sum()"
)


def only(text, *questions, **more):
    (found,) = specify(form(*(questions or THREE_QUESTIONS), score("total", text), **more)).scores
    return found


def refused(questionnaire):
    with pytest.raises(Unscorable) as caught:
        specify(questionnaire)
    return str(caught.value)


def parts(*links, **more):
    return tuple(Part(link, **more) for link in links)


def test_a_sum_of_what_was_answered():
    assert only(SUM) == ScoreItem("total", "code-total", parts=parts("q1", "q2", "q3"))


def test_a_sum_that_needs_every_answer():
    assert only(f"iif({ALL}.count() = 3, {ALL}.sum(), {{}})").needed == 3


def test_a_count_from_a_threshold():
    found = only(f"{ALL}.where($this >= 2).count()")

    assert (found.how, found.at_least, len(found.parts)) == (How.COUNT, 2, 3)


def test_a_mean_that_fills_one_gap():
    found = only(PRORATED)

    assert (found.needed, found.is_prorated, found.places) == (2, True, 1)


def test_a_mean_is_a_sum_of_thirds():
    found = only(f"{ALL}.avg()")

    assert found.is_prorated
    assert found.parts[0].factor == pytest.approx(1 / 3)


def test_a_reversed_question():
    assert only(REVERSED).parts == (*parts("q1", "q2"), *parts("q3", is_reversed=True))


def test_factors_and_a_constant():
    found = only("%resource.item.where(linkId='q1').answer.weight().sum() * 2.5 + 10", question("q1"))

    assert (found.parts, found.plus) == (parts("q1", factor=2.5), 10)


def test_a_total_of_subscales():
    sub = "%resource.item.where(linkId = '{}').answer.weight().sum()"
    scores = [score("s1", sub.format("q1")), score("s2", sub.format("q2"))]
    both = "%resource.item.where(linkId='s1').answer.value + %resource.item.where(linkId='s2').answer.value"
    found = specify(form(*THREE_QUESTIONS, *scores, score("total", both))).scores[-1]

    assert (found.how, found.adds, found.needed) == (How.TOTAL, ("s1", "s2"), 2)


def test_questions_that_are_not_asked_do_not_count():
    gated = [question("q1"), question("q2", enableWhen=when("q1", "!=", answerCoding={"code": "never"}))]
    (found,) = (specified := specify(form(*gated, score("total", SUM)))).scores
    questionnaire = read_questionnaire(form(*gated), specified.scores)

    assert found.parts == parts("q1", "q2")
    assert scoring.values(questionnaire, {"q1": "never", "q2": "always"}) == {"total": (0, 0)}
    assert scoring.values(questionnaire, {"q1": "often"}) == {"total": (2, 1)}


def test_a_question_asked_only_when_anything_was_above_nought():
    follower = question("hard", extension=[enabled_by(f"{ALL}.sum() > 0")])

    assert specify(form(*THREE_QUESTIONS, follower, score("total", SUM))).only_when_any == {"hard"}


@pytest.mark.parametrize(
    ("text", "said_why"),
    [
        (
            f"iif(%resource.item.where(linkId='q1').{COPIED} = 3, 9, {SUM})",
            "total: a comparison with valueDecimal in a score",
        ),
        (f"iif({SUM} > 5, 9, 1)", "total: a comparison with sum() in a score"),
        (f"{SUM}.power(2)", "total: power() in a score"),
        (f"{ALL}.select($this * $this).sum()", "total: computed natively the score is another one than in FHIRPath"),
        (f"iif({ALL}.count() = 2, 100, {SUM})", "total: missing answers are treated in a way that is not supported"),
        ("%patient.active", "total: %patient is not defined"),
    ],
)
def test_what_is_not_read_is_refused_by_item_and_feature(text, said_why):
    assert refused(form(*THREE_QUESTIONS, score("total", text))) == said_why


def test_questions_that_cannot_be_asked_are_refused():
    days = {"linkId": "days", "type": "integer"}
    assert refused(form(days, score("total", "%resource.item.where(linkId='days').answer.value"))) == (
        "days: a integer question without weights in a score"
    )
    assert refused(form(question("q1", repeats=True), score("total", SUM))) == "q1: repeated answers in a score"
    older = question("q1", enableWhen=when("age", ">", answerInteger=11))
    assert refused(form({"linkId": "age", "type": "integer"}, older, score("total", SUM))) == (
        "q1: enableWhen > with something other than a code"
    )
    assert refused(form(*THREE_QUESTIONS)) == "-: no score"


def test_an_expression_that_enables_by_one_answer_is_refused():
    text = f"%resource.item.where(linkId='q1').{COPIED} > 2"
    follower = question("hard", extension=[enabled_by(text)])

    assert refused(form(*THREE_QUESTIONS, follower, score("total", SUM))) == (
        "hard: an expression that enables a question"
    )


@pytest.mark.parametrize("key", sorted(folder.name for folder in packs.SHIPPED.iterdir() if folder.is_dir()))
def test_what_is_shipped_beside_a_questionnaire_is_what_its_expressions_say(key):
    if not (packs.SHIPPED / key / "questionnaire.json").exists():
        pytest.skip("a slot for a licensed form")
    assert as_json(specify(pack(key, "questionnaire.json"))) == pack(key, "scores.json")


# Writing back

WAYS = [
    SUM,
    PRORATED,
    REVERSED,
    f"iif({ALL}.count() = 3, {ALL}.sum(), {{}})",
    f"{ALL}.where($this >= 2).count()",
    f"{SUM} * 1.5 + 2",
]


@pytest.mark.parametrize("text", WAYS)
def test_what_is_written_back_is_read_as_the_same(text):
    resource = form(*THREE_QUESTIONS, score("total", text))
    before = specify(resource)
    written = export(resource, read_questionnaire(resource, before.scores))

    assert specify(written) == before


def test_a_total_is_written_back():
    questionnaire = read_questionnaire(
        THREE, (ScoreItem("s1", None), ScoreItem("t", None, how=How.TOTAL, adds=("s1",)))
    )

    assert "linkId = 's1'" in expression(questionnaire, questionnaire.scores[1])


codes = st.sampled_from([code for code, _weight in OFTEN])
given_answers = st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), codes)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WAYS), given_answers)
def test_native_and_fhirpath_agree_on_any_answers(text, answers):
    resource = form(*THREE_QUESTIONS, score("total", text))
    questionnaire = read_questionnaire(resource, _specified(text))
    reference = read_form(resource).score(response(*(chosen(link, code) for link, code in answers.items())))
    wanted = reference["scores"][0]

    value, unanswered = scoring.values(questionnaire, answers)["total"]
    assert unanswered == wanted["unanswered"]
    assert value == (None if wanted["value"] is None else pytest.approx(wanted["value"], abs=1e-9))


_known = {}


def _specified(text):
    if text not in _known:
        _known[text] = specify(form(*THREE_QUESTIONS, score("total", text))).scores
    return _known[text]


@given(given_answers, st.randoms())
def test_a_missing_answer_never_becomes_nought(answers, chance):
    questionnaire = read_questionnaire(form(*THREE_QUESTIONS), _specified(WAYS[3]))
    value, unanswered = scoring.values(questionnaire, answers)["total"]

    assert (value is None) == (unanswered > 0)
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert scoring.values(questionnaire, dict(shuffled))["total"] == (value, unanswered)


def test_typed_scores_survive_being_written_down():
    found = specify(form(*THREE_QUESTIONS, score("total", REVERSED), extension=[variable("x", "1")]))

    assert read_scores(as_json(found)["scores"]) == found.scores
    assert Decimal(str(found.scores[0].plus)) == 0
    assert said("x", valueInteger=1)["linkId"] == "x"
