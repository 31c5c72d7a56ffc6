"""The `score` contract, rule by rule, on questionnaires of our own."""

import json
from decimal import Decimal

import pytest

from trefoil.care.instruments import packs
from trefoil.care.instruments.sdc import Unscorable, read_form

from .forms import (
    COPIED,
    EXTENSIONS,
    ORDINAL,
    SUM,
    THREE,
    chosen,
    enabled_by,
    form,
    group,
    question,
    response,
    said,
    score,
    variable,
    when,
)

SHARED = packs.SHIPPED.parents[4] / "shared" / "data" / "questionnaires" / "pairs"
WEIGHTS = "%resource.repeat(item).answer.weight().sum()"


def scored(questionnaire, *items):
    return read_form(questionnaire).score(response(*items))


def only(questionnaire, *items):
    """Return value, unanswered and warnings of a questionnaire with one score."""
    result = scored(questionnaire, *items)
    (found,) = result["scores"]
    return found["value"], found["unanswered"], result["warnings"]


def trouble(questionnaire, *items):
    with pytest.raises(Unscorable) as caught:
        scored(questionnaire, *items)
    return str(caught.value)


def test_a_result_names_questionnaire_item_and_code():
    assert scored(THREE, chosen("q1", "often"), chosen("q2", "never"), chosen("q3", "always")) == {
        "questionnaire": "https://trefoil.example/fhir/Questionnaire/own|1",
        "scores": [{"linkId": "total", "code": "code-total", "value": 5, "unanswered": 0}],
        "computable": True,
        "warnings": [],
    }


def test_the_name_of_a_questionnaire_is_what_it_says_of_itself():
    assert scored({**THREE, "version": ""})["questionnaire"] == "https://trefoil.example/fhir/Questionnaire/own"
    assert scored({**THREE, "url": None})["questionnaire"] is None


def test_nothing_answered_is_no_score():
    assert only(THREE) == (None, 3, ["unanswered total"])


def test_all_answered_with_nothing_is_nought():
    assert only(THREE, *(chosen(q, "never") for q in ("q1", "q2", "q3"))) == (0, 0, [])


def test_a_part_is_what_the_author_says_and_is_warned_of():
    assert only(THREE, chosen("q1", "always")) == (3, 2, ["unanswered total"])


def test_a_questionnaire_without_score_says_so():
    result = scored(form(question("q1")), chosen("q1", "often"))

    assert (result["scores"], result["computable"], result["warnings"]) == ([], False, ["no-score -"])


def test_texts_that_are_calculated_are_no_scores():
    words = score("words", "%patient.name", "string")

    assert scored(form(question("q1"), words))["scores"] == []


# 3.2 a


def test_unknown_items_are_removed_with_all_below():
    strange = {"linkId": "strange", "item": [chosen("q1", "always")]}

    assert only(THREE, strange, chosen("q2", "often")) == (2, 2, ["unanswered total", "unknown-linkId strange"])


def test_a_total_sent_along_is_never_an_input():
    echo = form(question("q1"), score("total", f"%resource.item.answer.valueInteger | {SUM}", "integer"))

    assert only(echo, chosen("q1", "often"), said("total", valueInteger=99)) == (2, 0, ["stale-score total"])


# 3.2 b


def test_two_answers_to_one_question_are_an_error():
    assert trouble(THREE, chosen("q1", "often", "always")) == "q1: more than one answer"
    assert trouble(THREE, chosen("q1", "often"), chosen("q1", "always")) == "q1: more than one answer"


def test_a_repeating_question_may_have_two():
    several = form(question("q1", repeats=True), score("total", SUM))

    assert only(several, chosen("q1", "often", "always")) == (5, 0, [])


def test_each_repetition_of_a_group_has_one():
    days = form(group("day", question("q1"), repeats=True), score("total", f"%resource.item.item.{COPIED}.sum()"))
    monday, tuesday = ({"linkId": "day", "item": [chosen("q1", code)]} for code in ("often", "always"))

    assert only(days, monday, tuesday) == (5, 0, [])
    twice = {"linkId": "day", "item": [chosen("q1", "often"), chosen("q1", "often")]}
    assert trouble(days, twice) == "q1: more than one answer"


