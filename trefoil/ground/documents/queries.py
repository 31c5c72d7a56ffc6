"""Which papers there are, and what is in one."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from trefoil.ground.kit import vault

from .models import Document


def papers(subject_id: UUID) -> QuerySet[Document]:
    """Return the papers that came with something, oldest first."""
    return (
        Document.objects.filter(subject_id=subject_id, voided_at=None).select_related("added_by").order_by("at", "pk")
    )


def papers_of(child_id: UUID) -> QuerySet[Document]:
    """Return all papers about a child that the viewer may see, newest first."""
    return Document.objects.filter(child_id=child_id, voided_at=None).select_related("added_by").order_by("-at", "-pk")


def content_of(document: Document) -> bytes:
    """Return what is in a paper, or raise `vault.Broken`."""
    known = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return vault.get(settings.DOCUMENTS, document.file, secrets_=known, bound_to=str(document.pk))
