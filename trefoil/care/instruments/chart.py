"""The course of one instrument: a line for each who answers, what is more than chance, and the same in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_uppercase
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.ground.kit.charts.lanes import Words
from trefoil.ground.kit.charts.time_axis import time_axis_chart
from trefoil.ground.kit.charts.types import Chart, Mark, Point, Ribbon, TrendLane, TrendSeries
from trefoil.ground.timeline.queries import TimelineLine

from . import change
from .change import Better, Course, Yardstick
from .measure_types import Informant
from .measure_words import CATEGORIES, INFORMANTS, LAMPS, Sign
from .pictures import band_word, score_lane
from .types import Instrument, Reading

SHAPES = (("circle", ""), ("square", "8 4"), ("triangle", "2 4"), ("diamond", "10 3 2 3"))
VOICES = {"youth": "home", "caregiver": "home", "teacher": "school", "clinician": "clinic"}
PHASES = frozenset({"enrolled", "plan_signed", "plan_started", "service_started", "service_ended"})
EVENTS = frozenset({"caregiver_told", "evaluation_signed", "meeting_held"})
MOST_MARKS = 14
LAST = 3
MARGIN = timedelta(days=4)


@dataclass(frozen=True)
class Gap:
    """Something that was asked and never answered: it stands in the chart as missing, in words as what it was."""

    informant: str
    answered_by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Teller:
    """One who answers, with what may be said of their scores."""

    name: str
    informant: str
    last: Sequence[str]
    course: Course
    category: Sign
    has_band: bool
    moved: str
    lamps: Sequence[Any]


@dataclass(frozen=True)
class Key:
    """What a sign above the lines stands for."""

    sign: str
    at: datetime
    words: str
    is_phase: bool


@dataclass(frozen=True)
class Story:
    """The course of one instrument as a page shows it."""

    instrument: Instrument
    chart: Chart
    tellers: Sequence[Teller]
    marks: Sequence[Key]
    ribbon_of: str
    points: str


Line = tuple[str, str]


def yardstick_of(instrument: Instrument, informant: str) -> Yardstick:
    """Return what is known about an instrument's error and cut-off when this informant answers; of others, nothing."""
    known = informant in instrument.informants
    reliable, cut = (instrument.reliable_change, instrument.cut) if known else (None, None)
    return Yardstick(
        better=Better.LOWER if instrument.lower_is_better else Better.HIGHER,
        sd=reliable.sd if reliable else None,
        reliability=reliable.reliability if reliable else None,
        points=reliable.points if reliable else None,
        cut=cut.at_least if cut else None,
    )


def tell(
    instrument: Instrument,
    readings: Sequence[Reading],
    *,
    gaps: Sequence[Gap] = (),
    entries: Sequence[TimelineLine] = (),
    intervals: Mapping[str, timedelta] | None = None,
    of: int = 0,
    at: datetime,
) -> Story | None:
    """Tell the course of one instrument, or None before its first answers.

    Args:
        instrument: what was answered.
        readings: every finished one of it, by whomever, in any order.
        gaps: what was asked of them and not answered.
        entries: what else happened, as far as the viewer may see it.
        intervals: how often each informant is asked, where that is set.
        of: around whose baseline the band of reliable change is drawn, counted from 0.
        at: now.
    """
    lines = _lines(readings)
    if not lines:
        return None
    names = list(lines)
    chosen = names[of] if 0 <= of < len(names) else names[0]
    rulers = {line: yardstick_of(instrument, line[0]) for line in names}
    ruler = rulers[chosen]
    courses = {line: _course(rows, rulers[line], at, (intervals or {}).get(line[0])) for line, rows in lines.items()}
    marks = _marks(entries, min(r.at for r in readings) - MARGIN)
    return Story(
        instrument=instrument,
        chart=_drawn(instrument, lines, gaps, ruler, courses[chosen], marks, at),
        tellers=[_teller(line, lines[line], courses[line], rulers[line]) for line in names],
        marks=marks,
        ribbon_of=chosen[1] if change.reliable_band(_first(courses[chosen]), ruler) else "",
        points=_points(ruler),
    )


def _lines(readings: Iterable[Reading]) -> dict[Line, list[Reading]]:
    found: dict[Line, list[Reading]] = {}
    for reading in sorted(readings, key=lambda r: r.at):
        found.setdefault((reading.informant, reading.answered_by), []).append(reading)
    order = [informant.value for informant in Informant]
    return dict(sorted(found.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1])))


def _course(rows: Sequence[Reading], ruler: Yardstick, at: datetime, interval: timedelta | None) -> Course:
    return change.course([change.Reading(r.at, r.value) for r in rows], ruler, at=at, interval=interval)


def _first(course: Course) -> float | None:
    return course.baseline.value if course.baseline else None


