"""The first days of the demo program: staff, rooms, bells, children, homes, releases and classes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule.models import Room
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Authority
from trefoil.ground.people.models import Caregiver, Child, Site, Staff

from . import cast as the_cast
from .calendar import moment
from .cast import Cast
from .program import CHILDREN, JONAH, MAYA, MORE_STAFF, ROOMS, Part
from .scenes import release_together

PERIODS = (
    ("Homeroom", time(8, 20), time(8, 40)),
    ("1", time(8, 40), time(9, 30)),
    ("2", time(9, 35), time(10, 25)),
    ("3", time(10, 30), time(11, 20)),
    ("Lunch", time(11, 20), time(11, 55)),
    ("4", time(11, 55), time(12, 45)),
    ("5", time(12, 50), time(13, 40)),
    ("6", time(13, 45), time(14, 35)),
)
CLASSES = (
    ("1", "English"),
    ("2", "Math"),
    ("3", "Science"),
    ("4", "Social studies"),
    ("5", "Art and music"),
    ("6", "Study hall"),
)


@dataclass
class Placed:
    """A child of the demo with the people around them."""

    part: Part
    child: Child
    teacher: Staff
    therapist: Staff
    guardian: Caregiver


@dataclass
class Program:
    """The demo program as it stands on its first day."""

    cast: Cast
    rooms: dict[str, Room] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)


def open_program(first: date) -> Program:
    """Hire the staff, ring the bells and open the twenty-five records."""
    at = moment(first - timedelta(days=14), 9)
    cast = Cast(organizations=the_cast.raise_organizations())
    cast.staff = the_cast.hire(cast.organizations, at)
    cast.staff |= the_cast.hire(cast.organizations, at, MORE_STAFF)
    program = Program(cast)
    _furnish(program, at)
    for part in (MAYA, JONAH, *CHILDREN):
        program.placed.append(_place(cast, part, moment(first - timedelta(days=10), 9)))
    for placed in program.placed:
        _seat(cast, placed, first, moment(first - timedelta(days=3), 9))
    return program


def _furnish(program: Program, at: datetime) -> None:
    cast = program.cast
    site = Site.objects.get(organization=cast.organizations["school"])
    suite = Site.objects.get(organization=cast.organizations["clinic"])
    director, therapist = cast.person("director"), cast.person("therapist")
    with seen_by(director, at):
        schedule.set_bells(site=site, name="Every day", weekdays=range(5), periods=PERIODS, by=director, at=at)
        for name, _ in ROOMS.values():
            program.rooms[name] = schedule.add_room(site=site, name=name, by=director, at=at)
    with seen_by(therapist, at):
        for name in ("Room 2", "Room 3", "Room 4", "Skills room"):
            program.rooms[name] = schedule.add_room(site=suite, name=name, by=therapist, at=at)


def _place(cast: Cast, part: Part, at: datetime) -> Placed:
    room, therapist = ROOMS[part.teacher]
    child = the_cast.open_child(
        cast, part.given, part.family, part.born_on, part.grade, at,
        pronouns=part.pronouns, languages=part.languages, county=part.county, district=part.district, room=room,
    )  # fmt: skip
    key = part.given.lower()
    cast.children[key] = child
    team = {"therapist": therapist, "teacher": part.teacher}
    the_cast.join_everyone(cast, child, at, tuple(team.get(p, p) for p in the_cast.TEAM))
    guardian = _home_of(cast, part, child, at)
    release_together(cast, child, guardian, at)
    return Placed(part, child, cast.staff[part.teacher], cast.staff[therapist], cast.caregivers[guardian])


def _home_of(cast: Cast, part: Part, child: Child, at: datetime) -> str:
    if part is MAYA:
        the_cast.parents_of_maya(cast, child, at)
        return "mother"
    key = f"parent_of_{part.given.lower()}"
    number = len(cast.caregivers)
    cast.caregivers[key] = the_cast.add_parent(
        cast, child, part.parent, part.family, part.relationship, Authority.FULL, at,
        language=part.languages[0] if part.languages[0] in ("en", "es") else "en",
        home=f"{part.parent}'s home", address=f"{10 + number * 3} Juniper Street",
        phone=f"612-555-01{number % 100:02}", email=f"{part.parent.lower()}.{part.family.lower()}@home.example",
    )  # fmt: skip
    return key


def _seat(cast: Cast, placed: Placed, first: date, at: datetime) -> None:
    site = Site.objects.get(organization=cast.organizations["school"])
    director = cast.person("director")
    room, _ = ROOMS[placed.part.teacher]
    seats: list[dict[str, object]] = [
        {
            "title": title, "period": period, "weekdays": range(5), "room": room,
            "teacher": str(placed.teacher.person), "starts_on": first,
        }
        for period, title in CLASSES
    ]  # fmt: skip
    with seen_by(director, at):
        schedule.add_classes(child=placed.child, site=site, seats=seats, by=director, at=at)
