"""Asking for a release, signing, declining and revoking it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Caregiver, Child, Organization, Person

from . import rules, words
from .events import ReleaseAsked, ReleaseDeclined, ReleaseRevoked, ReleaseSigned
from .models import Release


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
) -> Release:
    """Ask a guardian to release some categories from one organization to another."""
    wanted = {Category(c) for c in categories}
    custodian = by.staff.organization
    compartment = compartment_for(
        child_id=child.pk, category=Category.CONSENTS, custodian_id=custodian.pk
    )
    require(by, compartment, May.WRITE)
    refuse_if(rules.why_not_ask(categories=wanted, starts_at=at, ends_at=ends_at))
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
    )
    tell(
        ReleaseAsked(child_id=child.pk, release_id=release.pk, at=at),
        by=by,
        compartment=compartment,
    )
    return release


@transaction.atomic
def sign(*, release: Release, typed_name: str, language: str, by: Person, at: datetime) -> Release:
    """Sign a release with a typed name; the exact text is kept and its grants open at once."""
    require(by, release.compartment_id, May.RESPOND)
    caregiver = Caregiver.objects.filter(child_id=release.child_id, person=by, ends_at=None).first()
    refuse_if(
        rules.why_not_sign(
            authority=caregiver.authority if caregiver else None,
            typed_name=typed_name,
            name=str(by),
            signed=release.signed_at is not None,
            over=release.ends_at <= at,
        )
    )
    release.signed_at, release.starts_at = at, at
    release.signed_name, release.language = typed_name.strip(), language
    release.signed_text = words.text_of(release, language=language)
    release.save()
    refresh(release.child_id, at=at)
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
    refuse_if("This release is already signed." if release.signed_at else None)
    release.declined_at = at
    release.save(update_fields=["declined_at"])
    tell(
        ReleaseDeclined(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release


@transaction.atomic
def revoke(*, release: Release, by: Person, at: datetime) -> Release:
    """Revoke a release: what it opened closes with this transaction; what was read stays known."""
    require(by, release.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_revoke(
            signed=release.signed_at is not None,
            revoked=release.revoked_at is not None or release.ends_at <= at,
        )
    )
    release.revoked_at, release.revoked_by = at, by
    release.save(update_fields=["revoked_at", "revoked_by"])
    refresh(release.child_id, at=at)
    tell(
        ReleaseRevoked(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )
    return release
