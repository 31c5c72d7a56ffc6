"""Change is said as the real data and the published formulas say it, and never out of nothing."""

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.care.instruments import change
from trefoil.care.instruments.change import Better, Category, Criterion, Lamp, Population, Reading, Yardstick

DATA = Path(__file__).parents[5] / "shared" / "data" / "outcomes"
FILE = "rci_jacobson1989.csv"
AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
PHQ = Yardstick(points=7, cut=11)
scores = st.one_of(st.none(), st.integers(0, 27).map(float))
series = st.lists(st.tuples(st.integers(0, 200), scores), unique_by=lambda pair: pair[0], max_size=8)
yardsticks = st.builds(
    Yardstick,
    better=st.sampled_from(Better),
    sd=st.one_of(st.none(), st.floats(0.5, 30)),
    reliability=st.one_of(st.none(), st.floats(0, 0.99)),
    points=st.one_of(st.none(), st.floats(0.5, 20)),
    cut=st.one_of(st.none(), st.floats(0, 27)),
)


def readings(pairs, end=AT):
    return [Reading(end - timedelta(days=201) + timedelta(days=day), value) for day, value in pairs]


@pytest.fixture(scope="module")
def expected():
    if not DATA.exists():
        pytest.skip("the real data is not here")
    with (DATA / "expected.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] == FILE]
    return {(row["method"], row["unit"], row["param"]): (float(row["value"]), float(row["tol"])) for row in rows}


@pytest.fixture(scope="module")
def couples():
    if not DATA.exists():
        pytest.skip("the real data is not here")
    found: dict[str, dict[str, float | None]] = {}
    with (DATA / FILE).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["subject"], {})[row["time"]] = float(row["das"]) if row["das"] else None
    return found


@pytest.fixture(scope="module")
def jacobson(couples):
    before = [pair["pre"] for pair in couples.values() if pair["pre"] is not None]
    mean = sum(before) / len(before)
    sd = (sum((x - mean) ** 2 for x in before) / (len(before) - 1)) ** 0.5
    cut = change.cut_off(Population(mean, sd), Population(114, 14), Criterion.BETWEEN)
    return Yardstick(better=Better.HIGHER, sd=sd, reliability=0.88, cut=cut)


def test_the_standard_error_and_the_cut_off_of_the_real_data_are_reproduced(expected, jacobson):
    assert len(expected) == 14
    value, tolerance = expected["JT RCI r=.88", "all", "s_diff"]
    assert abs(jacobson.standard_error - value) <= tolerance
    value, tolerance = expected["JT cutoff c (functional M=114 SD=14)", "all", "cutoff"]
    assert abs(jacobson.cut - value) <= tolerance


def test_the_index_of_single_couples_is_reproduced(expected, couples, jacobson):
    told = {unit: answer for (method, unit, param), answer in expected.items() if param == "RCI"}
    assert len(told) == 4
    for unit, (value, tolerance) in told.items():
        pair = couples[unit.removeprefix("subject ")]
        index = change.reliable_change_index(pair["pre"], pair["post"], jacobson)
        assert abs(index - value) <= tolerance


def test_the_counts_of_the_real_data_are_reproduced_exactly(expected, couples, jacobson):
    counts = Counter(change.classify(pair["pre"], pair["post"], jacobson) for pair in couples.values())

    for category in ("recovered", "improved", "unchanged", "deteriorated"):
        assert counts[Category(category)] == expected["JT combined categories", category.title(), "n"][0]
    assert counts[Category.NOT_CLASSIFIABLE] == 0
    harmed = [
        pair
        for pair in couples.values()
        if change.classify(pair["pre"], pair["post"], jacobson) is Category.DETERIORATED
        and change.is_clinical(pair["pre"], jacobson) is False
        and change.is_clinical(pair["post"], jacobson)
    ]
    assert len(harmed) == expected["JT combined categories", "Harmed", "n"][0]


@pytest.mark.parametrize(
    ("before", "after", "category"),
    [
        (18, 10, Category.RECOVERED),
        (18, 11, Category.IMPROVED),
        (10, 3, Category.IMPROVED),
        (18, 12, Category.UNCHANGED),
        (9, 15, Category.UNCHANGED),
        (9, 16, Category.DETERIORATED),
        (None, 3, Category.NOT_CLASSIFIABLE),
        (18, None, Category.NOT_CLASSIFIABLE),
        (18, float("nan"), Category.NOT_CLASSIFIABLE),
    ],
)
def test_a_published_difference_classifies(before, after, category):
    assert change.classify(before, after, PHQ) is category


def test_without_reliability_nothing_is_classified():
    assert change.classify(27, 0, Yardstick(sd=6, cut=11)) is Category.NOT_CLASSIFIABLE
    assert change.classify(27, 0, Yardstick(reliability=0.8, cut=11)) is Category.NOT_CLASSIFIABLE


