"""Several people decide: each answer stays, a refusal that stands closes, the privacy officer settles."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from trefoil.ground.access.actions import refresh, require, tell
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import May, Role, system_person
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person
from trefoil.ground.people.queries import staff_of
from trefoil.ground.worklist import actions as worklist

from . import rules
from .events import ReleaseObjected, ReleaseSettled
from .models import Release, ReleaseAnswer
from .standing import able_caregivers
from .types import Capacity, Says


def keep(release: Release, person: Person, says: Says, *, at: datetime) -> ReleaseAnswer:
    """Keep one person's answer, with the words it was given to."""
    answer = ReleaseAnswer(
        compartment_id=release.compartment_id,
        release=release,
        person=person,
        says=says,
        at=at,
        signed_name=release.signed_name if says == Says.ALLOW else str(person),
        signed_text=release.signed_text if says == Says.ALLOW else "",
        language=release.language if says == Says.ALLOW else person.language,
    )
    answer.save(force_insert=True)
    return answer


@transaction.atomic
def object_to(*, release: Release, by: Person, at: datetime) -> ReleaseAnswer:
    """Object to what another guardian was asked: the stricter answer holds from this moment."""
    require(by, release.compartment_id, May.RESPOND)
    refuse_if(_why_not_object(release, by.pk, at))
    return _refuse(release, by, at=at)


def may_object(release: Release, person_id: UUID, at: datetime) -> bool:
    """Tell whether somebody could object to a release now."""
    return _why_not_object(release, person_id, at) is None


def _why_not_object(release: Release, person_id: UUID, at: datetime) -> str | None:
    return rules.why_not_object(
        may_decide=person_id in _able(release, at),
        asked_of_them=release.signer_id == person_id,
        over=_over(release, at),
        answered=any(a.stands and a.person_id == person_id for a in release.answers.all()),
        youths=release.capacity in (Capacity.YOUTH, Capacity.ADULT),
    )


def _able(release: Release, at: datetime) -> frozenset[object]:
    return able_caregivers(release.child_id, release.from_organization, at, categories=release.categories)


def _over(release: Release, at: datetime) -> bool:
    ended = min(filter(None, (release.ends_at, release.event_at, release.revoked_at)))
    return release.declined_at is not None or ended <= at


def _refuse(release: Release, person: Person, *, at: datetime) -> ReleaseAnswer:
    answer = keep(release, person, Says.REFUSE, at=at)
    # Waits for whoever signs at this moment; either then sees what the other has done.
    refresh(release.child_id, at=at)
    release.refresh_from_db(fields=["signed_at"])
    if release.signed_at:
        _ask_officers(release, by=person, at=at)
    tell(
        ReleaseObjected(child_id=release.child_id, release_id=release.pk, at=at),
        by=person,
        compartment=release.compartment_id,
    )
    return answer


@transaction.atomic
def withdraw(*, release: Release, by: Person, at: datetime) -> None:
    """Take one's own objection back; with the last one gone, the release is in force again."""
    require(by, release.compartment_id, May.RESPOND)
    mine = [a for a in release.answers.all() if a.person_id == by.pk and a.says == Says.REFUSE and a.stands]
    refuse_if(None if mine and release.signer_id != by.pk else "You have not objected to this.")
    for answer in mine:
        answer.withdrawn_at = at
        answer.save(update_fields=["withdrawn_at"])
    _settle_if_nobody_refuses(release, by=by, at=at)
    tell(
        ReleaseSettled(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )


@transaction.atomic
def settle(*, answer: ReleaseAnswer, reason: str, by: Person, at: datetime) -> ReleaseAnswer:
    """Set an answer aside because a paper shows that it does not count; only the privacy officer does."""
    release = answer.release
    require(by, release.compartment_id, May.WRITE)
    refuse_if(rules.why_not_settle(is_officer=by.staff.role == Role.ADMIN, stands=answer.stands, reason=reason))
    answer.voided_at, answer.voided_by, answer.void_reason = at, by, reason.strip()
    answer.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _settle_if_nobody_refuses(release, by=by, at=at)
    tell(
        ReleaseSettled(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return answer


def _settle_if_nobody_refuses(release: Release, *, by: Person, at: datetime) -> None:
    refresh(release.child_id, at=at)
    if not refusals(release).exists():
        worklist.done(kind="release_conflict", subject_id=release.pk, by=by, at=at)


def refusals(release: Release) -> QuerySet[ReleaseAnswer]:
    """Return the refusals that stand against a release."""
    return ReleaseAnswer.objects.filter(release=release, says=Says.REFUSE, withdrawn_at=None, voided_at=None)


def refuse_elsewhere(declined: Release, *, by: Person, at: datetime) -> None:
    """Let a no count against what another guardian was asked about the same between the same two."""
    if declined.capacity != Capacity.PARENT:
        return
    able = _able(declined, at)
    for release in _alike(declined, at).filter(declined_at=None, revoked_at=None).exclude(signer=by):
        if by.pk in able and not refusals(release).filter(person=by).exists():
            _refuse(release, by, at=at)


def carry_refusals(signed: Release, *, by: Person, at: datetime) -> None:
    """Let the standing no of another guardian, or a yes they took back, count against what was signed now."""
    if signed.capacity == Capacity.PARENT:
        able = _able(signed, at)
        latest: dict[object, Release] = {}
        for other in _alike(signed, at).exclude(signer=signed.signer).order_by("asked_at").select_related("signer"):
            if other.signer_id in able and (other.signed_at or other.declined_at):
                latest[other.signer_id] = other
        for other in latest.values():
            if (other.declined_at or other.revoked_at) and not refusals(signed).filter(person=other.signer).exists():
                _carry(signed, other, at)


def ask_if_refused(signed: Release, *, by: Person, at: datetime) -> None:
    """Put a release before the officers if a no stands against it."""
    if refusals(signed).exists():
        _ask_officers(signed, by=by, at=at)


def _carry(signed: Release, other: Release, at: datetime) -> None:
    # Nobody answers in another's name: the house writes down again what that person has said already.
    with seen_by(system_person("reminders"), at):
        keep(signed, other.signer, Says.REFUSE, at=other.revoked_at or other.declined_at or at)


def _alike(release: Release, at: datetime) -> QuerySet[Release]:
    pair = [release.from_organization_id, release.to_organization_id]
    return Release.objects.filter(
        child=release.child_id,
        from_organization__in=pair,
        to_organization__in=pair,
        to_person=release.to_person,
        categories__overlap=[c for c in release.categories if c != "consents"],
        capacity=Capacity.PARENT,
        ends_at__gt=at,
    ).exclude(pk=release.pk)


def _ask_officers(release: Release, *, by: Person, at: datetime) -> None:
    places = {release.compartment.custodian_id, release.from_organization_id}
    for place in places | ({release.to_organization_id} if release.to_organization_id else set()):
        for officer in staff_of(place, Role.ADMIN):
            worklist.ask(
                person=officer.person,
                child=release.child,
                compartment=release.compartment_id,
                kind="release_conflict",
                subject_id=release.pk,
                url=reverse("consent:sign", args=[release.pk]),
                urgent=True,
                by=by,
                at=at,
            )
