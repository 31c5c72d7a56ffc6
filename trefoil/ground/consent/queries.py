"""Which releases there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.types import Authority, Category
from trefoil.ground.people.models import Account, Caregiver, Child, Organization, Person, Staff
from trefoil.ground.rulebook.queries import law

from . import signing
from .elements import Elements
from .models import Release, ReleaseAnswer
from .standing import able_caregivers, law_of
from .types import Says
from .words import CATEGORY_WORDS, category_words, recipient_words, statements_of


def releases(child_id: UUID) -> QuerySet[Release]:
    """Return a child's releases, newest first."""
    return (
        Release.objects.filter(child_id=child_id)
        # Neither child nor signer: who reads a paper may know of neither, and a join would hide the paper too.
        .select_related("from_organization", "to_organization", "to_person", "asked_by")
        .prefetch_related("answers")
        .order_by("-asked_at")
    )


def live(child_id: UUID, at: datetime) -> QuerySet[Release]:
    """Return the releases between whole organizations that are in force at an instant and open pages."""
    refused = ReleaseAnswer.objects.filter(
        release=OuterRef("pk"), says=Says.REFUSE, withdrawn_at=None, voided_at=None, at__lte=at
    )
    return releases(child_id).filter(
        ~Exists(refused),
        Q(revoked_at=None) | Q(revoked_at__gt=at),
        Q(event_at=None) | Q(event_at__gt=at),
        signed_at__lte=at,
        starts_at__lte=at,
        ends_at__gt=at,
        to_person=None,
        to_role="",
        records_from=None,
        records_until=None,
    )


def waiting_for(person_id: UUID) -> QuerySet[Release]:
    """Return the releases a person is asked to sign."""
    return Release.objects.filter(signer_id=person_id, signed_at=None, declined_at=None).select_related(
        "from_organization", "to_organization", "to_person", "child__person"
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
    until = min(end_of(release), at)
    takers = [release.to_organization_id, *([release.from_organization_id] if release.both_ways else [])]
    takers = [place for place in takers if place]
    shared = [category for category in release.categories if category != Category.CONSENTS]
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.person_id, count(distinct r.at), max(r.at), array_agg(distinct c.category)"
            " from readers_of(%s) r cross join lateral unnest(r.categories) c(category)"
            " join people_staff s on s.person_id = r.person_id"
            " where r.at >= %s and r.at < %s and r.bases && '{consent,youth_consent}'"
            " and c.category = any(%s) and s.organization_id = any(%s::uuid[])"
            " and (%s::uuid is null or r.person_id = %s) and (%s = '' or s.role = %s)"
            " group by r.person_id order by max(r.at) desc",
            [
                release.child_id,
                release.signed_at,
                until,
                shared,
                takers,
                *[release.to_person_id] * 2,
                *[release.to_role] * 2,
            ],
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


@dataclass(frozen=True)
class SignerChoice:
    """One person who can be asked to sign."""

    person: Person
    of_child: bool


def signers(child: Child, giver: Organization, at: datetime) -> list[SignerChoice]:
    """Return the caregivers who could sign now, as far as the viewer knows them, and the child, who alone can."""
    able = able_caregivers(child.pk, giver, at, categories=CATEGORY_WORDS, each=True)
    found = Caregiver.objects.filter(child=child, ends_at=None, person_id__in=able).select_related("person")
    return [*(SignerChoice(c.person, False) for c in found.order_by("pk")), SignerChoice(child.person, True)]


def relatives(child_id: UUID) -> list[Caregiver]:
    """Return the caregivers without authority, to whom a few things can be released by name."""
    found = Caregiver.objects.filter(child_id=child_id, ends_at=None).exclude(authority="full")
    return list(found.select_related("person").order_by("pk"))


def authority_of(release: Release, person: Person, at: datetime) -> str | None:
    """Return full authority for whoever may sign a release now."""
    able = able_caregivers(release.child_id, release.from_organization, at, categories=release.categories)
    return Authority.FULL if person.pk in able else None


def end_of(release: Release) -> datetime:
    """Return when a release ends or ended: on its day, by an event, or because it was revoked."""
    return min(filter(None, (release.ends_at, release.event_at, release.revoked_at)))


def longest(release: Release) -> timedelta:
    """Return how long a release may last by the law of whoever shares."""
    rules = law_of(release.from_organization, release.asked_at)
    return timedelta(days=rules.consent_days)


def _begins(release: Release) -> datetime:
    """Return from when the time that the law allows is counted: on paper from the day beside the signature."""
    if release.on_paper and release.signed_on:
        return datetime.combine(release.signed_on, time(), timezone.get_current_timezone())
    return release.starts_at or release.asked_at


def elements_of(release: Release) -> Elements:
    """Return what stands on a release, for the rule that says what it lacks."""
    return Elements(
        subject=str(release.child),
        giver=release.from_organization.name,
        recipient=recipient_words(release),
        categories=frozenset(map(Category, release.categories)),
        purpose=release.purpose,
        effective=_begins(release),
        ends_at=release.ends_at,
        signer=str(release.signer),
        capacity=release.capacity,
        evidence=release.evidence,
        signed_name=release.signed_name,
        signed_on=release.signed_on,
        language=release.language,
        form_version=release.form_version,
        statements=list(statements_of(release)),
        part2=release.part2,
        records_from=release.records_from,
        records_until=release.records_until,
    )


def has_account(person_id: UUID) -> bool:
    """Tell whether a person can sign in."""
    return Account.objects.filter(person_id=person_id).exists()
