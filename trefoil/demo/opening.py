"""The first days of the demo program: staff, rooms, bells, children, homes, releases and classes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from trefoil.care.pathway import actions as pathway
from trefoil.care.pathway import welcoming
from trefoil.care.pathway.models import Program as WayIn
from trefoil.care.pathway.models import Referral, Welcome
from trefoil.care.pathway.types import ChildFacts, GuardianFacts
from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule.models import Room
from trefoil.ground.access.session import seen_by
from trefoil.ground.consent import actions as consent
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import Caregiver, Child, Site, Staff

from . import cast as the_cast
from . import parents
from .calendar import moment
from .cast import Cast
from .program import CHILDREN, JONAH, MAYA, MORE_STAFF, ROOMS, Part

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

CONCERNS = (
    "Leaves the classroom several times a day; the day ends early twice a week.",
    "Has stopped speaking in class since winter and comes late most mornings.",
    "Hits out when plans change; two classmates have asked to sit elsewhere.",
)
TRIED = (
    "A daily check-in with the counselor, a shorter day, a behavior plan since October.",
    "Small group reading, breaks on a card, meetings with the family every month.",
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
    """Hire the staff, ring the bells and bring the twenty-five children in, each by a referral."""
    at = moment(first - timedelta(days=21), 9)
    cast = Cast(organizations=the_cast.raise_organizations())
    cast.staff = the_cast.hire(cast.organizations, at)
    cast.staff |= the_cast.hire(cast.organizations, at, MORE_STAFF)
    program = Program(cast)
    _furnish(program, at)
    with seen_by(cast.person("director"), at):
        schools = cast.organizations
        way_in = pathway.open_program(
            school=schools["school"], clinic=schools["clinic"], capacity=25, by=cast.person("director"), at=at
        )
    for part in (MAYA, JONAH, *CHILDREN):
        referral = refer(cast, way_in, part, moment(first - timedelta(days=18), 9))
        program.placed.append(_take_in(cast, part, referral, moment(first - timedelta(days=14), 9)))
    for placed in program.placed:
        _seat(cast, placed, first, moment(first - timedelta(days=3), 9))
    return program


def refer(cast: Cast, way_in: WayIn, part: Part, at: datetime) -> Referral:
    """Refer a child as the home district's coordinator does."""
    coordinator = cast.person("coordinator" if part.district == "home_district" else "coordinator_b")
    parent = {"Maya": the_cast.EMAILS["mother"]}.get(part.given, f"{part.parent}.{part.family}@home.example".lower())
    phone = "612-555-0101" if part.given == "Maya" else f"612-555-0{110 + len(cast.caregivers):03}"
    with seen_by(coordinator, at):
        return pathway.send(
            program=way_in,
            child=ChildFacts(
                given_name=part.given, family_name=part.family, born_on=part.born_on, pronouns=part.pronouns,
                grade=part.grade, languages=part.languages, county_of_residence=part.county,
            ),
            guardian=GuardianFacts(
                given_name=part.parent, family_name=part.family, relationship=part.relationship,
                language="es" if "es" in part.languages else "en", email=parent, phone=phone,
            ),
            concern=CONCERNS[len(part.family) % len(CONCERNS)],
            tried=TRIED[len(part.given) % len(TRIED)],
            by=coordinator,
            at=at,
        )  # fmt: skip


def _take_in(cast: Cast, part: Part, referral: Referral, at: datetime) -> Placed:
    director = cast.person("director")
    room, therapist = ROOMS[part.teacher]
    with seen_by(director, at):
        release = pathway.ask_release(referral=referral, by=director, at=at)
    guardian = _guardian(cast, part, referral, at)
    cast.caregivers["mother" if part is MAYA else f"parent_of_{part.given.lower()}"] = guardian
    signed = at + timedelta(days=2, hours=9)
    with seen_by(guardian.person, signed):
        consent.sign(
            release=release, typed_name=str(guardian.person), language=guardian.person.language,
            by=guardian.person, at=signed,
        )  # fmt: skip
    accepted = signed + timedelta(days=1)
    other = {"therapist": therapist, "teacher": part.teacher}
    team = [cast.staff[other.get(key, key)] for key in the_cast.TEAM]
    with seen_by(director, accepted):
        pathway.accept(referral=referral, by=director, at=accepted)
        pathway.enroll(referral=referral, team=team, by=director, at=accepted)
        child = people.place_in_room(child=referral.child, room=room, by=director, at=accepted)
        if part is MAYA:
            _enter_father(cast, child, accepted)
    cast.children[part.given.lower()] = child
    _finish_welcome(child, guardian, accepted + timedelta(days=1))
    return Placed(part, child, cast.staff[part.teacher], cast.staff[therapist], guardian)


def _guardian(cast: Cast, part: Part, referral: Referral, at: datetime) -> Caregiver:
    with seen_by(cast.person("director"), at):
        return Caregiver.objects.select_related("person", "household").get(pk=referral.guardian_id)


def _enter_father(cast: Cast, maya: Child, at: datetime) -> None:
    cast.caregivers["father"] = parents.father_of_maya(cast, maya, at)


def _finish_welcome(child: Child, guardian: Caregiver, at: datetime) -> None:
    person = guardian.person
    with seen_by(person, at):
        welcome = Welcome.objects.get(child=child, person=person)
        welcoming.confirm_contact(
            welcome=welcome, phone=guardian.phone, email=guardian.email, home_phone="",
            address="12 Lark Street" if str(person) == "Elena Reyes" else f"{10 + child.born_on.day * 3} Juniper Street",
            by=person, at=at,
        )  # fmt: skip
        welcoming.confirm_languages(
            welcome=welcome, language=person.language, spoken=child.languages or ["en"], by=person, at=at
        )
        welcoming.confirm_calls(welcome=welcome, may_call={guardian.pk: True}, by=person, at=at)


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
