"""A trend: a line for each who tells, told apart by shape and dash, with nothing joined over a gap."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.ground.kit.charts.time_axis import time_axis_chart
from trefoil.ground.kit.charts.types import Band, Mark, Point, Ribbon, TrendLane, TrendSeries

START = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
END = START + timedelta(days=120)
BANDS = (Band(0, 9.99, "low"), Band(10, 27, "high", 0.8))


def on(day, value):
    return Point(START + timedelta(days=day), value)


def trend(*series, **more):
    lane = TrendLane("Worry", series, 0, 27, "lower is better", BANDS, **more)
    return time_axis_chart([lane], START, END, title="Worry over time")


def lines(svg):
    """Return the lines between scores, without the samples in the key."""
    return [d for d in re.findall(r'<path d="(M[^"]+L[^"]+)"[^>]*stroke-width="2"', svg) if d.count("L") >= 1][1:]


def test_a_missing_value_is_marked_and_not_bridged():
    whole = trend(TrendSeries("Youth", [on(1, 9), on(30, 12), on(60, 14)]))
    broken = trend(TrendSeries("Youth", [on(1, 9), on(30, None), on(60, 14)]))
    assert len(lines(whole.svg)) == 1
    assert lines(broken.svg) == []
    assert "missing" in {row[2] for row in broken.table.rows}


def test_the_ribbon_the_cut_off_and_the_marks_say_what_they_are():
    chart = trend(
        TrendSeries("Youth", [on(1, 18), on(60, 14)]),
        cut=11,
        cut_label="look closer from 11",
        ribbon=Ribbon(11, 25, START + timedelta(days=1), "within error"),
        marks=[Mark(START + timedelta(days=20), "A plan", "A", is_phase=True), Mark(END, "A call", "1")],
    )
    for words in ("look closer from 11", "within error", "A plan", "lower is better"):
        assert words in chart.svg
    assert ("A plan", "A") in {row[1:3] for row in chart.table.rows}


def test_words_of_others_stay_words():
    chart = trend(TrendSeries('<script>"x"', [on(1, 9)]), marks=[Mark(END, "<b>", "&")])
    assert "<script>" not in chart.svg
    assert "<b>" not in chart.svg


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 119), st.one_of(st.none(), st.floats(-5, 40))), max_size=10))
def test_whatever_is_told_is_drawn_within_the_paper_and_stands_in_the_table(pairs):
    chart = trend(TrendSeries("Youth", [on(day, value) for day, value in pairs]))
    assert "nan" not in chart.svg
    assert len(chart.table.rows) == len(pairs)
    for path in lines(chart.svg):
        for x, y in re.findall(r"([\d.]+) ([\d.]+)", path):
            assert 0 <= float(x) <= 760
            assert 0 <= float(y) <= 400
