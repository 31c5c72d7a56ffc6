"""How each kind of lane is drawn, and what it says in the table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trefoil.ground.kit.charts.axis import LEFT, RIGHT, WIDTH, TimeAxis
from trefoil.ground.kit.charts.drawing import (
    DANGER,
    EDGE,
    INK,
    LINE,
    SOFT,
    VOICE_FILL,
    VOICE_INK,
    element,
    finite,
    number,
    shape_path,
)
from trefoil.ground.kit.charts.types import (
    Band,
    BlockLane,
    DayLane,
    EpisodeLane,
    Lane,
    Point,
    RatingLane,
    ScoreLane,
)

HEAD = 24.0
HEIGHTS = {ScoreLane: 104.0, RatingLane: 84.0, EpisodeLane: 52.0, BlockLane: 24.0, DayLane: 18.0}


@dataclass(frozen=True)
class Words:
    """The chart's own words, in the reader's language."""

    when: str = "When"
    what: str = "What"
    value: str = "Value"
    note: str = "Note"
    missing: str = "missing"
    minutes: str = "min"
    none: str = "Nothing recorded in this time."


@dataclass(frozen=True)
class Row:
    """One fact of the table, before it is sorted by time."""

    at: datetime
    what: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """Where a lane is drawn: below `top`, on this axis, in these words."""

    axis: TimeAxis
    top: float
    height: float
    words: Words

    @property
    def floor(self) -> float:
        """Return the lowest line of the lane."""
        return self.top + self.height

    def y(self, value: float, low: float, high: float) -> float:
        """Return how high a value lies, within the lane."""
        share = (value - low) / ((high - low) or 1.0)
        return self.floor - min(1.0, max(0.0, share)) * self.height

    def say(self, at: datetime, *parts: str) -> str:
        """Return the sentence that a mark says of itself."""
        day = self.axis.day_words(self.axis.local(at))
        return f"{day}: {', '.join(part for part in parts if part)}"


def height_of(lane: Lane) -> float:
    """Return how much room a lane's marks need."""
    return HEIGHTS[type(lane)]


def rows_of(lane: Lane, words: Words) -> Iterable[Row]:
    """Yield what a lane says in the table."""
    if isinstance(lane, ScoreLane):
        for point in lane.points:
            flag = lane.flag_label if point.flagged else ""
            yield Row(
                point.at,
                lane.label,
                _value(point, words),
                _joined(_band_label(point.value, lane.bands), flag, point.note),
            )
    elif isinstance(lane, RatingLane):
        for series in lane.series:
            for point in series.points:
                yield Row(point.at, series.label, _value(point, words), point.note)
    elif isinstance(lane, EpisodeLane):
        for episode in lane.episodes:
            lasted = "" if episode.minutes is None else f"{episode.minutes:g} {words.minutes}"
            value = f"{episode.intensity} / {lane.strongest}"
            yield Row(episode.at, lane.label, value, _joined(lasted, episode.note))
    elif isinstance(lane, BlockLane):
        for block in lane.blocks:
            yield Row(block.starts_at, lane.label, _held(block.attended, lane), block.note)
    else:
        for day in lane.days:
            yield Row(day.at, lane.label, _attendance(day.state, lane), day.note)


def draw_lane(lane: Lane, paper: Paper) -> str:
    """Draw one lane with its name above it."""
    drawers: dict[type, Callable[..., list[str]]] = {
        ScoreLane: _scores,
        RatingLane: _ratings,
        EpisodeLane: _episodes,
        BlockLane: _blocks,
        DayLane: _days,
    }
    name = {"x": number(LEFT), "y": number(paper.top - 9), "fill": INK, "font-weight": "600"}
    head = element("text", lane.label, **name | {"class": "chart-ink"})
    inside = drawers[type(lane)](lane, paper)
    return element("g", head, *inside, **{"data-voice": lane.voice or None})


def _value(point: Point, words: Words) -> str:
    return f"{point.value:g}" if finite(point.value) else words.missing


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _band_label(value: float | None, bands: Sequence[Band]) -> str:
    if value is None or not finite(value):
        return ""
    return next((band.label for band in bands if band.low <= value <= band.high), "")


def _held(attended: bool | None, lane: BlockLane) -> str:
    yes, no, unknown = lane.words
    return unknown if attended is None else yes if attended else no


def _attendance(state: str | None, lane: DayLane) -> str:
    return lane.words.get(state, state) if state else lane.missing_word


def _rule(y: float, label: str = "", stroke: str = LINE) -> list[str]:
    line = {"x1": number(LEFT), "x2": number(WIDTH - RIGHT), "y1": number(y), "y2": number(y)}
    parts = [element("line", **line | {"stroke": stroke, "class": "chart-grid"})]
    if label:
        place = {"x": number(LEFT - 6), "y": number(y + 4), "text-anchor": "end", "fill": SOFT}
        parts.append(element("text", label, **place | {"class": "chart-soft"}))
    return parts


