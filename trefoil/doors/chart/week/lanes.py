"""From what each context knows to the lanes of one chart. What the viewer may not see has no lane."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from statistics import mean
from typing import TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.care.classroom.types import EpisodeLine, RatingLine
from trefoil.care.classroom.words import OUTCOMES
from trefoil.care.instruments import packs
from trefoil.care.instruments.measure_types import Informant
from trefoil.care.instruments.pictures import score_lane
from trefoil.care.instruments.types import Reading
from trefoil.care.schedule.words import kind_word
from trefoil.care.sessions.types import DayStatus
from trefoil.ground.kit.charts.lanes import Words
from trefoil.ground.kit.charts.types import (
    Block,
    BlockLane,
    Day,
    DayLane,
    Episode,
    EpisodeLane,
    Lane,
    Point,
    RatingLane,
    Series,
)

from .facts import Held
from .spans import Span, Stretch

VOICES = ("school", "clinic", "home")
NOON = time(12)
Line = TypeVar("Line")


def words() -> Words:
    """Return the chart's own words in the reader's language."""
    return Words(
        when=_("When"),
        what=_("What"),
        value=_("Value"),
        note=_("Note"),
        missing=_("nothing written"),
        minutes=_("min"),
        none=_("Nothing was written in this time."),
    )


def day_words(span: Span) -> Callable[[datetime], str]:
    """Return how the days below the chart are named."""
    form = {Span.WEEK: "D j M", Span.MONTH: "j M", Span.YEAR: "j M"}[span]
    return lambda at: date_format(at, form)


def _by(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found


def score_lanes(readings: Sequence[Reading]) -> list[Lane]:
    """Return a lane per instrument and per informant; neither is ever mixed in one line."""
    shelf = packs.installed()
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.at):
        told_by = "" if reading.informant in ("", Informant.YOUTH) else reading.answered_by
        found[reading.key, told_by].append(reading)
    return [
        score_lane(shelf[key], [Point(r.at, r.value, r.answered_by, flagged=bool(r.flags)) for r in rows], told_by)
        for (key, told_by), rows in found.items()
    ]


def _voices(found: dict[str, list[Line]], may_be_empty: Iterable[str]) -> list[str]:
    """Return whose lanes stand: who wrote something, and the school if its records are open though empty."""
    return [voice for voice in VOICES if found.get(voice) or (voice == "school" and voice in may_be_empty)]


def rating_lanes(
    lines: Sequence[RatingLine], stretch: Stretch, expected: Sequence[date], open_to: Iterable[str]
) -> list[Lane]:
    """Return a lane per voice; school days without any rating stand as missing on the school's."""
    by_voice = _by(lines, lambda line: line.voice)
    rated = {timezone.localdate(line.at) for line in lines}
    known = stretch.span != Span.YEAR
    gaps = [_noon(day) for day in expected if day not in rated] if known else []
    return [
        RatingLane(
            label=_("Ratings in class") if voice == "school" else _("Ratings by the clinic in class"),
            series=(
                Series(
                    _("Regulation"), _points(by_voice[voice], stretch, "regulation", gaps if voice == "school" else [])
                ),
                Series(_("Engagement"), _points(by_voice[voice], stretch, "engagement", []), shape="diamond"),
            ),
            voice=voice,
        )
        for voice in _voices(by_voice, open_to)
    ]


def _points(lines: Sequence[RatingLine], stretch: Stretch, name: str, gaps: Sequence[datetime]) -> list[Point]:
    missing = [Point(at, None) for at in gaps]
    if stretch.span == Span.WEEK:
        return missing + [Point(line.at, getattr(line, name), line.period) for line in lines]
    grouped: dict[date, list[int]] = defaultdict(list)
    for line in lines:
        day = timezone.localdate(line.at)
        grouped[day if stretch.span == Span.MONTH else _wednesday(day)].append(getattr(line, name))
    return missing + [Point(_noon(day), round(mean(found), 1), _mean_of(len(found))) for day, found in grouped.items()]


def _mean_of(number: int) -> str:
    return ngettext("one rating", "mean of %(number)s ratings", number) % {"number": number} if number > 1 else ""


def _wednesday(day: date) -> date:
    return day + timedelta(days=2 - day.weekday())


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))


def episode_lanes(lines: Sequence[EpisodeLine], open_to: Iterable[str]) -> list[Lane]:
    """Return a lane of hard moments per voice; the school's stands even when it is empty."""
    by_voice = _by((line for line in lines if line.intensity), lambda line: line.voice)
    return [
        EpisodeLane(
            label=_("Hard moments") if voice == "school" else _("Hard moments, seen by the clinic"),
            episodes=[Episode(e.at, e.intensity or 0, e.minutes, _episode_note(e)) for e in by_voice[voice]],
            voice=voice,
        )
        for voice in _voices(by_voice, open_to)
    ]


def _episode_note(line: EpisodeLine) -> str:
    ended = str(OUTCOMES[line.outcome]).lower() if line.outcome else _("still running")
    return ", ".join(part for part in (line.strategy, ended) if part)


def session_lanes(held: Sequence[Held]) -> list[Lane]:
    """Return a lane of sessions per voice, those that nobody has recorded among them."""
    by_voice = _by(held, lambda one: one.voice)
    voices = [voice for voice in VOICES if voice in by_voice] or ["clinic"]
    labels = {"school": _("Sessions at school"), "clinic": _("Sessions"), "home": _("Sessions at home")}
    return [
        BlockLane(
            label=labels[voice],
            blocks=[_block(one) for one in by_voice[voice]],
            voice=voice,
            words=(_("came"), _("did not come"), _("not recorded")),
        )
        for voice in voices
    ]


def _block(one: Held) -> Block:
    note = _("canceled") if one.canceled else ""
    said = ", ".join(part for part in (kind_word(one.kind), one.staff, note) if part)
    return Block(one.at, one.at + timedelta(minutes=one.minutes or 30), one.came, said)


def attendance_lane(marked: Sequence[tuple[date, DayStatus]], expected: Sequence[date]) -> Lane:
    """Return the lane of school days; a weekday that nobody marked is hollow."""
    states = dict(marked)
    days = sorted({*states, *expected})
    return DayLane(
        label=_("At school"),
        days=[Day(_noon(day), states[day].value if day in states else None) for day in days],
        words={"present": _("present"), "absent": _("absent"), "tardy": _("tardy")},
        missing_word=_("not recorded"),
    )
