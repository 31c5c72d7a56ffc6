"""What a youth reads about their caregivers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from trefoil.doors.portal.youth import _of_age
from trefoil.ground.access.situation import CompartmentFact, Facts, Item, OrganizationFact
from trefoil.ground.access.types import Category, OrganizationKind
from trefoil.ground.rulebook import queries

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
LATER = """
[pack]
title = "Test state (made up for the tests, no real law)"
extends = "us"

[[rule]]
key = "adult_age"
value = 19
says = "Made up for the tests: of age at 19."
source = "none: made up"
read_on = 2026-11-21
certainty = "design"
"""


def kept_under(pack):
    """The facts of somebody who was 18 yesterday, with a clinic under Minnesota's law and a school under another."""
    school = OrganizationFact(id="school", kind=OrganizationKind.SCHOOL, pack=pack)
    clinic = OrganizationFact(id="clinic", kind=OrganizationKind.CLINIC)
    places = [
        CompartmentFact(id=n, category=Category.DEMOGRAPHICS, item=Item(custodian=one.id))
        for n, one in enumerate((school, clinic))
    ]
    organizations = {one.id: one for one in (school, clinic)}
    return Facts(child="jo", born_on=date(2008, 11, 30), organizations=organizations, compartments=tuple(places))


@pytest.mark.parametrize(("pack", "of_age"), [("us", True), ("us-mn", True), ("us-zz", False)])
def test_a_youth_is_of_age_when_the_law_of_every_keeper_says_so(pack, of_age, tmp_path, monkeypatch):
    (tmp_path / "us-zz.toml").write_text(LATER)
    monkeypatch.setattr(queries, "own_folder", lambda: tmp_path)
    assert _of_age(kept_under(pack), AT) is of_age
    assert not _of_age(replace(kept_under(pack), compartments=()), AT)
