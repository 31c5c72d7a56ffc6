"""Which releases there are."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from .models import Release


def releases(child_id: UUID) -> QuerySet[Release]:
    """Return a child's releases, newest first."""
    return (
        Release.objects.filter(child_id=child_id)
        .select_related(
            "from_organization", "to_organization", "signer", "asked_by", "child__person"
        )
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
    return Release.objects.filter(
        signer_id=person_id, signed_at=None, declined_at=None
    ).select_related("from_organization", "to_organization", "child__person")


def ending(child_ids: list[UUID], before: datetime, at: datetime) -> QuerySet[Release]:
    """Return the live releases that end before an instant."""
    return Release.objects.filter(
        child_id__in=child_ids,
        signed_at__isnull=False,
        revoked_at=None,
        ends_at__gt=at,
        ends_at__lt=before,
    ).select_related("child__person", "to_organization")
