"""Asking for a release, signing, declining and revoking it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people import actions as people
from trefoil.ground.people import letters
from trefoil.ground.people.models import Child, Organization, Person, Staff
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.people.types import Kind
from trefoil.ground.timeline import actions as timeline
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from . import answering, elements, queries, rules, words
from .events import ReleaseAsked, ReleaseDeclined, ReleaseRevoked, ReleaseSigned
from .models import Release
from .standing import Standing, standing_of
from .types import Capacity, Invited, RevokedHow, Says

ANSWERED = ("release_answered", "release_signed", "release_declined", "release_revoked")
OF_SIGNERS = ("sign_release", "own_release")
ENDING = ("release_ending", "permission_ending", "own_release_ending")


class Terms(TypedDict, total=False):
    """What a release may say beyond who gives whom what, and until when."""

    both_ways: bool
    then: str
    """The address where whoever asks goes on once it is signed."""
    to_person: Person | None
    """The one person it reaches."""
    to_role: str
    """The one role in the organization that it reaches."""
    records_from: date | None
    """The first day of the records that it is about; with it or the last, it opens no page."""
    records_until: date | None
    end_event: str
    """What ends it before its time."""
    interpreter: str
    """Who reads it to the signer in their language."""
    renews: Release | None
    """The release that it takes over from."""


@transaction.atomic
def ask(
    *,
    child: Child,
    from_organization: Organization,
    to_organization: Organization | None,
    categories: Iterable[Category],
    purpose: str,
    signer: Person,
    ends_at: datetime,
    by: Person,
    at: datetime,
    announce: bool = True,
    **terms: Unpack[Terms],
) -> Release:
    """Ask somebody who decides to release some categories from one organization; it waits in their list at once.

    Args:
        to_organization: who receives it; None when it reaches a member of the family.
        announce: put it before the signer; not when it was signed on paper already.
        terms: what else it says.
    """
    wanted = {Category(c) for c in categories}
    part2 = Category.SUD in wanted
    standing = standing_of(signer, child, categories=wanted, giver=from_organization, part2=part2, at=at)
    compartment = place_of(child, by.staff.organization, standing, part2)
    require(by, compartment, May.WRITE)
    release = Release(
        compartment=compartment,
        child=child,
        from_organization=from_organization,
        to_organization=to_organization,
        categories=sorted(wanted),
        purpose=purpose,
        part2=part2,
        signer=signer,
        capacity=standing.capacity,
        evidence=standing.evidence,
        asked_by=by,
        asked_at=at,
        ends_at=ends_at,
        form_version=elements.FORM_VERSION,
        language=signer.language,
        **terms,
    )
    refuse_unless_askable(release, standing, at)
    release.save(force_insert=True)
    if announce:
        put_before_signer(release, by=by, at=at)
        tell(ReleaseAsked(child_id=child.pk, release_id=release.pk, at=at), by=by, compartment=compartment)
    return release


def place_of(child: Child, custodian: Organization, standing: Standing, part2: bool) -> Compartment:
    """Return where a release lives: one that a minor gives alone lies where no guardian reads."""
    stamp: dict[str, Any] = {}
    if part2:
        stamp = {"part2": True}
    elif standing.capacity == Capacity.YOUTH:
        stamp = {"confidential": True}
    return compartment_for(child_id=child.pk, category=Category.CONSENTS, custodian_id=custodian.pk, **stamp)


def refuse_unless_askable(release: Release, standing: Standing, at: datetime) -> None:
    """Refuse a release that cannot be asked for as it stands."""
    wanted = {Category(c) for c in release.categories}
    refuse_if(
        rules.why_not_ask(
            categories=wanted,
            starts_at=at,
            ends_at=release.ends_at,
            authority=standing.authority,
            of_child=standing.of_child,
            child_decides=standing.child_decides,
            same_organization=not release.to_person_id and release.from_organization_id == release.to_organization_id,
            already_asked=_already_asked(release, wanted, at),
            part2=release.part2,
            longest=timedelta(days=standing.law.consent_days),
        )
    )
    if release.to_person_id:
        refuse_if(_why_not_reach(release, wanted))


def _why_not_reach(release: Release, wanted: set[Category]) -> str | None:
    person = release.to_person
    staff: Staff | None = getattr(person, "staff", None)
    relative = None if staff or person is None else caregiver_of(release.child_id, person.pk)
    return rules.why_not_reach(
        categories=wanted,
        of_organization=staff is not None and staff.organization_id == release.to_organization_id,
        of_relative=relative is not None,
        authority=relative.authority if relative else None,
        both_ways=release.both_ways,
    )


def put_before_signer(release: Release, *, by: Person, at: datetime) -> None:
    """Put a release on the list of whoever is asked to sign it."""
    # In this transaction and not by a subscriber: a question that waits in nobody's list is never answered.
    worklist.ask(
        person=release.signer,
        child=release.child,
        compartment=release.compartment_id,
        kind="own_release" if release.signer_id == release.child_id else "sign_release",
        subject_id=release.pk,
        url=reverse("consent:sign", args=[release.pk]),
        by=by,
        at=at,
    )


def _already_asked(release: Release, categories: set[Category], at: datetime) -> bool:
    waiting = Release.objects.filter(
        child=release.child,
        from_organization=release.from_organization,
        to_organization=release.to_organization,
        to_person=release.to_person,
        to_role=release.to_role,
        signer=release.signer,
        signed_at=None,
        declined_at=None,
        ends_at__gt=at,
    )
    return any(set(other.categories) == categories for other in waiting)


def invite_signer(release: Release, *, by: Person, at: datetime) -> Invited:
    """Invite the signer of a release by e-mail if they have no account yet; tell how it went.

    The secret of the link is kept nowhere, so it leaves in the request and not in a job.
    """
    if queries.has_account(release.signer_id):
        return Invited.NOT_NEEDED
    caregiver = caregiver_of(release.child_id, release.signer_id)
    if caregiver is None or not caregiver.email:
        return Invited.NO_ADDRESS
    invitation, token = people.invite(person=release.signer, email=caregiver.email, by=by, at=at)
    return Invited.SENT if letters.send_invitation(invitation, token) else Invited.NOT_SENT


@transaction.atomic
def sign(*, release: Release, typed_name: str, language: str, by: Person, at: datetime) -> Release:
    """Sign a release with a typed name; the exact text is kept and its grants open at once."""
    require(by, release.compartment_id, May.RESPOND)
    if release.signer_id == by.pk:
        _take_turn(release)
    of_child = release.signer_id == release.child_id
    refuse_if(
        rules.why_not_sign(
            authority=queries.authority_of(release, by, at),
            of_child=of_child and by.pk == release.child_id,
            typed_name=typed_name,
            name=str(by),
            signed=release.signed_at is not None,
            over=release.ends_at <= at,
            asked_of_them=release.signer_id == by.pk,
            declined=release.declined_at is not None,
        )
    )
    _put_signature(release, typed_name, language, signed_on=timezone.localdate(at), at=at)
    worklist_done(release, OF_SIGNERS, by=by, at=at)
    answer_asker(release, "release_signed" if release.then else "release_answered", by, at)
    finish_signing(release, by=by, at=at)
    return release


def _take_turn(release: Release) -> None:
    """Of two who answer or end a release at once, let the second wait here, and then read what the first one did."""
    fresh = Release.objects.select_for_update(no_key=True)
    read = ["signed_at", "declined_at", "revoked_at", "event_at", "ends_at"]
    release.refresh_from_db(fields=read, from_queryset=fresh)


def _put_signature(release: Release, name: str, language: str, *, signed_on: date, at: datetime) -> None:
    release.signed_at, release.starts_at, release.signed_on = at, at, signed_on
    release.signed_name, release.language = name.strip(), language
    release.signed_text = words.text_of(release, language=language)
    refuse_if(
        elements.why_not_complete(queries.elements_of(release), longest=queries.longest(release), today=signed_on)
    )
    release.save()


def finish_signing(release: Release, *, by: Person, at: datetime) -> None:
    """Keep the answer, open what it opens, and let the timeline and the trail know that a release was signed."""
    answering.keep(release, release.signer, Says.ALLOW, at=at)
    answering.carry_refusals(release, by=by, at=at)
    refresh(release.child_id, at=at)
    answering.ask_if_refused(release, by=by, at=at)
    if release.renews_id:
        for kind in ENDING:
            worklist.done(kind=kind, subject_id=release.renews_id, by=by, at=at)
    note(release, "release_signed", by, at)
    tell(
        ReleaseSigned(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )


def worklist_done(release: Release, kinds: Iterable[str], *, by: Person, at: datetime) -> None:
    """Take a release off the lists it stands on."""
    for kind in kinds:
        worklist.done(kind=kind, subject_id=release.pk, by=by, at=at)


@transaction.atomic
def decline(*, release: Release, by: Person, at: datetime) -> Release:
    """Decline a release; nothing is shared and nobody is asked why."""
    require(by, release.compartment_id, May.RESPOND)
    if release.signer_id == by.pk:
        _take_turn(release)
    refuse_if(
        rules.why_not_decline(
            asked_of_them=release.signer_id == by.pk,
            signed=release.signed_at is not None,
            declined=release.declined_at is not None,
        )
    )
    release.declined_at = at
    release.save(update_fields=["declined_at"])
    answering.keep(release, by, Says.REFUSE, at=at)
    worklist_done(release, OF_SIGNERS, by=by, at=at)
    answer_asker(release, "release_declined", by, at)
    answering.refuse_elsewhere(release, by=by, at=at)
    tell(
        ReleaseDeclined(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release


@transaction.atomic
def revoke(*, release: Release, by: Person, at: datetime, how: RevokedHow = RevokedHow.PORTAL) -> Release:
    """Revoke a release: what it opened closes with this transaction; what was read stays known.

    The guardian who signed does it, or, on the guardian's word, somebody who keeps the papers.

    Args:
        how: here, or by word or letter to whoever writes it down.
    """
    require(by, release.compartment_id, May.RESPOND if release.signer_id == by.pk else May.WRITE)
    _take_turn(release)
    refuse_if(
        rules.why_not_revoke(
            signed=release.signed_at is not None,
            revoked=release.revoked_at is not None or queries.end_of(release) <= at,
        )
    )
    release.revoked_at, release.revoked_by = at, by
    release.revoked_how = RevokedHow.PORTAL if release.signer_id == by.pk else how
    release.save(update_fields=["revoked_at", "revoked_by", "revoked_how"])
    _close(release, "release_revoked", by=by, at=at)
    tell(
        ReleaseRevoked(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release


@transaction.atomic
def note_event(*, release: Release, by: Person, at: datetime) -> Release:
    """Write down that what ends a release before its time has come."""
    require(by, release.compartment_id, May.WRITE)
    _take_turn(release)
    refuse_if(None if release.end_event else "This release ends on its day, and by nothing else.")
    refuse_if(rules.why_not_revoke(signed=release.signed_at is not None, revoked=queries.end_of(release) <= at))
    release.event_at, release.event_noted_by = at, by
    release.save(update_fields=["event_at", "event_noted_by"])
    _close(release, "release_over", by=by, at=at)
    return release


def _close(release: Release, kind: str, *, by: Person, at: datetime) -> None:
    refresh(release.child_id, at=at)
    worklist_done(release, ("release_signed", "release_conflict", *ENDING), by=by, at=at)
    answer_asker(release, "release_revoked", by, at)
    note(release, kind, by, at)


@transaction.atomic
def notice(*, releases: Iterable[Release], by: Person, at: datetime) -> None:
    """Take answered releases off the list of who asked for them: they have seen the answer."""
    for release in releases:
        if release.asked_by_id == by.pk and (release.signed_at or release.declined_at):
            for kind in ANSWERED:
                if kind != "release_signed":  # stays until what it was asked for is done
                    worklist.done(kind=kind, subject_id=release.pk, person=by, by=by, at=at)


def answer_asker(release: Release, kind: str, by: Person, at: datetime) -> None:
    """Bring an answer to who asked."""
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


def note(release: Release, kind: str, by: Person, at: datetime) -> None:
    """Let the timeline tell what became of a release, to those who may read the release."""
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
