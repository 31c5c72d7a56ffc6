"""Telling those whom a version concerns that it is the plan, and their word that they read it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Membership, Person
from trefoil.ground.worklist import actions as worklist

from .. import events, rules
from ..models import PlanVersion, Reader, SchoolPlan


def name_readers(version: PlanVersion, team: list[Membership], signers: set[UUID], *, by: Person) -> None:
    """Note whom the version concerns beside those who sign: the team that reads the whole plan."""
    custodian = by.staff.organization_id
    readers = {m.staff_id for m in team if m.staff.organization_id == custodian and m.staff.role in rules.READS_WHOLE}
    Reader.objects.bulk_create(
        Reader(compartment_id=version.compartment_id, version=version, child=version.child, person_id=reader)
        for reader in sorted(readers - signers - {by.pk})
    )


def tell_readers(part: SchoolPlan, *, by: Person, at: datetime) -> None:
    """Tell those whom the version concerns; the database names them, because the last to sign may not see them."""
    with connection.cursor() as cursor:
        cursor.execute("select tell_plan_readers(%s, %s)", [part.version_id, at])
        readers = cursor.fetchone()[0] or []
    for reader in readers:
        worklist.ask(
            person=reader,
            child=Child(pk=part.child_id),
            compartment=part.compartment_id,
            kind="read_plan",
            subject_id=part.version_id,
            url=reverse("plan:plan", args=[part.child_id]),
            by=by,
            at=at,
        )


@transaction.atomic
def confirm(*, version: PlanVersion, by: Person, at: datetime) -> Reader:
    """Say that one has read the version that is the plan now."""
    require(by, version.compartment_id, May.RESPOND)
    reader = Reader.objects.select_for_update(of=("self",)).filter(version=version, person=by).first()
    is_asked = reader is not None and reader.asked_at is not None
    refuse_if(rules.why_not_confirm(is_asked=is_asked, is_done=bool(reader and reader.read_at)))
    assert reader is not None  # noqa: S101 — refused above
    reader.read_at = at
    reader.save(update_fields=["read_at"])
    worklist.done(kind="read_plan", subject_id=version.pk, person=by, by=by, at=at)
    tell(
        events.VersionRead(child_id=version.child_id, version_id=version.pk, at=at),
        by=by,
        compartment=version.compartment_id,
    )
    return reader
