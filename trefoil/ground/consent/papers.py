"""Releases that were signed on paper: who signed, on what day, and the scan."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person

from . import actions, elements, queries, words
from .models import Release


@transaction.atomic
def enter_paper(*, upload: Upload, signed_on: date, language: str, by: Person, at: datetime, **asked: Any) -> Release:
    """Enter a release that was signed on paper, with its scan; it is in force from this moment, not from its date.

    Args:
        upload: the scan.
        signed_on: the day beside the signature.
        language: the language of the paper.
        by: who enters it.
        at: when.
        asked: what is on it, as for `actions.ask`.
    """
    release = actions.ask(by=by, at=at, announce=False, **asked)
    release.on_paper, release.entered_by = True, by
    release.signed_at, release.starts_at, release.signed_on = at, at, signed_on
    release.signed_name, release.language = str(release.signer), language
    release.signed_text = words.text_of(release, language=language)
    today = timezone.localdate(at)
    refuse_if(elements.why_not_complete(queries.elements_of(release), longest=queries.longest(release), today=today))
    release.save()
    actions.finish_signing(release, by=by, at=at)
    documents.keep(
        child=release.child, compartment=release.compartment, upload=upload, subject_id=release.pk, by=by, at=at
    )
    return release