def test_an_answer_without_a_value_is_none():
    assert only(THREE, {"linkId": "q1", "answer": [{}]}, {"linkId": "q2", "answer": []}) == (
        None,
        3,
        ["unanswered total"],
    )


# 3.2 c

GATED = form(
    question("gate", (("yes", None), ("no", None))),
    question("q1", enableWhen=when("gate", "=", answerCoding={"code": "yes"})),
    question("q2", enableWhen=when("q1", "exists", answerBoolean=True)),
    question("q3", enableWhen=when("q1", "exists", answerBoolean=False)),
    score("total", SUM),
)


def test_what_is_off_is_removed_and_what_hangs_on_it_too():
    answers = (chosen("gate", "no"), chosen("q1", "always"), chosen("q2", "always"), chosen("q3", "often"))

    assert only(GATED, *answers) == (2, 0, ["disabled-answer q1", "disabled-answer q2"])
    assert only(GATED, *reversed(answers)) == (2, 0, ["disabled-answer q1", "disabled-answer q2"])


def test_what_is_on_counts_as_unanswered_even_when_it_is_missing():
    assert only(GATED, chosen("gate", "yes")) == (None, 2, ["unanswered total"])


@pytest.mark.parametrize(
    ("operator", "expected", "given", "is_on"),
    [
        ("=", {"answerInteger": 3}, {"valueInteger": 3}, True),
        ("=", {"answerInteger": 3}, {"valueDecimal": Decimal("3.0")}, True),
        ("=", {"answerBoolean": True}, {"valueBoolean": True}, True),
        ("=", {"answerInteger": 1}, {"valueBoolean": True}, False),
        ("!=", {"answerInteger": 3}, {"valueInteger": 4}, True),
        ("!=", {"answerInteger": 3}, {"valueInteger": 3}, False),
        (">", {"answerInteger": 3}, {"valueInteger": 4}, True),
        (">=", {"answerDecimal": Decimal("3.5")}, {"valueDecimal": Decimal("3.5")}, True),
        ("<", {"answerInteger": 3}, {"valueInteger": 3}, False),
        ("<=", {"answerDate": "2026-02-01"}, {"valueDate": "2026-01-31"}, True),
        ("<", {"answerDate": "2026-02"}, {"valueDate": "2026-01-31"}, False),
        (">", {"answerDateTime": "2026-01-01T12:00:00Z"}, {"valueDateTime": "2026-01-01T11:00:00-06:00"}, True),
        (">", {"answerTime": "08:00:00"}, {"valueTime": "09:30:00"}, True),
        (">", {"answerQuantity": {"value": 2, "code": "h"}}, {"valueQuantity": {"value": 3, "code": "h"}}, True),
        (">", {"answerQuantity": {"value": 2, "code": "h"}}, {"valueQuantity": {"value": 3, "code": "d"}}, False),
        ("=", {"answerCoding": {"system": "a", "code": "x"}}, {"valueCoding": {"system": "b", "code": "x"}}, False),
        ("=", {"answerString": "here"}, {"valueString": "here"}, True),
    ],
)
def test_conditions_compare_as_fhir_says(operator, expected, given, is_on):
    asked = {"linkId": "asked", "type": "string"}
    gated = form(asked, question("q1", enableWhen=when("asked", operator, **expected)), score("total", SUM))

    assert only(gated, said("asked", **given), chosen("q1", "often"))[0] == (2 if is_on else None)


@pytest.mark.parametrize("operator", ["=", "!=", ">", "<", ">=", "<="])
def test_a_comparison_with_a_missing_answer_is_false(operator):
    gated = form(
        {"linkId": "asked", "type": "integer"},
        question("q1", enableWhen=when("asked", operator, answerInteger=0)),
        score("total", SUM),
    )

    assert only(gated, chosen("q1", "often")) == (None, 0, ["disabled-answer q1"])


