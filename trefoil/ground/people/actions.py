"""Opening a record, building a care team, naming caregivers and homes, inviting people in."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import compartment_for, compartments_for, refresh, refresh_roster, require, tell
from trefoil.ground.access.session import on_our_word
from trefoil.ground.access.types import Authority, Category, May, OrganizationKind
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.rulebook.queries import law

from . import rules
from .events import CaregiverAdded, HouseholdAdded, JoinedTeam, LeftTeam, PersonInvited, RecordOpened
from .models import (
    Account,
    Caregiver,
    Child,
    ContactPoint,
    Household,
    Invitation,
    Membership,
    Organization,
    Person,
    Residence,
    Staff,
)
from .queries import is_suspended
from .types import ContactKind, Kind

INVITATION_LASTS = timedelta(days=7)
KEPT_BY_ANYBODY = (Category.DEMOGRAPHICS, Category.CONSENTS)
# What each kind of organization keeps from the first day, so that an empty record is open to its team, not missing.
KEPT_BY = {
    OrganizationKind.SCHOOL: (
        *KEPT_BY_ANYBODY,
        Category.SCHEDULE,
        Category.EDUCATION_RECORDS,
        Category.BEHAVIOR_OBSERVATIONS,
    ),
    OrganizationKind.CLINIC: (
        *KEPT_BY_ANYBODY,
        Category.SCHEDULE,
        Category.SCHOOL_PLAN,
        Category.CLINICAL_PLAN,
        Category.ASSESSMENTS,
        Category.SESSION_NOTES,
        Category.BEHAVIOR_OBSERVATIONS,
    ),
}


@transaction.atomic
def add_staff(
    *,
    given_name: str,
    family_name: str,
    organization: Organization,
    role: str,
    at: datetime,
    discipline: str = "",
    license: str = "",
    title: str = "",
    supervisor: Staff | None = None,
) -> Staff:
    """Enter a member of staff; access to children comes with their care teams, or with their office."""
    person = Person.objects.create(kind=Kind.STAFF, given_name=given_name, family_name=family_name)
    with on_our_word("staff"):
        staff = Staff.objects.create(
            person=person,
            organization=organization,
            role=role,
            discipline=discipline,
            license=license,
            title=title,
            supervisor=supervisor,
            starts_at=at,
        )
    refresh_roster(organization.pk, at=at)
    return staff


@transaction.atomic
def open_record(
    *,
    given_name: str,
    family_name: str,
    born_on: date,
    custodians: Sequence[Organization],
    resident_district: Organization | None,
    by: Person,
    at: datetime,
    preferred_name: str = "",
    pronouns: str = "",
    grade: str = "",
    languages: Sequence[str] = ("en",),
    county_of_residence: str = "",
    county_of_financial_responsibility: str = "",
    serving_district: Organization | None = None,
    room: str = "",
) -> Child:
    """Open a child's record: the only way a child comes into care.

    Args:
        custodians: the organizations that each keep the child's demographics; the first keeps the residence.
    """
    child_id = new_id()
    tongues = list(languages)
    names = (given_name, family_name, preferred_name, pronouns)
    _through_the_wall("open_record", child_id, *names, tongues[0], born_on, grade, tongues, room)
    own = compartments_for(child_id=child_id, wanted=_kept_by(custodians), at=at)
    _write_residence(
        Residence(
            compartment=own[0],
            child_id=child_id,
            county_of_residence=county_of_residence,
            county_of_financial_responsibility=county_of_financial_responsibility or county_of_residence,
            resident_district=resident_district,
            serving_district=serving_district,
        )
    )
    refresh(child_id, at=at)
    tell(RecordOpened(child_id=child_id, at=at), by=by, compartment=own[0])
    return Child.objects.select_related("person").get(pk=child_id)


def _kept_by(custodians: Sequence[Organization]) -> list[tuple[Category, UUID]]:
    return [(category, c.pk) for c in custodians for category in KEPT_BY.get(OrganizationKind(c.kind), KEPT_BY_ANYBODY)]


def _write_residence(residence: Residence) -> None:
    _through_the_wall(
        "open_residence",
        residence.pk,
        residence.compartment_id,
        residence.child_id,
        residence.county_of_residence,
        residence.county_of_financial_responsibility,
        residence.resident_district_id,
        residence.serving_district_id,
    )


def _through_the_wall(function: str, *values: Any) -> None:
    """Call one of the wall's own doors: what must be written before anybody can hold a grant."""
    with on_our_word("record"), connection.cursor() as cursor:
        cursor.execute(f"select {function}({', '.join(['%s'] * len(values))})", values)


