"""The 18th birthday: at midnight the record is theirs alone, and somebody asks them to sign for themselves."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from trefoil.ground.access.actions import grants_now, refresh
from trefoil.ground.access.types import Basis
from trefoil.ground.consent.coming_of_age import ask_before_birthdays
from trefoil.ground.people.law import follow_pack
from trefoil.ground.people.models import Child
from trefoil.ground.people.queries import children
from trefoil.ground.rulebook import queries as rulebook
from trefoil.ground.timeline.models import Entry
from trefoil.ground.worklist.queries import needs_now

ZONE = ZoneInfo("America/Chicago")
MIDNIGHT = datetime(2026, 12, 1, tzinfo=ZONE)


@pytest.fixture
def jonah(released, as_, at):
    """Jonah, who turns 18 on the first of December."""
    child = released.children["jonah"]
    with as_("director", at):
        assert Child.objects.filter(pk=child.pk).update(born_on=date(2008, 12, 1)) == 1
        refresh(child.pk, at=at)
    return child


def test_a_parent_sees_everything_until_midnight_and_then_nothing(jonah, released, as_):
    with as_("jonahs_mother", MIDNIGHT - timedelta(seconds=1)):
        assert [c.pk for c in children()] == [jonah.pk]
        assert Entry.objects.exists()
    with as_("jonahs_mother", MIDNIGHT):
        assert list(children()) == []
        assert not Entry.objects.exists()
    with as_("youth", MIDNIGHT):
        assert [c.pk for c in children()] == [jonah.pk]


def test_what_a_parent_signed_opens_nothing_new(jonah, released, as_):
    clinic = {s.person_id for s in released.staff.values() if s.organization_id == released.organizations["clinic"].pk}
    found = [g for g in grants_now(jonah.pk, at=MIDNIGHT - timedelta(days=1)) if g.person in clinic]
    shared = [g for g in found if g.basis == Basis.CONSENT]
    assert shared
    assert {g.period.ends_at for g in shared} == {MIDNIGHT}


def test_staff_are_asked_a_month_before_and_on_the_day_and_the_youth_on_the_day(jonah, released, as_):
    def asked(part, kind):
        with as_(part, MIDNIGHT + timedelta(hours=8)):
            return [line.kind for line in needs_now(released.person(part).pk, MIDNIGHT) if line.kind == kind]

    morning = MIDNIGHT + timedelta(hours=6)
    assert ask_before_birthdays(morning - timedelta(days=31)) == 0
    assert ask_before_birthdays(morning - timedelta(days=30)) == 2
    assert ask_before_birthdays(morning - timedelta(days=29)) == 0
    assert asked("therapist", "turns_eighteen") == ["turns_eighteen"]
    assert asked("youth", "sign_as_adult") == []
    assert ask_before_birthdays(morning) == 3
    assert ask_before_birthdays(morning + timedelta(days=1)) == 0
    for part in ("therapist", "social_worker"):
        assert asked(part, "is_eighteen") == ["is_eighteen"]
    assert asked("youth", "sign_as_adult") == ["sign_as_adult"]
    assert asked("jonahs_mother", "is_eighteen") == []


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


def test_each_organization_asks_at_the_age_of_its_own_law(jonah, released, as_, at, tmp_path, monkeypatch):
    (tmp_path / "us-zz.toml").write_text(LATER)
    monkeypatch.setattr(rulebook, "own_folder", lambda: tmp_path)
    officer, school = released.person("privacy"), released.organizations["school"]
    with as_("privacy", at):
        follow_pack(organization=school, pack="us-zz", typed_name=str(officer), by=officer, at=at)
    assert ask_before_birthdays(MIDNIGHT - timedelta(days=30)) == 1
    with as_("therapist", MIDNIGHT):
        assert [line.kind for line in needs_now(released.person("therapist").pk, MIDNIGHT)] == ["turns_eighteen"]
    assert ask_before_birthdays(MIDNIGHT + timedelta(days=335)) == 1
    with as_("social_worker", MIDNIGHT + timedelta(days=335)):
        found = needs_now(released.person("social_worker").pk, MIDNIGHT + timedelta(days=335))
        assert "turns_eighteen" in {line.kind for line in found}
