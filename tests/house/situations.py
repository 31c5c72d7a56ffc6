"""The situations in which the matrix is asked again: each is played on the stage through the product's own actions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from django.test import Client

from tests.cast import EMAILS, TOTP_SECRET
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import Status, Text
from trefoil.ground.access import actions as access
from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import Category, OrderKind, Role
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent import custody
from trefoil.ground.consent.models import Release
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import Account, Person

from .scene import Stage

SIGNED_AT = datetime(2026, 9, 2, 13, 0, tzinfo=UTC)
OF_AGE_AT = datetime(2032, 5, 2, 5, 0, tzinfo=UTC)  # midnight in Minnesota, eighteen years after 2 May 2014
SECOND = timedelta(seconds=1)
OFFICIAL = {"court": "Hennepin County District Court", "file_number": "27-FA-26-1", "ends_at": None}


@dataclass
class Played:
    """What a situation has made: the instant at which everybody asks, of whose record, and who is new."""

    at: datetime
    whose: str = "maya"
    also: dict[str, str] = field(default_factory=dict)


@contextmanager
def played(stage: Stage, situation: str) -> Iterator[Played]:
    """Play a situation on the stage, be at its instant, and undo everything afterwards."""
    with transaction.atomic():
        kept = {name: dict(vars(made)) for name, made in stage.of.items()}
        made = SITUATIONS[situation](stage)
        with time_machine.travel(made.at, tick=False):
            yield made
        for name, values in kept.items():
            vars(stage.of[name]).update(values)
        transaction.set_rollback(True)


def browser_of(part: str, made: Played) -> Client:
    """Return a browser signed in as somebody of the cast or of the situation."""
    client = Client()
    client.force_login(Account.objects.get(email=made.also.get(part) or EMAILS[part]))
    return client


def _no_release(stage: Stage) -> Played:
    """Ask a second before anybody signed."""
    before = SIGNED_AT - SECOND
    access.refresh(stage.of["maya"].child_id, at=before)
    return Played(before)


def _expired(stage: Stage) -> Played:
    """Ask a second after the release ended; nothing has been refreshed since it was signed."""
    with stage.as_("mother"):
        release = Release.objects.get(pk=stage.of["maya"].signed_release_id)
    return Played(release.ends_at + SECOND)


def _revoked(stage: Stage) -> Played:
    """Elena takes the release back."""
    with stage.as_("mother"):
        release = Release.objects.get(pk=stage.of["maya"].signed_release_id)
        consent.revoke(release=release, **stage.by("mother"))
    return Played(stage.at)


def _no_contact(stage: Stage) -> Played:
    """A court forbids Elena, who had everything, contact with Maya; it leaves her the school's plan."""
    with stage.as_("privacy"):
        custody.enter_order(
            child=stage.cast.children["maya"],
            person=stage.cast.person("mother"),
            kind=OrderKind.NO_CONTACT,
            leaves=[Category.SCHOOL_PLAN],
            starts_at=stage.at,
            **OFFICIAL,
            **stage.by("privacy"),
        )
    return Played(stage.at)


def _own_consent(stage: Stage) -> Played:
    """Jonah, who is 16, has therapy on his own consent: a session, its note and a paper that were made in it."""
    jonah, mine = stage.cast.children["jonah"], stage.of["jonah"]
    with stage.as_("therapist"):
        session = sessions.record(
            child=jonah,
            kind="individual",
            held_at=stage.at - timedelta(hours=1),
            minutes=40,
            status=Status.ATTENDED,
            service_id=mine.service_id,
            **stage.by("therapist"),
        )
        note = sessions.write(session=session, text=Text(did="Alone.", went="Well."), **stage.by("therapist"))
        sessions.sign(note=note, **stage.by("therapist"))
        place = access.compartment_for(
            child_id=jonah.pk,
            category=Category.SESSION_NOTES,
            custodian_id=stage.cast.organizations["clinic"].pk,
            services=[mine.service_id],
        )
        paper = documents.keep(
            child=jonah,
            compartment=place,
            upload=Upload("Drawing.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
            **stage.by("therapist"),
        )
    mine.session_id, mine.note_id, mine.document_id = session.pk, note.pk, paper.pk
    mother = stage.cast.person("jonahs_mother")
    return Played(stage.at, "jonah", {"jonahs_mother": _account(mother, "ingrid@home.example")})


def _of_age(stage: Stage) -> Played:
    """Maya turns eighteen; nothing has been refreshed since she was twelve."""
    return Played(OF_AGE_AT)


def _other_district(stage: Stage) -> Played:
    """The coordinator of a district whose student Maya is not."""
    staff = people.add_staff(
        given_name="Ole",
        family_name="Berge",
        organization=stage.cast.organizations["other_district"],
        role=Role.HOME_DISTRICT,
        title="Coordinator",
        at=stage.at - timedelta(days=30),
    )
    return Played(stage.at, also={"other_coordinator": _account(staff.person, "berge@stonelake.example", staff=True)})


def _break_glass(stage: Stage) -> Played:
    """A therapist of another clinic declares an emergency."""
    outsider = stage.cast.person("outsider")
    with seen_by(outsider, stage.at):
        access.break_glass(
            viewer=outsider.as_viewer(),
            child_id=stage.of["maya"].child_id,
            custodian_id=stage.cast.organizations["school"].pk,
            reason="Maya was brought in unconscious and nobody can be reached.",
            at=stage.at,
        )
    return Played(stage.at)


def _glass_closed(stage: Stage) -> Played:
    """An hour later; nobody has closed anything."""
    return Played(_break_glass(stage).at + timedelta(hours=1))


def _account(person: Person, email: str, *, staff: bool = False) -> str:
    from allauth.mfa.totp.internal.auth import TOTP

    with on_our_word("sign_in"):
        account = Account.objects.create(person_id=person.pk, email=email, password="")
        if staff:
            TOTP.activate(account, TOTP_SECRET)
    return email


SITUATIONS: dict[str, Callable[[Stage], Played]] = {
    "no release": _no_release,
    "expired": _expired,
    "revoked": _revoked,
    "no contact": _no_contact,
    "own consent": _own_consent,
    "of age": _of_age,
    "other district": _other_district,
    "break-glass": _break_glass,
    "glass closed": _glass_closed,
}