@transaction.atomic
def place_in_room(*, child: Child, room: str, by: Person, at: datetime) -> Child:
    """Say in which room a child's classroom is."""
    require(by, demographics_of(child, by.staff.organization_id), May.WRITE)
    child.room = room.strip()
    child.save(update_fields=["room"])
    return child


def demographics_of(child: Child, custodian_id: UUID, household: Household | None = None) -> int:
    """Return the number of the demographics compartment an organization keeps of a child, or of one home."""
    return compartment_for(
        child_id=child.pk,
        category=Category.DEMOGRAPHICS,
        custodian_id=custodian_id,
        household_id=household.pk if household else None,
    ).pk


@transaction.atomic
def join_team(*, child: Child, staff: Staff, custodian: Organization, by: Person, at: datetime) -> Membership:
    """Put a member of staff on a child's care team from now on.

    Args:
        custodian: the organization that keeps the care team; it is the one the actor writes for.
    """
    compartment = compartment_for(child_id=child.pk, category=Category.DEMOGRAPHICS, custodian_id=custodian.pk)
    require(by, compartment, May.WRITE)
    own_family = Caregiver.objects.filter(child=child, person=staff.person).exists()
    refuse_if(rules.why_not_on_team(own_family=own_family))
    present = Membership.objects.filter(child=child, staff=staff, ends_at=None).first()
    if present:
        return present
    membership = Membership.objects.create(compartment=compartment, child=child, staff=staff, starts_at=at)
    refresh(child.pk, at=at)
    tell(JoinedTeam(child_id=child.pk, staff_id=staff.pk, at=at), by=by, compartment=compartment)
    return membership


@transaction.atomic
def leave_team(*, membership: Membership, by: Person, at: datetime) -> Membership:
    """End a membership now; what it opened closes with it."""
    require(by, membership.compartment_id, May.WRITE)
    refuse_if(_("This membership has ended already.") if membership.ends_at else None)
    membership.ends_at = at
    membership.save(update_fields=["ends_at"])
    refresh(membership.child_id, at=at)
    tell(
        LeftTeam(child_id=membership.child_id, staff_id=membership.staff_id, at=at),
        by=by,
        compartment=membership.compartment_id,
    )
    return membership


@transaction.atomic
def add_household(
    *,
    child: Child,
    custodian: Organization,
    name: str,
    address: str,
    phone: str,
    by: Person,
    at: datetime,
) -> Household:
    """Enter a home of the child, in a compartment of its own."""
    require(by, demographics_of(child, custodian.pk), May.WRITE)
    household = Household(child=child, name=name, address=address, phone=phone)
    compartment = compartment_for(
        child_id=child.pk,
        category=Category.DEMOGRAPHICS,
        custodian_id=custodian.pk,
        household_id=household.pk,
    )
    household.compartment = compartment
    household.save(force_insert=True)
    refresh(child.pk, at=at)
    tell(HouseholdAdded(child_id=child.pk, household_id=household.pk, at=at), by=by, compartment=compartment)
    return household