@pytest.mark.parametrize(
    ("behavior", "value"), [({"enableBehavior": "any"}, 2), ({"enableBehavior": "all"}, None), ({}, None)]
)
def test_conditions_hold_all_or_any(behavior, value):
    asked = [{"linkId": link, "type": "boolean"} for link in ("a", "b")]
    both = [*when("a", "=", answerBoolean=True), *when("b", "=", answerBoolean=True)]
    gated = form(*asked, question("q1", enableWhen=both, **behavior), score("total", SUM))

    assert only(gated, said("a", valueBoolean=True), said("b", valueBoolean=False), chosen("q1", "often"))[0] == value


def test_one_match_among_several_answers_is_enough():
    codes = (("a", None), ("b", None))
    gated = form(
        question("asked", codes, repeats=True),
        question("q1", enableWhen=when("asked", "=", answerCoding={"code": "b"})),
        question("q2", enableWhen=when("asked", "!=", answerCoding={"code": "b"})),
        score("total", SUM),
    )

    found = only(gated, chosen("asked", "a", "b"), chosen("q1", "often"), chosen("q2", "always"))
    assert found == (2, 0, ["disabled-answer q2"])


def test_a_child_is_off_with_its_group():
    gated = form(
        {"linkId": "asked", "type": "boolean"},
        group("all", group("inner", question("q1")), enableWhen=when("asked", "=", answerBoolean=True)),
        score("total", f"%resource.repeat(item).{COPIED}.sum()"),
    )
    answered = {"linkId": "all", "item": [{"linkId": "inner", "item": [chosen("q1", "often")]}]}

    assert only(gated, answered) == (None, 0, ["disabled-answer q1"])
    assert only(gated, said("asked", valueBoolean=True), answered) == (2, 0, [])
    assert only(gated, said("asked", valueBoolean=True)) == (None, 1, ["unanswered total"])


def test_a_condition_looks_at_its_own_repetition_first():
    days = form(
        group(
            "day",
            {"linkId": "was-there", "type": "boolean"},
            question("q1", enableWhen=when("was-there", "=", answerBoolean=True)),
            repeats=True,
        ),
        score("total", f"%resource.item.item.{COPIED}.sum()"),
    )
    present = {"linkId": "day", "item": [said("was-there", valueBoolean=True), chosen("q1", "often")]}
    absent = {"linkId": "day", "item": [said("was-there", valueBoolean=False), chosen("q1", "always")]}

    assert only(days, present, absent) == (2, 0, ["disabled-answer q1"])


def test_an_expression_enables_only_by_a_single_true():
    for text, value in (("%resource.item.where(linkId='q1').answer.exists()", 3), ("1", 2), ("{}", 2), ("'true'", 2)):
        gated = form(question("q1"), question("q2", extension=[enabled_by(text)]), score("total", SUM))
        assert only(gated, chosen("q1", "often"), chosen("q2", "sometimes"))[0] == value


def test_an_expression_nobody_needs_may_be_anything():
    note = {"linkId": "note", "type": "string", "extension": [enabled_by("%patient.active")]}
    gated = form(question("q1"), note, score("total", SUM))

    assert only(gated, chosen("q1", "often"), said("note", valueString="x")) == (2, 0, ["disabled-answer note"])
    needed = form(question("q1", extension=[enabled_by("%patient.active")]), score("total", SUM))
    assert trouble(needed, chosen("q1", "often")) == "q1: %patient is not defined"


# 3.2 d


def test_the_questionnaires_weight_replaces_what_an_answer_carries():
    assert only(THREE, chosen("q1", "never", weight=3), chosen("q2", "never", weight=0), chosen("q3", "never")) == (
        0,
        0,
        ["weight-differs q1"],
    )


def test_a_weight_may_stand_in_a_value_set():
    concepts = [weighted_concept("a", 1), weighted_concept("b", Decimal("2.5"))]
    sets = [
        {
            "resourceType": "ValueSet",
            "id": "s",
            "url": "urn:s",
            "compose": {"include": [{"system": "x", "concept": concepts}]},
        },
        {"resourceType": "ValueSet", "id": "e", "expansion": {"contains": [{"contains": concepts}]}},
    ]
    asked = [
        {"linkId": f"q{n}", "type": "choice", "answerValueSet": name} for n, name in enumerate(("#s", "urn:s|2", "#e"))
    ]
    listed = form(*asked, score("total", WEIGHTS), contained=sets)

    found = only(listed, chosen("q0", "a", system="x"), chosen("q1", "b"), chosen("q2", "b"))
    assert found == (6, 0, [])


