"""Handing out a paper."""

import logging
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from trefoil.ground.access.gate import deny, enter
from trefoil.ground.access.types import Category
from trefoil.ground.kit import vault

from . import queries, rules
from .models import Document

log = logging.getLogger(__name__)


@require_GET
def download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Hand a paper out as a file, never inside a page; `?neutral` gives it a name that tells nobody anything."""
    document = Document.objects.filter(pk=document_id, voided_at=None).select_related("compartment").first()
    if document is None:
        return deny(request, page="documents:download", child_id=None)
    enter(request, document.child_id, page="documents:download", categories={Category(document.compartment.category)})
    try:
        content = queries.content_of(document)
    except vault.Broken:
        log.error("document %s cannot be read: its file is missing or was changed", document.pk)
        return render(request, "documents/broken.html", {"document": document}, status=410)
    return _as_file(content, document, neutral="neutral" in request.GET)


def _as_file(content: bytes, document: Document, *, neutral: bool) -> HttpResponse:
    name = f"document.{rules.extension_of(document.name)}" if neutral else document.name
    response = HttpResponse(content, content_type=document.type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
