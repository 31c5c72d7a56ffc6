"""Handing the record out: put together by a person, made once, kept as it was, fetched with proof."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from trefoil.ground.access.actions import record as log
from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Basis, May
from trefoil.ground.documents.models import Document
from trefoil.ground.documents.queries import content_of
from trefoil.ground.documents.types import EXTENSIONS, FileType
from trefoil.ground.kit import vault
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Person
from trefoil.ground.worklist import actions as worklist

from . import actions, events, papers, queries, rules
from .models import AccessRequest, Package
from .types import Chosen, Handed, State

_ENDINGS = {kind: ending for ending, kind in reversed(EXTENSIONS.items())}


def assembled(request: AccessRequest, *, by: Person, at: datetime, page: str) -> list[Chosen]:
    """Return what the requester may see and what was decided about it; whoever assembles has now read it too.

    The reading is logged in the name of whoever assembles: a request lets them see what their role would not.
    """
    actions.require_answering(by, request)
    if request.state not in rules.OPEN:
        raise Refused("This request is over.")
    items = queries.items_for(request, at)
    log(
        kind="read",
        page=page,
        by=by.pk,
        at=at,
        children=[request.child_id],
        categories=sorted({i.category for i in items}),
        compartments=sorted({i.compartment for i in items}),
        bases=[Basis.OPERATIONS],
        detail={"request_id": str(request.pk)},
    )
    return queries.chosen(request, items)


def deliver(*, request: AccessRequest, handed: str, proof: str, by: Person, at: datetime) -> list[Package]:
    """Hand the record out: the paper and a copy of each document in it, kept exactly as they were handed out."""
    with translation.override(request.requester.language):
        chosen = assembled(request, by=by, at=at, page="requests:deliver")
    inside = [c for c in chosen if c.is_in]
    refuse_if(
        rules.why_not_deliver(
            state=request.state,
            items=len(inside),
            handed=handed,
            proof=proof,
            can_fetch=queries.can_fetch(request.requester),
        )
    )
    paper = papers.record_paper(request, chosen, at=at)
    files = [("record.pdf", str(FileType.PDF), paper, len(inside)), *_copies(request, inside, at)]
    stored: list[str] = []
    try:
        with transaction.atomic():
            made = [_keep(request, file, stored, by, at) for file in files]
            _close(request, chosen, handed, proof, by, at)
    except BaseException:
        for name in stored:
            vault.remove(settings.DOCUMENTS, name)
        raise
    return made


def _copies(request: AccessRequest, inside: Sequence[Chosen], at: datetime) -> list[tuple[str, str, bytes, int]]:
    wanted = [c.item.document for c in inside if c.item.document]
    with seen_by(request.requester_id, at):
        found = list(Document.objects.filter(pk__in=wanted, voided_at=None).order_by("at"))
    return [
        (f"copy-{number}.{_ENDINGS[FileType(document.type)]}", document.type, content_of(document), 1)
        for number, document in enumerate(found, 1)
    ]


def _keep(
    request: AccessRequest, file: tuple[str, str, bytes, int], stored: list[str], by: Person, at: datetime
) -> Package:
    name, kind, content, items = file
    number = new_id()
    place = vault.put(settings.DOCUMENTS, content, secret=settings.SECRET_KEY, bound_to=str(number))
    stored.append(place)
    package = Package(
        id=number,
        compartment_id=request.compartment_id,
        request=request,
        requester_id=request.requester_id,
        name=name,
        type=kind,
        size=len(content),
        file=place,
        items=items,
        made_at=at,
        made_by=by,
    )
    package.save(force_insert=True)
    return package


def _close(request: AccessRequest, chosen: Sequence[Chosen], handed: str, proof: str, by: Person, at: datetime) -> None:
    request.state, request.handed, request.proof = State.DELIVERED, handed, proof.strip()
    request.decided_at, request.decided_by = at, by
    request.kept_back = sorted({c.reason for c in chosen if c.decision})
    request.save(update_fields=["state", "handed", "proof", "decided_at", "decided_by", "kept_back"])
    worklist.done(kind=actions.TASK, subject_id=request.pk, by=by, at=at)
    if handed == Handed.PORTAL:
        actions.tell_requester(request, by=by, at=at)
    event = events.RecordDelivered(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)


def content(package: Package) -> bytes:
    """Return what is in a file, or raise `vault.Broken`."""
    known = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return vault.get(settings.DOCUMENTS, package.file, secrets_=known, bound_to=str(package.pk))


@transaction.atomic
def fetch(*, package: Package, by: Person, at: datetime) -> bytes:
    """Give a file out; the first time the requester has it, this is kept as the proof."""
    require(by, package.compartment_id, May.READ)
    given = content(package)
    if package.fetched_at is None and by.pk == package.requester_id:
        package.fetched_at, package.fetched_by = at, by
        package.save(update_fields=["fetched_at", "fetched_by"])
    event = events.PackageFetched(
        child_id=package.request.child_id, request_id=package.request_id, package_id=package.pk, at=at
    )
    tell(event, by=by, compartment=package.compartment_id)
    return given
