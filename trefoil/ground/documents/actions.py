"""Keeping papers and taking them back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import May
from trefoil.ground.kit import vault
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person

from . import rules
from .events import DocumentKept, DocumentVoided
from .models import Document
from .types import Upload


def keep(
    *,
    child: Child,
    compartment: Compartment,
    upload: Upload,
    by: Person,
    at: datetime,
    subject_id: UUID | None = None,
) -> Document:
    """Keep a paper in a compartment: its row behind the wall, its content encrypted.

    Args:
        compartment: where it lives; whoever may answer there may add papers of their own.
        subject_id: what it came with.
    """
    require(by, compartment, May.RESPOND)
    refuse_if(rules.why_not_keep(name=upload.name, content=upload.content))
    number = new_id()
    name = vault.put(settings.DOCUMENTS, upload.content, secret=settings.SECRET_KEY, bound_to=str(number))
    try:
        return _write(number, name, child, compartment, upload, by, at, subject_id)
    except BaseException:
        vault.remove(settings.DOCUMENTS, name)
        raise


def keep_all(
    *,
    child: Child,
    compartment: Compartment,
    uploads: Iterable[Upload],
    by: Person,
    at: datetime,
    subject_id: UUID | None = None,
) -> list[Document]:
    """Keep several papers or none: where one fails, the files of those before it go too."""
    kept: list[Document] = []
    try:
        with transaction.atomic():
            for upload in uploads:
                kept.append(
                    keep(child=child, compartment=compartment, upload=upload, subject_id=subject_id, by=by, at=at)
                )
    except BaseException:
        for document in kept:
            vault.remove(settings.DOCUMENTS, document.file)
        raise
    return kept


@transaction.atomic
def _write(
    number: UUID,
    file: str,
    child: Child,
    compartment: Compartment,
    upload: Upload,
    by: Person,
    at: datetime,
    subject_id: UUID | None,
) -> Document:
    name = rules.safe_name(upload.name)
    document = Document(
        id=number,
        compartment=compartment,
        child=child,
        subject_id=subject_id,
        name=name,
        type=rules.type_of(upload.content) or "",
        size=len(upload.content),
        file=file,
        at=at,
        added_by=by,
    )
    document.save(force_insert=True)
    tell(DocumentKept(child_id=child.pk, document_id=number, at=at), by=by, compartment=compartment)
    return document


@transaction.atomic
def void(*, document: Document, reason: str, by: Person, at: datetime) -> Document:
    """Take a paper back: it is no longer shown or handed out, and the reason stays."""
    require(by, document.compartment_id, May.RESPOND)
    refuse_if("Say why this paper is taken back." if not reason.strip() else None)
    refuse_if("This paper is already taken back." if document.voided_at else None)
    document.voided_at, document.voided_by, document.void_reason = at, by, reason.strip()
    document.save(update_fields=["voided_at", "voided_by", "void_reason"])
    tell(
        DocumentVoided(child_id=document.child_id, document_id=document.pk, at=at),
        by=by,
        compartment=document.compartment_id,
    )
    return document
