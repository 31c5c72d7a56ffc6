"""A program's own packs: a second state without touching code, rules that end, and files that cannot be used."""

from datetime import date

import pytest

from trefoil.ground.rulebook.queries import SHIPPED, find, law, shelf
from trefoil.ground.rulebook.types import BadPack

DAY = date(2027, 1, 10)
# Not the law of any state: a pack made up for the tests.
TEST_STATE = """
[pack]
title = "Test state (made up for the tests, no real law)"
extends = "us"
"""
RULE = """
[[rule]]
key = "{key}"
value = {value}
says = "Made up for the tests."
source = "none: made up"
read_on = 2026-11-21
certainty = "design"
{more}
"""


def rule(key="hold_hours", value="24", more="", **changes):
    text = RULE.format(key=key, value=value, more=more)
    for name, given in changes.items():
        lines = [line for line in text.splitlines() if not line.startswith(f"{name} =")]
        text = "\n".join([*lines, *([f"{name} = {given}"] if given is not None else [])])
    return text


@pytest.fixture
def own(tmp_path):
    def write(*rules, head=TEST_STATE, name="us-zz"):
        (tmp_path / f"{name}.toml").write_text("\n".join([head, *rules]))
        return tmp_path

    return write


def test_a_second_state_is_a_file_and_nothing_else(own):
    folder = own(
        rule("minor.zz_14", '{ least_age = 14, covers = "counseling" }'),
        rule("treatment_needs_consent", "true"),
        rule("clock.access_zz", '{ days = 5, kind = "business" }'),
        rule("table.behavior_observations", '"P P x P P cm P P c m c m d x"'),
    )
    given = law("us-zz", DAY, folder)
    assert given.minor_bases == {"zz_14", "emergency"}
    assert given.treatment_needs_consent
    assert given.clocks["access_zz"].days == 5
    assert given.table["behavior_observations", "T"] == "P"
    assert given.table["diagnosis", "S"] == "c"
    assert [pack.id for pack in shelf(folder).packs] == ["us", "us-mn", "us-zz"]
    assert not find("us-zz", folder).shipped
    assert "us-zz" not in [pack.id for pack in shelf(SHIPPED).packs]


def test_a_rule_ends_on_its_day_and_its_successor_begins(own):
    folder = own(
        rule(value="72", more="effective_until = 2027-01-10"),
        rule(value="24", more="effective_from = 2027-01-10"),
    )
    assert law("us-zz", date(2027, 1, 9), folder).hold_hours == 72
    assert law("us-zz", DAY, folder).hold_hours == 24


def test_outside_its_period_a_rule_leaves_the_word_to_the_pack_it_extends(own):
    folder = own(rule(value="24", more="effective_from = 2027-01-10\neffective_until = 2027-02-01"))
    given = [law("us-zz", day, folder).hold_hours for day in (date(2027, 1, 9), DAY, date(2027, 2, 1))]
    assert given == [48, 24, 48]


def test_a_state_can_take_away_what_it_would_inherit(own):
    folder = own(rule("minor.minor_144_343", "false"), head=TEST_STATE.replace('"us"', '"us-mn"'))
    assert "minor_144_343" not in law("us-zz", DAY, folder).minor_bases
    assert "minor_144_3431" in law("us-zz", DAY, folder).minor_bases


def test_a_programs_own_file_takes_the_place_of_ours(own):
    folder = own(rule(value="12"), name="us-mn")
    assert law("us-mn", DAY, folder).hold_hours == 12
    assert law("us-mn", DAY, SHIPPED).hold_hours == 48


