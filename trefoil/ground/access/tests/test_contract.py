"""The `decide` contract: worked cases, malformed input, and files of nonsense."""

import copy
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.config.cli import main
from trefoil.ground.access.contract import Malformed, decide

EXAMPLES = Path(__file__).parents[5] / "shared" / "contracts" / "decide-examples.json"
FACTS = {
    "version": 1,
    "at": "2026-03-10T10:00:00-05:00",
    "child": {"id": "jo", "born_on": "2010-05-14", "resident_district": "district"},
    "organizations": [
        {"id": "clinic", "kind": "clinic"},
        {"id": "school", "kind": "school"},
        {"id": "district", "kind": "district"},
    ],
    "people": [
        {"id": "teacher", "role": "teacher", "organization": "school"},
        {"id": "therapist", "role": "therapist", "organization": "clinic", "supervisor": "teacher"},
        {"id": "mother", "role": "caregiver"},
    ],
    "care_team": [{"person": "teacher", "from": "2025-08-01T00:00:00-05:00"}],
    "caregivers": [{"person": "mother", "authority": "full", "household": "home"}],
    "households": [{"id": "home"}],
    "court_orders": [{"person": "mother", "kind": "limits_medical", "from": "2027-01-01T00:00:00-06:00"}],
    "services": [
        {
            "id": "therapy",
            "organization": "clinic",
            "acts_for_school": False,
            "consent_basis": "parent",
            "from": "2025-08-01T00:00:00-05:00",
        }
    ],
    "consents": [
        {
            "id": "c1",
            "from_organization": "clinic",
            "to": {"organization": "school"},
            "categories": ["school_plan"],
            "purpose": "school_support",
            "effective": "2025-09-01T00:00:00-05:00",
            "expires": "2026-06-01T00:00:00-05:00",
            "signed_by": "mother",
        }
    ],
    "crises": [{"level": 2, "opened_at": "2026-01-01T00:00:00Z"}],
    "questions": [
        {
            "viewer": "teacher",
            "category": "school_plan",
            "purpose": "school_support",
            "record": {"custodian": "clinic", "services": ["therapy"]},
        }
    ],
}


def changed(path, value):
    """Return the facts with one place changed; `...` takes it out."""
    made = copy.deepcopy(FACTS)
    where = made
    *steps, last = path
    for step in steps:
        where = where[step]
    if value is ...:
        del where[last]
    else:
        where[last] = value
    return made


def refused(document):
    with pytest.raises(Malformed) as caught:
        decide(document)
    return caught.value.where, caught.value.phrase


def test_the_facts_of_these_tests_are_well_formed():
    (answer,) = decide(FACTS)["answers"]
    assert (answer["permit"], answer["basis"], answer["scope"]) == (True, "consent", "full")
    assert answer["obligations"] == ["O1", "O5", "O11"]
    assert answer["until"] == "2026-06-01T00:00:00-05:00"


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the worked cases are not at hand")
def test_every_worked_case():
    cases = json.loads(EXAMPLES.read_text())["cases"]
    results = decide({"cases": [case["facts"] for case in cases]})["results"]
    for case, result in zip(cases, results, strict=True):
        for answer, expected in zip(result["answers"], case["expected"], strict=True):
            assert answer.pop("reason").endswith("."), case["name"]
            for each in (answer, expected):
                each["until"] = each["until"] and datetime.fromisoformat(each["until"])
            assert answer == expected, case["name"]


