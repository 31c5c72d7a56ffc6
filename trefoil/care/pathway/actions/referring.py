"""Opening a program, and referring a child to it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.types import Category, May, Role
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import Caregiver, Child, Organization, Person
from trefoil.ground.people.queries import staff_of

from .. import queries, rules
from ..events import (
    ProgramOpened,
    ReferralSent,
)
from ..models import Enrollment, Program, Referral
from ..types import ChildFacts, GuardianFacts, State
from .telling import ask, note, only_director, only_district


@transaction.atomic
def open_program(
    *, school: Organization, clinic: Organization, capacity: int | None, by: Person, at: datetime
) -> Program:
    """Say which clinic takes children in together with a school, and how many places there are."""
    only_director(by, school.pk)
    refuse_if("Choose a clinic." if clinic.voice != "clinic" else None)
    refuse_if("There is at least one place." if capacity is not None and capacity < 1 else None)
    program, _made = Program.objects.update_or_create(school=school, defaults={"clinic": clinic})
    Organization.objects.filter(pk=school.pk).update(capacity=capacity)
    tell(ProgramOpened(program_id=program.pk, at=at), by=by)
    return program


@transaction.atomic
def send(
    *,
    program: Program,
    child: ChildFacts,
    guardian: GuardianFacts,
    concern: str,
    by: Person,
    at: datetime,
    tried: str = "",
    serving_district: Organization | None = None,
    papers: Sequence[Upload] = (),
) -> Referral:
    """Refer a child to a program: opens the record, enters the guardian, and puts it in the director's list."""
    district = by.staff.organization
    only_district(by, district.pk)
    known = queries.known_child(child.given_name, child.family_name, child.born_on)
    refuse_if(
        rules.why_not_send(
            born_on=child.born_on,
            on=timezone.localdate(at),
            is_open=known is not None and _is_open(known),
            is_enrolled=known is not None and queries.is_enrolled(known),
            concern=concern,
        )
    )
    record = known or _open_record(program, child, district, serving_district, by, at)
    caregiver_id = _guardian_of(record, program, guardian, at)
    compartment = compartment_for(
        child_id=record.pk, category=Category.EDUCATION_RECORDS, custodian_id=program.school_id
    )
    require(by, compartment, May.RESPOND)
    referral = Referral(
        compartment=compartment,
        child=record,
        program=program,
        district=district,
        guardian_id=caregiver_id,
        concern=concern.strip(),
        tried=tried.strip(),
        sent_at=at,
        sent_by=by,
    )
    referral.save(force_insert=True)
    for director in staff_of(program.school_id, Role.DIRECTOR):
        ask(director.person, referral, "review_referral", by, at)
    note(referral, "referral_sent", by, at, organization=district.name)
    tell(ReferralSent(child_id=record.pk, referral_id=referral.pk, at=at), by=by, compartment=compartment)
    documents.keep_all(child=record, compartment=compartment, uploads=papers, subject_id=referral.pk, by=by, at=at)
    return referral


def _is_open(child: Child) -> bool:
    open_ones = Referral.objects.filter(child=child, state__in=[State.SENT, State.ACCEPTED])
    came_in = Enrollment.objects.filter(child=child, referral__isnull=False).values("referral_id")
    return open_ones.exclude(pk__in=came_in).exists()


def _open_record(
    program: Program,
    child: ChildFacts,
    district: Organization,
    serving_district: Organization | None,
    by: Person,
    at: datetime,
) -> Child:
    return people.open_record(
        given_name=child.given_name,
        family_name=child.family_name,
        preferred_name=child.preferred_name,
        pronouns=child.pronouns,
        born_on=child.born_on,
        grade=child.grade,
        languages=child.languages or ("en",),
        county_of_residence=child.county_of_residence,
        county_of_financial_responsibility=child.county_of_financial_responsibility,
        custodians=[program.school, program.clinic, district],
        resident_district=district,
        serving_district=serving_district or program.school.parent,
        by=by,
        at=at,
    )


def _guardian_of(child: Child, program: Program, guardian: GuardianFacts, at: datetime) -> UUID:
    """Return the guardian's entry; a child who was referred before has one already."""
    entered = Caregiver.objects.filter(child=child, ends_at=None, authority="full").order_by("pk").first()
    if entered:
        return entered.pk
    same = Caregiver.objects.filter(email__iexact=guardian.email).first() if guardian.email else None
    home, caregiver = new_id(), new_id()
    compartment = compartment_for(
        child_id=child.pk,
        category=Category.DEMOGRAPHICS,
        custodian_id=program.school_id,
        household_id=home,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select enter_guardian(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                child.pk,
                program.school_id,
                home,
                compartment.pk,
                f"{guardian.given_name} {guardian.family_name}".strip(),
                caregiver,
                same.person_id if same else new_id(),
                guardian.given_name,
                guardian.family_name,
                guardian.language,
                guardian.relationship,
                guardian.phone,
                guardian.email.strip().lower(),
                at,
            ],
        )
    refresh(child.pk, at=at)
    return caregiver
