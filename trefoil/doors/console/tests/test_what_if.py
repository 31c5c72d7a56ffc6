"""What if: a lawyer's own hard case, in a form or as text, answered with its reasons and kept nowhere."""

import json
from copy import deepcopy

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trefoil.doors.console.what_if.answers import outcome, read_text
from trefoil.doors.console.what_if.cases import READY
from trefoil.doors.console.what_if.form import changed, from_document, to_document
from trefoil.doors.console.what_if.shape import EVERY_PART
from trefoil.ground.access.contract import Malformed, decide
from trefoil.ground.kit.clock import now

PAGE = "/console/what-if/"
DAY = now().date()
EXPECTED = {
    "plan-only": ["not_allowed", "consent"],
    "expired": ["consent_lapsed"],
    "sixteen": ["youth_control", "youth_control", "parental_authority"],
    "sixteen-released": ["youth_release", "youth_control", "parental_authority"],
    "two-parents": ["parental_authority", "parental_authority"],
    "limited-order": ["court_order", "order_leaves"],
    "no-contact": ["order_leaves", "court_order", "court_order"],
    "for-treatment": ["no_consent"],
    "substance-use": ["youth_consent", "no_consent"],
    "substance-use-parent": ["youth_control"],
    "birthday": ["adult_youth", "consent_lapsed"],
    "psychotherapy": ["author", "supervision", "psychotherapy_notes", "psychotherapy_notes"],
    "emergency": ["break_glass", "break_glass", "psychotherapy_notes"],
    "delegated": ["delegated_authority", "no_authority"],
    "small-numbers": ["deidentified"],
}


def _fields(document):
    """Return what a browser sends for a form that shows a document."""
    filled, sent = from_document(document), {}
    sent |= {f"head-{name}": value for name, value in filled.head.items() if value}
    for part in EVERY_PART:
        sent[f"{part.name}-rows"] = str(len(filled.rows[part.name]))
        for number, row in enumerate(filled.rows[part.name]):
            sent |= {f"{part.name}-{number}-{name}": "1" if v is True else v for name, v in row.items() if v}
    return sent


@pytest.mark.parametrize("case", READY, ids=lambda case: case.key)
def test_every_ready_case_is_answered_as_the_law_says(case):
    document = case.facts()
    assert [a["basis"] for a in decide(document)["answers"]] == EXPECTED[case.key]
    assert to_document(from_document(document)) == document


@pytest.mark.parametrize("case", READY, ids=lambda case: case.key)
def test_an_answer_says_everything_and_names_its_sources(case):
    document = case.facts()
    for answered in outcome(document, from_document(document), DAY).answers:
        assert answered.why
        assert answered.reason.endswith(".")
        assert answered.obligations
        assert answered.rules[0]["key"].startswith("table.")
        assert all(rule["source"] for rule in answered.rules)
        assert len(answered.around) == 16
        assert [row.permit for row in answered.around if row.asked] == [answered.permit]


def test_the_page_opens_on_a_case_and_shows_its_answer(cast, sign_in):
    client = sign_in("teacher")
    page = client.get(PAGE, {"case": "sixteen"}).content.decode()
    assert "Sixteen, and in therapy" in page
    assert "The youth decides and has not released it." in page
    assert client.get(PAGE, {"case": "no-such-case"}).status_code == 200


def test_what_is_sent_by_the_form_is_judged_and_shown_again(cast, sign_in):
    client, document = sign_in("privacy"), READY[0].facts()
    answer = client.post(PAGE, _fields(document) | {"do": "judge"})
    assert answer.status_code == 200
    assert json.loads(answer.context["text"]) == document
    assert [a.basis for a in answer.context["found"].answers] == EXPECTED["plan-only"]


def test_a_row_comes_and_goes(cast, sign_in):
    client, document = sign_in("privacy"), READY[0].facts()
    more = client.post(PAGE, _fields(document) | {"do": "add:court_orders"})
    assert more.status_code == 200
    assert "court_orders-0-kind" in more.content.decode()
    fewer = client.post(PAGE, _fields(document) | {"do": "remove:consents:0"})
    assert [a.basis for a in fewer.context["found"].answers] == ["not_allowed", "no_consent"]


def test_a_changed_fact_changes_the_answer(cast, sign_in):
    client, document = sign_in("privacy"), READY[0].facts()
    sent = _fields(document) | {"consents-0-revoked_at": "2026-10-01T12:00", "do": "judge"}
    found = client.post(PAGE, sent).context["found"].answers
    assert found[1].basis == "consent_lapsed"


def test_text_is_judged_and_fills_the_form(cast, sign_in):
    client, document = sign_in("privacy"), READY[2].facts()
    answer = client.post(PAGE, {"do": "text", "text": json.dumps(document)})
    assert [a.basis for a in answer.context["found"].answers] == EXPECTED["sixteen"]
    assert "Outpatient therapy" in answer.content.decode()


@pytest.mark.parametrize(("text", "said"), [
    ("", "is not valid JSON"), ("{", "is not valid JSON"), ("[]", "must be an object"), ("null", "must be an object"),
    ("NaN", "is not valid JSON"), ('{"version": 2}', "unsupported version"), ('{"version": 1}', "missing field"),
    ('{"cases": []}', "one case at a time"), ("[" * 5000, "is not valid JSON"), ("1" * 400_000, "longer than"),
])  # fmt: skip
def test_nonsense_is_answered_with_a_word_and_no_traceback(cast, sign_in, text, said):
    answer = sign_in("privacy").post(PAGE, {"do": "text", "text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_is_wrong_is_said_with_its_place_in_the_form(cast, sign_in):
    document = READY[0].facts()
    del document["people"][1]["organization"]
    answer = sign_in("privacy").post(PAGE, _fields(document) | {"do": "judge"})
    trouble = answer.context["found"].trouble
    assert (trouble.place, trouble.where, trouble.phrase) == (
        "People, 2: Works for", "people[1].organization", "missing field",
    )  # fmt: skip


@pytest.mark.parametrize("part", ["mother", "maya"])
def test_it_is_a_page_of_the_staff(cast, sign_in, part):
    assert sign_in(part).get(PAGE).status_code == 404


def test_nothing_is_kept(cast, sign_in, django_assert_max_num_queries):
    client = sign_in("therapist")
    client.get(reverse("chart:today"))
    with django_assert_max_num_queries(12):
        client.post(PAGE, _fields(READY[0].facts()) | {"do": "judge"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([p.name for p in EVERY_PART] + ["child", "at", "id", "record", "zone"]), inner,
                      max_size=3), max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(READY), st.sampled_from([p.name for p in EVERY_PART] + ["child", "at", "zone"]), JSON)
def test_no_document_breaks_the_page(case, name, nonsense):
    document = deepcopy(case.facts()) | {name: nonsense}
    filled = from_document(document)
    outcome(document, filled, DAY)
    outcome(to_document(filled), filled, DAY)
    for verb in (f"add:{name}", f"remove:{name}:0", "add:", "remove:x:y", ""):
        to_document(changed(filled, verb))


def test_a_text_that_is_too_long_is_not_read():
    with pytest.raises(Malformed):
        read_text(" " * 400_000)
