from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.classroom import general, rules
from trefoil.care.classroom.types import HELPED, DayKind, Outcome, Step, Strategy, Success
from trefoil.care.classroom.words import INTENSITIES, OUTCOMES
from trefoil.ground.access.types import Role

TEN = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
BREAK = Strategy("plan-break", "Break card", of_plan=True)
WALK = Strategy("plan-walk", "Walk with Mr. T", of_plan=True)
WATER = Strategy("general:water", "Water")
QUIET = Strategy("general:quiet", "Quiet place")


@pytest.mark.parametrize(("regulation", "engagement"), [(0, 0), (10, 10), (3, 8)])
def test_whole_numbers_from_0_to_10_are_a_rating(regulation, engagement):
    assert rules.why_not_rate(regulation=regulation, engagement=engagement) is None


@pytest.mark.parametrize(("regulation", "engagement"), [(-1, 5), (5, 11), (11, -1)])
def test_other_numbers_are_none(regulation, engagement):
    assert rules.why_not_rate(regulation=regulation, engagement=engagement)


@pytest.mark.parametrize(
    ("is_author", "hours", "voided", "may"),
    [
        (True, 0, False, True),
        (True, 23.99, False, True),
        (True, 24, False, False),
        (False, 1, False, False),
        (True, 1, True, False),
    ],
)
def test_the_author_corrects_for_24_hours(is_author, hours, voided, may):
    why_not = rules.why_not_correct(is_author=is_author, since=TEN, voided=voided, at=TEN + timedelta(hours=hours))

    assert (why_not is None) is may


@pytest.mark.parametrize("role", list(Role))
def test_only_school_mental_health_and_the_director_void(role):
    why_not = rules.why_not_void(role=role, reason="Rated the wrong child.", voided=False)

    assert (why_not is None) is (role in (Role.SCHOOL_MH, Role.DIRECTOR))


def test_voiding_needs_a_reason_and_happens_once():
    assert rules.why_not_void(role=Role.SCHOOL_MH, reason="  ", voided=False)
    assert rules.why_not_void(role=Role.SCHOOL_MH, reason="Twice.", voided=True)


@pytest.mark.parametrize(
    ("intensity", "strategy", "outcome", "step"),
    [
        (None, "", "", Step.INTENSITY),
        (3, "", "", Step.STRATEGY),
        (None, "Water", "", Step.INTENSITY),
        (3, "Water", "", Step.OUTCOME),
        (3, "Water", "other", Step.DONE),
    ],
)
def test_the_three_taps_follow_each_other(intensity, strategy, outcome, step):
    assert rules.next_step(intensity=intensity, strategy=strategy, outcome=outcome) == step


def test_a_moment_ends_only_with_its_answers():
    assert rules.why_not_end(intensity=None, strategy="Water", ended=False, voided=False)
    assert rules.why_not_end(intensity=3, strategy="", ended=False, voided=False)
    assert rules.why_not_end(intensity=3, strategy="Water", ended=True, voided=False)
    assert rules.why_not_end(intensity=3, strategy="Water", ended=False, voided=True)
    assert rules.why_not_end(intensity=3, strategy="Water", ended=False, voided=False) is None


@pytest.mark.parametrize("intensity", [0, 6, -1])
def test_strength_is_1_to_5(intensity):
    assert rules.why_not_grade(intensity=intensity, ended=False, voided=False)


def test_a_forgotten_clock_says_no_length():
    assert rules.ended_at(starts_at=TEN, at=TEN + timedelta(minutes=6)) == TEN + timedelta(minutes=6)
    assert rules.ended_at(starts_at=TEN, at=TEN + timedelta(hours=5)) is None


@given(minutes=st.integers(-3000, 3000))
def test_a_moment_lies_between_what_the_device_can_know(minutes):
    claimed = TEN + timedelta(minutes=minutes)

    moment = rules.moment_of(claimed, received_at=TEN)

    assert TEN - rules.SENT_LATE_BY <= moment <= TEN
    assert moment in (claimed, TEN)


def test_what_the_device_does_not_say_happens_when_it_comes_in():
    assert rules.moment_of(None, received_at=TEN) == TEN
    assert rules.moment_of(TEN.replace(tzinfo=None), received_at=TEN) == TEN


def test_counting_what_helped():
    tried = [("a", Outcome.CALMER_ALONE), ("a", Outcome.ESCALATED), ("a", None), ("", Outcome.OTHER)]

    assert rules.successes(tried) == {"a": Success(tried=2, helped=1)}


def test_every_outcome_helped_or_not_and_has_words():
    assert set(OUTCOMES) == set(Outcome)
    assert set(INTENSITIES) == set(range(rules.MILDEST, rules.STRONGEST + 1))
    counted = {o for o in Outcome if rules.successes([("a", o)])["a"].helped}
    assert counted == HELPED


def test_what_helped_this_child_comes_first():
    counts = {WATER.key: Success(18, 14), BREAK.key: Success(10, 2)}

    best, others = rules.best_first([BREAK, WALK], [WATER, QUIET], counts)

    assert [c.strategy for c in best] == [WATER, WALK, QUIET]
    assert [c.strategy for c in others] == [BREAK]


def test_one_lucky_try_does_not_beat_a_habit():
    best, _others = rules.best_first([BREAK], [WATER], {WATER.key: Success(1, 1), BREAK.key: Success(18, 14)})

    assert best[0].strategy == BREAK


@given(st.dictionaries(st.sampled_from(["plan-break", "plan-walk", "general:water"]), st.integers(0, 20)))
def test_nothing_to_try_is_ever_lost(tries):
    counts = {key: Success(n, n // 2) for key, n in tries.items()}

    best, others = rules.best_first([BREAK, WALK], [WATER, QUIET], counts)

    assert len(best) == 3
    assert {c.strategy.key for c in best + others} == {BREAK.key, WALK.key, WATER.key, QUIET.key}


def test_general_strategies_are_dated_and_speak_both_languages():
    assert general.strategies(datetime(2026, 11, 1).date())
    assert general.strategies(datetime(2020, 1, 1).date()) == []
    english, spanish = general.strategies(), general.strategies(language="es")
    assert [s.key for s in english] == [s.key for s in spanish]
    assert general.in_language("general:water", "A drink of water", "es") == "Tomar un poco de agua"
    assert general.in_language("", "Break card", "es") == "Break card"


@pytest.mark.parametrize(
    ("regulation", "intensities", "kind"),
    [
        ([8, 7], [], DayKind.GOOD),
        ([8, 7], [2], DayKind.GOOD),
        ([8, 7], [3], DayKind.MIXED),
        ([5], [], DayKind.MIXED),
        ([8, 9, 9], [4], DayKind.HARD),
        ([2, 3], [], DayKind.HARD),
        ([], [], DayKind.UNKNOWN),
        ([], [1], DayKind.UNKNOWN),
        ([], [5], DayKind.HARD),
    ],
)
def test_kind_of_day(regulation, intensities, kind):
    assert rules.kind_of_day(regulation, intensities) == kind


@given(st.lists(st.integers(0, 10)), st.lists(st.integers(1, 5)))
def test_a_day_nobody_rated_is_never_called_good(regulation, intensities):
    kind = rules.kind_of_day(regulation, intensities)

    assert regulation or kind in (DayKind.UNKNOWN, DayKind.HARD)
