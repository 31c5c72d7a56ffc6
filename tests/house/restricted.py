"""People from whom much is kept, and what is kept from them: the stage on which the leak scan walks."""

from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import Status, Text
from trefoil.demo import cast as casting
from trefoil.demo.parents import add_parent
from trefoil.ground.access.actions import compartment_for, compartments_for, refresh
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import Authority, Category, ConsentBasis, OrderKind, Role
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent import custody, custody_holds, service_queries, services
from trefoil.ground.consent.models import Release
from trefoil.ground.consent.service_types import Signed
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.people import families, staffing
from trefoil.ground.people.models import Account, Caregiver, Household, Person
from trefoil.ground.requests import actions as requests
from trefoil.ground.requests import handing

from .scene import Stage

# What the order leaves to Nora: all but where Maya is, how she is reached, and what only Maya decides about.
LEFT = (
    Category.SCHOOL_PLAN, Category.CLINICAL_PLAN, Category.SESSION_NOTES, Category.ASSESSMENTS,
    Category.EDUCATION_RECORDS, Category.BEHAVIOR_OBSERVATIONS, Category.CONSENTS,
)  # fmt: skip
EVERY_KIND = [c for c in Category if c != Category.CUSTODY]
SECRET_PAPER = "zqpaper%s"


def keep_out(stage: Stage) -> dict[str, Person]:
    """Add everybody who is kept out of something to the stage, and return those of them who walk, by name."""
    stage.cast.staff |= _strangers(stage)
    walkers = {name: _with_account(name, person) for name, person in _families(stage).items()}
    for name in ("coordinator_b", "ended"):
        walkers[name] = _with_account(name, stage.cast.staff[name].person)
    _leave(stage)
    _start_alone(stage)
    _take_back(stage)
    for child in stage.cast.children.values():
        _something_of_every_kind(stage, child.pk)
    return walkers


def _with_account(name: str, person: Person) -> Person:
    with on_our_word("sign_in"):
        account, made = Account.objects.get_or_create(
            person=person, defaults={"email": f"{name}@walk.example", "password": "x"}
        )
        if made and person.kind == "staff":
            TOTP.activate(account, casting.TOTP_SECRET)
    return person


def _strangers(stage: Stage) -> dict[str, Any]:
    return casting.hire(
        stage.cast.organizations,
        stage.at,
        {
            "coordinator_b": ("Lena", "Voss", "other_district", Role.HOME_DISTRICT, "Coordinator", "", ""),
            "ended": ("Uma", "Castell", "clinic", Role.THERAPIST, "Therapist", "Psychology", "LP 5001"),
        },
    )


def _families(stage: Stage) -> dict[str, Person]:
    """Enter Paul beside a home that is Safe at Home, Nora under an order of no contact, and Gil, who was one once."""
    maya, made = stage.cast.children["maya"], {}
    for name, given, number in (("outside", "Paul", 1), ("kept_away", "Nora", 2), ("former", "Gil", 3)):
        made[name] = add_parent(
            stage.cast, maya, given, "Stone", "other", Authority.FULL, stage.at, home=f"{given}'s home",
            address=f"{number} Oak Lane", phone=f"612-555-020{number}", email=f"{name}@walk.example",
        )  # fmt: skip
    with stage.as_("privacy"):
        custody.enter_order(
            child=maya, person=made["kept_away"].person, kind=OrderKind.NO_CONTACT, leaves=LEFT, court="District Court",
            file_number="27-FA-26-9", starts_at=stage.at, ends_at=None, **stage.by("privacy"),
        )  # fmt: skip
        custody_holds.enter_suspicion(
            child=maya, person=stage.cast.person("father"), grounds="What Maya said.", **stage.by("privacy")
        )
    with stage.as_("director"):
        Household.objects.filter(pk=stage.cast.caregivers["mother"].household_id).update(safe_at_home=True)
        former = Caregiver.objects.get(pk=made["former"].pk)
        families.end_caregiver(caregiver=former, reason="Moved away.", **stage.by("director"))
        refresh(maya.pk, at=stage.at)
    _ask_from_afar(stage, made["outside"].person)
    return {name: one.person for name, one in made.items()} | {"ingrid": stage.cast.person("jonahs_mother")}


def _ask_from_afar(stage: Stage, paul: Person) -> None:
    """Paul asks for the record, and the school hands it out: no place is in what it writes to him."""
    _with_account("outside", paul)
    with seen_by(paul, stage.at):
        asked = requests.ask(
            child=stage.cast.children["maya"], custodian=stage.cast.organizations["school"], requester=paul, by=paul,
            at=stage.at,
        )  # fmt: skip
    with stage.as_("privacy"):
        requests.check(request=asked, how="Own account", **stage.by("privacy"))
        handing.deliver(request=asked, handed="portal", proof="", **stage.by("privacy"))


def _leave(stage: Stage) -> None:
    """Uma Castell treated both children until just now."""
    for child in stage.cast.children.values():
        casting.join_everyone(stage.cast, child, stage.at, ("ended",))
    with stage.as_("supervisor"):
        staffing.end_employment(staff=stage.cast.staff["ended"], **stage.by("supervisor"))


