"""Breaking the glass and reviewing it: access decides, the privacy officer is told at once."""

from datetime import date, datetime

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from trefoil.ground.access import actions as access
from trefoil.ground.access.models import BreakGlass
from trefoil.ground.access.types import Role, Viewer
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Child, Person, Staff
from trefoil.ground.worklist import actions as worklist


@transaction.atomic
def open_glass(*, viewer: Viewer, name: str, born_on: date, reason: str, at: datetime) -> BreakGlass:
    """Break the glass for a child named in full with the birth date, and tell the privacy officer at once.

    A wrong name and a missing child get the same answer.
    """
    with connection.cursor() as cursor:
        cursor.execute("select find_for_emergency(%s, %s)", [name, born_on])
        found = cursor.fetchone()[0]
        if len(found) != 1:
            raise Refused(_("No single child is known by this name and birth date. Check both, or call the program."))
        cursor.execute("select custodian_for_emergency(%s)", [found[0]])
        custodian = cursor.fetchone()[0]
    glass = access.break_glass(viewer=viewer, child_id=found[0], custodian_id=custodian, reason=reason, at=at)
    for officer in Staff.objects.filter(role=Role.ADMIN, organization_id=custodian, ends_at=None):
        worklist.ask(
            person=officer.person_id,
            kind="review_break_glass",
            child=Child(person_id=found[0]),
            compartment=None,
            subject_id=glass.pk,
            url=reverse("console:review_glass", args=[glass.pk]),
            urgent=True,
            by=viewer,
            at=at,
        )
    return glass


@transaction.atomic
def review(*, glass: BreakGlass, text: str, by: Person, at: datetime) -> BreakGlass:
    """Keep what the review of an emergency found."""
    access.require(by, glass.compartment_id)
    glass.review, glass.reviewed_by, glass.reviewed_at = text, by.pk, at
    glass.save(update_fields=["review", "reviewed_by", "reviewed_at"])
    worklist.done(kind="review_break_glass", subject_id=glass.pk, by=by, at=at)
    return glass
