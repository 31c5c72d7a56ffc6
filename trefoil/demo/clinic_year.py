"""A school year in the clinic: meetings, notes and questionnaires."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from random import Random

from trefoil.care.instruments import actions as instruments
from trefoil.care.instruments import packs
from trefoil.care.plan import queries as plans
from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.models import Appointment
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.models import Note
from trefoil.care.sessions.types import DayStatus, NoteState, Status, Text
from trefoil.ground.access.session import seen_by
from trefoil.ground.people.models import Person

from .calendar import moment
from .opening import Placed, Program

OLD_ENOUGH = 11
KEY = "phq-9"
HOURS = (
    time(8, 40), time(9, 35), time(10, 30), time(11, 55), time(12, 50), time(13, 45), time(14, 40), time(15, 20),
)  # fmt: skip
NOTES = (
    ("Practiced asking for a break in role play.", "Laughed at the second try and asked for a third.", "The same once more, with a timer."),
    ("Drew the week as a weather map.", "Two storms, both on Monday mornings; found words for the second.", "Look at Monday mornings with the teacher."),
    ("Slow breathing with a hand on the belly, then a puzzle that is meant to go wrong.", "Stayed four minutes with being stuck.", "Six minutes next time."),
    ("Listed what helped this week and what did not.", "Headphones helped; the quiet corner felt like punishment.", "Talk with Room 114 about another corner."),
    ("Talked about the weekend and what is loud at home.", "Quiet at first; more in the last ten minutes.", "Invite a parent to the next session."),
)  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """A weekly meeting of a child: what, with whom, when, where."""

    kind: Kind
    lead: Person
    weekday: int
    starts: time
    minutes: int
    room: str = ""
    every: int = 1


def live_the_year(
    program: Program, number: int, placed: Placed, days: list[date], absent: set[date], until: datetime, chance: Random
) -> None:
    """Play a child's days, weekly meetings with their notes, and from eleven years on the questionnaire."""
    _days(placed, days, absent, until, chance)
    for meeting in meetings_of(program, number, placed):
        _weekly(placed, meeting, absent, until, chance)
    _questionnaires(placed, days, until, chance)


def meetings_of(program: Program, number: int, placed: Placed) -> list[Meeting]:
    """Return the child's weekly meetings; eight children share a therapist, so the times differ."""
    slot = number_in_room(program, placed)
    therapist_room = {"therapist": "Room 2", "therapist_b": "Room 3", "therapist_c": "Room 4"}
    key = next(k for k, staff in program.cast.staff.items() if staff.pk == placed.therapist.pk)
    return [
        Meeting(Kind.INDIVIDUAL, placed.therapist.person, *hour_of(slot), 45, therapist_room[key]),
        Meeting(Kind.SKILLS, program.cast.person("skills"), 4, skills_hour(number), 15, "Skills room", every=2),
    ]


def hour_of(slot: int) -> tuple[int, time]:
    """Return the weekday and hour of the individual session of the child with that number in the classroom."""
    return slot % 5, HOURS[(slot * 3) % 8]


