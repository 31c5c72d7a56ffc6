"""Contents as values: nothing is lost, nothing leaks, every difference is said."""

from dataclasses import fields, replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.plan.audiences import best_first, for_home, for_school, not_shown, texts_of
from trefoil.care.plan.changes import apply, changes
from trefoil.care.plan.content import (
    digest,
    dump,
    in_tree_order,
    load,
    load_school,
    mark,
    moved,
    put_goal,
    put_strategy,
    without_goal,
)
from trefoil.care.plan.linter import findings
from trefoil.care.plan.types import (
    Accommodation,
    AccommodationBasis,
    Contact,
    Goal,
    GoalStatus,
    MeasureKind,
    Modality,
    PlanContent,
    SchoolContent,
    SchoolGoal,
    SchoolStrategy,
    Service,
    Setting,
    Strategy,
)

TEXT = st.text(max_size=12)
STRATEGY = st.builds(
    Strategy,
    id=st.uuids(),
    setting=st.sampled_from(Setting),
    text=TEXT,
    who=TEXT,
    who_id=st.none() | st.uuids(),
    role=TEXT,
    frequency=TEXT,
    looks_like=TEXT,
    helps_in_the_moment=st.booleans(),
)
GOAL = st.builds(
    Goal,
    id=st.uuids(),
    title=TEXT,
    measure=TEXT,
    baseline=TEXT,
    target=TEXT,
    review_on=st.none() | st.dates(),
    status=st.sampled_from(GoalStatus),
    for_school=st.booleans(),
    professional=TEXT,
    measured_by=st.sampled_from(MeasureKind),
    instrument=TEXT,
    start_value=st.none() | st.floats(0, 100),
    aim_value=st.none() | st.floats(0, 100),
    school_goal=TEXT,
    strategies=st.lists(STRATEGY, max_size=4, unique_by=lambda s: s.id).map(tuple),
)
SERVICE = st.builds(
    Service,
    id=st.uuids(),
    kind=TEXT,
    minutes=st.integers(5, 480),
    times=st.integers(1, 14),
    weeks=st.integers(1, 8),
    modality=st.sampled_from(Modality),
    provider=TEXT,
    provider_id=st.none() | st.uuids(),
    starts_on=st.none() | st.dates(),
    ends_on=st.none() | st.dates(),
    goal_ids=st.lists(st.uuids(), max_size=2).map(tuple),
)
ACCOMMODATION = st.builds(
    Accommodation,
    id=st.uuids(),
    text=TEXT,
    basis=st.sampled_from(AccommodationBasis),
    starts_on=st.none() | st.dates(),
    ends_on=st.none() | st.dates(),
)
PLAN = st.builds(
    PlanContent,
    goals=st.lists(GOAL, max_size=4, unique_by=lambda g: g.id).map(tuple),
    services=st.lists(SERVICE, max_size=3, unique_by=lambda s: s.id).map(tuple),
    accommodations=st.lists(ACCOMMODATION, max_size=3, unique_by=lambda a: a.id).map(tuple),
)
CONTACTS = st.lists(st.builds(Contact, name=TEXT, role=TEXT, phone=TEXT), max_size=2).map(tuple)


def _texts(value):
    """Return every text anywhere in JSON values."""
    if isinstance(value, dict):
        return [t for v in value.values() for t in _texts(v)]
    if isinstance(value, list):
        return [t for v in value for t in _texts(v)]
    return [value] if isinstance(value, str) else []


@given(PLAN)
def test_a_content_is_read_as_it_was_written(plan):
    assert load(dump(plan)) == plan
    assert digest(load(dump(plan))) == digest(plan)


@given(PLAN, CONTACTS)
def test_a_plan_for_school_is_read_as_it_was_written(plan, contacts):
    sheet = for_school(plan, contacts)
    assert load_school(dump(sheet)) == sheet


def _hidden(goal, n):
    """Give every text that the school may not read a mark that no other text has."""
    secret = f"SECRET-{n}"
    shown = goal.for_school
    return replace(
        goal,
        title=goal.title if shown else secret,
        target=goal.target if shown else secret,
        measure=secret,
        baseline=secret,
        professional=secret,
        instrument=secret,
        school_goal=goal.school_goal if shown else secret,
        strategies=tuple(
            s
            if shown and s.setting == Setting.SCHOOL
            else replace(s, text=secret, who=secret, role=secret, frequency=secret, looks_like=secret)
            for s in goal.strategies
        ),
    )


