"""Lanes of different kinds over one time axis."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from trefoil.ground.kit.charts import axis as time
from trefoil.ground.kit.charts import trend
from trefoil.ground.kit.charts.axis import TimeAxis, plain_day
from trefoil.ground.kit.charts.drawing import SOFT, element, number
from trefoil.ground.kit.charts.lanes import HEAD, Paper, Row, Words, draw_lane, height_of, rows_of
from trefoil.ground.kit.charts.types import Chart, Lane, Table, TrendLane

AnyLane = Lane | TrendLane
GAP, FOOT = 12.0, 28.0
FACE = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, system-ui, sans-serif"


def time_axis_chart(
    lanes: Sequence[AnyLane],
    start: datetime,
    end: datetime,
    *,
    title: str,
    desc: str = "",
    day_words: time.Words = plain_day,
    words: Words | None = None,
) -> Chart:
    """Draw lanes over one time axis, with the table that says the same.

    Days are those of `start`'s time zone. What lies before `start` or after `end` is left out of
    both the picture and the table.
    """
    axis, spoken = TimeAxis(start, end, day_words), words or Words()
    drawn, floor = _lanes(lanes, axis, spoken)
    table = _table(lanes, axis, spoken, title)
    if not table.rows:
        drawn.append(_nothing(spoken))
    grid = axis.draw(6, floor) if lanes else ""
    frame = {"viewBox": f"0 0 {time.WIDTH:g} {number(floor + FOOT)}", "role": "img", "direction": "ltr"}
    frame |= {"xmlns": "http://www.w3.org/2000/svg", "font-family": FACE, "font-size": "12"}
    head = [element("title", title), element("desc", desc or _description(table))]
    svg = element("svg", *head, grid, *drawn, **frame)
    return Chart(svg=svg, table=table)


def _lanes(lanes: Sequence[AnyLane], axis: TimeAxis, words: Words) -> tuple[list[str], float]:
    drawn, top = [], 4.0
    for lane in lanes:
        piece, paper = _draw(lane, axis, top + HEAD, words)
        drawn.append(piece)
        top = paper.floor + GAP
    return drawn, top if lanes else 40.0


def _draw(lane: AnyLane, axis: TimeAxis, top: float, words: Words) -> tuple[str, Paper]:
    if isinstance(lane, TrendLane):
        paper = Paper(axis, top, trend.height_of_trend(lane), words)
        return trend.draw_trend(lane, paper), paper
    paper = Paper(axis, top, height_of(lane), words)
    return draw_lane(lane, paper), paper


def _table(lanes: Sequence[AnyLane], axis: TimeAxis, words: Words, title: str) -> Table:
    rows = [row for lane in lanes for row in _rows(lane, words) if axis.holds(row.at)]
    rows.sort(key=lambda row: row.at)
    said = tuple((axis.day_words(axis.local(row.at)), row.what, row.value, row.note) for row in rows)
    return Table(title, (words.when, words.what, words.value, words.note), said)


def _rows(lane: AnyLane, words: Words) -> Iterable[Row]:
    return trend.rows_of_trend(lane, words.missing) if isinstance(lane, TrendLane) else rows_of(lane, words)


def _description(table: Table) -> str:
    return "; ".join(" ".join(cell for cell in row if cell) for row in table.rows[:40])


def _nothing(words: Words) -> str:
    place = {"x": number(time.WIDTH / 2), "y": "26", "text-anchor": "middle", "fill": SOFT}
    return element("text", words.none, **place | {"class": "chart-soft"})
