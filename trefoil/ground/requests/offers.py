"""What can be handed out: each context brings its own items, as rows the present viewer may see.

A context above registers a function here, as it registers its facts: `bring("score", scores)`. It is called as the
requester, behind the wall, so it cannot bring what they may not see.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category
from trefoil.ground.consent.models import Release
from trefoil.ground.consent.words import recipient_words, without_places
from trefoil.ground.documents.models import Document
from trefoil.ground.timeline.models import Entry
from trefoil.ground.timeline.sentences import sentence_of

from .rules import NEVER
from .types import Item, Wanted

Offer = Callable[[Wanted], Iterable[Item]]
_offers: dict[str, Offer] = {}


def bring(kind: str, offer: Offer) -> None:
    """Register the function by which a context brings items of a kind."""
    _offers[kind] = offer


def items(wanted: Wanted) -> list[Item]:
    """Return everything the present viewer may see of what is wanted, newest first."""
    found = [item for offer in _offers.values() for item in offer(wanted)]
    return sorted(found, key=lambda item: item.at, reverse=True)


def narrowed(found: Any, wanted: Wanted, when: str = "at") -> Any:
    """Narrow a queryset of records to the custodian, the kinds and the days that are wanted."""
    places = Compartment.objects.filter(child_id=wanted.child_id, custodian_id=wanted.custodian_id)
    places = places.exclude(category__in=[str(c) for c in NEVER])
    if wanted.categories:
        places = places.filter(category__in=wanted.categories)
    found = found.filter(compartment_id__in=places.values("pk")).select_related("compartment")
    if wanted.starts_on:
        found = found.filter(**{f"{when}__gte": _midnight(wanted.starts_on)})
    if wanted.ends_on:
        found = found.filter(**{f"{when}__lt": _midnight(wanted.ends_on + timedelta(days=1))})
    return found


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _entries(wanted: Wanted) -> Iterable[Item]:
    found = narrowed(Entry.objects.filter(child_id=wanted.child_id), wanted).select_related("author")
    for entry in found:
        yield Item(
            kind="entry",
            id=entry.pk,
            at=entry.at,
            category=entry.compartment.category,
            compartment=entry.compartment_id,
            line=sentence_of(entry.kind, entry.params),
            who=str(entry.author) if entry.author else "",
        )


def _documents(wanted: Wanted) -> Iterable[Item]:
    found = narrowed(Document.objects.filter(child_id=wanted.child_id, voided_at=None), wanted)
    for document in found.select_related("added_by"):
        yield Item(
            kind="document",
            id=document.pk,
            at=document.at,
            category=document.compartment.category,
            compartment=document.compartment_id,
            line=_("Paper: %(name)s") % {"name": document.name},
            who=str(document.added_by),
            document=document.pk,
        )


def _releases(wanted: Wanted) -> Iterable[Item]:
    found = narrowed(Release.objects.filter(child_id=wanted.child_id, signed_at__isnull=False), wanted, "signed_at")
    hides_places = sight_of(wanted.child_id)[0].hides_location
    for release in found.select_related("from_organization", "to_organization", "to_person"):
        words = {"giver": release.from_organization.name, "taker": recipient_words(release)}
        line, text = _("Permission to share: %(giver)s and %(taker)s") % words, release.signed_text
        if hides_places:
            line, text = without_places(line, release), without_places(text, release)
        yield Item(
            kind="release",
            id=release.pk,
            at=release.signed_at,
            category=Category.CONSENTS,
            compartment=release.compartment_id,
            line=line,
            text=text,
            who=release.signed_name,
        )


bring("entry", _entries)
bring("document", _documents)
bring("release", _releases)