def weighted_concept(code, weight):
    return {"code": code, "extension": [{"url": EXTENSIONS + "itemWeight", "valueDecimal": weight}]}


def test_codes_match_with_their_system():
    options = [
        {"valueCoding": {"system": system, "code": "x", "extension": [{"url": ORDINAL, "valueDecimal": weight}]}}
        for system, weight in (("a", 1), ("b", 2))
    ]
    two = form({"linkId": "q1", "type": "choice", "answerOption": options}, score("total", WEIGHTS))

    assert only(two, chosen("q1", "x", system="b")) == (2, 0, [])
    assert only(two, chosen("q1", "x", system="c")) == (None, 0, ["weight-missing q1"])
    assert only(two, chosen("q1", "x")) == (None, 0, ["weight-missing q1"]), "which of both would be a guess"


# 3.3


@pytest.mark.parametrize(
    "text",
    [
        WEIGHTS,
        "%resource.item.answer.weight().sum()",
        "%context.item.answer.value.weight().sum()",
        "item.answer.weight().sum()",
        "QuestionnaireResponse.item.answer.weight().aggregate($this + $total, 0)",
        "%resource.item.where(linkId = 'q1' or linkId = 'q2').answer.weight().sum()",
        "%resource.item.where(linkId in ('q1' | 'q2')).answer.weight().sum()",
        f"iif(%resource.item.{COPIED}.exists(), %resource.item.{COPIED}.sum(), {{}})",
        f"-(-%resource.item.{COPIED}.sum())",
        f"%resource.item.{COPIED}.select($this * 2).sum() / 2",
    ],
)
def test_sums_may_be_written_in_many_ways(text):
    two = form(question("q1"), question("q2"), score("total", text))

    assert only(two, chosen("q1", "often"), chosen("q2", "always"))[0] == 5


def test_weights_are_looked_up_in_the_questionnaire():
    url = variable("url", f"'{ORDINAL}'")
    look_up = (
        "%questionnaire.item.where(linkId='{0}').answerOption"
        ".where(valueCoding.code=%resource.item.where(linkId='{0}').answer.valueCoding.code)"
        ".extension.where(url=%url).valueDecimal"
    )
    own = [url, *(variable(f"v{n}", look_up.format(f"q{n}")) for n in (1, 2))]
    total = "iif(%v1.exists() and %v2.exists(), %v1 + %v2, {})"

    on_form = form(question("q1"), question("q2"), score("total", total), extension=own)
    on_item = form(question("q1"), question("q2"), score("total", total, "integer", *own))
    for questionnaire in (on_form, on_item):
        assert only(questionnaire, chosen("q1", "often"), chosen("q2", "always")) == (5, 0, [])
        assert only(questionnaire, chosen("q1", "often")) == (None, 1, ["unanswered total"])


def test_answers_are_counted_from_a_threshold():
    often = form(question("q1"), question("q2"), score("total", SUM.replace(".sum()", ".where($this >= 2).count()")))

    assert only(often, chosen("q1", "often"), chosen("q2", "sometimes")) == (1, 0, [])
    assert only(often, chosen("q1", "never"), chosen("q2", "sometimes")) == (0, 0, [])


def test_questions_below_answers_are_reached():
    nested = form(
        question("q1", item=[question("q2")]),
        score("total", "%resource.repeat(item | answer.item).answer.value.weight().sum()"),
    )

    assert only(nested, chosen("q1", "often", item=(chosen("q2", "always"),))) == (5, 0, [])


def test_a_union_keeps_what_stands_below():
    two = form(
        question("q1"),
        question("q2"),
        score(
            "total",
            "(%resource.item.where(linkId='q1') | %resource.item.where(linkId='q2')).answer.value.weight().sum()",
        ),
    )

    assert only(two, chosen("q1", "always"), chosen("q2", "always")) == (6, 0, [])


