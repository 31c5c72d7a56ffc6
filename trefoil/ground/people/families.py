"""A child's family as the program writes it down: homes, caregivers and their authority, residence, invitations."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import refresh, require, tell
from trefoil.ground.access.types import Authority, May
from trefoil.ground.kit.refusal import Refused, refuse_if

from . import rules
from .actions import claim_contact_point, demographics_of, why_not_authority
from .events import AuthorityChanged, CaregiverChanged, CaregiverEnded, HouseholdChanged, ResidenceChanged
from .inviting import end_invitations, invite_anew
from .models import Caregiver, Child, FamilyDecision, Household, Invitation, Organization, Person, Residence
from .types import ContactKind, Decision


@transaction.atomic
def change_household(
    *, household: Household, name: str, address: str, phone: str, by: Person, at: datetime
) -> Household:
    """Change what a home is called and how it is reached."""
    require(by, household.compartment_id, May.WRITE)
    household.name, household.address, household.phone = name.strip(), address.strip(), phone.strip()
    household.save(update_fields=["name", "address", "phone"])
    event = HouseholdChanged(child_id=household.child_id, household_id=household.pk, at=at)
    tell(event, by=by, compartment=household.compartment_id)
    return household


@transaction.atomic
def change_caregiver(
    *,
    caregiver: Caregiver,
    relationship: str,
    phone: str,
    email: str,
    may_call: bool,
    emergency_contact: bool,
    by: Person,
    at: datetime,
) -> Caregiver:
    """Change how a caregiver is reached and whether they may be called."""
    require(by, caregiver.compartment_id, May.WRITE)
    refuse_if(_("This entry has ended.") if caregiver.ends_at else None)
    for kind, value in ((ContactKind.EMAIL, email), (ContactKind.PHONE, phone)):
        claim_contact_point(person_id=caregiver.person_id, of_child=False, kind=kind, value=value)
    caregiver.relationship, caregiver.phone, caregiver.email = relationship, phone.strip(), email.strip().lower()
    caregiver.may_call, caregiver.emergency_contact = may_call, emergency_contact
    caregiver.save(update_fields=["relationship", "phone", "email", "may_call", "emergency_contact"])
    event = CaregiverChanged(child_id=caregiver.child_id, caregiver_id=caregiver.pk, at=at)
    tell(event, by=by, compartment=caregiver.compartment_id)
    return caregiver


@transaction.atomic
def change_authority(
    *,
    caregiver: Caregiver,
    authority: str,
    scope: Sequence[str],
    until: datetime | None,
    reason: str,
    by: Person,
    at: datetime,
) -> Caregiver:
    """Change what a caregiver may decide and see; it opens and closes at once."""
    require(by, caregiver.compartment_id, May.WRITE)
    refuse_if(_("This entry has ended.") if caregiver.ends_at else None)
    refuse_if(why_not_authority(by.staff.organization, authority, scope, until, at) or rules.why_not_reason(reason))
    delegated = authority == Authority.DELEGATED
    caregiver.authority = authority
    caregiver.scope = list(scope) if delegated else []
    caregiver.authority_since, caregiver.authority_until = at, until if delegated else None
    caregiver.save(update_fields=["authority", "scope", "authority_since", "authority_until"])
    _decide(caregiver, Decision.AUTHORITY, reason, by, at)
    if authority == Authority.NONE:
        end_invitations(caregiver.person_id, at)
    refresh(caregiver.child_id, at=at)
    event = AuthorityChanged(child_id=caregiver.child_id, caregiver_id=caregiver.pk, at=at)
    tell(event, by=by, compartment=caregiver.compartment_id)
    return caregiver


@transaction.atomic
def end_caregiver(*, caregiver: Caregiver, reason: str, by: Person, at: datetime) -> Caregiver:
    """End a caregiver's entry now; what it opened closes with it."""
    require(by, caregiver.compartment_id, May.WRITE)
    refuse_if(_("This entry has ended.") if caregiver.ends_at else rules.why_not_reason(reason))
    caregiver.ends_at = at
    caregiver.save(update_fields=["ends_at"])
    _decide(caregiver, Decision.ENDED, reason, by, at)
    end_invitations(caregiver.person_id, at)
    refresh(caregiver.child_id, at=at)
    event = CaregiverEnded(child_id=caregiver.child_id, caregiver_id=caregiver.pk, at=at)
    tell(event, by=by, compartment=caregiver.compartment_id)
    return caregiver


def _decide(caregiver: Caregiver, what: Decision, reason: str, by: Person, at: datetime) -> None:
    FamilyDecision(
        compartment_id=caregiver.compartment_id,
        child_id=caregiver.child_id,
        caregiver=caregiver,
        what=what,
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
    ).save(force_insert=True)


@transaction.atomic
def invite_caregiver(*, caregiver: Caregiver, email: str, by: Person, at: datetime) -> tuple[Invitation, str]:
    """Invite a caregiver to open an account."""
    require(by, caregiver.compartment_id, May.WRITE)
    refuse_if(rules.why_not_sign_in(authority=caregiver.authority, ended=caregiver.ends_at is not None))
    return invite_anew(person=caregiver.person, email=email, by=by, at=at)


@transaction.atomic
def invite_youth(*, child: Child, email: str, today: date, by: Person, at: datetime) -> tuple[Invitation, str]:
    """Invite a youth to open an account, at an address that no guardian has."""
    require(by, demographics_of(child, by.staff.organization_id), May.WRITE)
    refuse_if(rules.why_not_youth_sign_in(age=rules.age_on(child.born_on, today)))
    if Caregiver.objects.filter(child=child, email__iexact=email.strip()).exists():
        raise Refused(_("This address cannot be used here. Please give another one."))
    return invite_anew(person=child.person, email=email, by=by, at=at)


@transaction.atomic
def change_residence(
    *,
    residence: Residence,
    county_of_residence: str,
    county_of_financial_responsibility: str,
    resident_district: Organization | None,
    serving_district: Organization | None,
    by: Person,
    at: datetime,
) -> Residence:
    """Change the four facts of where a child belongs; the resident district decides who sees its own student."""
    require(by, residence.compartment_id, May.WRITE)
    residence.county_of_residence = county_of_residence.strip()
    residence.county_of_financial_responsibility = county_of_financial_responsibility.strip()
    residence.resident_district, residence.serving_district = resident_district, serving_district
    residence.save()
    refresh(residence.child_id, at=at)
    tell(ResidenceChanged(child_id=residence.child_id, at=at), by=by, compartment=residence.compartment_id)
    return residence
