"""Who may consent alone, what may be opened, and when a caregiver may be told: no database needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from trefoil.ground.access.types import Authority, Category, ConsentBasis
from trefoil.ground.consent import service_rules as rules
from trefoil.ground.consent.service_types import LineFacts, StartFacts

LINE = LineFacts(signed=True, ended=False, outpatient_mental_health=True)
LAW = {"minor_144_3431": 16, "minor_144_343": 0, "minor_144_341": 0}
SIXTEEN = StartFacts(
    basis=ConsentBasis.MINOR_144_3431, age=16, adult_age=18, least_ages=LAW, line=LINE, has_consenter=True,
    consenter_is_child=True,
)  # fmt: skip
AT = datetime(2026, 11, 19, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"age": 15}, "16 or older"),
        ({"age": 17}, None),
        ({"age": 18}, "as any adult"),
        ({"line": replace(LINE, outpatient_mental_health=False)}, "outpatient"),
        ({"line": replace(LINE, signed=False)}, "signed"),
        ({"line": replace(LINE, ended=True)}, "signed"),
        ({"already": True}, "already"),
        ({"consenter_is_child": False}, "nobody else"),
        ({"least_ages": {}}, "knows no such consent"),
        ({"basis": ConsentBasis.MINOR_144_343, "age": 12}, "Say which care"),
        ({"basis": ConsentBasis.MINOR_144_343, "age": 12, "reason": "Alcohol"}, None),
        ({"basis": ConsentBasis.MINOR_144_341, "age": 15}, "lives apart"),
        ({"basis": ConsentBasis.MINOR_144_341, "age": 15, "on_own": True}, None),
        ({"basis": ConsentBasis.COURT, "consenter_is_child": False}, None),
        ({"basis": ConsentBasis.COURT}, "whom the court"),
        ({"basis": ConsentBasis.EMERGENCY, "reason": "soon"}, "could not wait"),
        ({"basis": ConsentBasis.EMERGENCY, "reason": "Found unconscious on the stairs."}, None),
        ({"basis": ConsentBasis.PARENT}, "parent or guardian"),
        ({"basis": ConsentBasis.PARENT, "consenter_is_child": False}, "parent or guardian"),
        ({"basis": ConsentBasis.PARENT, "consenter_is_child": False, "consenter_decides": True}, None),
        ({"basis": ConsentBasis.PARENT, "age": 18}, None),
        ({"basis": ConsentBasis.PARENT, "age": 18, "consenter_is_child": False, "consenter_decides": True}, "At 18"),
    ],
)
def test_why_not_start_service(changed, why):
    said = rules.why_not_start_service(replace(SIXTEEN, **changed))
    assert (said is None) == (why is None), said
    assert why is None or why in str(said)


def test_why_not_start_service_answers_for_every_basis_and_age():
    for basis, age, own, child in product(ConsentBasis, range(10, 20), (True, False), (True, False)):
        said = rules.why_not_start_service(replace(SIXTEEN, basis=basis, age=age, on_own=own, consenter_is_child=child))
        assert said is None or said.endswith("."), (basis, age)
        if said is None and basis in rules.MINOR:
            assert age < 18
            assert age >= LAW[basis]
            assert child


def release(**changed):
    facts = {
        "categories": {Category.SESSION_NOTES}, "part2": False, "starts_at": AT,
        "ends_at": AT + timedelta(days=30), "longest_days": 365, "typed_name": "jonah  BERG", "name": "Jonah Berg",
    }  # fmt: skip
    return rules.why_not_release_more(**(facts | changed))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"categories": set()}, "at least one"),
        ({"categories": {Category.SUD}, "part2": True}, "at least one"),
        ({"categories": {Category.SUD, Category.SCHEDULE}}, "cannot be shared"),
        ({"categories": {Category.SUD, Category.SCHEDULE}, "part2": True}, None),
        ({"categories": {Category.PSYCHOTHERAPY_NOTES}}, "cannot be shared"),
        ({"ends_at": AT}, "still to come"),
        ({"ends_at": AT + timedelta(days=400)}, "365 days"),
        ({"typed_name": "Jonah"}, "Type your name"),
    ],
)
def test_why_not_release_more(changed, why):
    said = release(**changed)
    assert (said is None) == (why is None), said
    assert why is None or why in str(said)


def tell(**changed):
    facts = {
        "allowed": True, "treats": True, "authority": Authority.FULL, "adult": False,
        "categories": {Category.SAFETY_PLAN}, "reason": "Has a plan for tonight and the means for it.",
        "words": "Stay with him tonight.",
    }  # fmt: skip
    return rules.why_not_tell(**(facts | changed))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"allowed": False}, "knows no such telling"),
        ({"treats": False}, "Only a clinician"),
        ({"adult": True}, "of age"),
        ({"authority": Authority.NONE}, "parent or guardian"),
        ({"authority": None}, "parent or guardian"),
        ({"categories": set()}, "no more"),
        ({"categories": {Category.SUD}}, "never told"),
        ({"reason": "just because"}, "sentence or two"),
        ({"reason": " " * 40}, "sentence or two"),
        ({"words": " "}, "have to know"),
    ],
)
def test_why_not_tell(changed, why):
    said = tell(**changed)
    assert (said is None) == (why is None), said
    assert why is None or why in str(said)
