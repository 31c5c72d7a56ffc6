"""Plan contents as values: read, written, fingerprinted and changed; pure."""

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from .types import (
    Accommodation,
    AccommodationBasis,
    Contact,
    Edit,
    EditKind,
    Goal,
    GoalStatus,
    MeasureKind,
    Modality,
    PlanContent,
    SchoolContent,
    SchoolGoal,
    SchoolStrategy,
    Service,
    Setting,
    Strategy,
)

_READ: dict[str, Any] = {
    "id": UUID,
    "who_id": UUID,
    "parent_id": UUID,
    "review_on": date.fromisoformat,
    "starts_on": date.fromisoformat,
    "ends_on": date.fromisoformat,
    "setting": Setting,
    "status": GoalStatus,
    "basis": AccommodationBasis,
    "school_basis": AccommodationBasis,
    "measured_by": MeasureKind,
    "modality": Modality,
    "provider_id": UUID,
    "goal_id": UUID,
    "strategy_id": UUID,
    "goal_ids": lambda ids: tuple(map(UUID, ids)),
}


def dump(content: Any) -> dict[str, Any]:
    """Turn a content into JSON values."""
    written: dict[str, Any] = json.loads(json.dumps(asdict(content), default=str))
    return written


def _read(kind: type, raw: dict[str, Any], /, **parts: Any) -> Any:
    known = {f.name for f in fields(kind)} - set(parts)
    values = {k: _READ[k](v) if k in _READ and v is not None else v for k, v in raw.items() if k in known}
    return kind(**values, **parts)


def _all(kind: type, raw: list[dict[str, Any]] | None) -> tuple[Any, ...]:
    return tuple(_read(kind, item) for item in raw or ())


def load(raw: dict[str, Any]) -> PlanContent:
    """Read the content of a version."""
    goals = tuple(_read(Goal, g, strategies=_all(Strategy, g.get("strategies"))) for g in raw.get("goals", ()))
    return PlanContent(
        goals=goals,
        services=_all(Service, raw.get("services")),
        accommodations=_all(Accommodation, raw.get("accommodations")),
    )


def load_edits(raw: list[dict[str, Any]]) -> tuple[Edit, ...]:
    """Read the exact changes that a proposal asks for."""
    return tuple(_read(Edit, edit, kind=EditKind(edit["kind"])) for edit in raw)


def load_school(raw: dict[str, Any]) -> SchoolContent:
    """Read the content of a plan for school."""
    goals = tuple(
        _read(SchoolGoal, g, strategies=_all(SchoolStrategy, g.get("strategies"))) for g in raw.get("goals", ())
    )
    return SchoolContent(
        goals=goals,
        accommodations=_all(Accommodation, raw.get("accommodations")),
        contacts=_all(Contact, raw.get("contacts")),
    )


def digest(content: Any) -> str:
    """Return the fingerprint of what is signed: equal contents have equal ones."""
    written = json.dumps(dump(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def mark(item: Goal | Strategy | SchoolStrategy | Service | Accommodation) -> str:
    """Return the short fingerprint by which an editor says which words they had before them."""
    own = replace(item, strategies=()) if isinstance(item, Goal) else item
    return digest(own)[:16]


def find_goal(content: PlanContent, goal_id: UUID) -> Goal | None:
    """Return a goal by its id."""
    return next((g for g in content.goals if g.id == goal_id), None)


def find_strategy(content: PlanContent, strategy_id: UUID) -> tuple[Goal, Strategy] | None:
    """Return a strategy and its goal."""
    return next(((g, s) for g in content.goals for s in g.strategies if s.id == strategy_id), None)


def find_accommodation(content: PlanContent, accommodation_id: UUID) -> Accommodation | None:
    """Return an accommodation by its id."""
    return next((a for a in content.accommodations if a.id == accommodation_id), None)


def put_goal(content: PlanContent, goal: Goal) -> PlanContent:
    """Return the content with a goal added at the end, or in its place."""
    return replace(content, goals=_put(content.goals, goal))


def put_strategy(content: PlanContent, goal: Goal, strategy: Strategy) -> PlanContent:
    """Return the content with a strategy of a goal added or in its place."""
    return put_goal(content, replace(goal, strategies=_put(goal.strategies, strategy)))


def find_service(content: PlanContent, service_id: UUID) -> Service | None:
    """Return a service by its id."""
    return next((s for s in content.services if s.id == service_id), None)


def put_service(content: PlanContent, service: Service) -> PlanContent:
    """Return the content with a service added or in its place."""
    return replace(content, services=_put(content.services, service))


def without_service(content: PlanContent, service_id: UUID) -> PlanContent:
    """Return the content without a service."""
    return replace(content, services=tuple(s for s in content.services if s.id != service_id))


def put_accommodation(content: PlanContent, accommodation: Accommodation) -> PlanContent:
    """Return the content with an accommodation added or in its place."""
    return replace(content, accommodations=_put(content.accommodations, accommodation))


def _put(items: tuple[Any, ...], item: Any) -> tuple[Any, ...]:
    if any(i.id == item.id for i in items):
        return tuple(item if i.id == item.id else i for i in items)
    return (*items, item)


def without_goal(content: PlanContent, goal_id: UUID) -> PlanContent:
    """Return the content without a goal; goals below it move up to its parent."""
    gone = find_goal(content, goal_id)
    kept = (g for g in content.goals if g.id != goal_id)
    parent_id = gone.parent_id if gone else None
    goals = tuple(replace(g, parent_id=parent_id) if g.parent_id == goal_id else g for g in kept)
    services = tuple(replace(s, goal_ids=tuple(i for i in s.goal_ids if i != goal_id)) for s in content.services)
    return replace(content, goals=goals, services=services)


def without_strategy(content: PlanContent, strategy_id: UUID) -> PlanContent:
    """Return the content without a strategy."""
    goals = tuple(replace(g, strategies=tuple(s for s in g.strategies if s.id != strategy_id)) for g in content.goals)
    return replace(content, goals=goals)


def without_accommodation(content: PlanContent, accommodation_id: UUID) -> PlanContent:
    """Return the content without an accommodation."""
    return replace(content, accommodations=tuple(a for a in content.accommodations if a.id != accommodation_id))


def moved(content: PlanContent, goal_id: UUID, *, up: bool) -> PlanContent:
    """Return the content with a goal one place earlier or later among those of the same parent."""
    goals = list(content.goals)
    goal = find_goal(content, goal_id)
    if goal is None:
        return content
    siblings = [i for i, g in enumerate(goals) if g.parent_id == goal.parent_id]
    here = siblings.index(goals.index(goal))
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        a, b = siblings[here], siblings[there]
        goals[a], goals[b] = goals[b], goals[a]
    return replace(content, goals=tuple(goals))


def in_tree_order(content: PlanContent) -> list[tuple[Goal, str]]:
    """Return the goals as a tree is read, each with its number: 1, 1.1, 1.2, 2."""
    known = {g.id for g in content.goals}

    def below(parent_id: UUID | None, prefix: str) -> list[tuple[Goal, str]]:
        # A goal whose parent is not here stands at the top rather than nowhere.
        own = [g for g in content.goals if (g.parent_id if g.parent_id in known else None) == parent_id]
        found: list[tuple[Goal, str]] = []
        for place, goal in enumerate(own, 1):
            number = f"{prefix}{place}"
            found += [(goal, number), *below(goal.id, f"{number}.")]
        return found

    return below(None, "")
