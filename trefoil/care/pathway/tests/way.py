"""The way in as tests walk it."""

from datetime import date, timedelta

from trefoil.care.pathway import actions
from trefoil.care.pathway.models import Program
from trefoil.care.pathway.types import ChildFacts, GuardianFacts
from trefoil.ground.access.session import seen_by
from trefoil.ground.consent import actions as consent
from trefoil.ground.people.models import Organization

CONCERN = "Leaves the room when it is loud, several times a day, since September."
REASON = "A place with fewer children fits better."


class Way:
    """Every step of the way in, by those whose step it is."""

    def __init__(self, cast, at):
        self.cast, self.at = cast, at
        with seen_by(cast.person("director"), at):
            self.program = actions.open_program(
                school=cast.organizations["school"],
                clinic=cast.organizations["clinic"],
                capacity=2,
                by=cast.person("director"),
                at=at,
            )

    def places(self, number):
        Organization.objects.filter(pk=self.cast.organizations["school"].pk).update(capacity=number)
        self.program = Program.objects.select_related("school", "clinic").get(pk=self.program.pk)

    def send(self, given="Ana", family="Lopez", part="coordinator", **changed):
        by = self.cast.person(part)
        facts = {
            "program": self.program,
            "child": ChildFacts(given_name=given, family_name=family, born_on=date(2015, 3, 4), grade="5"),
            "guardian": GuardianFacts(
                given_name="Carla",
                family_name=family,
                relationship="mother",
                language="es",
                email=f"carla.{given.lower()}@home.example",
                phone="612-555-0199",
            ),
            "concern": CONCERN,
            "by": by,
            "at": self.at,
        }
        with seen_by(by, self.at):
            return actions.send(**(facts | changed))

    def do(self, verb, referral, part="director", **more):
        by = self.cast.person(part)
        with seen_by(by, self.at):
            return getattr(actions, verb)(referral=referral, by=by, at=self.at, **more)

    def guardian(self, referral):
        with seen_by(self.cast.person("director"), self.at):
            referral.guardian.refresh_from_db()
            return referral.guardian.person

    def sign(self, referral):
        person = self.guardian(referral)
        with seen_by(person, self.at):
            return consent.sign(release=referral.release, typed_name=str(person), language="es", by=person, at=self.at)

    def release(self, referral):
        self.do("ask_release", referral)
        self.sign(referral)
        return referral

    def accept(self, given="Ana", **changed):
        return self.do("accept", self.release(self.send(given, **changed)))

    def enroll(self, referral, parts=("therapist", "teacher", "peer")):
        return self.do("enroll", referral, team=[self.cast.staff[p] for p in parts])

    def later(self, **span):
        self.at += timedelta(**span)