def test_a_false_answer_is_not_true():
    asked = [{"linkId": f"b{n}", "type": "boolean"} for n in (1, 2)]
    true = form(
        *asked, score("total", "%resource.item.where(linkId.startsWith('b')).where(answer.valueBoolean).count()")
    )

    assert only(true, said("b1", valueBoolean=False), said("b2", valueBoolean=True)) == (1, 0, [])


def test_a_total_adds_its_subscales():
    sub = "%resource.item.item.where(linkId = '{}').answer.weight().sum()"
    scales = form(
        group("one", question("q1"), score("s1", sub.format("q1"), "integer")),
        group("two", question("q2"), score("s2", sub.format("q2"))),
        score("total", "%resource.repeat(item).where(linkId = 's1' or linkId = 's2').answer.value.sum()"),
    )
    result = scored(
        scales, {"linkId": "two", "item": [chosen("q2", "always")]}, {"linkId": "one", "item": [chosen("q1", "often")]}
    )

    assert [found["value"] for found in result["scores"]] == [2, 3, 5]
    alone = scored(scales, {"linkId": "two", "item": [chosen("q2", "always")]})
    assert [(found["value"], found["unanswered"]) for found in alone["scores"]] == [(None, 1), (3, 0), (3, 1)]


def test_a_mean_may_be_prorated_exactly():
    values = variable("w", f"%resource.item.where(linkId.startsWith('q')).{COPIED}")
    mean = form(
        *THREE["item"][:3], score("total", "iif(%w.count() >= 2, (%w.avg() * 3).round(2), {})", "decimal", values)
    )

    assert only(mean, chosen("q1", "often"), chosen("q2", "always")) == (7.5, 1, ["unanswered total"])
    assert only(mean, chosen("q1", "often")) == (None, 2, ["unanswered total"])


def test_a_tenth_is_a_tenth():
    tenths = form(
        question("q1", (("a", Decimal("0.1")),)), question("q2", (("a", Decimal("0.2")),)), score("total", SUM)
    )

    assert only(tenths, chosen("q1", "a"), chosen("q2", "a"))[0] == 0.3


# 3.4


def test_rather_not_say_is_unanswered():
    options = (("yes", 1), ("no", 0), ("rather not say", None))
    shy = form(question("q1", options), question("q2", options), score("total", SUM))

    assert only(shy, chosen("q1", "yes"), chosen("q2", "rather not say")) == (1, 1, ["unanswered total"])
    assert only(shy, *(chosen(q, "rather not say") for q in ("q1", "q2")))[0] is None


def test_an_answer_without_any_weight_leaves_no_score():
    elsewhere = form(
        {"linkId": "q1", "type": "choice", "answerValueSet": "urn:elsewhere"}, question("q2"), score("total", SUM)
    )

    assert only(elsewhere, chosen("q1", "x"), chosen("q2", "often")) == (None, 0, ["weight-missing q1"])
    assert only(elsewhere, chosen("q1", "x", weight=3), chosen("q2", "often")) == (5, 0, [])
    assert only(THREE, chosen("q1", "unlisted"), chosen("q2", "often"))[0] is None


def test_a_listed_answer_that_is_no_code_has_the_weight_that_is_looked_up():
    options = [
        {"valueString": text, "extension": [{"url": ORDINAL, "valueDecimal": weight}]}
        for text, weight in (("no", 0), ("yes", 1))
    ]
    look_up = (
        "%questionnaire.item.where(linkId='q1').answerOption"
        ".where(valueString=%resource.item.where(linkId='q1').answer.valueString)"
        f".extension.where(url='{ORDINAL}').valueDecimal"
    )
    asked = {"linkId": "q1", "type": "choice", "answerOption": options}

    assert only(form(asked, score("total", look_up)), said("q1", valueString="yes")) == (1, 0, [])
    assert only(form(asked, score("total", SUM)), said("q1", valueString="yes")) == (None, 0, ["weight-missing q1"])


