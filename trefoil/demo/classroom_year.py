"""A school year in the classroom: ratings, hard moments and days present, as teachers enter them."""

from datetime import date, datetime, timedelta
from random import Random

from trefoil.care.classroom import actions as classroom
from trefoil.care.classroom import queries as classrooms
from trefoil.care.classroom.types import NewRating, Outcome, Strategy
from trefoil.ground.access.session import seen_by

from .calendar import moment
from .opening import Placed

HOURS = ((9, 10), (13, 20))
OUTCOMES = (
    (Outcome.CALMER_WITH_HELP, 0.52),
    (Outcome.CALMER_ALONE, 0.26),
    (Outcome.LEFT_WITH_ADULT, 0.14),
    (Outcome.ESCALATED, 0.08),
)


def live_the_year(placed: Placed, days: list[date], absent: set[date], until: datetime, chance: Random) -> None:
    """Enter a child's ratings, a sheet for each week, and hard moments as they came."""
    teacher = placed.teacher.person
    present = [day for day in days if day not in absent]
    strategies: list[Strategy] = []
    for n in range(0, len(present), 5):
        week = present[n : n + 5]
        ratings = [r for day in week for r in _ratings(placed, day, days, chance) if r.at < until]
        if not ratings:
            continue
        at = min(moment(week[-1], 15, 5), until)
        with seen_by(teacher, at):
            classroom.transcribe(child=placed.child, ratings=ratings, by=teacher, at=at)
            strategies = _strategies(placed, at) if n % 20 == 0 else strategies
            for day in week:
                _hard_moments(placed, day, days, strategies, until, chance)


def _progress(day: date, days: list[date]) -> float:
    return days.index(day) / max(len(days) - 1, 1)


def _ratings(placed: Placed, day: date, days: list[date], chance: Random) -> list[NewRating]:
    level = placed.part.start + placed.part.gain * _progress(day, days)
    shared = chance.gauss(0, 1.1)
    return [
        NewRating(
            at=moment(day, hour, minute),
            regulation=_within(level + shared + chance.gauss(0, 0.8)),
            engagement=_within(level + 0.6 + shared + chance.gauss(0, 0.9)),
        )
        for hour, minute in HOURS
        if chance.random() > 0.12
    ]


def _within(value: float) -> int:
    return max(0, min(10, round(value)))


def _strategies(placed: Placed, at: datetime) -> list[Strategy]:
    best, others = classrooms.strategies(placed.child.pk, at)
    return [choice.strategy for choice in (*best, *others)][:4]


def _hard_moments(
    placed: Placed, day: date, days: list[date], strategies: list[Strategy], until: datetime, chance: Random
) -> None:
    weekly = max(placed.part.episodes * (1 - 0.55 * _progress(day, days) * (placed.part.gain > 0)), 0.1)
    if chance.random() > weekly / 5:
        return
    at = moment(day, chance.randrange(9, 14), chance.randrange(60))
    if at + timedelta(hours=1) > until:
        return
    _one(placed, at, strategies, chance)


def _one(placed: Placed, at: datetime, strategies: list[Strategy], chance: Random) -> None:
    teacher = placed.teacher.person
    outcome = chance.choices([o for o, _ in OUTCOMES], [weight for _, weight in OUTCOMES])[0]
    ends = at + timedelta(minutes=max(2, round(chance.gauss(7, 3))))
    episode = classroom.start_episode(child=placed.child, by=teacher, at=at)
    classroom.grade_episode(
        episode=episode, intensity=chance.choices((1, 2, 3, 4, 5), (2, 4, 4, 2, 1))[0], by=teacher, at=at
    )
    classroom.choose_strategy(episode=episode, strategy=chance.choice(strategies), by=teacher, at=at)
    classroom.end_episode(episode=episode, outcome=outcome, by=teacher, at=ends)