def _scores(lane: ScoreLane, paper: Paper) -> list[str]:
    uppers = [band.low for band in lane.bands[1:]] + [lane.high]
    parts = [
        piece for band, upper in zip(lane.bands, uppers, strict=False) for piece in _band(band, upper, lane, paper)
    ]
    parts += _rule(paper.top, f"{lane.high:g}") + _rule(paper.floor, f"{lane.low:g}")
    seen = sorted((p for p in lane.points if paper.axis.holds(p.at)), key=lambda p: p.at)
    parts += _line(seen, lane, paper)
    for point in seen:
        parts.append(_score(point, lane, paper))
    return parts


def _band(band: Band, upper: float, lane: ScoreLane, paper: Paper) -> list[str]:
    top, floor = paper.y(upper, lane.low, lane.high), paper.y(band.low, lane.low, lane.high)
    strength = min(1.0, max(0.0, band.strength)) * 0.3
    box = {"x": number(LEFT), "y": number(top), "width": number(WIDTH - LEFT - RIGHT)}
    box |= {"height": number(floor - top), "fill": VOICE_FILL.get(lane.voice, EDGE)}
    parts = [element("rect", **box | {"fill-opacity": number(strength), "class": "chart-voice"})]
    if floor - top >= 12:
        place = {"x": number(WIDTH - RIGHT - 6), "y": number(floor - 4), "text-anchor": "end"}
        place |= {"fill": SOFT, "font-size": "11", "class": "chart-soft"}
        parts.append(element("text", band.label, **place))
    return parts


def _line(points: Sequence[Point], lane: ScoreLane, paper: Paper) -> list[str]:
    runs: list[list[str]] = [[]]
    for point in points:
        if point.value is None or not finite(point.value):
            runs.append([])
            continue
        y = paper.y(point.value, lane.low, lane.high)
        runs[-1].append(f"{number(paper.axis.x(point.at))} {number(y)}")
    stroke = {"fill": "none", "stroke": VOICE_INK.get(lane.voice, INK), "stroke-width": "2"}
    stroke |= {"stroke-linejoin": "round", "class": "chart-voice-line"}
    return [element("path", d="M" + "L".join(run), **stroke) for run in runs if len(run) > 1]


def _score(point: Point, lane: ScoreLane, paper: Paper) -> str:
    x = paper.axis.x(point.at)
    if point.value is None or not finite(point.value):
        return _missing(x, paper, paper.say(point.at, lane.label, paper.words.missing, point.note))
    y = paper.y(point.value, lane.low, lane.high)
    flag = lane.flag_label if point.flagged else ""
    band = _band_label(point.value, lane.bands)
    title = element("title", paper.say(point.at, f"{point.value:g}", band, flag, point.note))
    ink = VOICE_INK.get(lane.voice, INK)
    dot = element("path", d=shape_path("circle", x, y, 4), fill=ink, **{"class": "chart-voice-dot"})
    if not point.flagged:
        return element("g", title, dot)
    ring = {"d": shape_path("circle", x, y, 8), "fill": "none", "stroke": DANGER}
    ring |= {"stroke-width": "2", "class": "chart-danger-line"}
    sign = {"x": number(x), "y": number(y - 12 if y - paper.top > 20 else y + 21)}
    sign |= {"text-anchor": "middle", "fill": DANGER, "font-weight": "700"}
    word = element("text", "!", **sign | {"class": "chart-danger"})
    return element("g", title, dot, element("path", **ring), word)


def _missing(x: float, paper: Paper, sentence: str) -> str:
    line = {"x1": number(x), "x2": number(x), "y1": number(paper.top), "y2": number(paper.floor)}
    line |= {"stroke": EDGE, "stroke-dasharray": "2 4", "class": "chart-edge"}
    return element("g", element("title", sentence), element("line", **line))


def _ratings(lane: RatingLane, paper: Paper) -> list[str]:
    parts = _rule(paper.top, f"{lane.high:g}") + _rule(paper.floor, f"{lane.low:g}")
    parts += _rule((paper.top + paper.floor) / 2)
    shapes = [series.shape for series in lane.series]
    x = WIDTH - RIGHT
    for index in reversed(range(len(lane.series))):
        series = lane.series[index]
        x -= 7.2 * len(series.label) + 30
        place = {"x": number(max(x, LEFT) + 14), "y": number(paper.top - 9), "fill": SOFT}
        parts.append(_rating_mark(max(x, LEFT) + 5, paper.top - 13, shapes[index], lane, ""))
        parts.append(element("text", series.label, **place | {"class": "chart-soft"}))
    for series in lane.series:
        for point in series.points:
            if paper.axis.holds(point.at):
                parts.append(_rating(point, series.label, series.shape, lane, paper))
    return parts