def _points(ruler: Yardstick) -> str:
    return "" if ruler.threshold is None else f"{ruler.threshold:.3g}"


def _teller(line: Line, rows: Sequence[Reading], course: Course, ruler: Yardstick) -> Teller:
    return Teller(
        name=line[1],
        informant=str(INFORMANTS[Informant(line[0])]),
        last=[_said(row) for row in rows[-LAST:]],
        course=course,
        category=CATEGORIES[course.category],
        has_band=change.reliable_band(_first(course), ruler) is not None,
        moved=_moved(course),
        lamps=[LAMPS[lamp] for lamp in course.lamps],
    )


def _said(row: Reading) -> str:
    day = date_format(timezone.localdate(row.at), "j M Y")
    if row.value is None:
        return f"{day}: {_not_computable(row)}"
    return f"{day}: {row.value:g}" + (f", {band_word(row.band)}" if row.band else "")


def _not_computable(row: Reading) -> str:
    said = ngettext("not computable, %(n)s unanswered", "not computable, %(n)s unanswered", row.unanswered)
    return said % {"n": row.unanswered}


def _moved(course: Course) -> str:
    moved = course.difference
    if moved is None:
        return _("only one score so far") if course.baseline else _("no score yet")
    if not moved:
        return _("the same as the first score")
    size = abs(moved)
    n = round(size)
    lower = ngettext("%(n)s point lower than the first score", "%(n)s points lower than the first score", n)
    higher = ngettext("%(n)s point higher than the first score", "%(n)s points higher than the first score", n)
    return (lower if moved < 0 else higher) % {"n": f"{size:g}"}


def _marks(entries: Iterable[TimelineLine], since: datetime) -> list[Key]:
    kept = sorted((e for e in entries if e.kind in PHASES | EVENTS and e.at >= since), key=lambda e: e.at)[-MOST_MARKS:]
    phases, events = iter(ascii_uppercase), iter(range(1, MOST_MARKS + 1))
    return [
        Key(next(phases) if e.kind in PHASES else str(next(events)), e.at, e.sentence, e.kind in PHASES) for e in kept
    ]


def _drawn(
    instrument: Instrument,
    lines: Mapping[Line, Sequence[Reading]],
    gaps: Sequence[Gap],
    ruler: Yardstick,
    chosen: Course,
    marks: Sequence[Key],
    at: datetime,
) -> Chart:
    stands = [r.at for rows in lines.values() for r in rows] + [mark.at for mark in marks]
    start, end = min(stands), max([*stands, *(gap.at for gap in gaps)])
    # Room at the right, so that the names of the bands do not lie under the newest score.
    room = max(MARGIN, (end - start) / 6)
    lane = TrendLane(
        label=instrument.name,
        series=[_series(n, line, rows, gaps) for n, (line, rows) in enumerate(lines.items())],
        low=0,
        high=instrument.maximum,
        sense=_("lower is better") if ruler.better is Better.LOWER else _("higher is better"),
        bands=score_lane(instrument, []).bands,
        cut=ruler.cut,
        cut_label=_("look closer from %(cut)s") % {"cut": f"{ruler.cut:g}"} if ruler.cut is not None else "",
        ribbon=_ribbon(chosen, ruler),
        marks=[Mark(mark.at, mark.words, mark.sign, mark.is_phase) for mark in marks],
        flag_label=_("needs a person"),
    )
    return time_axis_chart(
        [lane],
        timezone.localtime(start - MARGIN),
        timezone.localtime(end + room),
        title=_("%(instrument)s over time") % {"instrument": instrument.name},
        day_words=lambda day: date_format(day, "j M"),
        words=_words(),
    )


def _series(number: int, line: Line, rows: Sequence[Reading], gaps: Sequence[Gap]) -> TrendSeries:
    shape, dash = SHAPES[number % len(SHAPES)]
    points = [
        Point(r.at, r.value, "" if r.value is not None else _not_computable(r), flagged=bool(r.flags)) for r in rows
    ]
    points += [Point(g.at, None, g.note) for g in gaps if (g.informant, g.answered_by) == line]
    label = f"{INFORMANTS[Informant(line[0])]}: {line[1]}"
    return TrendSeries(label, sorted(points, key=lambda p: p.at), shape, dash, VOICES[line[0]])


def _ribbon(course: Course, ruler: Yardstick) -> Ribbon | None:
    band = change.reliable_band(_first(course), ruler)
    if band is None or course.baseline is None:
        return None
    return Ribbon(*band, course.baseline.at, _("no reliable change from the first score"))


def _words() -> Words:
    return Words(
        when=_("When"),
        what=_("What"),
        value=_("Value"),
        note=_("Note"),
        missing=_("no score"),
        minutes=_("min"),
        none=_("Nothing was written in this time."),
    )
