"""Signing an evaluation, co-signing it, and adding to it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Membership, Person
from trefoil.ground.rulebook.queries import law
from trefoil.ground.timeline.actions import note
from trefoil.ground.worklist import actions as worklist

from .. import events, queries, rules, sections
from ..models import Addendum, Evaluation, SignedPart
from ..places import place_of_conclusions
from ..types import State
from .gathering import SIGN, TELL, TELL_OWN, guardians_of

COSIGN, READ = "cosign_evaluation", "read_evaluation"


@transaction.atomic
def sign(*, evaluation: Evaluation, typed_name: str, why_missing: str, by: Person, at: datetime) -> Evaluation:
    """Sign an evaluation: from now on its text stays; a trainee's waits for the supervisor's name.

    Args:
        why_missing: why it is signed without the parts that are not there.
    """
    place = place_of_conclusions(evaluation)
    require(by, place, May.WRITE)
    evaluation = queries.locked(evaluation.pk)
    gathered = queries.gathered(evaluation, at)
    formulation = gathered.formulation
    refuse_if(
        rules.why_not_sign(
            state=State(evaluation.state),
            role=by.staff.role,
            done=gathered.done,
            diagnoses=gathered.weighed,
            finds_none=formulation is not None and formulation.finds_none,
            why_missing=why_missing,
            typed_name=typed_name,
            name=str(by),
        )
    )
    cosigner = _cosigner(evaluation, by)
    parts = _keep_text(gathered, why_missing.strip(), by=by, at=at)
    evaluation.state = State.COSIGN_WAITING if cosigner else State.SIGNED
    evaluation.signed_at, evaluation.signed_by, evaluation.signed_name = at, by, " ".join(typed_name.split())
    evaluation.signed_license, evaluation.cosigner = by.staff.license, cosigner
    evaluation.digest = rules.seal(part.digest for part in parts)
    evaluation.next_due_on = _next_due(by, at)
    evaluation.save()
    for kind in (SIGN, TELL, TELL_OWN):
        worklist.done(kind=kind, subject_id=evaluation.pk, by=by, at=at)
    event = events.EvaluationSigned(child_id=evaluation.child_id, evaluation_id=evaluation.pk, at=at)
    tell(event, by=by, compartment=place)
    if cosigner:
        _ask_to_cosign(evaluation, cosigner, by=by, at=at)
    else:
        _release(evaluation, by=by, at=at)
    return evaluation


def _next_due(by: Person, at: datetime) -> date | None:
    return rules.next_due(law(by.staff.organization.pack, at.date()).clocks, timezone.localdate(at))


def _cosigner(evaluation: Evaluation, by: Person) -> Person | None:
    staff = by.staff
    if not rules.needs_cosign(license_number=staff.license, is_trainee=staff.trainee):
        return None
    above = staff.supervisor
    # Before a release the clinic does not see the school's list of the team; then the rule stays silent.
    team = set(Membership.objects.filter(child_id=evaluation.child_id, ends_at=None).values_list("staff_id", flat=True))
    refuse_if(
        rules.why_not_ask_cosign(
            has_supervisor=above is not None,
            on_team=not team or (above is not None and above.pk in team),
            is_licensed=above is not None and bool(above.license.strip()),
        )
    )
    return above.person if above else None


def _keep_text(gathered: queries.Gathered, why_missing: str, *, by: Person, at: datetime) -> list[SignedPart]:
    """Keep every part of the text in the place where its readers are, in its order."""
    evaluation = gathered.evaluation
    parts = [
        SignedPart(
            compartment_id=section.compartment_id,
            evaluation=evaluation,
            child_id=evaluation.child_id,
            part=section.part,
            number=number,
            title=section.title,
            content=[[block.label, block.text] for block in section.blocks],
            digest=rules.digest(section.title, section.blocks),
            author=by,
            at=at,
        )
        for number, section in enumerate(sections.compose(gathered, why_missing), 1)
    ]
    return SignedPart.objects.bulk_create(parts)


def _ask_to_cosign(evaluation: Evaluation, cosigner: Person, *, by: Person, at: datetime) -> None:
    worklist.ask(
        person=cosigner,
        kind=COSIGN,
        url=reverse("evaluation:cosign", args=[evaluation.pk]),
        child=evaluation.child,
        compartment=evaluation.compartment_id,
        subject_id=evaluation.pk,
        due_at=at + rules.COSIGN_WITHIN,
        by=by,
        at=at,
    )


def _release(evaluation: Evaluation, *, by: Person, at: datetime) -> None:
    """Open the signed text to those who may read it, and say so where its conclusions are kept."""
    SignedPart.objects.filter(evaluation=evaluation).update(released_at=at)
    place, url = place_of_conclusions(evaluation), reverse("evaluation:read", args=[evaluation.pk])
    note(
        child=evaluation.child_id,
        compartment=place,
        at=at,
        kind="evaluation_signed",
        voice=by.staff.organization.voice,
        subject_id=evaluation.pk,
        url=url,
        by=by,
    )
    for person in (*guardians_of(evaluation, Category.DIAGNOSIS, at), evaluation.child_id):
        worklist.ask(
            person=person,
            kind=READ,
            url=url,
            child=evaluation.child,
            compartment=place,
            subject_id=evaluation.pk,
            by=by,
            at=at,
        )


@transaction.atomic
def cosign(*, evaluation: Evaluation, typed_name: str, by: Person, at: datetime) -> Evaluation:
    """Put a licensed professional's name under a trainee's evaluation."""
    place = place_of_conclusions(evaluation)
    require(by, place, May.WRITE)
    evaluation = queries.locked(evaluation.pk)
    refuse_if(
        rules.why_not_cosign(
            state=State(evaluation.state),
            is_cosigner=evaluation.cosigner_id == by.pk,
            typed_name=typed_name,
            name=str(by),
        )
    )
    evaluation.state, evaluation.cosigned_at, evaluation.cosigned_license = State.SIGNED, at, by.staff.license
    evaluation.save(update_fields=["state", "cosigned_at", "cosigned_license"])
    worklist.done(kind=COSIGN, subject_id=evaluation.pk, by=by, at=at)
    event = events.EvaluationCosigned(child_id=evaluation.child_id, evaluation_id=evaluation.pk, at=at)
    tell(event, by=by, compartment=place)
    _release(evaluation, by=by, at=at)
    return evaluation


@transaction.atomic
def addend(*, evaluation: Evaluation, text: str, by: Person, at: datetime) -> Addendum:
    """Add to a signed evaluation; what was signed stays as it is."""
    place = place_of_conclusions(evaluation)
    require(by, place, May.WRITE)
    refuse_if(rules.why_not_addend(state=State(evaluation.state), text=text))
    added = Addendum.objects.create(
        compartment=place, evaluation=evaluation, child_id=evaluation.child_id, text=text.strip(), author=by, at=at
    )
    event = events.EvaluationAddended(child_id=evaluation.child_id, evaluation_id=evaluation.pk, at=at)
    tell(event, by=by, compartment=place)
    return added


def have_read(*, evaluation_id: UUID, by: Person, at: datetime) -> None:
    """Take the reading of a signed evaluation off somebody's list, once its page was open before them."""
    worklist.done(kind=READ, subject_id=evaluation_id, person=by, by=by, at=at)