@given(PLAN, CONTACTS)
def test_the_school_reads_only_what_is_meant_for_it_whatever_the_plan_says(plan, contacts):
    hidden = tuple(replace(s, kind="SECRET", provider="SECRET") for s in plan.services)
    marked = replace(plan, goals=tuple(_hidden(g, n) for n, g in enumerate(plan.goals)), services=hidden)
    payload = dump(for_school(marked, contacts))

    assert "SECRET" not in str(payload)
    allowed = {str(i) for g in plan.goals for i in (g.id, *(s.id for s in g.strategies))}
    allowed |= {str(a.id) for a in plan.accommodations} | {""}
    for goal in plan.goals:
        if goal.for_school:
            allowed |= {goal.title, goal.target, goal.school_goal, str(goal.review_on), goal.status}
            for s in goal.strategies:
                if s.setting == Setting.SCHOOL:
                    allowed |= {s.text, s.frequency, s.looks_like, ", ".join(p for p in (s.who, s.role) if p)}
    for a in plan.accommodations:
        allowed |= {a.text, a.basis, str(a.starts_on), str(a.ends_on)}
    for c in contacts:
        allowed |= {c.name, c.role, c.phone}
    assert set(_texts(payload)) <= allowed


def test_the_schools_types_have_no_field_that_could_carry_more():
    names = {f.name for t in (SchoolContent, SchoolGoal, SchoolStrategy, Contact) for f in fields(t)}
    assert names == {
        *("goals", "accommodations", "contacts"),
        *("id", "title", "target", "school_goal", "review_on", "status", "strategies"),
        *("text", "who", "frequency", "looks_like", "helps_in_the_moment"),
        *("name", "role", "phone"),
    }


@given(PLAN)
def test_the_home_part_holds_only_what_is_done_at_home(plan):
    marked = replace(
        plan,
        goals=tuple(
            replace(
                g,
                strategies=tuple(s if s.setting == Setting.HOME else replace(s, text="SECRET") for s in g.strategies),
            )
            for g in plan.goals
        ),
    )
    assert "SECRET" not in str([dump(g) for g in for_home(marked)])


@given(PLAN)
def test_what_is_not_shown_is_counted(plan):
    counted = not_shown(plan)
    assert counted["goals"] + len(for_school(plan).goals) == len(plan.goals)


@given(PLAN)
def test_what_helps_in_the_moment_comes_first(plan):
    helps = [s.helps_in_the_moment for s in best_first(for_school(plan))]
    assert helps == sorted(helps, reverse=True)


@given(PLAN)
def test_the_linter_reads_every_text_that_the_school_reads(plan):
    sheet = for_school(plan)
    read = {text for _where, text in texts_of(sheet)}
    ids = {str(i.id) for g in sheet.goals for i in (g, *g.strategies)} | {str(a.id) for a in sheet.accommodations}
    said = {g.status for g in sheet.goals} | {a.basis for a in sheet.accommodations}
    days = {str(g.review_on) for g in sheet.goals}
    days |= {str(d) for a in sheet.accommodations for d in (a.starts_on, a.ends_on)}
    assert set(_texts(dump(sheet))) - {""} <= read | ids | said | days


@given(PLAN, PLAN)
def test_nothing_changed_is_said_only_of_equal_plans(before, after):
    assert changes(before, before) == ()
    if {g.id for g in before.goals} != {g.id for g in after.goals}:
        assert changes(before, after)


def _sorted(plan):
    """Return a plan in an order of its own: the order of its parts says nothing."""
    goals = (replace(g, strategies=tuple(sorted(g.strategies, key=lambda s: s.id))) for g in plan.goals)
    return replace(
        plan,
        goals=tuple(sorted(goals, key=lambda g: g.id)),
        services=tuple(sorted(plan.services, key=lambda s: s.id)),
        accommodations=tuple(sorted(plan.accommodations, key=lambda a: a.id)),
    )


@st.composite
def next_versions(draw):
    """Return a plan and one that grew out of it: parts kept, reworded, taken out, added, in another order."""
    before = draw(PLAN)
    other = draw(PLAN)
    kept = [g for g in before.goals if draw(st.booleans())]
    goals = [replace(g, title=draw(TEXT), aim_value=draw(st.none() | st.floats(0, 9))) for g in kept]
    goals = [replace(g, strategies=tuple(draw(st.permutations(g.strategies)))[1:]) for g in goals]
    known = {g.id for g in goals}
    goals += [g for g in other.goals if g.id not in known]
    services = [replace(s, minutes=draw(st.integers(5, 480))) for s in before.services if draw(st.booleans())]
    return before, PlanContent(
        goals=tuple(draw(st.permutations(goals))), services=tuple(services), accommodations=other.accommodations
    )


@given(next_versions())
def test_a_difference_applied_makes_the_next_version(pair):
    before, after = pair
    assert _sorted(apply(before, changes(before, after))) == _sorted(after)


