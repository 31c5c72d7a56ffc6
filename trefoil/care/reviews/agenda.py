"""The agenda that fills itself: what each reader may see anyway since the team last met, in lines."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.care.classroom import queries as classroom
from trefoil.care.instruments import queries as instruments
from trefoil.care.plan import queries as plans
from trefoil.care.plan.types import GoalStatus, PlanContent, Service
from trefoil.care.schedule.words import kind_word
from trefoil.care.sessions import queries as sessions
from trefoil.care.sessions.types import Status
from trefoil.ground.access.session import seen_by
from trefoil.ground.people.models import Child

from . import progress, queries, rules
from .types import Line
from .words import COURSE

LOOK_BACK = timedelta(days=28)
PARTS: dict[str, str] = {
    "questions": "home",
    "decisions": "clinic",
    "off_track": "clinic",
    "measures": "clinic",
    "scores": "clinic",
    "dose": "clinic",
    "episodes": "school",
    "proposals": "clinic",
}


def lines(child: Child, at: datetime) -> frozenset[Line]:
    """Return the agenda as the present viewer may read it."""
    since = queries.last_held(child.pk, at) or at - LOOK_BACK
    found: list[Line] = []
    for part, say in _SAY.items():
        found += [Line(part, PARTS[part], words) for words in say(child, since, at)]
    return frozenset(found)


def of_reader(child: Child, reader: UUID, at: datetime) -> frozenset[Line]:
    """Return the agenda as somebody else will read it, of what the viewer reads too."""
    own = lines(child, at)
    with seen_by(reader, at):
        theirs = lines(child, at)
    return rules.shared([own, theirs])


def grouped(found: Iterable[Line]) -> list[tuple[str, str, list[str]]]:
    """Return the lines by part, in the order in which a meeting goes through them."""
    by_part: dict[str, list[str]] = {}
    for line in sorted(found):
        by_part.setdefault(line.part, []).append(line.words)
    return [(part, voice, by_part[part]) for part, voice in PARTS.items() if part in by_part]


def _questions(child: Child, _since: datetime, _at: datetime) -> Iterator[str]:
    for question in queries.questions(child.pk):
        yield f"{question.author}: {question.text}"


def _decisions(child: Child, _since: datetime, _at: datetime) -> Iterator[str]:
    for decision in queries.open_decisions(child.pk):
        until = _(", until %(day)s") % {"day": date_format(decision.due_on)} if decision.due_on else ""
        yield f"{decision.owner}: {decision.text}{until}"


def _off_track(child: Child, _since: datetime, at: datetime) -> Iterator[str]:
    today = timezone.localdate(at)
    for goal in _plan(child).goals:
        if goal.status == GoalStatus.OFF_TRACK:
            yield _("“%(goal)s” is off track") % {"goal": goal.title}
        elif goal.review_on and goal.review_on <= today:
            yield _("“%(goal)s” was to be looked at by %(day)s") % {
                "goal": goal.title,
                "day": date_format(goal.review_on),
            }


def _plan(child: Child) -> PlanContent:
    return plans.plan_as_seen(child.pk)


def _measures(child: Child, _since: datetime, at: datetime) -> Iterator[str]:
    for one in progress.stands(child, _plan(child).goals, at):
        values = [f"{value:g}" if value is not None else "?" for value in (one.start, one.now, one.aim)]
        said = _("“%(goal)s”: started at %(start)s, now %(now)s, aimed at %(aim)s") % dict(
            zip(("goal", "start", "now", "aim"), (one.title, *values), strict=True)
        )
        yield f"{said} ({COURSE[one.course]})" if COURSE[one.course] else said


def _scores(child: Child, since: datetime, _at: datetime) -> Iterator[str]:
    for reading in instruments.scores(child):
        if reading.at >= since:
            value = _("not all was answered") if reading.value is None else str(reading.value)
            who = f", {reading.answered_by}" if reading.answered_by else ""
            yield f"{reading.instrument}: {value}{who}, {date_format(timezone.localdate(reading.at))}"


def _dose(child: Child, since: datetime, at: datetime) -> Iterator[str]:
    planned = plans.services(child.pk)
    if not planned:
        return
    held = [s for s in sessions.sessions_between(child.pk, since, at) if Status(s.status).was_held]
    for kind, services in _by_kind(planned).items():
        weeks = (at - since) / timedelta(weeks=1)
        wanted = round(sum(service.minutes_a_week for service in services) * weeks)
        given = sum(s.minutes for s in held if s.kind == kind)
        if not (wanted or given):
            continue
        yield _("%(service)s: %(given)s of %(wanted)s planned minutes") % {
            "service": kind_word(kind),
            "given": given,
            "wanted": wanted,
        }


def _by_kind(services: Iterable[Service]) -> dict[str, list[Service]]:
    found: dict[str, list[Service]] = {}
    for service in services:
        found.setdefault(service.kind, []).append(service)
    return found


def _episodes(child: Child, since: datetime, at: datetime) -> Iterator[str]:
    earlier = classroom.episodes(child.pk, since - (at - since), at)
    now = [e for e in earlier if e.at >= since]
    before = len(earlier) - len(now)
    if now or before:
        said = ngettext("%(n)s hard moment in class", "%(n)s hard moments in class", len(now)) % {"n": len(now)}
        yield said + _(", %(before)s in as many days before") % {"before": before}


def _proposals(child: Child, _since: datetime, _at: datetime) -> Iterator[str]:
    for proposal in plans.proposals(child.pk):
        if proposal.is_open:
            yield f"{proposal.author}: {proposal.text}"


_SAY: dict[str, Callable[[Child, datetime, datetime], Iterator[str]]] = {
    "questions": _questions,
    "decisions": _decisions,
    "off_track": _off_track,
    "measures": _measures,
    "scores": _scores,
    "dose": _dose,
    "episodes": _episodes,
    "proposals": _proposals,
}
