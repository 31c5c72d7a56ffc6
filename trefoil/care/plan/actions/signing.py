"""Giving a version out for signature, and signing it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May, Role
from trefoil.ground.consent import queries as consent
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Membership, Person, Staff
from trefoil.ground.people.rules import age_on
from trefoil.ground.timeline.actions import note
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from .. import events, queries, rules, words
from ..audiences import for_home, for_school
from ..content import digest, dump
from ..models import HomePlan, PlanVersion, SchoolPlan, Signature
from ..types import Contact, Party, VersionState
from .places import place_of_school_plan
from .sharing import keep_reason
from .telling import name_readers, tell_readers


@transaction.atomic
def submit(
    *,
    version: PlanVersion,
    by: Person,
    at: datetime,
    school_signer: Staff | None = None,
    justification: str = "",
) -> PlanVersion:
    """Give a draft out for signature: from now on its words do not change.

    Args:
        version: the draft.
        by: who gives it out.
        at: when.
        school_signer: who signs for the school; the wall shows them the plan for school as soon as a release does.
        justification: why words stay that the linter would keep from the school.
    """
    require(by, version.compartment_id, May.WRITE)
    require(by, place_of_school_plan(version.child, by), May.WRITE)
    version = PlanVersion.objects.select_for_update(of=("self",)).select_related("child__person").get(pk=version.pk)
    team, caregivers = people.team(version.child_id), people.caregivers(version.child_id)
    able = _may_sign(version.child_id, by.staff.organization_id, at)
    guardians = [c.person for c in caregivers if c.person_id in able]
    therapists = _therapists(team, version, by)
    supervisors = [s.supervisor.person for s in therapists[:1] if s.trainee and s.supervisor]
    plan = version.plan
    refuse_if(
        rules.why_not_submit(
            state=version.state,
            content=plan,
            guardians=len(guardians),
            therapists=len(therapists),
            lacks_supervisor=bool(therapists and therapists[0].trainee and not supervisors),
        )
    )
    contacts = queries.contacts_of(team, school_signer)
    found = queries.findings_of(version.child, for_school(plan, contacts), team=team, caregivers=caregivers)
    left = rules.unjustified(found, version.justified, justification)
    refuse_if(rules.why_not_share(left))
    keep_reason(version, found, justification)
    signers = {
        Party.THERAPIST: [s.person for s in therapists[:1]],
        Party.SUPERVISOR: supervisors,
        Party.GUARDIAN: guardians,
        Party.YOUTH: [version.child.person],
        Party.SCHOOL: [school_signer.person] if school_signer else [],
    }
    _give_out(version, signers, team, contacts, by=by, at=at)
    return version


def _give_out(
    version: PlanVersion,
    signers: dict[Party, list[Person]],
    team: list[Membership],
    contacts: tuple[Contact, ...],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Fix the words, write what school and home read of them, and ask those who sign."""
    version.state, version.submitted_at, version.submitted_by = VersionState.IN_SIGNATURE, at, by
    version.save()
    school_place = place_of_school_plan(version.child, by)
    _write_parts(version, contacts, school_place, by=by, at=at)
    _ask(version, signers, school_place, by=by, at=at)
    name_readers(version, team, {p.pk for people_of in signers.values() for p in people_of}, by=by)
    event = events.PlanSubmitted(child_id=version.child_id, version_id=version.pk, at=at)
    tell(event, by=by, compartment=version.compartment_id)


def _therapists(team: list[Membership], version: PlanVersion, by: Person) -> list[Staff]:
    """Return who may sign as therapist: who wrote the draft or gives it out first."""
    custodian = by.staff.organization_id
    staff = [m.staff for m in team if m.staff.role in rules.SIGNS_AS_THERAPIST and m.staff.organization_id == custodian]
    first = {version.drafted_by_id: 0, by.pk: 1}
    rank = {role: place for place, role in enumerate(rules.SIGNS_AS_THERAPIST)}
    return sorted(staff, key=lambda s: (first.get(s.pk, 2), rank[Role(s.role)]))


def _write_parts(
    version: PlanVersion, contacts: tuple[Contact, ...], school_place: Compartment, *, by: Person, at: datetime
) -> None:
    SchoolPlan.objects.create(
        compartment=school_place,
        child=version.child,
        version=version,
        number=version.number,
        name=str(version.child.person),
        content=dump(for_school(version.plan, contacts)),
        author=by,
        at=at,
    )
    HomePlan.objects.create(
        compartment_id=version.compartment_id,
        child=version.child,
        number=version.number,
        content=[dump(goal) for goal in for_home(version.plan)],
        author=by,
        at=at,
    )


def _ask(
    version: PlanVersion, signers: dict[Party, list[Person]], school_place: Compartment, *, by: Person, at: datetime
) -> None:
    age = age_on(version.child.born_on, at.date())
    asked = rules.parties_for(
        age=age, has_school=bool(signers[Party.SCHOOL]), by_trainee=bool(signers[Party.SUPERVISOR])
    )
    rows = [
        Signature(
            compartment_id=school_place.pk if party == Party.SCHOOL else version.compartment_id,
            version=version,
            child=version.child,
            party=party,
            is_required=is_required,
            person=person,
            asked_at=at,
        )
        for party, is_required in asked.items()
        for person in signers[party]
    ]
    for row in Signature.objects.bulk_create(rows):
        worklist.ask(
            person=row.person_id,
            child=version.child,
            compartment=row.compartment_id,
            kind="sign_plan",
            subject_id=version.pk,
            url=reverse("plan:sign", args=[version.pk]),
            by=by,
            at=at,
        )