@pytest.mark.parametrize(
    ("path", "value", "where", "phrase"),
    [
        (["version"], 2, "version", "unsupported version"),
        (["version"], "1", "version", "unsupported version"),
        (["version"], True, "version", "unsupported version"),
        (["version"], ..., "version", "missing field"),
        (["at"], ..., "at", "missing field"),
        (["at"], None, "at", "missing field"),
        (["at"], "2026-03-10T10:00:00", "at", "needs a time zone"),
        (["at"], "2026-03-10 10:00:00Z", "at", "is not a date and time"),
        (["at"], "2026-03-10T10:00Z", "at", "is not a date and time"),
        (["at"], "2026-02-30T10:00:00Z", "at", "is not a date and time"),
        (["at"], 5, "at", "must be text"),
        (["zone"], "Mars/Olympus", "zone", "unknown time zone"),
        (["zone"], "../etc/passwd", "zone", "unknown time zone"),
        (["zone"], 5, "zone", "must be text"),
        (["child"], [], "child", "must be an object"),
        (["child", "born_on"], "14 May", "child.born_on", "is not a date"),
        (["child", "born_on"], "2010-13-01", "child.born_on", "is not a date"),
        (["child", "lives_apart"], 1, "child.lives_apart", "must be true or false"),
        (["child", "resident_district"], "moon", "child.resident_district", "unknown organization"),
        (["child", "name"], "Jo", "child.name", "unknown field"),
        (["organizations"], ..., "organizations", "missing field"),
        (["organizations"], {}, "organizations", "must be a list"),
        (["organizations", 1, "kind"], "college", "organizations[1].kind", "unknown value"),
        (["organizations", 1, "id"], "clinic", "organizations[1].id", "duplicate id"),
        (["organizations", 0], "clinic", "organizations[0]", "must be an object"),
        (["people", 0, "role"], "janitor", "people[0].role", "unknown role"),
        (["people", 0, "organization"], ..., "people[0].organization", "missing field"),
        (["people", 0, "organization"], "moon", "people[0].organization", "unknown organization"),
        (["people", 1, "supervisor"], "moon", "people[1].supervisor", "unknown person"),
        (["people", 0, "id"], "jo", "people[0].id", "duplicate id"),
        (["people", 0, "id"], "", "people[0].id", "must be text"),
        (["people", 0, "until"], "soon", "people[0].until", "is not a date and time"),
        (["care_team", 0, "person"], "moon", "care_team[0].person", "unknown person"),
        (["care_team", 0, "from"], ..., "care_team[0].from", "missing field"),
        (["care_team", 0, "until"], "2024-01-01T00:00:00Z", "care_team[0].until", "ends before it starts"),
        (["caregivers", 0, "authority"], "some", "caregivers[0].authority", "unknown value"),
        (["caregivers", 0, "authority"], "delegated", "caregivers[0].from", "missing field"),
        (["caregivers", 0, "household"], "moon", "caregivers[0].household", "unknown household"),
        (["caregivers", 0, "person"], "teacher", "caregivers[0].person", "unknown value"),
        (["court_orders", 0, "kind"], "scolds", "court_orders[0].kind", "unknown value"),
        (["court_orders", 0, "leaves"], ["poems"], "court_orders[0].leaves[0]", "unknown category"),
        (["court_orders", 0, "leaves"], ["consents"], "court_orders[0].leaves[0]", "unknown category"),
        (["services", 0, "acts_for_school"], ..., "services[0].acts_for_school", "missing field"),
        (["services", 0, "acts_for_school"], "no", "services[0].acts_for_school", "must be true or false"),
        (["services", 0, "consent_basis"], "court", "services[0].consenter", "missing field"),
        (["consents", 0, "to"], {"team": "all"}, "consents[0].to", "unknown value"),
        (["consents", 0, "to"], {"person": "teacher", "role": "teacher"}, "consents[0].to", "unknown value"),
        (["consents", 0, "to"], "school", "consents[0].to", "unknown value"),
        (["consents", 0, "to"], {"organization": "moon"}, "consents[0].to.organization", "unknown organization"),
        (["consents", 0, "to"], {"role": "janitor"}, "consents[0].to.role", "unknown role"),
        (["consents", 0, "purpose"], "fun", "consents[0].purpose", "unknown value"),
        (["consents", 0, "revokedat"], None, "consents[0].revokedat", "unknown field"),
        (["consents", 0, "expires"], "2025-01-01T00:00:00Z", "consents[0].expires", "ends before it starts"),
        (["crises", 0, "level"], 4, "crises[0].level", "unknown value"),
        (["crises", 0, "level"], "3", "crises[0].level", "must be a whole number"),
        (["questions", 0, "viewer"], "moon", "questions[0].viewer", "unknown person"),
        (["questions", 0, "category"], "poems", "questions[0].category", "unknown category"),
        (["questions", 0, "purpose"], "tpo", "questions[0].purpose", "unknown value"),
        (["questions", 0, "cells"], [1, -1], "questions[0].cells[1]", "must be a whole number"),
        (["questions", 0, "cells"], [True], "questions[0].cells[0]", "must be a whole number"),
        (["questions", 0, "export"], "yes", "questions[0].export", "must be true or false"),
        (["questions", 0, "record"], ..., "questions[0].record", "missing field"),
        (["questions", 0, "record", "custodian"], "moon", "questions[0].record.custodian", "unknown organization"),
        (["questions", 0, "record", "services"], ["x"], "questions[0].record.services[0]", "unknown service"),
        (["questions", 0, "record", "author"], "moon", "questions[0].record.author", "unknown person"),
        (["questions", 0, "record", "household"], "moon", "questions[0].record.household", "unknown household"),
        (["questions", 0, "record", "part2"], 0, "questions[0].record.part2", "must be true or false"),
        (["wishes"], [], "wishes", "unknown field"),
    ],
)
def test_malformed_input_is_named_with_its_place(path, value, where, phrase):
    found = refused(changed(path, value))
    assert found[0] == where
    assert found[1].startswith(phrase)


