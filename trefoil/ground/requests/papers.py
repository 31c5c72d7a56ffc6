"""The papers: the accounting for the family, the record that was asked for, and the letters."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import translation

from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category
from trefoil.ground.kit import pdf
from trefoil.ground.people.models import Child

from . import accounting, words
from .models import AccessRequest
from .types import Chosen


def accounting_paper(
    child: Child, lines: Sequence[accounting.Line], *, hides_places: bool, language: str, at: datetime
) -> bytes:
    """Return the accounting of disclosures as a paper for the family; to some no place is named."""
    return pdf.pdf_of(
        "requests/paper_accounting.html",
        {"child": child, "lines": lines, "hides_places": hides_places, "at": at},
        title=words.said(words.TITLES["accounting"], language),
        language=language,
    )


def record_paper(request: AccessRequest, chosen: Sequence[Chosen], *, at: datetime) -> bytes:
    """Return the record that was asked for, as it is handed out: by kind, the newest first."""
    language = request.requester.language
    with translation.override(language):
        groups = by_category([c for c in chosen if c.is_in])
    kept_back = [c for c in chosen if c.decision]
    return pdf.pdf_of(
        "requests/paper_record.html",
        {
            "request": request,
            **_keeper(request, at),
            "groups": groups,
            "kept_back": sorted({c.reason for c in kept_back}),
            "left_out": sum(not c.is_in for c in chosen),
            "at": at,
        },
        title=words.said(words.TITLES["record"], language),
        language=language,
    )


def by_category(chosen: Sequence[Chosen]) -> list[tuple[str, list[Chosen]]]:
    """Return the items by category, in words, each in the order given."""
    ordered = sorted(chosen, key=lambda c: c.item.category)
    return [
        (str(words.CATEGORIES[Category(category)]), list(found))
        for category, found in groupby(ordered, key=lambda c: c.item.category)
    ]


def letter(request: AccessRequest, kind: str, *, at: datetime) -> bytes:
    """Return a letter to the requester: that more time is needed, that it is denied, or what was handed out."""
    language = request.requester.language
    context: dict[str, Any] = {"request": request, "kind": kind, "at": at, **_keeper(request, at)}
    title = words.said(words.TITLES["letter"], language)
    return pdf.pdf_of("requests/paper_letter.html", context, title=title, language=language)


def _keeper(request: AccessRequest, at: datetime) -> dict[str, Any]:
    """Return who keeps the record as the requester may know it, whoever makes the paper."""
    with seen_by(request.requester, at), translation.override(request.requester.language):
        hides = sight_of(request.child_id)[0].hides_location
        return {"kept_by": words.kept_by(request.custodian, hides_places=hides), "hides_places": hides}
