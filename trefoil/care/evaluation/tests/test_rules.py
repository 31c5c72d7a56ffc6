"""The rules of gathering, concluding and signing, without a database."""

from datetime import date
from itertools import permutations

import pytest

from trefoil.care.evaluation import rules, words
from trefoil.care.evaluation.types import FIELDS, Bears, Block, Part, Reason, State, Status, Weighed
from trefoil.ground.rulebook.queries import SHIPPED, law

CLOCKS = law("us-mn", date(2026, 11, 19), SHIPPED).clocks
ALL = set(Part)
HELD = Weighed("F41.1", Status.CONFIRMED, 1, True)


def _why_not_sign(**changed):
    known = {
        "state": State.OPEN, "role": "therapist", "done": ALL, "diagnoses": [HELD], "finds_none": False,
        "why_missing": "", "typed_name": "Ada Berg", "name": "Ada Berg",
    }  # fmt: skip
    return rules.why_not_sign(**(known | changed))


def test_every_word_has_its_words():
    assert set(words.PART) == set(Part)
    assert set(words.REASON) == set(Reason)
    assert set(words.STATE) == set(State)
    assert set(words.STATUS) == set(Status)
    assert set(words.BEARS) == set(Bears)
    assert set(words.FIELD) == {(part, name) for part, names in FIELDS.items() for name in names}


def test_the_rulebook_gives_the_days():
    due = rules.dues(CLOCKS, date(2026, 11, 19))

    assert (due.interview_on, due.signed_on) == (date(2026, 12, 3), date(2026, 12, 19))
    assert rules.next_due(CLOCKS, date(2028, 2, 29)) == date(2029, 3, 1)
    assert rules.dues({}, date(2026, 11, 19)) == rules.Dues()


def test_what_is_missing_is_said_first_where_nobody_signs_without_it():
    assert rules.missing(set())[:4] == list(rules.NEEDED)
    assert rules.missing(ALL) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"state": State.SIGNED}, "locked"),
        ({"state": State.WITHDRAWN}, "over"),
        ({"role": "skills"}, "therapist, supervisor or prescriber"),
        ({"done": ALL - {Part.SAFETY}}, "Not yet"),
        ({"done": ALL - {Part.STRENGTHS}}, "Say why"),
        ({"done": ALL - {Part.STRENGTHS}, "why_missing": "No time."}, None),
        ({"diagnoses": []}, "Hold a diagnosis"),
        ({"diagnoses": [], "finds_none": True}, None),
        ({"finds_none": True}, "no diagnosis, and lists one"),
        ({"diagnoses": [Weighed("F41.1", Status.CONFIRMED, 0, True)]}, "without evidence"),
        ({"diagnoses": [Weighed("F41.1", Status.PROVISIONAL, 0, True)]}, None),
        ({"diagnoses": [Weighed("F41.1", Status.RULED_OUT, 3, True)]}, "Hold a diagnosis"),
        ({"typed_name": "ada  BERG "}, None),
        ({"typed_name": "A. Berg"}, "Sign with your name"),
    ],
)
def test_why_not_sign(changed, why):
    said = _why_not_sign(**changed)

    assert said is None if why is None else why in said


def test_a_trainee_and_who_has_no_license_need_a_second_name():
    assert not rules.needs_cosign(license_number="LP 1", is_trainee=False)
    assert rules.needs_cosign(license_number="LP 1", is_trainee=True)
    assert rules.needs_cosign(license_number=" ", is_trainee=False)


@pytest.mark.parametrize("rating", ["0", "6", "x", "1.5"])
def test_a_rating_is_a_number_of_the_form(rating):
    assert rules.why_not_level({"level": "3", "i": rating, "rationale": "So."})


def test_the_seal_knows_every_word_and_their_order():
    parts = [rules.digest("A", [Block("a", "b")]), rules.digest("A", [Block("ab", "")]), rules.digest("B", [])]
    seals = {rules.seal(order) for order in permutations(parts)}

    assert len(set(parts)) == 3
    assert len(seals) == 6