def _start_alone(stage: Stage) -> None:
    """Jonah, who is 16, starts a service on his own consent, and is met in it."""
    jonah, clinic = stage.cast.children["jonah"], stage.cast.organizations["clinic"]
    with stage.as_("privacy"):
        line = services.set_line(
            organization=clinic, name="Therapy for youth", acts_for_school=False, part2=False,
            outpatient_mental_health=True, typed_name="Tom Becker", **stage.by("privacy"),
        )  # fmt: skip
    with stage.as_("therapist"):
        started = services.start_service(
            child=jonah, line=line, basis=ConsentBasis.MINOR_144_3431, **stage.by("therapist")
        )
    with stage.as_("youth"):
        services.sign_service(
            service=service_queries.find_service(started.pk), typed_name="Jonah Berg", language="en",
            how=Signed.PORTAL, **stage.by("youth"),
        )  # fmt: skip
    with stage.as_("therapist"):
        _meet_alone(stage, started.pk)
    stage.of["jonah"].service_id = started.pk


def _meet_alone(stage: Stage, service_id: UUID) -> None:
    by, jonah = stage.by("therapist"), stage.cast.children["jonah"]
    plan = schedule.Plan(kind=Kind.INDIVIDUAL, children=(jonah,), staff=(by["by"],), service_id=service_id)
    starts = stage.at - timedelta(hours=4)
    row = schedule.book(plan=plan, starts_at=starts, ends_at=starts + timedelta(minutes=45), **by)[0]
    session = sessions.record(
        child=jonah, kind=Kind.INDIVIDUAL, held_at=starts, minutes=45, status=Status.ATTENDED,
        appointment=schedules.find_appointment(row.pk), **by,
    )  # fmt: skip
    note = sessions.write(session=session, text=Text(did="Talked of home.", went="Well.", next="More."), **by)
    sessions.sign(note=note, **by)
    stage.of["jonah"].alone = [row.pk, session.pk, note.pk]


def _take_back(stage: Stage) -> None:
    """Ingrid takes back what she signed: the school works on with Jonah without a release."""
    mother = stage.cast.person("jonahs_mother")
    with seen_by(mother, stage.at):
        release = Release.objects.get(pk=stage.of["jonah"].signed_release_id)
        consent.revoke(release=release, by=mother, at=stage.at)


def _something_of_every_kind(stage: Stage, child_id: UUID) -> None:
    """Open every kind of place that there is; the owner's hand will tell something in each."""
    keepers = [stage.cast.organizations[name].pk for name in ("school", "clinic")]
    with stage.as_("therapist"):
        places = compartments_for(child_id=child_id, wanted=list(product(EVERY_KIND, keepers)), at=stage.at)
        places += [
            compartment_for(child_id=child_id, category=category, **stamp)
            for category, stamp in _stamps(stage, child_id)
        ]
        refresh(child_id, at=stage.at)
    stage.shared.setdefault("places", []).extend((child_id, place.pk) for place in places)


def _stamps(stage: Stage, child_id: UUID) -> list[tuple[Category, dict[str, Any]]]:
    clinic = stage.cast.organizations["clinic"].pk
    therapist = stage.cast.person("therapist").pk
    home = next((c.household_id for c in stage.cast.caregivers.values() if c.child_id == child_id), None)
    stamps: list[tuple[Category, dict[str, Any]]] = [
        (Category.SESSION_NOTES, {"withheld_from": [child_id]}),
        (Category.SESSION_NOTES, {"confidential": True}),
        (Category.ASSESSMENTS, {"confidential": True}),
        (Category.SUD, {"part2": True}),
        (Category.CLINICAL_PLAN, {"part2": True}),
        (Category.PSYCHOTHERAPY_NOTES, {"author_id": therapist}),
        (Category.SAFETY_PLAN, {"masked_lines": True}),
        (Category.FAMILY_NEEDS, {"household_id": home}),
        (Category.CUSTODY, {"maltreatment_report": True, "author_id": therapist}),
    ]
    return [(category, {"custodian_id": clinic} | stamp) for category, stamp in stamps]


def papers(stage: Stage) -> list[tuple[str, int]]:
    """Keep a paper about each child that names a secret inside, and return the secret and its compartment."""
    kept = []
    for name, child in stage.cast.children.items():
        place = compartment_for(
            child_id=child.pk,
            category=Category.EDUCATION_RECORDS,
            custodian_id=stage.cast.organizations["school"].pk,
        )
        secret = SECRET_PAPER % name
        body = f"%PDF-1.7\n1 0 obj\n<< /Title ({secret}) >>\nendobj\n%%EOF\n".encode()
        with stage.as_("social_worker"):
            documents.keep(
                child=child, compartment=place, upload=Upload(f"{secret}.pdf", body), **stage.by("social_worker")
            )
        kept.append((secret, place.pk))
    return kept
