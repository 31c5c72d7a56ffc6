"""Asking for a release, signing, declining and revoking it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.types import Authority, Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import actions as people
from trefoil.ground.people import letters
from trefoil.ground.people.models import Caregiver, Child, Organization, Person
from trefoil.ground.people.types import Kind
from trefoil.ground.timeline import actions as timeline
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from . import queries, rules, words
from .events import ReleaseAsked, ReleaseDeclined, ReleaseRevoked, ReleaseSigned
from .models import Release
from .types import Invited

ANSWERED = ("release_answered", "release_signed", "release_declined", "release_revoked")


@transaction.atomic
def ask(
    *,
    child: Child,
    from_organization: Organization,
    to_organization: Organization,
    categories: Iterable[Category],
    purpose: str,
    signer: Person,
    ends_at: datetime,
    by: Person,
    at: datetime,
    both_ways: bool = True,
    then: str = "",
) -> Release:
    """Ask a guardian to release some categories from one organization to another; it waits in their list at once.

    Args:
        then: the address where whoever asks goes on once it is signed.
    """
    wanted = {Category(c) for c in categories}
    custodian = by.staff.organization
    compartment = compartment_for(child_id=child.pk, category=Category.CONSENTS, custodian_id=custodian.pk)
    require(by, compartment, May.WRITE)
    refuse_if(
        rules.why_not_ask(
            categories=wanted,
            starts_at=at,
            ends_at=ends_at,
            authority=_authority(child.pk, signer, wanted, from_organization.pk, at),
            same_organization=from_organization.pk == to_organization.pk,
            already_asked=_already_asked(child, from_organization, to_organization, wanted, signer, at),
        )
    )
    release = Release.objects.create(
        compartment=compartment,
        child=child,
        from_organization=from_organization,
        to_organization=to_organization,
        categories=sorted(wanted),
        purpose=purpose,
        both_ways=both_ways,
        signer=signer,
        asked_by=by,
        asked_at=at,
        ends_at=ends_at,
        then=then,
    )
    _put_before_signer(release, by=by, at=at)
    tell(ReleaseAsked(child_id=child.pk, release_id=release.pk, at=at), by=by, compartment=compartment)
    return release


def _put_before_signer(release: Release, *, by: Person, at: datetime) -> None:
    # In this transaction and not by a subscriber: a question that waits in nobody's list is never answered.
    worklist.ask(
        person=release.signer,
        child=release.child,
        compartment=release.compartment_id,
        kind="sign_release",
        subject_id=release.pk,
        url=reverse("consent:sign", args=[release.pk]),
        by=by,
        at=at,
    )


def _authority(
    child_id: UUID, person: Person, categories: Collection[str], custodian_id: UUID, at: datetime
) -> str | None:
    """Return full authority for whoever may sign for all of it now: a delegation covers it, and no court took it."""
    wanted = [Category(c) for c in categories]
    able = queries.signers_of(child_id, at, categories=wanted, custodian_id=custodian_id)
    return Authority.FULL if person.pk in able else None


def _already_asked(
    child: Child,
    giver: Organization,
    taker: Organization,
    categories: set[Category],
    signer: Person,
    at: datetime,
) -> bool:
    waiting = Release.objects.filter(
        child=child,
        from_organization=giver,
        to_organization=taker,
        signer=signer,
        signed_at=None,
        declined_at=None,
        ends_at__gt=at,
    )
    return any(set(release.categories) == categories for release in waiting)


def invite_signer(release: Release, *, by: Person, at: datetime) -> Invited:
    """Invite the signer of a release by e-mail if they have no account yet; tell how it went.

    The secret of the link is kept nowhere, so it leaves in the request and not in a job.
    """
    if queries.has_account(release.signer_id):
        return Invited.NOT_NEEDED
    caregiver = Caregiver.objects.filter(child=release.child_id, person=release.signer_id, ends_at=None).first()
    if caregiver is None or not caregiver.email:
        return Invited.NO_ADDRESS
    invitation, token = people.invite(person=release.signer, email=caregiver.email, by=by, at=at)
    return Invited.SENT if letters.send_invitation(invitation, token) else Invited.NOT_SENT


@transaction.atomic
def sign(*, release: Release, typed_name: str, language: str, by: Person, at: datetime) -> Release:
    """Sign a release with a typed name; the exact text is kept and its grants open at once."""
    require(by, release.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_sign(
            authority=_authority(release.child_id, by, release.categories, release.from_organization_id, at),
            typed_name=typed_name,
            name=str(by),
            signed=release.signed_at is not None,
            over=release.ends_at <= at,
            asked_of_them=release.signer_id == by.pk,
            declined=release.declined_at is not None,
        )
    )
    release.signed_at, release.starts_at = at, at
    release.signed_name, release.language = typed_name.strip(), language
    release.signed_text = words.text_of(release, language=language)
    release.save()
    refresh(release.child_id, at=at)
    worklist.done(kind="sign_release", subject_id=release.pk, by=by, at=at)
    _answer(release, "release_signed" if release.then else "release_answered", by, at)
    _note(release, "release_signed", by, at)
    tell(
        ReleaseSigned(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release


@transaction.atomic
def decline(*, release: Release, by: Person, at: datetime) -> Release:
    """Decline a release; nothing is shared and nobody is asked why."""
    require(by, release.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_decline(
            asked_of_them=release.signer_id == by.pk,
            signed=release.signed_at is not None,
            declined=release.declined_at is not None,
        )
    )
    release.declined_at = at
    release.save(update_fields=["declined_at"])
    worklist.done(kind="sign_release", subject_id=release.pk, by=by, at=at)
    _answer(release, "release_declined", by, at)
    tell(
        ReleaseDeclined(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release


@transaction.atomic
def revoke(*, release: Release, by: Person, at: datetime) -> Release:
    """Revoke a release: what it opened closes with this transaction; what was read stays known.

    The guardian who signed does it, or, on the guardian's word, somebody who keeps the papers.
    """
    require(by, release.compartment_id, May.RESPOND if release.signer_id == by.pk else May.WRITE)
    refuse_if(
        rules.why_not_revoke(
            signed=release.signed_at is not None,
            revoked=release.revoked_at is not None or release.ends_at <= at,
        )
    )
    release.revoked_at, release.revoked_by = at, by
    release.save(update_fields=["revoked_at", "revoked_by"])
    refresh(release.child_id, at=at)
    worklist.done(kind="release_signed", subject_id=release.pk, by=by, at=at)
    _answer(release, "release_revoked", by, at)
    _note(release, "release_revoked", by, at)
    tell(
        ReleaseRevoked(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release


@transaction.atomic
def notice(*, releases: Iterable[Release], by: Person, at: datetime) -> None:
    """Take answered releases off the list of who asked for them: they have seen the answer."""
    for release in releases:
        if release.asked_by_id == by.pk and (release.signed_at or release.declined_at):
            for kind in ANSWERED:
                if kind != "release_signed":  # stays until what it was asked for is done
                    worklist.done(kind=kind, subject_id=release.pk, person=by, by=by, at=at)


def _answer(release: Release, kind: str, by: Person, at: datetime) -> None:
    """Bring the answer to who asked."""
    worklist.ask(
        person=release.asked_by_id,
        child=release.child,
        compartment=release.compartment_id,
        kind=kind,
        subject_id=release.pk,
        url=release.then or reverse("consent:releases", args=[release.child_id]),
        by=by,
        at=at,
    )


def _note(release: Release, kind: str, by: Person, at: datetime) -> None:
    timeline.note(
        child=release.child_id,
        compartment=release.compartment_id,
        at=at,
        kind=kind,
        voice=by.staff.organization.voice if by.kind == Kind.STAFF else Voice.HOME,
        by=by,
        subject_id=release.pk,
        url=reverse("consent:sign", args=[release.pk]),
    )