def test_the_three_criteria_lie_where_jacobson_and_truax_put_them():
    clinical, functional = Population(80, 10), Population(115, 15)
    assert change.cut_off(clinical, functional, Criterion.BEYOND_CLINICAL) == 100
    assert change.cut_off(clinical, functional, Criterion.WITHIN_FUNCTIONAL) == 85
    assert change.cut_off(clinical, functional, Criterion.BETWEEN) == pytest.approx(94)
    assert change.cut_off(functional, clinical, Criterion.BEYOND_CLINICAL) == 85


@pytest.mark.parametrize("wrong", [{"sd": 0}, {"sd": -1}, {"reliability": 1}, {"reliability": -0.1}, {"points": 0}])
def test_a_yardstick_that_measures_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match="zero"):
        Yardstick(**wrong)


def test_worsening_lights_its_lamp_and_a_gap_does_not_put_it_out():
    worse = readings([(0, 8.0), (100, 16.0)])
    assert change.course(worse, PHQ, at=AT).lamps == (Lamp.WORSE,)
    assert Lamp.WORSE in change.course([*worse, *readings([(190, None)])], PHQ, at=AT).lamps


def test_no_change_by_week_eight_is_said_above_the_cut_off_alone():
    start = AT - timedelta(weeks=8)
    stuck = [Reading(start, 18), Reading(start + timedelta(weeks=4), 15)]
    assert change.course(stuck, PHQ, at=AT).lamps == (Lamp.NO_CHANGE,)
    assert change.course(stuck, PHQ, at=AT - timedelta(days=1)).lamps == ()
    assert change.course([Reading(start, 10), Reading(AT, 8)], PHQ, at=AT).lamps == ()
    assert change.course([Reading(start, 18), Reading(AT, 11)], PHQ, at=AT).lamps == ()


def test_one_score_is_not_the_same_as_no_change():
    course = change.course([Reading(AT - timedelta(weeks=20), 18)], PHQ, at=AT, interval=timedelta(weeks=4))
    assert course.category is Category.NOT_CLASSIFIABLE
    assert course.lamps == (Lamp.NO_DATA,)
    assert course.difference is None


def test_silence_counts_from_the_last_score_that_could_be_computed():
    monthly = timedelta(weeks=4)
    ends = AT - 2 * monthly
    assert change.course([Reading(ends, 9)], PHQ, at=AT, interval=monthly).lamps == ()
    late = [Reading(ends - timedelta(hours=1), 9), Reading(AT, None)]
    assert change.course(late, PHQ, at=AT, interval=monthly).lamps == (Lamp.NO_DATA,)


def test_the_band_lies_around_the_baseline():
    assert change.reliable_band(15, PHQ) == (8, 22)
    assert change.reliable_band(None, PHQ) is None
    assert change.reliable_band(15, Yardstick()) is None


@given(series, yardsticks, st.randoms())
def test_the_order_of_scores_changes_nothing(pairs, yardstick, random):
    shuffled = list(readings(pairs))
    random.shuffle(shuffled)
    assert change.course(shuffled, yardstick, at=AT) == change.course(readings(pairs), yardstick, at=AT)


@given(series, yardsticks, st.lists(st.integers(201, 230), max_size=3))
def test_a_missing_score_never_makes_anything_stable_or_better(pairs, yardstick, gaps):
    known = readings(pairs)
    later = AT + timedelta(days=60)
    without = change.course(known, yardstick, at=later)
    with_gaps = change.course([*known, *readings((day, None) for day in gaps)], yardstick, at=later)
    assert (with_gaps.category, with_gaps.latest) == (without.category, without.latest)
    assert set(without.lamps) <= set(with_gaps.lamps)


@given(scores, scores, yardsticks)
def test_the_opposite_direction_says_the_opposite(before, after, yardstick):
    turned = Yardstick(
        better=Better.LOWER if yardstick.better is Better.HIGHER else Better.HIGHER,
        sd=yardstick.sd,
        reliability=yardstick.reliability,
        points=yardstick.points,
        cut=None if yardstick.cut is None else -yardstick.cut,
    )
    minus = [None if value is None else -value for value in (before, after)]
    assert change.classify(*minus, turned) is change.classify(before, after, yardstick)


@given(scores, scores, yardsticks)
def test_what_is_classified_agrees_with_the_band_around_the_baseline(before, after, yardstick):
    band = change.reliable_band(before, yardstick)
    category = change.classify(before, after, yardstick)
    if band is None or after is None:
        assert category is Category.NOT_CLASSIFIABLE
    elif band[0] < after < band[1]:
        assert category is Category.UNCHANGED
    elif after < band[0] - 1e-9 or after > band[1] + 1e-9:
        assert category not in (Category.UNCHANGED, Category.NOT_CLASSIFIABLE)
