"""The parents of the cast, entered as the program enters them, and the order that limits one of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Authority, Category, OrderKind
from trefoil.ground.consent import custody
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import Caregiver, Child

if TYPE_CHECKING:
    from .cast import Cast


def parents_of_maya(cast: Cast, maya: Child, at: datetime) -> None:
    """Enter Elena, and David."""
    cast.caregivers["mother"] = add_parent(
        cast,
        maya,
        "Elena",
        "Reyes",
        "mother",
        Authority.FULL,
        at,
        language="es",
        home="Elena's home",
        address="12 Lark Street",
        phone="612-555-0101",
        email="elena@home.example",
    )
    cast.caregivers["father"] = father_of_maya(cast, maya, at)


def father_of_maya(cast: Cast, maya: Child, at: datetime) -> Caregiver:
    """Enter David, to whom a court left only what school is about."""
    father = add_parent(
        cast,
        maya,
        "David",
        "Reyes",
        "father",
        Authority.FULL,
        at,
        home="David's home",
        address="98 Mill Road",
        phone="612-555-0102",
        email="david@home.example",
        emergency_contact=False,
    )
    officer = cast.person("privacy")
    with seen_by(officer, at):
        custody.enter_order(
            child=maya,
            person=father.person,
            kind=OrderKind.LIMITS_MEDICAL,
            leaves=(Category.EDUCATION_RECORDS, Category.SCHOOL_PLAN),
            court="Hennepin County District Court",
            file_number="27-FA-26-1187",
            starts_at=at,
            ends_at=None,
            by=officer,
            at=at,
        )
    return father


def add_parent(
    cast: Cast,
    child: Child,
    given: str,
    family: str,
    relationship: str,
    authority: str,
    at: datetime,
    *,
    home: str,
    address: str,
    phone: str,
    email: str,
    language: str = "en",
    emergency_contact: bool = True,
) -> Caregiver:
    """Enter a caregiver in a home of their own, as the director does."""
    director, school = cast.person("director"), cast.organizations["school"]
    with seen_by(director, at):
        household = people.add_household(
            child=child,
            custodian=school,
            name=home,
            address=address,
            phone=phone,
            by=director,
            at=at,
        )
        caregiver = people.add_caregiver(
            child=child,
            custodian=school,
            given_name=given,
            family_name=family,
            relationship=relationship,
            authority=authority,
            household=household,
            language=language,
            phone=phone,
            email=email,
            emergency_contact=emergency_contact,
            by=director,
            at=at,
        )
        return Caregiver.objects.select_related("person", "household").get(pk=caregiver.pk)
