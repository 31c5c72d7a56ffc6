"""One measure over time, told by several people: a line each, what is normal, and what is more than chance."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from trefoil.ground.kit.charts.axis import LEFT, RIGHT, WIDTH
from trefoil.ground.kit.charts.drawing import (
    EDGE,
    INK,
    PAPER,
    SOFT,
    VOICE_FILL,
    VOICE_INK,
    element,
    finite,
    number,
    shape_path,
)
from trefoil.ground.kit.charts.lanes import Paper, Row
from trefoil.ground.kit.charts.types import Band, Mark, Point, TrendLane, TrendSeries

HEIGHT = 250.0
KEY = 40.0
"""The room above the lines: who is who, and which way is better."""
RIGHT_EDGE = WIDTH - RIGHT
_CUT = {"stroke": INK, "stroke-width": "1.5", "stroke-dasharray": "9 5", "class": "chart-ink-line"}


def height_of_trend(_lane: TrendLane) -> float:
    """Return how much room the lines need, with what explains them above."""
    return HEIGHT + KEY


def rows_of_trend(lane: TrendLane, missing: str) -> Iterable[Row]:
    """Yield what a trend says in the table."""
    for series in lane.series:
        for point in series.points:
            value = f"{point.value:g}" if finite(point.value) else missing
            flag = lane.flag_label if point.flagged else ""
            said = (_band_of(point.value, lane.bands), flag, point.note)
            yield Row(point.at, series.label, value, ", ".join(word for word in said if word))
    for mark in lane.marks:
        yield Row(mark.at, mark.label, mark.sign)


def draw_trend(lane: TrendLane, paper: Paper) -> str:
    """Draw the lines of a trend over its bands, with everything that explains them."""
    name = {"x": number(LEFT), "y": number(paper.top - 9), "fill": INK, "font-weight": "600"}
    head = element("text", lane.label, **name | {"class": "chart-ink"})
    below = Paper(paper.axis, paper.top + KEY, paper.height - KEY, paper.words)
    inside = [*_key(lane, paper), *_bands(lane, below), *_ribbon(lane, below), *_scale(lane, below)]
    inside += [*_cut(lane, below), *_marks(lane.marks, below)]
    for series in lane.series:
        inside += _line(series, lane, below)
    return element("g", head, *inside, **{"data-voice": "clinic"})


def _text(x: float, y: float, words: str, anchor: str = "start", **more: str) -> str:
    place = {"x": number(x), "y": number(y), "text-anchor": anchor, "fill": SOFT, "class": "chart-soft"}
    return element("text", words, **place | more)


def _key(lane: TrendLane, paper: Paper) -> list[str]:
    """Return who is who, by shape and dash, and which way is better."""
    parts, x = [_text(RIGHT_EDGE, paper.top - 9, lane.sense, "end"), *_cut_key(lane, paper.top - 9)], LEFT
    for series in lane.series:
        y = paper.top + 10
        parts.append(_stroke(f"M{number(x)} {number(y)}L{number(x + 34)} {number(y)}", series))
        parts.append(_dot(x + 17, y, series, ""))
        parts.append(_text(x + 41, y + 4, series.label))
        x += 41 + 7.2 * len(series.label) + 22
    return parts


def _cut_key(lane: TrendLane, y: float) -> list[str]:
    """Return a sample of the cut-off's line with its words, left of the sense: beside the line itself others stand."""
    if lane.cut is None:
        return []
    end = RIGHT_EDGE - 6.4 * len(lane.sense) - 20
    start = end - 5.9 * len(lane.cut_label)
    line = {"x1": number(start - 42), "x2": number(start - 8), "y1": number(y - 4), "y2": number(y - 4)}
    words = {"font-weight": "600", "class": "chart-ink"}
    return [element("line", **line | _CUT), _text(end, y, lane.cut_label, "end", **words)]


def _stroke(path: str, series: TrendSeries) -> str:
    look = {"fill": "none", "stroke": VOICE_INK.get(series.voice, INK), "stroke-width": "2"}
    look |= {"stroke-linejoin": "round", "class": "chart-voice-line", "data-voice": series.voice}
    return element("path", d=path, **look, **({"stroke-dasharray": series.dash} if series.dash else {}))


def _dot(x: float, y: float, series: TrendSeries, sentence: str, *, flagged: bool = False) -> str:
    ink = VOICE_INK.get(series.voice, INK)
    title = [element("title", sentence)] if sentence else []
    look = {"fill": ink, "stroke": PAPER, "stroke-width": "1.5", "class": "chart-trend-dot"}
    parts = [element("path", d=shape_path(series.shape, x, y, 5), **look)]
    if flagged:
        ring = {"d": shape_path("circle", x, y, 10), "fill": "none", "stroke": "#c2302a", "stroke-width": "2"}
        parts.append(element("path", **ring, **{"class": "chart-danger-line"}))
        parts.append(_text(x, y - 14, "!", "middle", **{"font-weight": "700", "class": "chart-danger"}))
    return element("g", *title, *parts, **{"data-voice": series.voice})


def _bands(lane: TrendLane, paper: Paper) -> list[str]:
    uppers = [band.low for band in lane.bands[1:]] + [lane.high]
    return [piece for band, upper in zip(lane.bands, uppers, strict=False) for piece in _band(band, upper, lane, paper)]