def _rating(point: Point, label: str, shape: str, lane: RatingLane, paper: Paper) -> str:
    x = paper.axis.x(point.at)
    if point.value is None or not finite(point.value):
        return _missing(x, paper, paper.say(point.at, label, paper.words.missing, point.note))
    y = paper.y(point.value, lane.low, lane.high)
    sentence = paper.say(point.at, f"{label} {point.value:g}", point.note)
    return _rating_mark(x, y, shape, lane, sentence)


def _rating_mark(x: float, y: float, shape: str, lane: RatingLane, sentence: str) -> str:
    ink = VOICE_INK.get(lane.voice, INK)
    hollow = shape != "circle"
    look = {"fill": "none" if hollow else ink, "stroke": ink, "stroke-width": "1.8"}
    look |= {"class": "chart-voice-line" if hollow else "chart-voice-dot"}
    title = [element("title", sentence)] if sentence else []
    return element("path", *title, d=shape_path(shape, x, y, 4), **look)


def _episodes(lane: EpisodeLane, paper: Paper) -> list[str]:
    parts = _rule(paper.top, f"{lane.strongest}") + _rule(paper.floor)
    for episode in lane.episodes:
        if not paper.axis.holds(episode.at):
            continue
        x, y = paper.axis.x(episode.at), paper.y(episode.intensity, 0, lane.strongest)
        lasted = "" if episode.minutes is None else f"{episode.minutes:g} {paper.words.minutes}"
        value = f"{lane.label} {episode.intensity} / {lane.strongest}"
        title = element("title", paper.say(episode.at, value, lasted, episode.note))
        ink = VOICE_INK.get(lane.voice, INK)
        stem = {"x1": number(x), "x2": number(x), "y1": number(paper.floor), "y2": number(y)}
        stem |= {"stroke": ink, "stroke-width": "3", "class": "chart-voice-line"}
        head = {"d": shape_path("square", x, y, 4.5), "fill": ink, "class": "chart-voice-dot"}
        parts.append(element("g", title, element("line", **stem), element("path", **head)))
    return parts


def _blocks(lane: BlockLane, paper: Paper) -> list[str]:
    parts = _rule(paper.floor)
    for block in lane.blocks:
        if not paper.axis.holds(block.starts_at):
            continue
        left = paper.axis.x(block.starts_at)
        right = min(max(paper.axis.x(block.ends_at), left + 9), WIDTH - RIGHT)
        left = max(LEFT, min(left, right - 9))
        sentence = paper.say(block.starts_at, lane.label, _held(block.attended, lane), block.note)
        state = {True: "full", False: "crossed", None: "hollow"}[block.attended]
        parts.append(_cell(left, right, paper.top, paper.floor - 2, state, lane.voice, sentence))
    return parts


def _days(lane: DayLane, paper: Paper) -> list[str]:
    parts = []
    states = {"present": "full", "absent": "crossed", "tardy": "half"}
    for day in lane.days:
        start = paper.axis.local(day.at).replace(hour=0, minute=0, second=0, microsecond=0)
        if not paper.axis.holds(day.at):
            continue
        left, right = paper.axis.x(start), paper.axis.x(start + timedelta(days=1))
        inset = min(1.5, (right - left) / 6)
        sentence = paper.say(day.at, lane.label, _attendance(day.state, lane), day.note)
        state = states.get(day.state or "", "hollow")
        box = (left + inset, right - inset, paper.top, paper.floor)
        parts.append(_cell(*box, state, lane.voice, sentence))
    return parts


def _cell(left: float, right: float, top: float, floor: float, state: str, voice: str, sentence: str) -> str:
    """Full, half, crossed out or hollow: four states told apart by shape."""
    fill, ink = VOICE_FILL.get(voice, EDGE), VOICE_INK.get(voice, INK)
    box = {"x": number(left), "y": number(top), "width": number(max(0.0, right - left))}
    box |= {"height": number(floor - top), "rx": "2"}
    frame = {"fill": "none", "stroke": ink, "stroke-width": "1.2", "class": "chart-voice-line"}
    if state == "full":
        return element("rect", element("title", sentence), **box, fill=fill, **{"class": "chart-voice"})
    if state == "hollow":
        edge = {"fill": "none", "stroke": EDGE, "stroke-dasharray": "2 2", "class": "chart-edge"}
        return element("rect", element("title", sentence), **box | edge)
    corner = f"M{number(left)} {number(floor)}L{number(right)} {number(top)}"
    if state == "half":
        inside = {"d": f"{corner}L{number(right)} {number(floor)}Z", "fill": fill}
        inside |= {"class": "chart-voice"}
    else:
        inside = {"d": corner, "stroke": ink, "stroke-width": "1.2", "class": "chart-voice-line"}
        inside |= {"fill": "none"}
    return element("g", element("title", sentence), element("rect", **box | frame), element("path", **inside))
