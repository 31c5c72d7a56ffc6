"""Proposals as values: what is asked for beside what stands in the plan."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from . import rules
from .edits import lens_mark
from .models import Proposal
from .types import Edit, EditKind, PlanContent, Strategy
from .words import FIELD, SETTING

_FIELDS = ("text", "who", "frequency", "looks_like")


@dataclass(frozen=True)
class Part:
    """One field of a strategy: what stands in the plan, and what is asked for."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True)
class EditFace:
    """One exact change that is asked for."""

    kind: EditKind
    voice: str
    where: Any
    goal: str
    title: str
    parts: list[Part]
    is_stale: bool


def lines(proposal: Proposal, content: PlanContent) -> list[EditFace]:
    """Return what a proposal asks for, each beside the plan as the reader sees it."""
    strategies = {s.id: s for g in content.goals for s in g.strategies}
    goals = {g.id: g.title for g in content.goals}
    return [_face(edit, strategies, goals) for edit in proposal.asked]


def _face(edit: Edit, strategies: dict[UUID, Strategy], goals: dict[UUID, str]) -> EditFace:
    stands = strategies.get(edit.strategy_id)
    before = {name: getattr(stands, name, "") for name in _FIELDS}
    if stands and stands.role:
        before["who"] = ", ".join(part for part in (stands.who, stands.role) if part)
    changed = (n for n in _FIELDS if edit.kind != EditKind.END and before[n] != getattr(edit, n))
    return EditFace(
        kind=edit.kind,
        voice=edit.setting.value,
        where=SETTING[edit.setting],
        goal=goals.get(edit.goal_id, ""),
        title=stands.text if stands else edit.text,
        parts=[Part(FIELD[name], before[name], getattr(edit, name)) for name in changed],
        is_stale=bool(edit.seen and stands and lens_mark(stands) != edit.seen),
    )


def why_not_approve(proposal: Proposal, person: Any) -> str:
    """Return why a person cannot take a proposal into the draft, or nothing."""
    why_not = rules.why_not_approve(
        author_id=proposal.author_id,
        by_id=person.pk,
        role=person.staff.role,
        is_open=proposal.is_open,
        has_edits=bool(proposal.edits),
    )
    return _(why_not) if why_not else ""