def test_in_a_batch_the_place_names_the_case():
    assert refused({"cases": [FACTS, changed(["at"], "now")]}) == ("cases[1].at", "is not a date and time")
    assert refused({"cases": [FACTS], "version": 1})[1] == "unknown field"
    assert refused({"cases": 5})[0] == "cases"


def test_a_revocation_may_come_before_the_start_of_what_was_then_never_live():
    (answer,) = decide(changed(["consents", 0, "revoked_at"], "2025-01-01T00:00:00Z"))["answers"]
    assert answer["basis"] == "consent_lapsed"


def test_an_absent_field_and_null_are_the_same():
    assert decide(changed(["consents", 0, "revoked_at"], None)) == decide(FACTS)


def test_times_at_the_edge_of_the_calendar_are_judged():
    far = changed(["consents", 0, "effective"], "9999-12-31T23:59:59Z")
    far["consents"][0]["expires"] = None
    assert decide(far)["answers"][0]["basis"] == "no_consent"
    assert decide(changed(["at"], "0001-01-01T00:00:00+14:00"))["answers"][0]["permit"] is False
    assert decide(changed(["child", "born_on"], "9999-02-28"))["answers"][0]["permit"] is True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "facts.json: not valid JSON"),
        (b"\xff", "facts.json: not valid JSON"),
        (b'{"version": NaN}', "facts.json: not valid JSON"),
        (b"[" * 100_000, "facts.json: not valid JSON"),
        (b"[]", "facts.json: must be an object"),
        (json.dumps(changed(["at"], "x\ny")).encode(), "at: is not a date and time"),
    ],
)
def test_the_command_refuses_in_one_line(tmp_path, capsys, content, said):
    (tmp_path / "facts.json").write_bytes(content)
    assert main(["decide", str(tmp_path / "facts.json")]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"trefoil decide: {said}\n")


def test_the_command_says_when_there_is_no_such_file(tmp_path, capsys):
    assert main(["decide", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.startswith("trefoil decide: none.json: cannot read")


def test_the_command_prints_answers_and_batches(tmp_path, capsys):
    for document, key in ((FACTS, "answers"), ({"cases": [FACTS, FACTS]}, "results")):
        (tmp_path / "facts.json").write_text(json.dumps(document))
        assert main(["decide", str(tmp_path / "facts.json")]) == 0
        assert key in json.loads(capsys.readouterr().out)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=5) | st.sampled_from(["clinic", "mother", "jo"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _places(value, path=()):
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in steps:
        yield from _places(inner, (*path, key))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([p for p in _places(FACTS) if p]), json_values)
def test_whatever_stands_in_any_place_is_judged_or_refused(path, value):
    with suppress(Malformed):
        assert all(answer["basis"] for answer in decide(changed(list(path), value))["answers"])
