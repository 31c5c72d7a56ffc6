"""A plan for Maya, played through the actions."""

from datetime import UTC, datetime, timedelta

from trefoil.care.plan import actions, queries
from trefoil.care.plan.models import PlanVersion
from trefoil.care.plan.types import Accommodation, AccommodationBasis, Goal, PlanContent, Setting, Strategy
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.ids import new_id

DAY = timedelta(days=1)
START = datetime(2026, 9, 10, 14, 0, tzinfo=UTC)


def content(**more) -> PlanContent:
    """Return two goals, one of them for the school, with a strategy in each setting."""
    asking = Goal(
        id=new_id(),
        title="I ask for a break before I leave the room",
        measure="Secret measure",
        baseline="Secret baseline",
        target="4 of 5 times",
        for_school=True,
        strategies=(
            Strategy(
                id=new_id(),
                setting=Setting.SCHOOL,
                text="Break card on the desk",
                who="Minh Tran",
                helps_in_the_moment=True,
            ),
            Strategy(id=new_id(), setting=Setting.SCHOOL, text="Seat near the door"),
            Strategy(id=new_id(), setting=Setting.THERAPY, text="Role-play asking", frequency="weekly"),
            Strategy(id=new_id(), setting=Setting.HOME, text="Same card on the fridge", who="Elena Reyes"),
        ),
    )
    sleeping = Goal(
        id=new_id(),
        title="I fall asleep without my phone",
        strategies=(Strategy(id=new_id(), setting=Setting.HOME, text="Phone sleeps in the kitchen"),),
    )
    seat = Accommodation(id=new_id(), text="Extra time in tests", basis=AccommodationBasis.IEP)
    return PlanContent(goals=(asking, sleeping), accommodations=(seat,), **more)


def drafted(cast, at=START, plan=None) -> PlanVersion:
    """Begin a version as the therapist does."""
    therapist = cast.person("therapist")
    with seen_by(therapist, at):
        return actions.draft(child=cast.children["maya"], by=therapist, at=at, content=plan or content())


def submitted(cast, at=START, plan=None, signer="social_worker") -> PlanVersion:
    """Give a version out for signature."""
    version, therapist = drafted(cast, at, plan), cast.person("therapist")
    with seen_by(therapist, at):
        school = cast.staff[signer] if signer else None
        return actions.submit(version=version, school_signer=school, by=therapist, at=at)


def sign(cast, version, part, at, name=None):
    """Sign as a part of the cast."""
    person = cast.person(part)
    with seen_by(person, at):
        signature = queries.signature_of(version.pk, person.pk)
        return actions.sign(signature=signature, typed_name=name or str(person), language="en", by=person, at=at)


def signed(cast, at=START, plan=None) -> PlanVersion:
    """Have everybody sign a version."""
    version = submitted(cast, at, plan)
    for hours, part in enumerate(("therapist", "mother", "maya", "social_worker"), 1):
        sign(cast, version, part, at + timedelta(hours=hours))
    with seen_by(cast.person("therapist"), at + DAY):
        version.refresh_from_db()
    return version


def published(cast, at=START, plan=None):
    """Publish a signed version to the school."""
    version, therapist = signed(cast, at, plan), cast.person("therapist")
    with seen_by(therapist, at + DAY):
        return actions.publish(version=version, by=therapist, at=at + DAY)
