"""Opening the plan for school to its readers, and their word that they read it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Person
from trefoil.ground.timeline.actions import note
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from .. import events, queries, rules
from ..models import Acknowledgement, PlanVersion, SchoolPlan
from ..types import Finding
from .places import place_of_school_plan


def keep_reason(version: PlanVersion, found: Iterable[Finding], justification: str) -> None:
    """Keep, beside the clinic's plan, why words stay that a linter found."""
    if justification.strip():
        version.justification = justification.strip()
        version.justified = sorted({f.key for f in found} | set(version.justified))
        version.save(update_fields=["justification", "justified"])


@transaction.atomic
def publish(*, version: PlanVersion, by: Person, at: datetime, justification: str = "") -> SchoolPlan:
    """Open the plan for school to those who are named on the preview, under a live release."""
    require(by, place_of_school_plan(version.child, by), May.WRITE)
    part = SchoolPlan.objects.select_for_update(of=("self",)).select_related("child__person").get(version=version)
    team = people.team(version.child_id)
    audience = queries.audience_of(version.child_id, giver_id=by.staff.organization_id, at=at, members=team)
    found, release = queries.findings_of(part.child, part.sheet, team=team), audience.release
    refuse_if(
        rules.why_not_publish(
            state=version.state,
            is_published=part.published_at is not None,
            has_release=release is not None,
            readers=len(audience.readers),
            found=rules.unjustified(found, version.justified, justification),
        )
    )
    if release is None:
        raise Refused(rules.NO_RELEASE)
    keep_reason(version, found, justification)
    part.published_at, part.published_by, part.release = at, by, release
    part.save(update_fields=["published_at", "published_by", "release"])
    _tell_readers(part, [staff.person for staff in audience.readers], by=by, at=at)
    worklist.done(kind="publish_plan", subject_id=version.pk, by=by, at=at)
    event = events.PlanPublished(child_id=part.child_id, school_plan_id=part.pk, release_id=release.pk, at=at)
    tell(event, by=by, compartment=part.compartment_id)
    return part


def _tell_readers(part: SchoolPlan, readers: list[Person], *, by: Person, at: datetime) -> None:
    page = reverse("plan:for_school", args=[part.child_id])
    earlier = SchoolPlan.objects.filter(compartment_id=part.compartment_id, published_at__isnull=False)
    for old in earlier.exclude(pk=part.pk):
        worklist.done(kind="acknowledge_plan", subject_id=old.pk, by=by, at=at)
    for reader in readers:
        worklist.ask(
            person=reader,
            child=part.child,
            compartment=part.compartment_id,
            kind="acknowledge_plan",
            subject_id=part.pk,
            url=page,
            by=by,
            at=at,
        )
    note(
        child=part.child_id,
        compartment=part.compartment_id,
        at=at,
        kind="plan_published",
        voice=Voice.CLINIC,
        by=by,
        params={"readers": ", ".join(str(r) for r in readers)},
        subject_id=part.pk,
        url=page,
    )


@transaction.atomic
def acknowledge(*, school_plan: SchoolPlan, by: Person, at: datetime) -> Acknowledgement:
    """Say that one has read the plan for school."""
    require(by, school_plan.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_acknowledge(
            is_published=school_plan.published_at is not None,
            is_done=Acknowledgement.objects.filter(school_plan=school_plan, author=by).exists(),
        )
    )
    given = Acknowledgement.objects.create(
        compartment_id=school_plan.compartment_id, school_plan=school_plan, author=by, at=at
    )
    worklist.done(kind="acknowledge_plan", subject_id=school_plan.pk, person=by, by=by, at=at)
    event = events.PlanAcknowledged(child_id=school_plan.child_id, school_plan_id=school_plan.pk, at=at)
    tell(event, by=by, compartment=school_plan.compartment_id)
    return given
