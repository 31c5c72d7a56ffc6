"""Writing a draft: every change is kept at once, and no editor overwrites another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.timeline.actions import note
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist.actions import done

from .. import content as contents
from .. import events, rules
from ..models import CareCard, PlanVersion, Signature
from ..types import Accommodation, Goal, PlanContent, Service, Setting, Strategy, VersionState
from .places import prepare


@transaction.atomic
def draft(*, child: Child, by: Person, at: datetime, content: PlanContent | None = None) -> PlanVersion:
    """Begin a new version from the newest one; one that is out for signature is taken back."""
    compartment = prepare(child=child, by=by)
    require(by, compartment, May.WRITE)
    versions = list(PlanVersion.objects.select_for_update(of=("self",)).filter(compartment=compartment))
    refuse_if(rules.why_not_draft(has_draft=any(v.state == VersionState.DRAFT for v in versions)))
    newest = max(versions, key=lambda v: v.number, default=None)
    if newest and newest.state == VersionState.IN_SIGNATURE:
        _take_back(newest, by=by, at=at)
    version = PlanVersion.objects.create(
        compartment=compartment,
        child=child,
        number=newest.number + 1 if newest else 1,
        content=contents.dump(content) if content else (newest.content if newest else contents.dump(PlanContent())),
        drafted_by=by,
        at=at,
        changed_by=by,
        changed_at=at,
    )
    note(
        child=child,
        compartment=compartment,
        at=at,
        kind="plan_drafted",
        voice=Voice.CLINIC,
        by=by,
        params={"version": version.number},
        subject_id=version.pk,
        url=reverse("plan:versions", args=[child.pk]),
    )
    tell(events.PlanDrafted(child_id=child.pk, version_id=version.pk, at=at), by=by, compartment=compartment)
    return version


def _take_back(version: PlanVersion, *, by: Person, at: datetime) -> None:
    version.state = VersionState.SUPERSEDED
    version.save(update_fields=["state"])
    Signature.objects.filter(version=version, signed_at=None, waived_at=None).update(withdrawn_at=at)
    done(kind="sign_plan", subject_id=version.pk, by=by, at=at)


@transaction.atomic
def within_draft(
    version: PlanVersion,
    make: Callable[[PlanVersion, PlanContent], PlanContent],
    *,
    by: Person,
    at: datetime,
    part: UUID | None = None,
    page: str = "",
) -> PlanContent:
    """Change a draft under a lock, so that two editors of different parts both keep their words."""
    require(by, version.compartment_id, May.WRITE)
    locked = PlanVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    refuse_if(rules.why_not_change(locked.state))
    changed = make(locked, locked.plan)
    if changed != locked.plan:
        locked.content = contents.dump(changed)
        locked.changed_by, locked.changed_at = by, at
        if part:
            locked.hands = locked.hands | {str(part): {"page": page, "by": str(by.pk)}}
        locked.save(update_fields=["content", "changed_by", "changed_at", "hands", "because"])
        event = events.DraftChanged(child_id=locked.child_id, version_id=locked.pk, at=at)
        tell(event, by=by, compartment=locked.compartment_id)
    version.content, version.hands, version.because = locked.content, locked.hands, locked.because
    return changed


def refuse_to_overwrite(
    version: PlanVersion, item: Goal | Strategy | Service | Accommodation, seen: str | None, page: str
) -> None:
    """Refuse to save over words that another wrote after the editor had opened the page."""
    last = version.hands.get(str(item.id), {})
    if page and last.get("page") == page:
        return
    now = contents.mark(item)
    who = Person.objects.filter(pk=last["by"]).first() if last and seen not in (None, now) else None
    refuse_if(rules.why_not_overwrite(seen=seen, now=now, changed_by=str(who or "")))


def still_there(item: Any) -> Any:
    """Return a part of a draft, or refuse because somebody took it out."""
    if item is None:
        raise Refused(rules.GONE)
    return item


def add_goal(*, version: PlanVersion, title: str, by: Person, at: datetime, **fields: Any) -> Goal:
    """Add a goal to a draft."""
    goal = Goal(id=new_id(), title=title.strip(), **fields)

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        why_not = rules.why_not_goal(plan, goal_id=goal.id, title=goal.title, parent_id=goal.parent_id)
        refuse_if(why_not)
        return contents.put_goal(plan, goal)

    within_draft(version, make, by=by, at=at)
    return goal


def change_goal(
    *,
    version: PlanVersion,
    goal_id: UUID,
    by: Person,
    at: datetime,
    seen: str | None = None,
    page: str = "",
    **fields: Any,
) -> Goal:
    """Change the words of a goal; `seen` marks the words the editor had before them, `page` names the open page."""

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        goal = still_there(contents.find_goal(plan, goal_id))
        refuse_to_overwrite(locked, goal, seen, page)
        changed = replace(goal, **fields)
        refuse_if(rules.why_not_goal(plan, goal_id=goal_id, title=changed.title, parent_id=changed.parent_id))
        return contents.put_goal(plan, changed)

    changed = within_draft(version, make, by=by, at=at, part=goal_id, page=page)
    found: Goal = still_there(contents.find_goal(changed, goal_id))
    return found


def remove_goal(*, version: PlanVersion, goal_id: UUID, by: Person, at: datetime) -> None:
    """Take a goal out of a draft; earlier versions keep it."""
    within_draft(version, lambda _locked, plan: contents.without_goal(plan, goal_id), by=by, at=at)


def move_goal(*, version: PlanVersion, goal_id: UUID, up: bool, by: Person, at: datetime) -> None:
    """Move a goal one place up or down."""
    within_draft(version, lambda _locked, plan: contents.moved(plan, goal_id, up=up), by=by, at=at)


def add_strategy(
    *, version: PlanVersion, goal_id: UUID, setting: Setting, text: str, by: Person, at: datetime, **fields: Any
) -> Strategy:
    """Add a strategy to a goal."""
    strategy = Strategy(id=new_id(), setting=Setting(setting), text=text.strip(), **fields)
    refuse_if(rules.why_not_strategy(strategy.text))

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        return contents.put_strategy(plan, still_there(contents.find_goal(plan, goal_id)), strategy)

    within_draft(version, make, by=by, at=at)
    return strategy


def change_strategy(
    *,
    version: PlanVersion,
    strategy_id: UUID,
    by: Person,
    at: datetime,
    seen: str | None = None,
    page: str = "",
    **fields: Any,
) -> Strategy:
    """Change the words of a strategy."""

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        goal, strategy = still_there(contents.find_strategy(plan, strategy_id))
        refuse_to_overwrite(locked, strategy, seen, page)
        changed = replace(strategy, **fields)
        refuse_if(rules.why_not_strategy(changed.text))
        return contents.put_strategy(plan, goal, changed)

    changed = within_draft(version, make, by=by, at=at, part=strategy_id, page=page)
    found: tuple[Goal, Strategy] = still_there(contents.find_strategy(changed, strategy_id))
    return found[1]


def remove_strategy(*, version: PlanVersion, strategy_id: UUID, by: Person, at: datetime) -> None:
    """Take a strategy out of a draft."""
    within_draft(version, lambda _locked, plan: contents.without_strategy(plan, strategy_id), by=by, at=at)


def add_accommodation(*, version: PlanVersion, text: str, by: Person, at: datetime, **fields: Any) -> Accommodation:
    """Add an accommodation to a draft."""
    made = Accommodation(id=new_id(), text=text.strip(), **fields)
    refuse_if(rules.why_not_accommodation(made.text, starts_on=made.starts_on, ends_on=made.ends_on))
    within_draft(version, lambda _locked, plan: contents.put_accommodation(plan, made), by=by, at=at)
    return made


def change_accommodation(
    *,
    version: PlanVersion,
    accommodation_id: UUID,
    by: Person,
    at: datetime,
    seen: str | None = None,
    page: str = "",
    **fields: Any,
) -> Accommodation:
    """Change an accommodation."""

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        accommodation = still_there(contents.find_accommodation(plan, accommodation_id))
        refuse_to_overwrite(locked, accommodation, seen, page)
        made = replace(accommodation, **fields)
        refuse_if(rules.why_not_accommodation(made.text, starts_on=made.starts_on, ends_on=made.ends_on))
        return contents.put_accommodation(plan, made)

    changed = within_draft(version, make, by=by, at=at, part=accommodation_id, page=page)
    found: Accommodation = still_there(contents.find_accommodation(changed, accommodation_id))
    return found


def remove_accommodation(*, version: PlanVersion, accommodation_id: UUID, by: Person, at: datetime) -> None:
    """Take an accommodation out of a draft."""
    within_draft(version, lambda _locked, plan: contents.without_accommodation(plan, accommodation_id), by=by, at=at)


@transaction.atomic
def write_card(*, child: Child, allergies: str, medicines: str, by: Person, at: datetime) -> CareCard:
    """Write down allergies and medicines; earlier words stay in the history."""
    compartment = prepare(child=child, by=by)
    require(by, compartment, May.WRITE)
    card, _made = CareCard.objects.update_or_create(
        compartment=compartment,
        defaults={
            "child": child,
            "allergies": allergies.strip(),
            "medicines": medicines.strip(),
            "author": by,
            "at": at,
        },
    )
    tell(events.CareCardWritten(child_id=child.pk, at=at), by=by, compartment=compartment)
    return card