@transaction.atomic
def sign(*, signature: Signature, typed_name: str, language: str, by: Person, at: datetime) -> Signature:
    """Sign what one was asked to sign, with a typed name; the exact text is kept."""
    require(by, signature.compartment_id, May.RESPOND)
    signature = Signature.objects.select_for_update(of=("self",)).get(pk=signature.pk, person=by)
    place = Compartment.objects.get(pk=signature.compartment_id)
    may_sign = signature.party != Party.GUARDIAN or by.pk in _may_sign(signature.child_id, place.custodian_id, at)
    refuse_if(
        rules.why_not_sign(
            party=signature.party,
            may_sign=may_sign,
            typed_name=typed_name,
            name=str(by),
            is_done=signature.is_done,
            is_withdrawn=signature.withdrawn_at is not None,
            therapist_signed=signature.party != Party.SUPERVISOR or _has_signed(signature, Party.THERAPIST),
        )
    )
    signature.signed_at, signature.signed_name, signature.language = at, typed_name.strip(), language
    signature.signed_text, signature.digest = _what_is_signed(signature, language)
    signature.save()
    worklist.done(kind="sign_plan", subject_id=signature.version_id, person=by, by=by, at=at)
    event = events.SignatureGiven(
        child_id=signature.child_id, version_id=signature.version_id, signature_id=signature.pk, at=at
    )
    tell(event, by=by, compartment=signature.compartment_id)
    _settle(signature, by=by, at=at)
    return signature


def _has_signed(signature: Signature, party: Party) -> bool:
    return Signature.objects.filter(version_id=signature.version_id, party=party, signed_at__isnull=False).exists()


def _may_sign(child_id: UUID, custodian_id: UUID, at: datetime) -> frozenset[UUID]:
    """Return who may sign a plan for the child now: nobody whom a court has limited."""
    return consent.signers_of(child_id, at, categories=[Category.CLINICAL_PLAN], custodian_id=custodian_id)


def _what_is_signed(signature: Signature, language: str) -> tuple[str, str]:
    """Return the text and the fingerprint of what a person signs: the school signs the plan for school."""
    if signature.party == Party.SCHOOL:
        part = SchoolPlan.objects.get(version_id=signature.version_id)
        text = words.school_text_of(part.sheet, child=part.name, number=part.number, language=language)
        return text, digest(part.sheet)
    version = PlanVersion.objects.select_related("child__person").get(pk=signature.version_id)
    name = str(version.child.person)
    return words.text_of(version.plan, child=name, number=version.number, language=language), digest(version.plan)


@transaction.atomic
def go_on_without(*, signature: Signature, reason: str, by: Person, at: datetime) -> Signature:
    """Let a version become the plan without the youth's or the school's signature, for a reason that stays."""
    require(by, signature.compartment_id, May.WRITE)
    refuse_if(
        rules.why_not_go_on_without(
            party=signature.party,
            reason=reason,
            is_done=signature.is_done,
            is_withdrawn=signature.withdrawn_at is not None,
        )
    )
    signature.waived_at, signature.waived_by, signature.waive_reason = at, by, reason.strip()
    signature.save()
    worklist.done(kind="sign_plan", subject_id=signature.version_id, person=signature.person_id, by=by, at=at)
    event = events.SignatureWaived(
        child_id=signature.child_id, version_id=signature.version_id, signature_id=signature.pk, at=at
    )
    tell(event, by=by, compartment=signature.compartment_id)
    _settle(signature, by=by, at=at)
    return signature


def _settle(signature: Signature, *, by: Person, at: datetime) -> None:
    """Make the version the plan if this was the last signature it waited for."""
    with connection.cursor() as cursor:
        cursor.execute("select settle_plan(%s)", [signature.version_id])
        if not cursor.fetchone()[0]:
            return
    part = SchoolPlan.objects.get(version_id=signature.version_id)
    place = signature.compartment_id
    note(
        child=part.child_id,
        compartment=place,
        at=at,
        kind="plan_signed",
        voice=Voice.CLINIC,
        by=by,
        params={"version": part.number},
        subject_id=signature.version_id,
        url=_where(place, part),
    )
    _ask_to_publish(part, by=by, at=at)
    tell_readers(part, by=by, at=at)
    event = events.PlanSigned(child_id=part.child_id, version_id=signature.version_id, at=at)
    tell(event, by=by, compartment=place)


def _where(place: int, part: SchoolPlan) -> str:
    name = "plan:for_school" if place == part.compartment_id else "plan:plan"
    return reverse(name, args=[part.child_id])


def _ask_to_publish(part: SchoolPlan, *, by: Person, at: datetime) -> None:
    worklist.ask(
        person=part.author_id,
        child=Child(pk=part.child_id),
        compartment=part.compartment_id,
        kind="publish_plan",
        subject_id=part.version_id,
        url=reverse("plan:preview", args=[part.version_id]),
        by=by,
        at=at,
    )
