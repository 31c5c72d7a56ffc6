"""What several tests of the schedule begin with."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from trefoil.care.schedule import actions
from trefoil.care.schedule.types import Kind
from trefoil.ground.access.session import seen_by

ZONE = ZoneInfo("America/Chicago")
THURSDAY = date(2026, 11, 19)
PERIODS = [
    ("1", time(8, 30), time(9, 20)),
    ("2", time(9, 25), time(10, 15)),
    ("3", time(10, 20), time(11, 10)),
]


def local(hour, minute=0, day=THURSDAY):
    return datetime.combine(day, time(hour, minute), ZONE)


def ring(cast, at):
    """The school's bells: three periods, Monday to Friday."""
    director = cast.person("director")
    with seen_by(director, at):
        return actions.set_bells(
            site=cast.organizations["school"].sites.get(),
            name="Every day",
            weekdays=range(5),
            periods=PERIODS,
            by=director,
            at=at,
        )


def seat(cast, child, at, title="Mathematics 6", period="2"):
    """A class of a child, entered by the director."""
    director, site = cast.person("director"), cast.organizations["school"].sites.get()
    with seen_by(director, at):
        seats = [{"title": title, "weekdays": range(5), "period": period, "starts_on": date(2026, 9, 1)}]
        return actions.add_classes(child=child, site=site, seats=seats, by=director, at=at)


def room(cast, at, name="Room 2"):
    director, site = cast.person("director"), cast.organizations["school"].sites.get()
    return actions.add_room(site=site, name=name, by=director, at=at)


def plan(cast, *children, staff=("therapist",), kind=Kind.INDIVIDUAL, **more):
    return actions.Plan(
        kind=kind,
        children=tuple(cast.children[name] for name in children),
        staff=tuple(cast.person(part) for part in staff),
        **more,
    )


def book(cast, at, *children, starts=None, ends=None, part="therapist", **more):
    """Book as a part of the cast; by default Maya, 9:30 to 10:00."""
    staff = more.pop("staff", (part,))
    with seen_by(cast.person(part), at):
        return actions.book(
            plan=plan(cast, *(children or ("maya",)), staff=staff, **more),
            starts_at=starts or local(9, 30),
            ends_at=ends or local(10),
            by=cast.person(part),
            at=at,
        )
