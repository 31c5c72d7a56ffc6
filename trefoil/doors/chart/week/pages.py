"""One page: the chart of a stretch, and the few numbers that sum it up."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.care.sessions.types import DayStatus
from trefoil.ground.access.gate import Sight
from trefoil.ground.kit.charts.time_axis import time_axis_chart
from trefoil.ground.kit.charts.types import Chart, Lane
from trefoil.ground.people.models import Child

from . import lanes
from .facts import Facts, facts_of, midnight
from .spans import Span, Stretch

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Number:
    """One number of the summing up: what, how much, and what stands behind it."""

    label: str
    value: str
    note: str = ""
    voice: str = ""


@dataclass(frozen=True)
class WeekPage:
    """A stretch of one child's life on one time axis."""

    chart: Chart | None
    numbers: list[Number]
    title: str


def week_page(child: Child, sight: Sight, stretch: Stretch, at: datetime) -> WeekPage:
    """Compose the page of a stretch from what the viewer sees."""
    facts, today = facts_of(child, sight, stretch, at), timezone.localdate(at)
    drawn, title = lanes_of(facts, stretch, today), title_of(stretch)
    return WeekPage(chart=_chart(drawn, stretch, child, title) if drawn else None, numbers=_numbers(facts), title=title)


def lanes_of(facts: Facts, stretch: Stretch, today: date) -> list[Lane]:
    """Return the lanes of what the viewer sees, and no other."""
    drawn: list[Lane] = []
    # Before the team began and after today nothing is missing; without a beginning that the viewer knows, nothing is.
    expected = [day for day in stretch.weekdays if facts.since and facts.since <= day <= today]
    if facts.readings is not None:
        drawn += lanes.score_lanes(facts.readings)
    if facts.ratings is not None:
        drawn += lanes.rating_lanes(facts.ratings, stretch, expected, facts.open_in_class)
    if facts.episodes is not None:
        drawn += lanes.episode_lanes(facts.episodes, facts.open_in_class)
    if facts.held is not None:
        drawn += lanes.session_lanes(facts.held)
    if facts.attendance is not None:
        drawn.append(lanes.attendance_lane(facts.attendance, expected))
    return drawn


def title_of(stretch: Stretch) -> str:
    """Name a stretch as people do."""
    if stretch.span == Span.MONTH:
        return date_format(stretch.first, "F Y")
    if stretch.span == Span.YEAR:
        return _("School year %(first)s–%(last)s") % {"first": stretch.first.year, "last": stretch.last.year}
    return f"{date_format(stretch.first, 'j M')} – {date_format(stretch.last, 'j M Y')}"


def _chart(drawn: list[Lane], stretch: Stretch, child: Child, title: str) -> Chart:
    return time_axis_chart(
        drawn,
        timezone.localtime(midnight(stretch.first)),
        timezone.localtime(midnight(stretch.until)) - INSTANT,
        title=f"{child.person.short_name}, {title}",
        day_words=lanes.day_words(stretch.span),
        words=lanes.words(),
    )


def _numbers(facts: Facts) -> list[Number]:
    told = [_rated(facts), _hard(facts), _came(facts), _present(facts)]
    return [number for number in told if number]


def _rated(facts: Facts) -> Number | None:
    if facts.ratings is None or not (facts.ratings or "school" in facts.open_in_class):
        return None
    if not facts.ratings:
        return Number(_("Ratings"), "0", _("nothing written in this time"), "school")
    middle = median(line.regulation for line in facts.ratings), median(line.engagement for line in facts.ratings)
    said = _("median regulation %(r)s, engagement %(e)s") % {"r": f"{middle[0]:g}", "e": f"{middle[1]:g}"}
    return Number(_("Ratings"), str(len(facts.ratings)), said, "school")


def _hard(facts: Facts) -> Number | None:
    if facts.episodes is None or not (facts.episodes or "school" in facts.open_in_class):
        return None
    minutes = [line.minutes for line in facts.episodes if line.minutes is not None]
    said = (
        ngettext("%(n)s minute in all", "%(n)s minutes in all", sum(minutes)) % {"n": sum(minutes)} if minutes else ""
    )
    if unknown := len(facts.episodes) - len(minutes):
        said = ", ".join(part for part in (said, _("%(n)s of unknown length") % {"n": unknown}) if part)
    return Number(_("Hard moments"), str(len(facts.episodes)), said, "school")


def _came(facts: Facts) -> Number | None:
    if facts.held is None:
        return None
    came, unknown = sum(bool(one.came) for one in facts.held), sum(one.came is None for one in facts.held)
    said = _("%(n)s not recorded") % {"n": unknown} if unknown else ""
    return Number(_("Sessions held"), _("%(n)s of %(all)s") % {"n": came, "all": len(facts.held)}, said, "clinic")


def _present(facts: Facts) -> Number | None:
    if facts.attendance is None:
        return None
    counts = Counter(status for _day, status in facts.attendance)
    there = counts[DayStatus.PRESENT] + counts[DayStatus.TARDY]
    said = _("%(n)s tardy") % {"n": counts[DayStatus.TARDY]} if counts[DayStatus.TARDY] else ""
    value = _("%(n)s of %(all)s") % {"n": there, "all": len(facts.attendance)}
    return Number(_("Days at school"), value, said, "school")
