"""Breaking the glass and reviewing it: access decides, the privacy officer is told at once."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from trefoil.ground.access import actions as access
from trefoil.ground.access.models import BreakGlass
from trefoil.ground.access.types import Viewer
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.worklist import actions as worklist


@transaction.atomic
def open_glass(*, viewer: Viewer, name: str, born_on: date, reason: str, at: datetime) -> BreakGlass:
    """Break the glass for a child named in full with the birth date, and tell the privacy officer at once.

    A wrong name and a missing child get the same answer.
    """
    child_id, custodian_id, officers = _find(name, born_on)
    glass = access.break_glass(viewer=viewer, child_id=child_id, custodian_id=custodian_id, reason=reason, at=at)
    for officer in officers:
        worklist.ask(
            person=officer,
            kind="review_break_glass",
            child=Child(person_id=child_id),
            compartment=None,
            subject_id=glass.pk,
            url=reverse("console:review_glass", args=[glass.pk]),
            urgent=True,
            by=viewer,
            at=at,
        )
    return glass


def _find(name: str, born_on: date) -> tuple[UUID, UUID, list[UUID]]:
    with connection.cursor() as cursor:
        cursor.execute("select find_for_emergency(%s, %s)", [" ".join(name.split()), born_on])
        found = cursor.fetchone()[0]
        if len(found) != 1:
            raise Refused(_("No single child is known by this name and birth date. Check both, or call the program."))
        cursor.execute("select custodian_for_emergency(%s), officers_for_emergency(%s)", [found[0], found[0]])
        custodian, officers = cursor.fetchone()
    return found[0], custodian, officers


def miss(*, viewer: Viewer, at: datetime) -> None:
    """Record that somebody tried to break the glass in vain."""
    access.record(kind="denied", page="break_glass", by=viewer.person_id, at=at)


@transaction.atomic
def review(*, glass: BreakGlass, text: str, by: Person, at: datetime) -> BreakGlass:
    """Keep what the review of an emergency found."""
    access.require(by, glass.compartment_id)
    refuse_if(_("This emergency has been reviewed already.") if glass.reviewed_at else None)
    glass.review, glass.reviewed_by, glass.reviewed_at = text.strip(), by.pk, at
    glass.save(update_fields=["review", "reviewed_by", "reviewed_at"])
    access.record(
        kind="act",
        page="BreakGlassReviewed",
        by=by.pk,
        at=at,
        children=[glass.child_id],
        compartments=[glass.compartment_id],
        detail={"break_glass_id": str(glass.pk)},
    )
    worklist.done(kind="review_break_glass", subject_id=glass.pk, by=by, at=at)
    return glass
