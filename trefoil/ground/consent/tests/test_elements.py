"""What a release must hold before it is signed, element by element."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from trefoil.ground.access.types import Category
from trefoil.ground.consent import rules
from trefoil.ground.consent.elements import STATEMENTS, Elements, why_not_complete, why_not_one_paper

AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
WHOLE = Elements(
    subject="Maya Reyes",
    giver="Harbor Clinic",
    recipient="Cedar Bridge School",
    categories=frozenset({Category.SCHOOL_PLAN}),
    purpose="coordination",
    effective=AT,
    ends_at=AT + timedelta(days=365),
    signer="Elena Reyes",
    capacity="parent",
    evidence="mother; in the record since 1 September 2026",
    signed_name="Elena Reyes",
    signed_on=date(2026, 11, 2),
    language="es",
    form_version="2026-11",
    statements=STATEMENTS,
)
DAY = date(2026, 11, 2)


def why_not(**changed):
    return why_not_complete(replace(WHOLE, **changed), longest=timedelta(days=365), today=DAY)


def test_a_whole_release_lacks_nothing():
    assert why_not() is None


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"subject": ""}, "whom it is about"),
        ({"giver": ""}, "who shares"),
        ({"recipient": ""}, "who receives"),
        ({"categories": frozenset()}, "what is shared"),
        ({"purpose": ""}, "what it is for"),
        ({"purpose": "curiosity"}, "what it is for"),
        ({"signer": ""}, "who signs"),
        ({"capacity": ""}, "capacity"),
        ({"evidence": ""}, "authority rests on"),
        ({"signed_name": " "}, "the signature"),
        ({"signed_on": None}, "the day of the signature"),
        ({"language": ""}, "language"),
        ({"form_version": ""}, "version of the form"),
        *(({"statements": set(STATEMENTS) - {one}}, "must be told") for one in STATEMENTS),
        ({"part2": True, "categories": frozenset({Category.SUD})}, "statement about substance use"),
        ({"signed_on": DAY + timedelta(days=1)}, "in the future"),
        ({"ends_at": AT}, "end after it begins"),
        ({"ends_at": AT + timedelta(days=366)}, "a year at most"),
        ({"records_from": DAY, "records_until": DAY - timedelta(days=1)}, "end after they begin"),
    ],
)
def test_each_element_is_missed(changed, lacks):
    assert lacks in why_not(**changed)


def test_a_part_2_paper_with_its_statement_is_whole():
    assert why_not(part2=True, categories=frozenset({Category.SUD}), statements=[*STATEMENTS, "part2"]) is None


@pytest.mark.parametrize(
    ("categories", "part2", "fits"),
    [
        ({Category.SCHEDULE, Category.DIAGNOSIS}, False, True),
        ({Category.PSYCHOTHERAPY_NOTES}, False, True),
        ({Category.PSYCHOTHERAPY_NOTES, Category.CONSENTS}, False, False),
        ({Category.SUD, Category.CONSENTS}, True, True),
        ({Category.SUD}, False, False),
        ({Category.SCHEDULE}, True, False),
        ({Category.SUD, Category.SCHEDULE}, True, False),
        ({Category.CUSTODY}, False, False),
    ],
)
def test_what_stands_on_one_paper(categories, part2, fits):
    assert (why_not_one_paper(categories, part2=part2) is None) is fits


@pytest.mark.parametrize(
    ("left", "warned", "due"),
    [
        (31, None, None),
        (30, None, 30),
        (20, 30, None),
        (14, 30, 14),
        (2, None, 3),
        (3, 14, 3),
        (1, 3, None),
        (14, 3, None),
    ],
)
def test_warnings_come_once_and_the_nearest_when_late(left, warned, due):
    assert rules.next_warning(left, warned, (30, 14, 3)) == due
