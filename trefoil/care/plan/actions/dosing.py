"""What the child receives, in what dose, and why a version differs from the one before."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person

from .. import content as contents
from .. import events, rules
from ..models import GoalDiagnosis, PlanVersion
from ..types import PlanContent, Service
from .drafting import refuse_to_overwrite, still_there, within_draft


def add_service(*, version: PlanVersion, by: Person, at: datetime, **fields: Any) -> Service:
    """Add a service with its dose to a draft."""
    service = Service(id=new_id(), **fields)

    def make(_locked: PlanVersion, plan: PlanContent) -> PlanContent:
        refuse_if(rules.why_not_service(service))
        return contents.put_service(plan, service)

    within_draft(version, make, by=by, at=at)
    return service


def change_service(
    *,
    version: PlanVersion,
    service_id: UUID,
    by: Person,
    at: datetime,
    seen: str | None = None,
    page: str = "",
    **fields: Any,
) -> Service:
    """Change a service or its dose."""

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        service = still_there(contents.find_service(plan, service_id))
        refuse_to_overwrite(locked, service, seen, page)
        changed = replace(service, **fields)
        refuse_if(rules.why_not_service(changed))
        return contents.put_service(plan, changed)

    changed = within_draft(version, make, by=by, at=at, part=service_id, page=page)
    found: Service = still_there(contents.find_service(changed, service_id))
    return found


def remove_service(*, version: PlanVersion, service_id: UUID, by: Person, at: datetime) -> None:
    """End a service with the next version."""
    within_draft(version, lambda _locked, plan: contents.without_service(plan, service_id), by=by, at=at)


@transaction.atomic
def give_reason(*, version: PlanVersion, part_id: UUID, words: str, by: Person, at: datetime) -> PlanVersion:
    """Say why a part of a draft differs from the version before; no words take the reason away."""
    require(by, version.compartment_id, May.WRITE)
    locked = PlanVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    refuse_if(rules.why_not_change(locked.state))
    kept = {key: said for key, said in locked.because.items() if key != str(part_id)}
    locked.because = kept | ({str(part_id): words.strip()} if words.strip() else {})
    locked.changed_by, locked.changed_at = by, at
    locked.save(update_fields=["because", "changed_by", "changed_at"])
    tell(
        events.DraftChanged(child_id=locked.child_id, version_id=locked.pk, at=at),
        by=by,
        compartment=locked.compartment_id,
    )
    version.because = locked.because
    return locked


@transaction.atomic
def link_diagnosis(
    *, version: PlanVersion, goal_id: UUID, code: str, text: str, by: Person, at: datetime
) -> GoalDiagnosis:
    """Say which diagnosis a goal answers to; the link lies with the diagnoses, not in the plan."""
    place = compartment_for(
        child_id=version.child_id, category=Category.DIAGNOSIS, custodian_id=by.staff.organization_id
    )
    require(by, place, May.WRITE)
    linked = GoalDiagnosis.objects.filter(compartment=place, goal_id=goal_id, code=code.strip().upper(), voided_at=None)
    has_goal = contents.find_goal(version.plan, goal_id) is not None
    refuse_if(rules.why_not_link(code, has_goal=has_goal, is_linked=linked.exists()))
    link = GoalDiagnosis.objects.create(
        compartment=place,
        child_id=version.child_id,
        goal_id=goal_id,
        code=code.strip().upper(),
        text=text.strip(),
        author=by,
        at=at,
    )
    tell(events.DiagnosisLinked(child_id=link.child_id, link_id=link.pk, at=at), by=by, compartment=place)
    return link


@transaction.atomic
def unlink_diagnosis(*, link: GoalDiagnosis, by: Person, at: datetime, reason: str = "") -> GoalDiagnosis:
    """Say that a goal does not answer to a diagnosis any more."""
    require(by, link.compartment_id, May.WRITE)
    link.voided_at, link.voided_by, link.void_reason = at, by, reason.strip()
    link.save(update_fields=["voided_at", "voided_by", "void_reason"])
    tell(
        events.DiagnosisUnlinked(child_id=link.child_id, link_id=link.pk, at=at), by=by, compartment=link.compartment_id
    )
    return link