@transaction.atomic
def add_caregiver(
    *,
    child: Child,
    custodian: Organization,
    given_name: str,
    family_name: str,
    relationship: str,
    authority: str,
    by: Person,
    at: datetime,
    person: Person | None = None,
    household: Household | None = None,
    scope: Sequence[str] = (),
    until: datetime | None = None,
    language: str = "en",
    phone: str = "",
    email: str = "",
    emergency_contact: bool = False,
    may_call: bool = True,
) -> Caregiver:
    """Enter a caregiver with the authority they hold over the child."""
    compartment = demographics_of(child, custodian.pk, household)
    require(by, demographics_of(child, custodian.pk), May.WRITE)
    refuse_if(why_not_authority(custodian, authority, scope, until, at))
    person_id = person.pk if person else new_id()
    if not person:
        _through_the_wall("add_family_person", child.pk, person_id, given_name, family_name, language)
    caregiver = Caregiver(
        compartment_id=compartment,
        child=child,
        person_id=person_id,
        relationship=relationship,
        authority=authority,
        scope=list(scope),
        authority_since=at if authority == Authority.DELEGATED else None,
        authority_until=until,
        household=household,
        emergency_contact=emergency_contact,
        may_call=may_call,
        phone=phone,
        email=email,
        starts_at=at,
    )
    caregiver.save(force_insert=True)
    _reached_at(caregiver)
    refresh(child.pk, at=at)
    tell(CaregiverAdded(child_id=child.pk, caregiver_id=caregiver.pk, at=at), by=by, compartment=compartment)
    return caregiver


def _reached_at(caregiver: Caregiver) -> None:
    for kind, value in ((ContactKind.EMAIL, caregiver.email), (ContactKind.PHONE, caregiver.phone)):
        claim_contact_point(person_id=caregiver.person_id, of_child=False, kind=kind, value=value)


def why_not_authority(
    custodian: Organization, authority: str, scope: Sequence[str], until: datetime | None, at: datetime
) -> str | None:
    """Say why a caregiver cannot have this authority, by the law that the organization follows on the day."""
    longest = law(custodian.pack, at.date()).delegation_days
    return rules.why_not_caregiver(authority=authority, scope=scope, until=until, at=at, longest=longest)


@transaction.atomic
def claim_contact_point(*, person_id: UUID, of_child: bool, kind: ContactKind, value: str) -> None:
    """Reserve an address or number for a person; refuse one that a youth and a grown-up would share."""
    normal = rules.normalized_contact(kind, value)
    if not normal:
        return
    try:
        with transaction.atomic():
            ContactPoint.objects.get_or_create(
                person_id=person_id, kind=kind, value=normal, defaults={"of_child": of_child}
            )
    except IntegrityError:
        # Without saying whose it is: a taken contact point is itself a fact about somebody.
        raise Refused(_("This address cannot be used here. Please give another one.")) from None


@transaction.atomic
def invite(
    *, person: Person, email: str, by: Person, at: datetime, language: str | None = None
) -> tuple[Invitation, str]:
    """Invite a person to open an account; return the invitation and the secret for its link."""
    if Account.objects.filter(person=person).exists():
        raise Refused(_("This person already has an account."))
    claim_contact_point(person_id=person.pk, of_child=person.kind == Kind.CHILD, kind=ContactKind.EMAIL, value=email)
    token = secrets.token_urlsafe(32)
    with on_our_word("sign_in"):
        invitation = Invitation.objects.create(
            person=person,
            email=email.strip().lower(),
            token_hash=rules.token_hash(token),
            language=language or person.language,
            sent_at=at,
            expires_at=at + INVITATION_LASTS,
            invited_by=by,
        )
    tell(PersonInvited(person_id=person.pk, invitation_id=invitation.pk, at=at), by=by)
    return invitation, token


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> Account:
    """Open the account an invitation is for; it works once, and only while it lasts."""
    invitation = (
        Invitation.objects.select_for_update()
        .filter(token_hash=rules.token_hash(token), accepted_at=None, expires_at__gt=at)
        .first()
    )
    taken = invitation and Account.objects.filter(email__iexact=invitation.email).exists()
    if not invitation or taken or is_suspended(invitation.person_id):
        raise Refused(_("This invitation has ended. Ask for a new one."))
    with on_our_word("sign_in"):
        account = Account.objects.create_user(invitation.email, password, person_id=invitation.person_id)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return account
