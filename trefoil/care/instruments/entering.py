"""The scores of licensed forms: entered with who answered, the form and its language, and voided, never deleted."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from trefoil.ground.access.actions import require
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Person

from . import actions
from .licensed import SLOTS, why_not
from .models import EnteredScore

LATER = "That day is still to come."
NO_FORM = "Please write which form it was."
VOIDED = "It is crossed out already."


def entered(child: Child) -> QuerySet[EnteredScore]:
    """Return what was entered about a child, the newest answers first; what was crossed out stays readable."""
    return EnteredScore.objects.filter(child=child).select_related("author").order_by("-answered_on", "-at")


@transaction.atomic
def enter_score(
    *,
    child: Child,
    slot: str,
    informant: str,
    form: str,
    language: str,
    value: Decimal,
    answered_on: date,
    by: Person,
    at: datetime,
) -> EnteredScore:
    """Keep the score of a form that was filled in elsewhere."""
    place = actions.prepare(child=child, by=by)
    require(by, place, May.WRITE)
    refuse_if(why_not(SLOTS[slot], informant, float(value)))
    refuse_if(LATER if answered_on > at.date() else None)
    refuse_if(None if form.strip() else NO_FORM)
    return EnteredScore.objects.create(
        compartment=place,
        child=child,
        author=by,
        at=at,
        answered_on=answered_on,
        slot=slot,
        informant=informant,
        form=form.strip(),
        language=language,
        value=value,
    )


@transaction.atomic
def void_score(*, score: EnteredScore, by: Person, at: datetime) -> EnteredScore:
    """Cross out a score that was entered by mistake."""
    require(by, score.compartment_id, May.WRITE)
    if score.voided_at:
        raise Refused(VOIDED)
    score.voided_at, score.voided_by = at, by
    score.save()
    return score
