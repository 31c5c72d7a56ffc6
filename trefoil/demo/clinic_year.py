"""A school year in the clinic: meetings, notes and questionnaires."""

from datetime import date, datetime, timedelta
from itertools import zip_longest
from random import Random

from trefoil.care.instruments import actions as instruments
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Role

from .calendar import moment
from .opening import Placed, Program

OLD_ENOUGH = 11
KEY = "phq-9"


def live_the_year(
    program: Program, number: int, placed: Placed, days: list[date], absent: set[date], until: datetime, chance: Random
) -> None:
    """Play a child's sessions and, from eleven years on, the questionnaire every five weeks."""
    _questionnaires(program, placed, days, until, chance)


def _questionnaires(program: Program, placed: Placed, days: list[date], until: datetime, chance: Random) -> None:
    if (days[0] - placed.part.born_on).days < OLD_ENOUGH * 365:
        return
    severity = 11 - placed.part.start + chance.gauss(0, 1)
    for n, day in enumerate(days[10::25]):
        at = moment(day, 10, 30)
        if at + timedelta(days=1) > until:
            return
        left = severity * (1 - 0.1 * n * (placed.part.gain > 0.5))
        _answer(placed, at, [_item(left, chance) for _ in range(8)] + [0], chance)


def _item(severity: float, chance: Random) -> int:
    return max(0, min(3, round(severity / 5 + chance.gauss(0, 0.7))))


def _answer(placed: Placed, at: datetime, values: list[int], chance: Random) -> None:
    from trefoil.care.instruments import packs

    therapist, youth = placed.therapist.person, placed.child.person
    with seen_by(therapist, at):
        assignment = instruments.assign(child=placed.child, key=KEY, by=therapist, at=at)
    items = [q for q in packs.installed()[KEY].questionnaire.questions if q.options]
    with seen_by(youth, at + timedelta(hours=3)):
        for item, value in zip_longest(items, values, fillvalue=0):
            instruments.answer(
                assignment=assignment, link_id=item.link_id, code=item.options[value].code, language="en",
                by=youth, at=at + timedelta(hours=3),
            )  # fmt: skip
        instruments.finish(assignment=assignment, by=youth, at=at + timedelta(hours=3, minutes=4))


def keep_watch(program: Program, first: date, until: datetime) -> None:
    """Let a named member of staff answer for what questionnaires may bring up, from the first day on."""
    supervisor = program.cast.staff["supervisor"]
    at = moment(first, 7)
    with seen_by(supervisor.person, at):
        instruments.set_duty(
            staff=supervisor, starts_at=at, ends_at=until + timedelta(days=365), by=supervisor.person, at=at
        )


def book_the_future(program: Program, today: date, until: datetime) -> None:
    """Book the weeks to come."""


OF_THE_CLINIC = (Role.THERAPIST, Role.SKILLS)