TROUBLES = {
    "missing value": (rule(value="1", says=None), "us-zz.toml: rule hold_hours: says: missing field"),
    "empty words": (rule(source='" "'), "us-zz.toml: rule hold_hours: source: must be text"),
    "unknown field": (rule(more="note = 1"), "us-zz.toml: rule hold_hours: note: unknown field"),
    "unknown rule": (rule("hold_minutes"), "us-zz.toml: rule hold_minutes: key: unknown rule"),
    "unknown family": (rule("law.x"), "us-zz.toml: rule law.x: key: unknown rule"),
    "unknown row": (rule("table.x", '"P"'), "us-zz.toml: rule table.x: key: unknown rule"),
    "number": (rule(value='"two"'), "us-zz.toml: rule hold_hours: value: must be a whole number above zero"),
    "truth is no number": (rule(value="true"), "us-zz.toml: rule hold_hours: value: must be a whole number above zero"),
    "switch": (rule("jeopardy_override", "1"), "us-zz.toml: rule jeopardy_override: value: must be true or false"),
    "days": (rule("warning_days", "[3, 14]"), "value: must run from the most days to the fewest"),
    "short row": (rule("table.sud", '"P P x"'), "us-zz.toml: rule table.sud: value: must be 14 codes"),
    "code": (rule("table.sud", '"P P x Z x x x y y x y m d x"'), "value: has no code Z in column T"),
    "strangers let in": (rule("table.sud", '"P P P P x x x y y x y m d x"'), "value: has no code P in column L"),
    "vault opened": (rule("table.psychotherapy_notes", f'"{"P " * 14}"'), "value: has no code P in column Y"),
    "vault shut": (rule("table.psychotherapy_notes", f'"{"x " * 14}"'), "value: has no code x in column T"),
    "rule passed over": (rule("table.schedule", '"P P x P P m m cm c m c P d x"'), "value: has no code x in column L"),
    "parent for youth": (rule("table.diagnosis", '"P P x P m x x y c x c m d x"'), "value: has no code y in column S"),
    "crisis elsewhere": (
        rule("table.diagnosis", '"P P x P m x x ce c x c m d x"'),
        "value: has no code ce in column S",
    ),
    "built in": (rule("fixed.part2_follows", "false"), "value: must be true: a pack gives the source"),
    "minor": (rule("minor.zz", "{ least_age = 14 }"), "value: must be false, or have least_age and covers"),
    "minor's age": (rule("minor.zz", '{ least_age = 19, covers = "x" }'), "must have a least_age from 0 to 18"),
    "clock": (rule("clock.zz", '{ days = 3, kind = "moon" }'), "rule clock.zz: value: must be false, or have days"),
    "date": (rule(read_on='"2026"'), "us-zz.toml: rule hold_hours: read_on: must be a date"),
    "certainty": (rule(certainty='"sure"'), "certainty: must be one of read, believed, design"),
    "ends first": (
        rule(more="effective_from = 2027-01-10\neffective_until = 2027-01-10"),
        "us-zz.toml: rule hold_hours: effective_until: ends before it starts",
    ),
    "twice": (rule() + rule(), "us-zz.toml: rule hold_hours: stands twice"),
    "overlap": (
        rule(more="effective_until = 2027-02-01") + rule(more="effective_from = 2027-01-10"),
        "us-zz.toml: rule hold_hours: two entries hold on 2027-01-10",
    ),
    "no toml": ("[[rule", "us-zz.toml: cannot be read:"),
    "strange part": ("[rules]\nx = 1", "us-zz.toml: rules: unknown field"),
}


@pytest.mark.parametrize(("text", "said"), TROUBLES.values(), ids=TROUBLES)
def test_what_is_wrong_with_a_file_is_said_in_one_line(own, text, said):
    folder = own(text)
    with pytest.raises(BadPack) as refused:
        law("us-zz", DAY, folder)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert shelf(folder).troubles == (str(refused.value),)
    assert law("us-mn", DAY, folder).consent_days == 365


def test_a_pack_that_stands_alone_has_to_say_everything(own):
    folder = own(rule(), head='[pack]\ntitle = "Alone"')
    with pytest.raises(BadPack, match=r"us-zz\.toml: rule adult_age: missing: no such rule holds on 2027-01-10"):
        law("us-zz", DAY, folder)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "us-zz.toml: pack: missing field"),
        ("[pack]\nextends = 'us'", "us-zz.toml: pack.title: missing field"),
        ("[pack]\ntitle = 1", "us-zz.toml: pack.title: must be text"),
        ("[pack]\ntitle = 'x'\nlaw = 'y'", "us-zz.toml: pack.law: unknown field"),
        ("[pack]\ntitle = 'x'\nextends = 'us-xx'", "us-xx.toml: there is no such pack"),
        ("[pack]\ntitle = 'x'\nextends = 'us-zz'", "us-zz.toml: pack.extends: extends itself"),
    ],
)
def test_a_file_says_what_it_is(own, head, said):
    with pytest.raises(BadPack, match=said):
        find("us-zz", own(head=head))


@pytest.mark.parametrize("name", ["", "../us", "US", "us-mn.toml", "us_mn"])
def test_a_pack_is_found_by_a_plain_name_only(name, tmp_path):
    with pytest.raises(BadPack):
        law(name, DAY, tmp_path)
