"""What stands on the table today: a referral that has come in, a paper to sign, questions that wait, an alarm."""

from datetime import date, datetime, timedelta

from trefoil.care.instruments import actions as instruments
from trefoil.care.pathway import actions as pathway
from trefoil.care.pathway.models import Program as WayIn
from trefoil.care.pathway.models import Referral
from trefoil.ground.access.session import seen_by
from trefoil.ground.consent import actions as consent

from . import clinic_year
from .opening import Program, refer
from .program import Part

WAITING = (
    Part("Hazel", "Norberg", date(2014, 10, 3), "6", "teacher", "Anoka", 4, 1, 1, 0.1, "Solveig", pronouns="she/her"),
    Part("Abdi", "Warsame", date(2012, 6, 17), "8", "teacher_b", "Hennepin", 4, 1, 1, 0.1, "Fadumo", pronouns="he/him"),
    Part("Violet", "Chen", date(2011, 2, 9), "9", "teacher_c", "Scott", 4, 1, 1, 0.1, "Mei", pronouns="she/her"),
)


def set_the_table(program: Program, until: datetime) -> None:
    """Leave each of the cast something that needs them now."""
    cast, director = program.cast, program.cast.person("director")
    with seen_by(director, until):
        way_in = WayIn.objects.get()
    _hazel, abdi, violet = (
        refer(cast, way_in, part, until - timedelta(days=days, hours=3))
        for part, days in zip(WAITING, (2, 9, 16), strict=True)
    )
    declined = until - timedelta(days=6)
    _let_wait(program, abdi, declined)
    with seen_by(director, declined):
        pathway.decline(
            referral=violet, by=director, at=declined,
            reason="Her own school has begun the same support; we would like to hear how it goes until spring.",
        )  # fmt: skip
    _ask_jonah(program, until)
    if any(p.part.given == "Silas" for p in program.placed):
        _hear_silas(program, until)


def _let_wait(program: Program, referral: Referral, at: datetime) -> None:
    """Accept a child while every place is taken: the family has signed, and waits."""
    director = program.cast.person("director")
    with seen_by(director, at):
        release = pathway.ask_release(referral=referral, by=director, at=at)
        guardian = referral.guardian.person
    with seen_by(guardian, at + timedelta(hours=30)):
        consent.sign(release=release, typed_name=str(guardian), language="en", by=guardian, at=at + timedelta(hours=30))
    with seen_by(director, at + timedelta(hours=50)):
        pathway.accept(referral=referral, by=director, at=at + timedelta(hours=50))


def _ask_jonah(program: Program, until: datetime) -> None:
    jonah = next(p for p in program.placed if p.part.given == "Jonah")
    therapist = jonah.therapist.person
    at = until - timedelta(hours=20)
    with seen_by(therapist, at):
        instruments.assign(child=jonah.child, key=clinic_year.KEY, by=therapist, at=at)


def _hear_silas(program: Program, until: datetime) -> None:
    """An answer above zero on the ninth question, this morning: it tops his team's Today."""
    silas = next(p for p in program.placed if p.part.given == "Silas")
    clinic_year.answer(silas, until - timedelta(hours=3, minutes=30), [2, 2, 1, 2, 1, 2, 1, 0, 1])
