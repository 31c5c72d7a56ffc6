"""Jonah, who is 16, starts therapy on his own consent; his mother, who can sign in too, sees no trace of it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.models import Appointment
from trefoil.care.schedule.types import Kind, Span
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import Status, Text
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import ConsentBasis
from trefoil.ground.consent import service_queries, services
from trefoil.ground.consent.models import Service, ServiceLine
from trefoil.ground.consent.service_types import Signed
from trefoil.ground.people.models import Account, Person

from .calendar import moment, two_weekdays
from .cast import PASSWORD
from .opening import Placed, Program

LONG = timedelta(minutes=45)
STEP = timedelta(minutes=15)
EVENING = timedelta(hours=6)
# name, acts for the school, outpatient mental health care
LINES = (
    ("Outpatient therapy", False, True),
    ("Medication visits", False, True),
    ("Classroom day treatment", True, False),
)


def sign_lines(program: Program, first: date) -> None:
    """Let the privacy officer sign whom each of the clinic's lines acts for, as the contract says."""
    officer = program.cast.person("privacy")
    at = moment(first - timedelta(days=2), 10)
    with seen_by(officer, at):
        for name, acts_for_school, outpatient in LINES:
            services.set_line(
                organization=program.cast.organizations["clinic"], name=name, acts_for_school=acts_for_school,
                part2=False, outpatient_mental_health=outpatient, typed_name=str(officer), by=officer, at=at,
            )  # fmt: skip


def start_jonahs(program: Program, until: datetime) -> None:
    """Play the last two weeks: the text read and signed, one session with its note, and the next one booked."""
    jonah = next(p for p in program.placed if p.part.given == "Jonah")
    at = until - timedelta(days=12)
    service = _start(jonah, at)
    held_on, next_on = two_weekdays(until)
    _hold(jonah, _book(jonah, service, held_on, at))
    _book(jonah, service, next_on, at)
    _let_his_mother_in(jonah)


def _start(jonah: Placed, at: datetime) -> Service:
    therapist, youth = jonah.therapist.person, jonah.child.person
    with seen_by(therapist, at):
        line = ServiceLine.objects.get(name=LINES[0][0], ends_at=None)
        service = services.start_service(
            child=jonah.child, line=line, basis=ConsentBasis.MINOR_144_3431, by=therapist, at=at
        )
    with seen_by(youth, at + timedelta(minutes=9)):
        return services.sign_service(
            service=_found(service), typed_name=str(youth), language="en", how=Signed.PORTAL, by=youth,
            at=at + timedelta(minutes=9),
        )  # fmt: skip


def _found(service: Service) -> Service:
    return service_queries.services(service.child_id).get(pk=service.pk)


def _book(jonah: Placed, service: Service, day: date, at: datetime) -> Appointment:
    """Book the first three quarters of an hour after the last bell in which neither of them has something else."""
    therapist, asked = jonah.therapist.person, at + timedelta(hours=1)
    with seen_by(therapist, asked):
        starts = _first_free([therapist.pk, jonah.child.pk], moment(day, 15))
        plan = schedule.Plan(
            kind=Kind.INDIVIDUAL, children=(jonah.child,), staff=(therapist,), by_video=True, service_id=service.pk
        )
        (row,) = schedule.book(plan=plan, starts_at=starts, ends_at=starts + LONG, by=therapist, at=asked)
    return row


def _first_free(people: list[UUID], earliest: datetime) -> datetime:
    taken = schedules.busy(people, earliest, earliest + EVENING).values()
    return first_gap(earliest, [span for spans in taken for span in spans])


def first_gap(earliest: datetime, held: list[Span]) -> datetime:
    """Return the first quarter of an hour from which three quarters are free."""
    steps = (EVENING - LONG) // STEP
    hours = (earliest + n * STEP for n in range(steps + 1))
    return next(t for t in hours if not any(span.meets(Span(t, t + LONG)) for span in held))


def _hold(jonah: Placed, row: Appointment) -> None:
    therapist, at = jonah.therapist.person, row.ends_at + timedelta(minutes=10)
    with seen_by(therapist, at):
        session = sessions.record(
            child=jonah.child, kind=row.kind, held_at=row.starts_at, minutes=45, status=Status.ATTENDED,
            appointment=schedules.find_appointment(row.pk), by=therapist, at=at,
        )  # fmt: skip
        words = Text(
            did="Drew who knows what about him, as circles.",
            went="Surprised how few people stand in the middle; wants one more there.",
            next="Think about whom, and what that person would need to hear.",
        )
        sessions.sign(note=sessions.write(session=session, text=words, by=therapist, at=at), by=therapist, at=at)


def _let_his_mother_in(jonah: Placed) -> None:
    mother: Person = jonah.guardian.person
    with on_our_word("sign_in"):
        Account.objects.get_or_create(
            email=jonah.guardian.email, defaults={"person_id": mother.pk, "password": make_password(PASSWORD)}
        )