@given(PLAN, PLAN)
def test_any_plan_becomes_any_other_by_its_differences(before, after):
    assert _sorted(apply(before, changes(before, after))) == _sorted(after)


@given(next_versions(), st.randoms(use_true_random=False))
def test_the_order_of_goals_and_strategies_is_no_difference(pair, chance):
    before, after = pair
    goals = [replace(g, strategies=tuple(chance.sample(g.strategies, len(g.strategies)))) for g in after.goals]
    shuffled = replace(after, goals=tuple(chance.sample(goals, len(goals))))

    assert changes(after, shuffled) == ()
    assert sorted(map(str, changes(before, shuffled))) == sorted(map(str, changes(before, after)))


@given(next_versions())
def test_a_difference_read_backwards_ends_what_was_added(pair):
    before, after = pair
    forth, back = changes(before, after), changes(after, before)
    assert {c.id for c in forth if c.thing == "goal" and c.kind == "added"} == {
        c.id for c in back if c.thing == "goal" and c.kind == "ended"
    }
    assert sum(c.kind == "changed" for c in forth) == sum(c.kind == "changed" for c in back)


def test_a_difference_is_said_in_words():
    one = Strategy(id=uuid4(), setting=Setting.SCHOOL, text="Card on the desk")
    goal = Goal(id=uuid4(), title="I ask", strategies=(one,))
    before = PlanContent(goals=(goal, Goal(id=uuid4(), title="I rest")))
    new = Strategy(id=uuid4(), setting=Setting.HOME, text="Card on the fridge")
    after = put_strategy(PlanContent(goals=(goal,)), replace(goal, status=GoalStatus.MET), new)
    after = put_strategy(after, after.goals[0], replace(one, text="Break card on the desk"))

    said = [(c.kind, c.thing, c.field, c.title) for c in changes(before, after)]

    assert said == [
        ("changed", "goal", "status", "I ask"),
        ("ended", "goal", "", "I rest"),
        ("changed", "strategy", "text", "Break card on the desk"),
        ("added", "strategy", "", "Card on the fridge"),
    ]


def test_goals_are_read_as_a_tree_and_a_lost_parent_loses_no_goal():
    top, low, other = (Goal(id=uuid4(), title=t) for t in ("top", "low", "other"))
    low = replace(low, parent_id=top.id)
    plan = PlanContent(goals=(top, other, low))

    assert [(g.title, n) for g, n in in_tree_order(plan)] == [("top", "1"), ("low", "1.1"), ("other", "2")]
    assert [(g.title, n) for g, n in in_tree_order(without_goal(plan, top.id))] == [("other", "1"), ("low", "2")]
    orphan = PlanContent(goals=(replace(low, parent_id=uuid4()),))
    assert [n for _g, n in in_tree_order(orphan)] == ["1"]
    assert [g.title for g in moved(plan, other.id, up=True).goals] == ["other", "top", "low"]
    assert moved(plan, top.id, up=True) == plan


def test_a_goals_mark_does_not_move_with_its_strategies():
    goal = Goal(id=uuid4(), title="I ask")
    plan = put_strategy(PlanContent(goals=(goal,)), goal, Strategy(id=uuid4(), setting=Setting.HOME, text="Card"))
    assert mark(plan.goals[0]) == mark(goal)
    assert mark(put_goal(plan, replace(goal, title="I rest")).goals[0]) != mark(goal)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Break card on the desk", []),
        ("A grace period of 5 minutes in room 114, hope it helps", []),
        ("because of F32.1", ["code"]),
        ("see F32", ["code"]),
        ("seen for f84.0 earlier", ["code"]),
        ("Zoloft at noon", ["drug"]),
        ("20 mg with water", ["drug"]),
        ("after the assault", ["trauma"]),
        ("no self-harm talk", ["trauma"]),
        ("has ADHD", ["diagnosis"]),
        ("an odd number of steps", []),
        ("ODD at home", ["diagnosis"]),
        ("like Jonah does", ["name"]),
        ("Elena picks up", ["name"]),
        ("Adaeze Okafor and Maya Reyes agree", []),
        ("Grace said so", ["name"]),
    ],
)
def test_the_linter_finds_what_a_school_record_should_not_hold(text, kinds):
    found = findings(
        [("goal 1", text)],
        names=["Jonah", "Elena Reyes", "Grace"],
        allowed=["Maya Reyes", "Adaeze Okafor"],
    )
    assert [f.kind for f in found] == kinds


def test_the_linter_says_the_same_word_once_and_where():
    found = findings([("goal 1", "F32.1 and f32.1"), ("goal 2", "F32.1")])
    assert [(f.words, f.where) for f in found] == [("F32.1", "goal 1")]
