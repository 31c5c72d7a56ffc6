"""Bringing deliveries in, and keeping what was uploaded until somebody decides."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, OrganizationKind, system_person
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Organization, Person

from . import merging, rules
from .events import RosterImported
from .keeping import kept_tables
from .models import RosterOrganization, RosterSource, RosterUpload
from .references import problems_of
from .samples import samples_of
from .types import (
    Changes,
    Delivery,
    Entity,
    Problem,
    Progress,
    Report,
    Roster,
    UploadState,
    in_order,
)
from .writing import Writer

ROSTER = system_person("roster")
NO_CODE = "oneroster"
"""Under this name stands a source that gives neither code nor name."""


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@transaction.atomic
def bring_in(
    *,
    delivery: Delivery,
    by: UUID,
    at: datetime,
    only_say: bool = False,
    into: Organization | None = None,
    progress: Progress = ignore_progress,
) -> Report:
    """Say what a delivery changes and, unless only that is wanted, change it: all or nothing.

    Args:
        delivery: what was read; with a single problem in it nothing is changed.
        by: the person for whom it is done; the rows are written by the system person of rosters.
        at: the instant.
        only_say: compare and report, write nothing.
        into: the organization that the delivery's uppermost one of its kind is here.
        progress: is told how far it has come.
    """
    with seen_by(ROSTER, at):
        source = _locked_source(delivery, make=not only_say and not delivery.problems)
        progress("comparing", 0, 1)
        kept = kept_tables(source)
        before = merging.roster_of(kept)
        tables = merging.merged(kept, delivery)
        after = merging.roster_of(tables)
        found = problems_of(kept, tables, delivery) if delivery.parts else []
        problems = in_order([*delivery.problems, *found, *_why_not_into(source, into, after)])
        if problems:
            return _refusal(before, problems, delivery, source)
        changes = merging.compare(before, after)
        progress("comparing", 1, 1)
        if not only_say:
            _write(source, after, changes, by=by, at=at, into=into, progress=progress)
        return Report(
            counts=merging.count(after),
            changes=merging.total(changes),
            errors=[],
            details=merging.by_entity(changes),
            samples=samples_of(before, after, changes),
        )


def _locked_source(delivery: Delivery, *, make: bool) -> RosterSource | None:
    """Return the source of a delivery; two deliveries of one source wait for each other."""
    code = delivery.source_code or NO_CODE
    if make:
        RosterSource.objects.get_or_create(
            code=code[:255], defaults={"name": delivery.source_name[:255] or "OneRoster"}
        )
    found = RosterSource.objects.filter(code=code[:255])
    return (found.select_for_update() if make else found).first()


def _why_not_into(source: RosterSource | None, into: Organization | None, after: Roster) -> list[Problem]:
    if into is None or not after[Entity.ORG]:
        return []
    mapped = RosterOrganization.objects.filter(source=source) if source else None
    known = dict(mapped.values_list("sourced_id", "organization_id")) if mapped else {}
    if into.pk in known.values():
        return []
    reason = rules.why_not_into(kind=OrganizationKind(into.kind), orgs=after[Entity.ORG], known=known)
    return [Problem("orgs.csv", None, None, reason)] if reason else []


def _refusal(before: Roster, problems: list[Problem], delivery: Delivery, source: RosterSource | None) -> Report:
    counts = merging.count(before)
    if not delivery.parts and source is None:
        counts = _counts_of_all()
    return Report(counts=counts, changes={"new": 0, "changed": 0, "gone": 0}, errors=problems)


def _counts_of_all() -> dict[str, int]:
    """Count everything current: the delivery does not even say which source it is of."""
    counts = merging.count(merging.roster_of(kept_tables(None)))
    for source in RosterSource.objects.all():
        for word, number in merging.count(merging.roster_of(kept_tables(source))).items():
            counts[word] += number
    return counts


def _write(
    source: RosterSource | None,
    after: Roster,
    changes: Changes,
    *,
    by: UUID,
    at: datetime,
    into: Organization | None,
    progress: Progress,
) -> None:
    totals = merging.total(changes)
    if source is None or not any(totals.values()):
        return
    writer = Writer(source, after, changes, at=at, into=into, progress=progress)
    writer.write()
    for number in set(writer.compartments.values()):
        require(ROSTER, number)
    top = next(iter(writer.organizations.values()))
    tell(RosterImported(organization_id=top, at=at, **totals), by=ROSTER)


@transaction.atomic
def keep_upload(
    *,
    upload_id: UUID,
    file_name: str,
    size: int,
    into: Organization | None,
    by: Person,
    at: datetime,
) -> RosterUpload:
    """Keep the news of an uploaded delivery; the file itself lies encrypted beside the database."""
    role, organization_id = _office(by)
    refuse_if(rules.why_not_import(role=role, organization_id=organization_id, owners=()))
    with seen_by(ROSTER, at):
        room = compartment_for(child_id=None, category=Category.EDUCATION_RECORDS, custodian_id=organization_id)
        return RosterUpload.objects.create(
            id=upload_id,
            compartment=room,
            file_name=file_name[:200],
            size=size,
            into=into,
            uploaded_at=at,
            uploaded_by=by,
        )


def _office(by: Person) -> tuple[str, UUID]:
    staff = getattr(by, "staff", None)
    if staff is None:
        raise Refused(rules.why_not_import(role=None, organization_id=None, owners=()))
    return staff.role, staff.organization_id


@transaction.atomic
def note_report(*, upload: RosterUpload, report: Report, at: datetime) -> None:
    """Keep what comparing an upload found, or what bringing it in did."""
    with seen_by(ROSTER, at):
        upload.counts, upload.changes = report.counts, report.changes
        upload.details, upload.errors = report.details, report.as_dict()["errors"]
        upload.samples = report.samples
        upload.state = UploadState.REFUSED if report.is_refused else UploadState.CHECKED
        upload.save()


@transaction.atomic
def start_applying(*, upload: RosterUpload, by: Person, at: datetime) -> RosterUpload:
    """Decide that an upload is to be brought in; a job does it."""
    role, organization_id = _office(by)
    with seen_by(ROSTER, at):
        upload = RosterUpload.objects.select_for_update().get(pk=upload.pk)
        refuse_if(rules.why_not_import(role=role, organization_id=organization_id, owners=()))
        refuse_if(rules.why_not_apply(upload.state))
        upload.state, upload.applied_by = UploadState.APPLYING, by
        upload.stage, upload.done, upload.total = "", 0, 0
        upload.save()
    return upload


@transaction.atomic
def cancel_upload(*, upload: RosterUpload, by: Person, at: datetime) -> RosterUpload:
    """Put an upload aside before it is brought in; nothing of its content is kept."""
    with seen_by(ROSTER, at):
        upload = RosterUpload.objects.select_for_update().get(pk=upload.pk)
        refuse_if(rules.why_not_cancel(upload.state))
        finish_upload(upload=upload, state=UploadState.CANCELLED, at=at)
    return upload


def finish_upload(*, upload: RosterUpload, state: UploadState, at: datetime) -> None:
    """Close an upload and forget the names that its preview showed."""
    upload.state, upload.samples, upload.errors = state, [], []
    if state is UploadState.APPLIED:
        upload.applied_at = at
    upload.save()


def owners_of(source_code: str) -> Collection[UUID]:
    """Return the organizations of a source: who may bring in more of it."""
    mapped = RosterOrganization.objects.filter(source__code=source_code or NO_CODE)
    return set(mapped.values_list("organization_id", flat=True))


def quietly(tell_progress: Callable[[], None]) -> None:
    """Tell progress; work goes on where that fails."""
    with suppress(Exception):
        tell_progress()