def skills_hour(number: int) -> time:
    """Return the hour on Friday at which the child with that number practices."""
    start = 8 * 60 + 15 + number * 18
    return time(start // 60, start % 60)


def number_in_room(program: Program, placed: Placed) -> int:
    """Return the child's number among those of the same classroom."""
    mates = [p for p in program.placed if p.part.teacher == placed.part.teacher]
    return mates.index(placed)


def _days(placed: Placed, days: list[date], absent: set[date], until: datetime, chance: Random) -> None:
    teacher = placed.teacher.person
    past = [day for day in days if moment(day, 9) <= until]
    for n in range(0, len(past), 60):
        statuses = {
            day: DayStatus.ABSENT if day in absent else DayStatus.TARDY if chance.random() < 0.05 else DayStatus.PRESENT
            for day in past[n : n + 60]
        }
        at = min(moment(max(statuses), 9), until)
        with seen_by(teacher, at):
            sessions.mark_days(child=placed.child, statuses=statuses, by=teacher, at=at)


def book_the_year(program: Program, days: list[date]) -> None:
    """Book every child's weekly meetings, until three weeks from the last day on."""
    for number, placed in enumerate(program.placed):
        for meeting in meetings_of(program, number, placed):
            _book(program, placed, meeting, days)


def _book(program: Program, placed: Placed, meeting: Meeting, days: list[date]) -> None:
    first = next(day for day in days if day.weekday() == meeting.weekday)
    at = moment(first - timedelta(days=3), 16)
    ahead = days[-1] + timedelta(days=21)
    weeks = [first + timedelta(weeks=n) for n in range((ahead - first).days // 7 + 1)]
    free = {day for day in weeks if day <= days[-1] and day not in days}
    skipped = set(weeks[1 :: meeting.every]) if meeting.every > 1 else set()
    with seen_by(meeting.lead, at):
        schedule.book_weekly(
            plan=schedule.Plan(
                kind=meeting.kind, children=(placed.child,), staff=(meeting.lead,), room=program.rooms[meeting.room]
            ),
            first=first, until=ahead, weekdays=[meeting.weekday], starts=meeting.starts, minutes=meeting.minutes,
            by=meeting.lead, at=at, skip=free | skipped,
        )  # fmt: skip


def _weekly(placed: Placed, meeting: Meeting, absent: set[date], until: datetime, chance: Random) -> None:
    with seen_by(meeting.lead, until):
        booked = schedules.sessions_between(placed.child.pk, moment(date(2000, 1, 1), 0), until - timedelta(hours=2))
        held = list(booked.filter(kind=meeting.kind))
    _hold(placed, meeting, held, absent, until, chance)


def _hold(
    placed: Placed, meeting: Meeting, held: list[Appointment], absent: set[date], until: datetime, chance: Random
) -> None:
    with seen_by(meeting.lead, until):
        goals = tuple((str(g.id), g.title) for g in plans.goals(placed.child.pk))[:2]
    for number, appointment in enumerate(held):
        at = appointment.ends_at + timedelta(minutes=20)
        away = appointment.starts_at.astimezone().date() in absent
        status = Status.MISSED if away else Status.ATTENDED
        writes = meeting.kind == Kind.INDIVIDUAL or number % 2 == 0
        newest = number == len(held) - 1
        with seen_by(meeting.lead, at):
            session = sessions.record(
                child=placed.child, kind=meeting.kind, held_at=appointment.starts_at, minutes=meeting.minutes,
                status=status, by=meeting.lead, at=at, appointment=appointment,
            )  # fmt: skip
            if not away and writes and not (newest and chance.random() < 0.3):
                did, went, then = chance.choice(NOTES)
                note = sessions.write(session=session, text=Text(did, went, then, goals), by=meeting.lead, at=at)
                note = sessions.sign(note=note, by=meeting.lead, at=at + timedelta(minutes=4))
                _cosign(note, at + timedelta(days=3), until)


def _cosign(note: Note, at: datetime, until: datetime) -> None:
    """Put the supervisor's name under a note that waits for it, three days later."""
    if note.state == NoteState.COSIGN_WAITING and note.cosigner and at < until:
        with seen_by(note.cosigner, at):
            sessions.cosign(note=Note.objects.get(pk=note.pk), by=note.cosigner, at=at)


def _questionnaires(placed: Placed, days: list[date], until: datetime, chance: Random) -> None:
    if (days[0] - placed.part.born_on).days < OLD_ENOUGH * 365:
        return
    severity = 11 - placed.part.start + chance.gauss(0, 1)
    for n, day in enumerate(days[10::45]):
        at = moment(day, 10, 30)
        if at + timedelta(days=1) > until:
            return
        left = severity * (1 - 0.1 * n * (placed.part.gain > 0.5))
        answer(placed, at, [_item(left, chance) for _ in range(8)] + [0])


def _item(severity: float, chance: Random) -> int:
    return max(0, min(3, round(severity / 5 + chance.gauss(0, 0.7))))


def answer(placed: Placed, at: datetime, values: list[int]) -> None:
    """Ask the youth and let them answer, three hours later."""
    therapist, youth = placed.therapist.person, placed.child.person
    with seen_by(therapist, at):
        assignment = instruments.assign(child=placed.child, key=KEY, by=therapist, at=at)
    items = [q for q in packs.installed()[KEY].questionnaire.questions if q.options]
    later = at + timedelta(hours=3)
    with seen_by(youth, later):
        for item, value in zip_longest(items, values, fillvalue=0):
            instruments.answer(
                assignment=assignment, link_id=item.link_id, code=item.options[value].code, language="en",
                by=youth, at=later,
            )  # fmt: skip
        instruments.finish(assignment=assignment, by=youth, at=later + timedelta(minutes=4))


def keep_watch(program: Program, first: date, until: datetime) -> None:
    """Let a named member of staff answer for what questionnaires may bring up, from the first day on."""
    supervisor = program.cast.staff["supervisor"]
    at = moment(first, 7)
    with seen_by(supervisor.person, at):
        instruments.set_duty(
            staff=supervisor, starts_at=at, ends_at=until + timedelta(days=365), by=supervisor.person, at=at
        )
