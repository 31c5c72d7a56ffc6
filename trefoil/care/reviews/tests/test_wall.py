"""The page for the wall never shows more than any one of those present may see."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.plan.audiences import for_home, for_school
from trefoil.care.plan.tests.test_content import PLAN
from trefoil.care.plan.types import Setting
from trefoil.care.reviews import wall
from trefoil.care.reviews.rules import shared

VIEWS = st.lists(st.frozensets(st.integers(0, 12)), max_size=6)


def _as_seen(plan, number, eyes):
    """Return a plan through the eyes of one kind of person."""
    if eyes == "school":
        return wall.of_sheet(number, for_school(plan))
    if eyes == "peer":
        return wall.of_home(number, for_home(plan))
    whole = wall.of_plan(number, plan)
    return whole | wall.of_sheet(number, for_school(plan)) | wall.of_home(number, for_home(plan))


@given(VIEWS)
def test_what_all_may_see_is_in_every_single_view(views):
    for view in views:
        assert shared(views) <= view


@given(VIEWS, st.frozensets(st.integers(0, 12)))
def test_one_more_in_the_room_never_shows_more(views, another):
    if views:
        assert shared([*views, another]) <= shared(views)


@given(VIEWS, st.randoms(use_true_random=False))
def test_it_does_not_matter_who_came_in_first(views, chance):
    assert shared(chance.sample(views, len(views))) == shared(views)


def test_an_empty_room_sees_nothing():
    assert shared([]) == frozenset()


@given(PLAN, PLAN, st.lists(st.sampled_from(("whole", "school", "peer")), min_size=1, max_size=5))
def test_the_wall_says_no_word_that_one_of_the_room_may_not_read(plan, earlier, room):
    views = [_as_seen(plan, 2, eyes) | _as_seen(earlier, 1, eyes) for eyes in room]
    _number, goals = wall.tree(shared(views), [g.id for g in plan.goals])

    for eyes, view in zip(room, views, strict=True):
        may_read = {fact.value for fact in view}
        for goal in goals:
            said = set(goal.said.values())
            said |= {v for s in goal.columns.values() for one in s for v in vars(one).values() if v}
            assert said <= may_read, eyes


@given(PLAN)
def test_what_is_done_in_therapy_is_not_on_the_wall_before_the_school(plan):
    marked = replace(
        plan,
        goals=tuple(
            replace(
                g,
                professional="SECRET",
                strategies=tuple(s if s.setting == Setting.SCHOOL else replace(s, text="SECRET") for s in g.strategies),
            )
            for g in plan.goals
        ),
    )
    _number, goals = wall.tree(shared([_as_seen(marked, 1, "whole"), _as_seen(marked, 1, "school")]), [])
    assert "SECRET" not in str(goals)


@given(PLAN)
def test_alone_one_sees_every_goal_that_has_words(plan):
    _number, goals = wall.tree(_as_seen(plan, 3, "whole"), [g.id for g in plan.goals])
    assert [g.id for g in goals] == [g.id for g in plan.goals if g.title]