def _band(band: Band, upper: float, lane: TrendLane, paper: Paper) -> list[str]:
    top, floor = paper.y(upper, lane.low, lane.high), paper.y(band.low, lane.low, lane.high)
    box = {"x": number(LEFT), "y": number(top), "width": number(RIGHT_EDGE - LEFT), "height": number(floor - top)}
    box |= {"fill": VOICE_FILL["clinic"], "class": "chart-voice"}
    shade = min(1.0, max(0.0, band.strength)) * 0.26
    parts = [element("rect", **box | {"fill-opacity": number(shade)})]
    if floor - top >= 13:
        parts.append(_text(RIGHT_EDGE - 6, (top + floor) / 2 + 4, band.label, "end", **{"font-size": "11"}))
    return parts


def _ribbon(lane: TrendLane, paper: Paper) -> list[str]:
    """Return the stretch around the baseline in which nothing has reliably changed, from the baseline on."""
    if lane.ribbon is None:
        return []
    left = paper.axis.x(lane.ribbon.starts_at)
    top = paper.y(lane.ribbon.high, lane.low, lane.high)
    floor = paper.y(lane.ribbon.low, lane.low, lane.high)
    box = {"x": number(left), "y": number(top), "width": number(max(0.0, RIGHT_EDGE - left))}
    box |= {"height": number(floor - top), "fill": EDGE, "fill-opacity": "0.16", "class": "chart-ribbon"}
    edge = {"stroke": SOFT, "stroke-width": "1", "stroke-dasharray": "2 3", "class": "chart-edge"}
    ends = [
        element("line", x1=number(left), x2=number(RIGHT_EDGE), y1=number(y), y2=number(y), **edge)
        for y, value in ((top, lane.ribbon.high), (floor, lane.ribbon.low))
        if lane.low < value < lane.high
    ]
    title = element("title", lane.ribbon.label)
    return [element("g", title, element("rect", **box), *ends)]


def _scale(lane: TrendLane, paper: Paper) -> list[str]:
    """Return the values at which a band begins, left of the lines; they are where somebody looks for them."""
    steps = sorted({lane.low, lane.high, *(band.low for band in lane.bands)})
    parts, last = [], paper.floor + 99
    for value in steps:
        y = paper.y(value, lane.low, lane.high)
        if last - y >= 13:
            parts.append(_text(LEFT - 6, y + 4, f"{value:g}", "end"))
            last = y
    return parts


def _cut(lane: TrendLane, paper: Paper) -> list[str]:
    if lane.cut is None:
        return []
    y = paper.y(lane.cut, lane.low, lane.high)
    line = {"x1": number(LEFT), "x2": number(RIGHT_EDGE), "y1": number(y), "y2": number(y)}
    return [element("line", element("title", lane.cut_label), **line | _CUT)]


def _marks(marks: Sequence[Mark], paper: Paper) -> list[str]:
    parts = []
    for mark in marks:
        if not paper.axis.holds(mark.at):
            continue
        x = paper.axis.x(mark.at)
        line = {"x1": number(x), "x2": number(x), "y1": number(paper.top - 8), "y2": number(paper.floor)}
        line |= {"stroke": SOFT, "stroke-width": "1.5" if mark.is_phase else "1", "class": "chart-edge"}
        dash = {} if mark.is_phase else {"stroke-dasharray": "1 4"}
        title = element("title", paper.say(mark.at, mark.label))
        sign = _text(x, paper.top - 12, mark.sign, "middle", **{"font-size": "11", "font-weight": "600"})
        parts.append(element("g", title, element("line", **line, **dash), sign))
    return parts


def _line(series: TrendSeries, lane: TrendLane, paper: Paper) -> list[str]:
    seen = sorted((p for p in series.points if paper.axis.holds(p.at)), key=lambda p: p.at)
    parts = [_stroke(f"M{'L'.join(run)}", series) for run in _runs(seen, lane, paper) if len(run) > 1]
    return parts + [_point(point, series, lane, paper) for point in seen]


def _runs(points: Sequence[Point], lane: TrendLane, paper: Paper) -> list[list[str]]:
    """Return the stretches that may be joined: a gap stays a gap."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point.value is None or not finite(point.value):
            runs.append([])
        else:
            runs[-1].append(_place(point.at, point.value, lane, paper))
    return runs


def _place(at: datetime, value: float, lane: TrendLane, paper: Paper) -> str:
    return f"{number(paper.axis.x(at))} {number(paper.y(value, lane.low, lane.high))}"


def _point(point: Point, series: TrendSeries, lane: TrendLane, paper: Paper) -> str:
    x = paper.axis.x(point.at)
    if point.value is None or not finite(point.value):
        sentence = paper.say(point.at, series.label, paper.words.missing, point.note)
        cross = f"M{number(x - 4)} {number(paper.floor - 12)}l8 8m0 -8l-8 8"
        look = {"stroke": VOICE_INK.get(series.voice, INK), "stroke-width": "1.5", "fill": "none"}
        look |= {"class": "chart-voice-line", "data-voice": series.voice}
        return element("g", element("title", sentence), element("path", d=cross, **look))
    flag = lane.flag_label if point.flagged else ""
    said = paper.say(point.at, series.label, f"{point.value:g}", _band_of(point.value, lane.bands), flag, point.note)
    return _dot(x, paper.y(point.value, lane.low, lane.high), series, said, flagged=point.flagged)


def _band_of(value: float | None, bands: Sequence[Band]) -> str:
    if value is None or not finite(value):
        return ""
    return next((band.label for band in bands if band.low <= value <= band.high), "")
