"""The rules of a plan, without a database."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import uuid4

from trefoil.care.plan import rules, words
from trefoil.care.plan.content import put_goal
from trefoil.care.plan.types import (
    AccommodationBasis,
    Asked,
    Finding,
    Goal,
    GoalStatus,
    Party,
    PlanContent,
    Setting,
    Strategy,
    VersionState,
)


def _plan():
    goal = Goal(
        id=uuid4(), title="I ask", strategies=(Strategy(id=uuid4(), setting=Setting.HOME, text="Card on the fridge"),)
    )
    return PlanContent(goals=(goal,))


def test_only_a_draft_can_be_changed_or_submitted():
    for state in VersionState:
        is_draft = state == VersionState.DRAFT
        assert (rules.why_not_change(state) is None) == is_draft
        submit = rules.why_not_submit(state=state, content=_plan(), guardians=1, therapists=1)
        assert (submit is None) == is_draft


def test_a_version_needs_a_goal_something_done_a_therapist_and_a_guardian():
    able = {"state": VersionState.DRAFT, "content": _plan(), "guardians": 1, "therapists": 1}
    bare = PlanContent(goals=(Goal(id=uuid4(), title="I ask"),))
    for lack in ({"content": PlanContent()}, {"content": bare}, {"guardians": 0}, {"therapists": 0}):
        assert rules.why_not_submit(**able | lack)
    assert rules.why_not_submit(**able) is None


def test_no_editor_overwrites_words_they_have_not_seen():
    assert rules.why_not_overwrite(seen=None, now="b") is None
    assert rules.why_not_overwrite(seen="b", now="b") is None
    assert "Hannah" in rules.why_not_overwrite(seen="a", now="b", changed_by="Hannah")


def test_the_tree_of_goals_stays_a_tree():
    top, middle, low = (Goal(id=uuid4(), title=t) for t in "abc")
    plan = PlanContent(goals=(top, replace(middle, parent_id=top.id), replace(low, parent_id=middle.id)))
    why_not = rules.why_not_goal

    assert why_not(plan, goal_id=low.id, title="c", parent_id=middle.id) is None
    assert why_not(plan, goal_id=top.id, title="a", parent_id=low.id)
    assert why_not(plan, goal_id=top.id, title="a", parent_id=top.id)
    assert why_not(plan, goal_id=low.id, title="c", parent_id=uuid4())
    assert why_not(plan, goal_id=low.id, title="  ", parent_id=None)
    assert put_goal(plan, low).goals[2].parent_id is None


def test_the_youth_is_always_asked_and_waited_for_from_twelve():
    for age, has_school in product((9, 11, 12, 17), (True, False)):
        asked = rules.parties_for(age=age, has_school=has_school)
        assert asked[Party.YOUTH] == (age >= 12)
        assert asked[Party.THERAPIST]
        assert asked[Party.GUARDIAN]
        assert (Party.SCHOOL in asked) == has_school


def test_one_signature_of_a_party_is_enough_and_who_is_not_waited_for_is_not_missing():
    for done in product((True, False), repeat=4):
        first, second, school, youth = done
        asked = [
            Asked(party=Party.GUARDIAN, is_done=first),
            Asked(party=Party.GUARDIAN, is_done=second),
            Asked(party=Party.SCHOOL, is_done=school),
            Asked(party=Party.YOUTH, is_required=False, is_done=youth),
        ]
        missing = set(rules.missing(asked))
        assert (Party.GUARDIAN in missing) == (not first and not second)
        assert (Party.SCHOOL in missing) == (not school)
        assert Party.YOUTH not in missing


def test_who_may_sign():
    able = {
        "party": Party.GUARDIAN,
        "may_sign": True,
        "typed_name": " elena  reyes ",
        "name": "Elena Reyes",
        "is_done": False,
        "is_withdrawn": False,
    }
    assert rules.why_not_sign(**able) is None
    for lack in (
        {"may_sign": False},
        {"typed_name": "Elena"},
        {"is_done": True},
        {"is_withdrawn": True},
    ):
        assert rules.why_not_sign(**able | lack), lack
    for party in set(Party) - {Party.GUARDIAN}:
        assert rules.why_not_sign(**able | {"party": party, "may_sign": False}) is None


def test_only_the_youth_and_the_school_can_be_gone_on_without():
    for party in Party:
        why_not = rules.why_not_go_on_without(
            party=party, reason="A reason that explains", is_done=False, is_withdrawn=False
        )
        assert (why_not is None) == (party in (Party.YOUTH, Party.SCHOOL))


def test_findings_block_until_somebody_gives_a_reason():
    found = (Finding(kind="code", words="F32.1", where="goal 1"), Finding(kind="drug", words="Zoloft", where="goal 1"))
    assert rules.unjustified(found, (), "") == found
    assert rules.unjustified(found, (), "too short") == found
    assert rules.unjustified(found, ("code:f32.1",), "") == found[1:]
    assert rules.unjustified(found, (), "The nurse gives it at noon") == ()
    assert "F32.1" in rules.why_not_share(found)
    assert rules.why_not_share(()) is None


def test_publishing_needs_signatures_a_release_and_readers():
    able = {"state": VersionState.SIGNED, "is_published": False, "has_release": True, "readers": 2}
    assert rules.why_not_publish(**able) is None
    for lack in (
        *({"state": s} for s in VersionState if s != VersionState.SIGNED),
        {"is_published": True},
        {"has_release": False},
        {"readers": 0},
        {"found": (Finding(kind="code", words="F32.1", where="goal 1"),)},
    ):
        assert rules.why_not_publish(**able | lack), lack


def test_a_release_covers_its_direction_or_both():
    clinic, school, other = uuid4(), uuid4(), uuid4()
    there = {"from_organization": clinic, "to_organization": school}
    for both in (True, False):
        assert rules.release_covers(**there, both_ways=both, giver=clinic, taker=school)
        assert rules.release_covers(**there, both_ways=both, giver=school, taker=clinic) == both
        assert not rules.release_covers(**there, both_ways=both, giver=other, taker=school)


def test_an_accommodation_does_not_end_before_it_starts():
    why_not = rules.why_not_accommodation
    assert why_not("Seat", starts_on=date(2026, 9, 1), ends_on=date(2026, 8, 1))
    assert why_not(" ", starts_on=None, ends_on=None)
    assert why_not("Seat", starts_on=date(2026, 9, 1), ends_on=None) is None


def test_every_word_of_a_plan_has_its_label():
    tables = (
        (GoalStatus, words.STATUS),
        (Setting, words.SETTING),
        (AccommodationBasis, words.BASIS),
        (VersionState, words.STATE),
        (Party, words.PARTY),
        (Party, words.PARTY_VOICE),
    )
    for kind, table in tables:
        assert set(kind) == set(table)
