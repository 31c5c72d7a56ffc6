import math
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.ground.kit.charts.sparkline import Sparkline
from trefoil.ground.kit.charts.time_axis import time_axis_chart
from trefoil.ground.kit.charts.types import (
    Band,
    Block,
    BlockLane,
    Chart,
    Day,
    DayLane,
    Episode,
    EpisodeLane,
    Lane,
    Point,
    RatingLane,
    ScoreLane,
    Series,
)

START = datetime(2026, 10, 1, tzinfo=UTC)
END = START + timedelta(days=40)

instants = st.integers(-5 * 24 * 60, 45 * 24 * 60).map(lambda m: START + timedelta(minutes=m))
values = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.integers(-5, 40)
words = st.text(max_size=12)
points = st.lists(st.builds(Point, instants, values, words, st.booleans()), max_size=8)
bands = st.just([Band(0, 9, "low", 0.1), Band(10, 27, "high", 0.9)])
blocks = st.builds(
    lambda at, minutes, was, note: Block(at, at + timedelta(minutes=minutes), was, note),
    instants,
    st.integers(0, 600),
    st.none() | st.booleans(),
    words,
)
days = st.builds(Day, instants, st.sampled_from([None, "present", "absent", "tardy"]), words)
lanes: st.SearchStrategy[Lane] = st.one_of(
    st.builds(lambda p, b: ScoreLane("PHQ-A", p, 0, 27, b), points, bands),
    st.builds(
        lambda p, q: RatingLane("Ratings", [Series("calm", p), Series("with us", q, "diamond")]),
        points,
        points,
    ),
    st.builds(
        lambda e: EpisodeLane("Episodes", e),
        st.lists(st.builds(Episode, instants, st.integers(-2, 9), st.none() | st.just(4.5)), max_size=5),
    ),
    st.builds(lambda b: BlockLane("Sessions", b), st.lists(blocks, max_size=5)),
    st.builds(lambda d: DayLane("In school", d), st.lists(days, max_size=9)),
)
several = st.lists(lanes, max_size=4)


def drawn(lanes: list[Lane]) -> Chart:
    return time_axis_chart(lanes, START, END, title="Six weeks")


def numbers(svg: str) -> list[tuple[str, float]]:
    tree = ElementTree.fromstring(svg)  # noqa: S314
    found = []
    for node in tree.iter():
        for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy"):
            if name in node.attrib:
                found.append((name, float(node.attrib[name])))
    return found


@settings(max_examples=60, deadline=None)
@given(several)
def test_every_coordinate_is_a_number_inside_the_paper(lanes: list[Lane]) -> None:
    svg = drawn(lanes).svg

    assert "nan" not in re.sub(r">[^<]*<", "><", svg).lower()
    assert "inf" not in re.sub(r">[^<]*<", "><", svg).lower()
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    for name, number in numbers(svg):
        assert math.isfinite(number)
        assert 0 <= number <= (width if "x" in name else height)


@settings(max_examples=30, deadline=None)
@given(several)
def test_the_same_facts_are_drawn_in_the_same_bytes(lanes: list[Lane]) -> None:
    assert drawn(lanes).svg == drawn(lanes).svg


@settings(max_examples=60, deadline=None)
@given(several)
def test_a_chart_brings_no_style_and_no_script(lanes: list[Lane]) -> None:
    tree = ElementTree.fromstring(drawn(lanes).svg)  # noqa: S314

    for node in tree.iter():
        assert node.tag.rsplit("}")[-1] not in {"style", "script", "image", "a", "foreignObject"}
        assert not {name for name in node.attrib if name == "style" or name.startswith("on")}


@settings(max_examples=60, deadline=None)
@given(several)
def test_the_table_has_a_row_for_each_fact_in_its_time(lanes: list[Lane]) -> None:
    table = drawn(lanes).table

    assert all(len(row) == len(table.headers) for row in table.rows)


def test_a_missing_score_breaks_the_line_and_is_named_missing() -> None:
    values = [10, 12, None, 9, 8]
    points = [Point(START + timedelta(days=i * 5), value) for i, value in enumerate(values)]

    chart = drawn([ScoreLane("PHQ-A", points, 0, 27)])

    assert chart.svg.count('stroke-linejoin="round"') == 2
    assert "missing" in chart.svg
    assert [row[2] for row in chart.table.rows] == ["10", "12", "missing", "9", "8"]


def test_a_flag_is_said_in_words_in_picture_and_table() -> None:
    point = Point(START + timedelta(days=3), 14, flagged=True)

    chart = drawn([ScoreLane("PHQ-A", [point], 0, 27, flag_label="item 9 above zero")])

    assert "item 9 above zero" in chart.svg
    assert chart.table.rows[0][3] == "item 9 above zero"


def test_text_is_escaped() -> None:
    chart = drawn([EpisodeLane("<script>", [Episode(START, 3, note='"&<b>')])])

    assert "<script>" not in chart.svg
    assert "<b>" not in chart.svg


def test_an_empty_chart_says_so() -> None:
    assert "Nothing recorded" in drawn([DayLane("In school", [])]).svg


def test_what_lies_outside_the_time_is_left_out() -> None:
    outside = Point(START - timedelta(days=1), 3)

    assert drawn([ScoreLane("PHQ-A", [outside], 0, 27)]).table.rows == ()


def test_days_are_those_of_the_start_s_time_zone() -> None:
    from zoneinfo import ZoneInfo

    start = datetime(2026, 10, 1, tzinfo=ZoneInfo("America/Chicago"))
    late = datetime(2026, 10, 9, 3, 0, tzinfo=UTC)
    lane = ScoreLane("PHQ-A", [Point(late, 3)], 0, 27)

    chart = time_axis_chart([lane], start, start + timedelta(days=30), title="A month")

    assert chart.table.rows[0][0] == "8 Oct"


def test_a_chart_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        time_axis_chart([], END, START, title="Backwards")


@given(st.lists(values, max_size=9))
def test_a_sparkline_is_numbers_only(values: list[float | None]) -> None:
    svg = Sparkline(values, "a goal", "home").svg()

    assert all(math.isfinite(number) for _, number in numbers(svg))
    assert "nan" not in svg
    assert "inf" not in svg
    assert "style=" not in svg
