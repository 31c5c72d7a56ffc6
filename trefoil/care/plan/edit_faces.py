"""A draft as values: each part with its form, and what its editor wrote while another changed it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .content import in_tree_order, mark
from .forms import AccommodationForm, GoalForm, ServiceForm, StrategyForm
from .types import Goal, PlanContent, Service, Setting, Strategy


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the reader wrote for a part while another changed it: it waits beside the other's words."""

    form: Any
    kept: Any = None

    @property
    def kept_words(self) -> list[tuple[Any, str]]:
        """Return the kept words by the label of their field."""
        said = self.kept.fields if self.kept else {}
        return [
            (self.form.fields[name].label, ", ".join(words)) for name, words in said.items() if name in self.form.fields
        ]


@dataclass(frozen=True, kw_only=True)
class StrategyEdit(Kept):
    """A strategy being written."""

    strategy: Strategy
    form: StrategyForm
    mark: str


@dataclass(frozen=True)
class ColumnEdit:
    """The strategies of one setting being written."""

    voice: str
    strategies: list[StrategyEdit]


@dataclass(frozen=True, kw_only=True)
class GoalEdit(Kept):
    """A goal being written."""

    goal: Goal
    number: str
    depth: int
    form: GoalForm
    mark: str
    columns: list[ColumnEdit]
    links: list[Any]


@dataclass(frozen=True, kw_only=True)
class AccommodationEdit(Kept):
    """An accommodation being written."""

    accommodation: Any
    form: AccommodationForm
    mark: str


def goal_edits(
    content: PlanContent, kept: dict[str, Any] | None = None, links: dict[UUID, list[Any]] | None = None
) -> list[GoalEdit]:
    """Return the tree of goals as forms."""
    return [goal_edit(goal, content, number, kept, links) for goal, number in in_tree_order(content)]


def goal_edit(
    goal: Goal,
    content: PlanContent,
    number: str,
    kept: dict[str, Any] | None = None,
    links: dict[UUID, list[Any]] | None = None,
) -> GoalEdit:
    """Return one goal as forms."""
    return GoalEdit(
        kept=(kept or {}).get(f"goal-{goal.id}"),
        links=(links or {}).get(goal.id, []),
        goal=goal,
        number=number,
        depth=number.count("."),
        form=GoalForm(goal=goal, content=content),
        mark=mark(goal),
        columns=[
            ColumnEdit(s.value, [strategy_edit(t, kept) for t in goal.strategies if t.setting == s]) for s in Setting
        ],
    )


def strategy_edit(strategy: Strategy, kept: dict[str, Any] | None = None) -> StrategyEdit:
    """Return one strategy as a form."""
    return StrategyEdit(
        strategy=strategy,
        form=StrategyForm(strategy=strategy),
        mark=mark(strategy),
        kept=(kept or {}).get(f"strategy-{strategy.id}"),
    )


def accommodation_edit(accommodation: Any, kept: dict[str, Any] | None = None) -> AccommodationEdit:
    """Return one accommodation as a form."""
    return AccommodationEdit(
        accommodation=accommodation,
        form=AccommodationForm(accommodation=accommodation),
        mark=mark(accommodation),
        kept=(kept or {}).get(f"accommodation-{accommodation.id}"),
    )


def accommodation_edits(content: PlanContent, kept: dict[str, Any] | None = None) -> list[AccommodationEdit]:
    """Return the accommodations as forms."""
    return [accommodation_edit(a, kept) for a in content.accommodations]


@dataclass(frozen=True, kw_only=True)
class ServiceEdit(Kept):
    """A service being written."""

    service: Service
    form: ServiceForm
    mark: str


def service_edit(service: Service, content: PlanContent, kept: dict[str, Any] | None = None) -> ServiceEdit:
    """Return one service as a form."""
    return ServiceEdit(
        service=service,
        form=ServiceForm(service=service, content=content),
        mark=mark(service),
        kept=(kept or {}).get(f"service-{service.id}"),
    )


def service_edits(content: PlanContent, kept: dict[str, Any] | None = None) -> list[ServiceEdit]:
    """Return the services as forms."""
    return [service_edit(s, content, kept) for s in content.services]
