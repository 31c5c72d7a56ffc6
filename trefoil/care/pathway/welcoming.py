"""The family's welcome: giving the list, confirming its steps, finishing it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import Category, May
from trefoil.ground.consent import queries as consent
from trefoil.ground.people import own_home
from trefoil.ground.people.models import Caregiver, Child, Person
from trefoil.ground.worklist import actions as worklist

from . import queries
from .events import WelcomeFinished
from .models import Welcome
from .types import Step

_FIELD = {Step.CONTACT: "contact_at", Step.LANGUAGES: "languages_at", Step.CALLS: "calls_at"}


@transaction.atomic
def welcome_family(*, child: Child, by: Person, at: datetime) -> list[Welcome]:
    """Give every guardian who decides for the child a welcome list, each in their own home's compartment."""
    able = consent.signers_of(child.pk, at, categories=[Category.DEMOGRAPHICS], custodian_id=by.staff.organization_id)
    guardians = Caregiver.objects.filter(child=child, person_id__in=able, ends_at=None, household__isnull=False)
    open_ones = Welcome.objects.filter(child=child, finished_at=None).values("person_id")
    return [_welcome(child, guardian, by, at) for guardian in guardians.exclude(person_id__in=open_ones)]


def _welcome(child: Child, guardian: Caregiver, by: Person, at: datetime) -> Welcome:
    welcome = Welcome(
        compartment_id=guardian.compartment_id,
        child=child,
        person_id=guardian.person_id,
        caregiver=guardian,
        opened_at=at,
    )
    welcome.save(force_insert=True)
    worklist.ask(
        person=guardian.person_id,
        child=child,
        compartment=guardian.compartment_id,
        kind="welcome",
        subject_id=welcome.pk,
        url=reverse("pathway:welcome", args=[child.pk]),
        by=by,
        at=at,
    )
    return welcome


@transaction.atomic
def confirm_contact(
    *, welcome: Welcome, phone: str, email: str, address: str, home_phone: str, by: Person, at: datetime
) -> Welcome:
    """Keep how the family is reached, and tick the step."""
    own_home.keep_contact(
        caregiver=welcome.caregiver,
        phone=phone,
        email=email,
        address=address,
        home_phone=home_phone,
        by=by,
        at=at,
    )
    return _confirm(welcome, Step.CONTACT, by, at)


@transaction.atomic
def confirm_languages(*, welcome: Welcome, language: str, spoken: Sequence[str], by: Person, at: datetime) -> Welcome:
    """Keep what is read and spoken, and tick the step."""
    own_home.keep_languages(caregiver=welcome.caregiver, language=language, spoken=spoken, by=by, at=at)
    return _confirm(welcome, Step.LANGUAGES, by, at)


@transaction.atomic
def confirm_calls(*, welcome: Welcome, may_call: Mapping[UUID, bool], by: Person, at: datetime) -> Welcome:
    """Keep who may be called, and tick the step."""
    own_home.keep_calls(caregiver=welcome.caregiver, may_call=may_call, by=by, at=at)
    return _confirm(welcome, Step.CALLS, by, at)


def _confirm(welcome: Welcome, step: Step, by: Person, at: datetime) -> Welcome:
    setattr(welcome, _FIELD[step], at)
    welcome.save(update_fields=[_FIELD[step]])
    return finish_if_complete(welcome=welcome, by=by, at=at)


@transaction.atomic
def finish_if_complete(*, welcome: Welcome, by: Person, at: datetime) -> Welcome:
    """Close the list and its task once nothing is left to do."""
    found = queries.checklist(welcome.child_id, welcome.person_id)
    if welcome.finished_at or not found or not found.is_complete:
        return welcome
    require(by, welcome.compartment_id, May.WRITE)
    welcome.finished_at = at
    welcome.save(update_fields=["finished_at"])
    worklist.done(kind="welcome", subject_id=welcome.pk, by=by, at=at)
    tell(
        WelcomeFinished(child_id=welcome.child_id, welcome_id=welcome.pk, at=at),
        by=by,
        compartment=welcome.compartment_id,
    )
    return welcome
