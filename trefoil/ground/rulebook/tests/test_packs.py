"""The packs that come with the house: complete on every day, and what Minnesota changes."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from trefoil.ground.access.types import Category, Column
from trefoil.ground.rulebook.queries import SHIPPED, find, law, shelf
from trefoil.ground.rulebook.rules import due_on, law_on
from trefoil.ground.rulebook.types import CATEGORIES, COLUMNS, Certainty, Law

TODAY = date(2026, 11, 21)
EVERY_DAY = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
PACKS = ("us", "us-mn")


def test_every_shipped_file_can_be_used():
    assert shelf(SHIPPED).troubles == ()
    assert [pack.id for pack in shelf(SHIPPED).packs] == list(PACKS)


def test_the_words_are_those_of_access():
    assert set(CATEGORIES) == set(Category)
    assert set(COLUMNS) == set(Column) - {Column.SYSTEM}


@pytest.mark.parametrize("pack", PACKS)
def test_the_law_is_whole_on_every_day_of_two_years(pack):
    found = find(pack, SHIPPED)
    for day in EVERY_DAY:
        given = law_on(found, day)
        assert all(getattr(given, field.name) is not None for field in fields(Law))
        assert len(given.table) == len(CATEGORIES) * len(COLUMNS)


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_says_what_it_is_and_where_it_stands(pack):
    for rule in find(pack, SHIPPED).rules:
        assert rule.says.endswith("."), rule.key
        assert rule.read_on <= TODAY, rule.key
        if rule.certainty == Certainty.DESIGN:
            assert "house policy" in rule.source, rule.key
        else:
            assert rule.source != "house policy", rule.key


def test_minnesota_asks_consent_for_treatment_and_the_federal_default_does_not():
    federal, minnesota = law("us", TODAY, SHIPPED), law("us-mn", TODAY, SHIPPED)
    assert (federal.treatment_needs_consent, minnesota.treatment_needs_consent) == (False, True)
    assert (federal.jeopardy_override, minnesota.jeopardy_override) == (False, True)
    assert (federal.living_apart_decides, minnesota.living_apart_decides) == (False, True)


def test_minors_consent_in_minnesota_on_three_bases():
    ages = {m.basis: m.least_age for m in law("us-mn", TODAY, SHIPPED).minor_consents}
    assert ages == {"minor_144_3431": 16, "minor_144_343": 0, "minor_144_341": 0}
    assert law("us-mn", TODAY, SHIPPED).minor_bases == {*ages, "emergency"}
    assert law("us", TODAY, SHIPPED).minor_consents == ()


def test_what_minnesota_does_not_say_it_takes_from_the_federal_default():
    given = law("us-mn", TODAY, SHIPPED)
    assert given.rules["hold_hours"].pack == "us"
    assert given.rules["consent_days"].pack == "us-mn"
    assert given.table == law("us", TODAY, SHIPPED).table
    assert (given.hold_hours, given.glass_minutes, given.small_cell, given.warning_days) == (48, 60, 10, (30, 14, 3))


@pytest.mark.parametrize(
    ("clock", "asked", "due"),
    [
        ("access_ferpa", date(2026, 11, 2), date(2026, 12, 17)),
        ("access_hipaa", date(2026, 11, 2), date(2026, 12, 2)),
        ("access_mgdpa", date(2026, 11, 19), date(2026, 12, 4)),  # over two weekends and Thanksgiving
        ("break_glass_review", date(2026, 11, 20), date(2026, 11, 23)),
        ("accounting_part2", date(2024, 2, 29), date(2027, 3, 1)),
    ],
)
def test_due_on_counts_the_days_that_the_clock_counts(clock, asked, due):
    assert due_on(law("us-mn", TODAY, SHIPPED).clocks[clock], asked, {date(2026, 11, 26)}) == due
