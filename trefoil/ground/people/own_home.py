"""What a caregiver says of their own home: how to reach it, what is spoken there, who of it may be called."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import Denied, refresh, require, tell
from trefoil.ground.access.types import Authority, May
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if

from .actions import claim_contact_point
from .events import HomeChanged
from .models import Caregiver, Child, Household, Person
from .types import ContactKind

LARGEST_HOME = 12


def _own(caregiver: Caregiver, by: Person) -> Household:
    """Return the caregiver's own home, which they may write in; another's is not there for them."""
    require(by if caregiver.person_id == by.pk else None, caregiver.compartment_id, May.WRITE)
    if caregiver.household is None:
        raise Denied
    return caregiver.household


@transaction.atomic
def keep_contact(
    *, caregiver: Caregiver, phone: str, email: str, address: str, home_phone: str, by: Person, at: datetime
) -> Caregiver:
    """Keep how a caregiver and their home are reached."""
    home = _own(caregiver, by)
    for kind, value in ((ContactKind.EMAIL, email), (ContactKind.PHONE, phone)):
        claim_contact_point(person_id=by.pk, of_child=False, kind=kind, value=value)
    caregiver.phone, caregiver.email = phone.strip(), email.strip().lower()
    caregiver.save(update_fields=["phone", "email"])
    home.address, home.phone = address.strip(), home_phone.strip()
    home.save(update_fields=["address", "phone"])
    return _told(caregiver, by, at)


@transaction.atomic
def keep_languages(
    *, caregiver: Caregiver, language: str, spoken: Sequence[str], by: Person, at: datetime
) -> Caregiver:
    """Keep the language a caregiver reads, and those the child speaks."""
    _own(caregiver, by)
    refuse_if(_("Choose at least one language.") if not spoken else None)
    Person.objects.filter(pk=by.pk).update(language=language)
    Child.objects.filter(pk=caregiver.child_id).update(languages=list(spoken))
    return _told(caregiver, by, at)


@transaction.atomic
def keep_calls(*, caregiver: Caregiver, may_call: Mapping[UUID, bool], by: Person, at: datetime) -> Caregiver:
    """Keep who of one's own home may be called.

    Args:
        may_call: by caregiver entry, whether they may be called; entries of another home are left alone.
    """
    home = _own(caregiver, by)
    for one in Caregiver.objects.filter(household=home, ends_at=None, pk__in=list(may_call)):
        one.may_call = may_call[one.pk]
        one.save(update_fields=["may_call"])
    return _told(caregiver, by, at)


@transaction.atomic
def add_person_to_call(
    *,
    caregiver: Caregiver,
    given_name: str,
    family_name: str,
    relationship: str,
    phone: str,
    by: Person,
    at: datetime,
) -> Caregiver:
    """Enter somebody of one's own home who may be called; it gives them no authority and opens nothing to them."""
    home = _own(caregiver, by)
    refuse_if(_("Give a name and a telephone number.") if not (given_name.strip() and phone.strip()) else None)
    many = Caregiver.objects.filter(household=home, ends_at=None).count() >= LARGEST_HOME
    refuse_if(_("This list is full. Take somebody off it first.") if many else None)
    person_id = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "select add_family_person(%s, %s, %s, %s, %s)",
            [caregiver.child_id, person_id, given_name.strip(), family_name.strip(), by.language],
        )
    added = Caregiver(
        compartment_id=caregiver.compartment_id,
        child_id=caregiver.child_id,
        person_id=person_id,
        relationship=relationship,
        authority=Authority.NONE,
        household=home,
        phone=phone.strip(),
        may_call=True,
        starts_at=at,
    )
    added.save(force_insert=True)
    refresh(caregiver.child_id, at=at)
    _told(caregiver, by, at)
    return added


def _told(caregiver: Caregiver, by: Person, at: datetime) -> Caregiver:
    tell(
        HomeChanged(child_id=caregiver.child_id, caregiver_id=caregiver.pk, at=at),
        by=by,
        compartment=caregiver.compartment_id,
    )
    return caregiver
