"""The pack decides: the same facts under Minnesota's law, the federal default, and a state that is one file."""

from dataclasses import replace
from datetime import date

import pytest

from trefoil.ground.access.reading import Node
from trefoil.ground.access.rules import answer
from trefoil.ground.access.situations import facts_and_questions
from trefoil.ground.rulebook.queries import law

from .test_own_packs import rule

DAY = date(2026, 11, 21)
SINCE = "2026-01-05T08:00:00-06:00"
HEAD = '[pack]\ntitle = "Test state (made up for the tests, no real law)"\nextends = "us"\n'


def question(viewer, category, **record):
    return {"viewer": viewer, "category": category, "record": {"custodian": "clinic", **record}}


def facts(basis="parent", **changes):
    return {
        "version": 1,
        "at": "2026-11-21T10:00:00-06:00",
        "child": {"id": "child", "born_on": "2010-03-02"},
        "organizations": [{"id": "clinic", "kind": "clinic"}, {"id": "other_clinic", "kind": "clinic"}],
        "people": [
            {"id": "therapist", "role": "therapist", "organization": "clinic"},
            {"id": "colleague", "role": "therapist", "organization": "other_clinic"},
            {"id": "mother", "role": "caregiver"},
        ],
        "care_team": [{"person": "therapist", "from": SINCE}, {"person": "colleague", "from": SINCE}],
        "caregivers": [{"person": "mother", "authority": "full"}],
        "services": [
            {
                "id": "therapy",
                "organization": "clinic",
                "acts_for_school": False,
                "consent_basis": basis,
                "from": SINCE,
            }
        ],
        **changes,
    }


def basis_of(document, asked, governing, service_basis=None):
    read, (one,), at = facts_and_questions(Node({**document, "questions": [asked]}, ""))
    if service_basis:
        services = {name: replace(s, consent_basis=service_basis) for name, s in read.services.items()}
        read = replace(read, services=services)
    return str(answer(read, one, governing, at).basis)


@pytest.fixture
def state(tmp_path):
    def write(*rules):
        (tmp_path / "us-zz.toml").write_text("\n".join([HEAD, *rules]))
        return law("us-zz", DAY, tmp_path)

    return write


def test_treatment_alone_opens_another_clinics_plan_only_where_the_law_lets_it(state):
    asked = question("colleague", "clinical_plan", services=["therapy"])
    assert basis_of(facts(), asked, law("us", DAY)) == "care_team"
    assert basis_of(facts(), asked, law("us-mn", DAY)) == "no_consent"
    assert basis_of(facts(), asked, state()) == "care_team"


def test_a_state_that_asks_consent_for_treatment_says_so_in_one_rule(state):
    asked = question("colleague", "clinical_plan", services=["therapy"])
    assert basis_of(facts(), asked, state(rule("treatment_needs_consent", "true"))) == "no_consent"


def test_a_minors_own_consent_counts_where_the_law_knows_it(state):
    asked = question("mother", "session_notes", services=["therapy"])
    document = facts(basis="minor_144_3431")
    assert basis_of(document, asked, law("us-mn", DAY)) == "youth_control"
    assert basis_of(document, asked, law("us", DAY)) == "parental_authority"


def test_a_state_brings_its_own_basis_for_a_minors_consent(state):
    asked = question("mother", "session_notes", services=["therapy"])
    theirs = state(rule("minor.zz_14", '{ least_age = 14, covers = "counseling" }'))
    assert basis_of(facts(), asked, theirs, service_basis="zz_14") == "youth_control"
    assert basis_of(facts(), asked, law("us-mn", DAY), service_basis="zz_14") == "parental_authority"


def test_living_apart_and_telling_a_parent_are_the_states_to_decide(state):
    asked = question("mother", "session_notes", services=["therapy"])
    apart = facts(child={"id": "child", "born_on": "2010-03-02", "lives_apart": True})
    assert basis_of(apart, asked, law("us-mn", DAY)) == "youth_control"
    assert basis_of(apart, asked, law("us", DAY)) == "parental_authority"
    telling = {"to": "mother", "by": "therapist", "categories": ["session_notes"], "reason": "danger", "from": SINCE}
    told = facts(basis="minor_144_3431", overrides=[telling | {"from": "2026-11-21T09:00:00-06:00"}])
    assert basis_of(told, asked, law("us-mn", DAY)) == "jeopardy_override"
    theirs = state(rule("minor.minor_144_3431", '{ least_age = 16, covers = "counseling" }'))
    assert basis_of(told, asked, theirs) == "youth_control"


def test_a_rule_that_ends_changes_the_decision_on_its_day(tmp_path):
    until, since = (f"effective_{word} = 2027-01-01" for word in ("until", "from"))
    (tmp_path / "us-zz.toml").write_text(
        HEAD + rule("treatment_needs_consent", "false", until) + rule("treatment_needs_consent", "true", since)
    )
    asked = question("colleague", "clinical_plan", services=["therapy"])
    found = [basis_of(facts(), asked, law("us-zz", day, tmp_path)) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert found == ["care_team", "no_consent"]


def test_a_hold_lasts_as_long_as_the_pack_says(state):
    held = facts(holds=[{"person": "mother", "from": "2026-11-20T09:00:00-06:00"}])
    asked = question("mother", "session_notes", services=["therapy"])
    assert basis_of(held, asked, law("us-mn", DAY)) == "hold"
    assert basis_of(held, asked, state(rule(value="24"))) == "parental_authority"


def test_the_table_is_read_from_the_pack(state):
    asked = question("colleague", "diagnosis", services=["therapy"])
    closed = state(rule("table.diagnosis", '"P P x x m x x c c x c m d x"'))
    assert basis_of(facts(), asked, closed) == "not_allowed"
