"""Asking for the release, accepting, declining, withdrawing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May, Role
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent.models import Release
from trefoil.ground.consent.rules import TOGETHER
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person
from trefoil.ground.people.queries import staff_of

from .. import queries, rules
from ..events import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralWithdrawn,
)
from ..models import Referral
from ..types import State
from .telling import ask, decide, done, held, note, only_director, only_district, tell_district, told

RELEASE_LASTS = timedelta(days=360)


@transaction.atomic
def ask_release(*, referral: Referral, by: Person, at: datetime) -> Release:
    """Ask the family to let the program's school and clinic work together; acceptance waits for it."""
    program = referral.program
    only_director(by, program.school_id)
    refuse_if(
        rules.why_not_ask_release(
            state=State(referral.state),
            guardian=referral.guardian_id is not None,
            asked=queries.release_waits(referral),
            released=queries.has_release(referral, at),
        )
    )
    release = consent.ask(
        child=referral.child,
        from_organization=program.clinic,
        to_organization=program.school,
        categories=TOGETHER,
        purpose="coordination",
        signer=referral.guardian.person,
        ends_at=at + RELEASE_LASTS,
        then=reverse("pathway:referral", args=[referral.pk]),
        by=by,
        at=at,
    )
    referral.release = release
    referral.save(update_fields=["release"])
    return release


@transaction.atomic
def accept(*, referral: Referral, by: Person, at: datetime) -> Referral:
    """Accept a child; where no place is free they wait, at the end of the list."""
    program = held(referral.program_id)
    only_director(by, program.school_id)
    require(by, referral.compartment_id, May.WRITE)
    refuse_if(
        rules.why_not_accept(
            state=State(referral.state),
            released=queries.has_release(referral, at),
            asked=queries.release_waits(referral),
        )
    )
    if rules.must_wait(queries.census(program)):
        last = Referral.objects.filter(program=program, waits_at__isnull=False).order_by("-waits_at").first()
        referral.waits_at, referral.waits_since = (last.waits_at or 0) + 1 if last else 1, at
    decide(referral, State.ACCEPTED, "", by, at)
    done(referral, by, at)
    tell_district(referral, by, at)
    note(referral, "referral_accepted", by, at)
    tell(told(ReferralAccepted, referral, at), by=by, compartment=referral.compartment_id)
    return referral


@transaction.atomic
def decline(*, referral: Referral, reason: str, by: Person, at: datetime) -> Referral:
    """Decline a referral; the district reads the reason."""
    only_director(by, referral.program.school_id)
    require(by, referral.compartment_id, May.WRITE)
    refuse_if(rules.why_not_decline(state=State(referral.state), reason=reason))
    decide(referral, State.DECLINED, reason, by, at)
    done(referral, by, at)
    tell_district(referral, by, at)
    note(referral, "referral_declined", by, at)
    tell(told(ReferralDeclined, referral, at), by=by, compartment=referral.compartment_id)
    return referral


@transaction.atomic
def withdraw(*, referral: Referral, reason: str, by: Person, at: datetime) -> Referral:
    """Withdraw a referral, sent or accepted; a place that was held is free again."""
    only_district(by, referral.district_id)
    require(by, referral.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_withdraw(state=State(referral.state), reason=reason, enrolled=queries.is_enrolled(referral.child))
    )
    referral.waits_at = None
    decide(referral, State.WITHDRAWN, reason, by, at)
    done(referral, by, at)
    for director in staff_of(referral.program.school_id, Role.DIRECTOR):
        ask(director.person, referral, "referral_withdrawn", by, at)
    note(referral, "referral_withdrawn", by, at)
    tell(told(ReferralWithdrawn, referral, at), by=by, compartment=referral.compartment_id)
    return referral