def test_what_an_expression_excludes_does_not_count():
    two = form(
        question("q1"),
        question("other"),
        score("total", "%resource.item.where(linkId != 'other').answer.weight().sum()"),
    )

    assert only(two, chosen("q1", "often")) == (2, 0, [])


def test_numbers_count_without_weights():
    days = form(
        {"linkId": "days", "type": "integer"}, score("total", "%resource.item.where(linkId='days').answer.value * 2")
    )

    assert only(days, said("days", valueInteger=4)) == (8, 0, [])
    assert only(days) == (None, 1, ["unanswered total"])


# 3.5


def test_a_score_that_is_off_is_none_and_misses_nothing():
    off = form(question("q1"), score("total", SUM, enableWhen=when("q1", "=", answerCoding={"code": "always"})))

    assert only(off, chosen("q1", "often")) == (None, 0, [])


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        (f"%resource.item.{COPIED}", "more than one result"),
        ("'q1'", "the result is not a number"),
        ("%resource.item.answer.weight().exists()", "the result is not a number"),
        ("%resource.item.answer.weight() + 1", "the expression fails on this response"),
        ("10.power(30)", "the result is out of range"),
    ],
)
def test_a_result_that_is_no_number_is_an_error(text, feature):
    two = form(question("q1"), question("q2"), score("total", text))

    assert trouble(two, chosen("q1", "often"), chosen("q2", "often")) == f"total: {feature}"


# 3.6


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("%patient.name.exists()", "%patient is not defined"),
        ("%later", "%later is not defined"),
        ("%resource.item.answer.value.ordinal().sum()", "FHIRPath function ordinal()"),
        ("today()", "FHIRPath function today()"),
        ("1 +", "the expression is not FHIRPath"),
        ("1 2", "the expression is not FHIRPath"),
    ],
)
def test_what_is_not_supported_is_refused_even_without_answers(text, feature):
    assert trouble(form(question("q1"), score("total", text))) == f"total: {feature}"


def test_trouble_is_named_where_it_stands():
    query = variable("who", "Patient?_id=1", "application/x-fhir-query")
    needs = score("total", "%who.count()")

    assert trouble(form(question("q1"), needs, extension=[query])) == "-: expression language application/x-fhir-query"
    inside = group("g", needs, extension=[variable("who", "%patient")])
    assert trouble(form(inside)) == "g: %patient is not defined"
    unneeded = form(question("q1"), score("total", WEIGHTS), extension=[query, variable("broken", "((")])
    assert only(unneeded, chosen("q1", "often"))[0] == 2


def test_a_variable_sees_only_earlier_ones():
    chain = [variable("a", "1"), variable("b", "%a + 1"), variable("a", "%a + %b")]
    three = form(
        question("q1"), score("total", "%a + %resource.item.where(linkId='q1').answer.weight()"), extension=chain
    )

    assert only(three, chosen("q1", "never"))[0] == 3
    backwards = form(score("total", "%b"), extension=[variable("b", "%a"), variable("a", "1")])
    assert trouble(backwards) == "-: %a is not defined"


def test_a_questionnaire_must_be_one():
    for nonsense in (None, [], 3, {}, {"resourceType": "Patient"}):
        with pytest.raises(Unscorable, match="-: not a Questionnaire"):
            read_form(nonsense)
    with pytest.raises(Unscorable, match="-: not a QuestionnaireResponse"):
        read_form(THREE).score(THREE)
    assert trouble(form(question("q1"), question("q1"))) == "q1: the linkId stands twice"


def pairs():
    if not SHARED.exists():
        return []
    named = [json.loads(line) for line in (SHARED / "pairs.jsonl").read_text().splitlines()]
    expected = [json.loads(line) for line in (SHARED / "expected.jsonl").read_text().splitlines()]
    return list(zip(named, expected, strict=True))


@pytest.mark.skipif(not pairs(), reason="the folder of answered pairs is not beside the project")
def test_every_answered_pair_scores_as_the_reference_says():
    for names, expected in pairs():
        questionnaire, answered = (
            json.loads((SHARED / names[key]).read_text(), parse_float=Decimal) for key in ("questionnaire", "response")
        )
        assert read_form(questionnaire).score(answered) == expected, names["response"]
