"""Releases that end soon: those who decide are warned, and the same is asked for again with one tap."""

import math
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import Category, May, Viewer
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person
from trefoil.ground.worklist import actions as worklist

from . import actions, elements, queries, rules
from .events import ReleaseAsked, ReleaseEnding
from .models import Release
from .standing import law_of, standing_of

SOONEST = timedelta(days=366)


@transaction.atomic
def warn(*, by: Person | Viewer, at: datetime) -> int:
    """Warn the signer and the owner of each release that ends soon, once at each threshold; return how many."""
    warned = 0
    soon = (
        Release.objects.filter(signed_at__isnull=False, revoked_at=None, event_at=None)
        .filter(ends_at__gt=at, ends_at__lte=at + SOONEST)
        .select_related("child", "from_organization", "signer", "asked_by")
        .prefetch_related("renewals")
        .order_by("ends_at")
    )
    for release in soon:
        days = law_of(release.from_organization, at).warning_days
        due = rules.next_warning(math.ceil((release.ends_at - at) / timedelta(days=1)), release.warned_days, days)
        if due is not None and not any(r.signed_at for r in release.renewals.all()):
            _warn(release, due, by=by, at=at)
            warned += 1
    return warned


def _warn(release: Release, threshold: int, *, by: Person | Viewer, at: datetime) -> None:
    release.warned_days = threshold
    release.save(update_fields=["warned_days"])
    own = release.signer_id == release.child_id
    for person, kind, url in (
        (release.signer_id, "own_release_ending" if own else "permission_ending", "consent:sign"),
        (release.asked_by_id, "release_ending", "consent:sign"),
    ):
        worklist.ask(
            person=person,
            child=release.child,
            compartment=release.compartment_id,
            kind=kind,
            subject_id=release.pk,
            url=reverse(url, args=[release.pk]),
            due_at=release.ends_at,
            by=by,
            at=at,
        )
    tell(
        ReleaseEnding(child_id=release.child_id, release_id=release.pk, at=at),
        by=by,
        compartment=release.compartment_id,
    )


@transaction.atomic
def renew(*, release: Release, by: Person, at: datetime) -> Release:
    """Ask for the same again, for as long as before; the signer does it for themselves, or staff ask them."""
    is_signer = release.signer_id == by.pk
    require(by, release.compartment_id, May.RESPOND if is_signer else May.WRITE)
    refuse_if(rules.why_not_renew(signed=release.signed_at is not None, revoked=release.revoked_at is not None))
    waiting = release.renewals.filter(signed_at=None, declined_at=None, ends_at__gt=at).first()
    if waiting:
        return waiting
    again = _again(release, at)
    actions.refuse_unless_askable(
        again,
        standing_of(
            release.signer,
            release.child,
            categories=[Category(c) for c in release.categories],
            giver=release.from_organization,
            part2=release.part2,
            at=at,
        ),
        at,
    )
    again.save(force_insert=True)
    actions.put_before_signer(again, by=by, at=at)
    for kind in actions.ENDING:
        worklist.done(kind=kind, subject_id=release.pk, person=by, by=by, at=at)
    if not is_signer:
        tell(ReleaseAsked(child_id=again.child_id, release_id=again.pk, at=at), by=by, compartment=again.compartment_id)
    return again


def _again(release: Release, at: datetime) -> Release:
    lasts = min(release.ends_at - (release.starts_at or release.asked_at), queries.longest(release))
    return Release(
        compartment_id=release.compartment_id,
        child=release.child,
        from_organization=release.from_organization,
        to_organization=release.to_organization,
        to_person=release.to_person,
        to_role=release.to_role,
        categories=release.categories,
        purpose=release.purpose,
        part2=release.part2,
        both_ways=release.both_ways,
        records_from=release.records_from,
        records_until=release.records_until,
        signer=release.signer,
        capacity=release.capacity,
        evidence=release.evidence,
        asked_by=release.asked_by,
        asked_at=at,
        ends_at=at + lasts,
        end_event=release.end_event,
        form_version=elements.FORM_VERSION,
        language=release.signer.language,
        interpreter=release.interpreter,
        renews=release,
    )
