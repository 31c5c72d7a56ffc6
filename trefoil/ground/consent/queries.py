"""Which releases there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Account, Caregiver, Organization, Staff
from trefoil.ground.rulebook.queries import law

from . import signing
from .models import Release
from .words import category_words


def releases(child_id: UUID) -> QuerySet[Release]:
    """Return a child's releases, newest first."""
    return (
        Release.objects.filter(child_id=child_id)
        .select_related("from_organization", "to_organization", "signer", "asked_by", "child__person")
        .order_by("-asked_at")
    )


def live(child_id: UUID, at: datetime) -> QuerySet[Release]:
    """Return the releases in force at an instant."""
    return releases(child_id).filter(
        Q(revoked_at=None) | Q(revoked_at__gt=at),
        signed_at__lte=at,
        starts_at__lte=at,
        ends_at__gt=at,
    )


def waiting_for(person_id: UUID) -> QuerySet[Release]:
    """Return the releases a person is asked to sign."""
    return Release.objects.filter(signer_id=person_id, signed_at=None, declined_at=None).select_related(
        "from_organization", "to_organization", "child__person"
    )


def ending(child_ids: list[UUID], before: datetime, at: datetime) -> QuerySet[Release]:
    """Return the live releases that end before an instant."""
    return Release.objects.filter(
        child_id__in=child_ids,
        signed_at__isnull=False,
        revoked_at=None,
        ends_at__gt=at,
        ends_at__lt=before,
    ).select_related("child__person", "to_organization")


@dataclass(frozen=True)
class Reader:
    """One person who read under a release: how often, when last, and what, in plain words."""

    name: str
    title: str
    organization: str
    voice: str
    times: int
    last_at: datetime
    what: list[str]


def readers_under(release: Release, at: datetime) -> list[Reader]:
    """Return who had read what under a release while it was in force, the latest first.

    Only whoever may see all that was read learns of a reading; it is the child, a guardian or the privacy officer.
    Reading the permission itself is how people act under it, and does not count.
    """
    if not release.signed_at:
        return []
    until = min(filter(None, (release.revoked_at, release.ends_at, at)))
    takers = [release.to_organization_id, *([release.from_organization_id] if release.both_ways else [])]
    shared = [category for category in release.categories if category != Category.CONSENTS]
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.person_id, count(distinct r.at), max(r.at), array_agg(distinct c.category)"
            " from readers_of(%s) r cross join lateral unnest(r.categories) c(category)"
            " join people_staff s on s.person_id = r.person_id"
            " where r.at >= %s and r.at < %s and 'consent' = any(r.bases)"
            " and c.category = any(%s) and s.organization_id = any(%s)"
            " group by r.person_id order by max(r.at) desc",
            [release.child_id, release.signed_at, until, shared, takers],
        )
        rows = cursor.fetchall()
    return _named(rows)


def _named(rows: list[tuple[UUID, int, datetime, list[str]]]) -> list[Reader]:
    staff = Staff.objects.select_related("person", "organization").in_bulk([row[0] for row in rows])
    return [
        Reader(
            name=str(staff[person].person),
            title=staff[person].title,
            organization=staff[person].organization.name,
            voice=staff[person].organization.voice,
            times=times,
            last_at=last,
            what=category_words(what),
        )
        for person, times, last, what in rows
    ]


def signers_of(
    child_id: UUID, at: datetime, *, categories: Collection[Category], custodian_id: UUID, part2: bool = False
) -> frozenset[UUID]:
    """Return who may sign at an instant for all of these categories of what an organization keeps.

    No caregiver under a court order or a suspicion is among them; where the child alone decides, the child is.
    """
    pack = law(Organization.objects.values_list("pack", flat=True).get(pk=custodian_id), at.date())
    facts = facts_now(child_id)
    return signing.signers_of(facts, at, pack, categories=categories, custodian=custodian_id, part2=part2)  # type: ignore[return-value]


def signers(child_id: UUID, at: datetime, *, categories: Collection[Category], custodian_id: UUID) -> list[Caregiver]:
    """Return the caregivers who may sign for at least one of these categories, as far as the viewer may know them."""
    pack = law(Organization.objects.values_list("pack", flat=True).get(pk=custodian_id), at.date())
    facts = facts_now(child_id)
    able = {
        person
        for category in categories
        for person in signing.signers_of(facts, at, pack, categories=[category], custodian=custodian_id)
    }
    found = Caregiver.objects.filter(child_id=child_id, ends_at=None, person_id__in=able)
    return list(found.select_related("person").order_by("pk"))


def has_account(person_id: UUID) -> bool:
    """Tell whether a person can sign in."""
    return Account.objects.filter(person_id=person_id).exists()
