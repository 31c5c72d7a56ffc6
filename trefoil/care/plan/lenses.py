"""Three lenses on one tree: school, clinic and home each say how their own strategies should stand."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from trefoil.ground.access.gate import Sight
from trefoil.ground.access.types import Category
from trefoil.ground.drafts import actions as drafts
from trefoil.ground.drafts import queries as kept_drafts
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Staff
from trefoil.ground.people.types import Kind

from . import queries, rules
from .audiences import lens
from .edits import lens_mark
from .forms import LensForm, WhyForm
from .types import Edit, EditKind, LensGoal, SchoolStrategy, Setting
from .words import SETTING


@dataclass(frozen=True)
class Lens:
    """What one of the three reads of the goals for which it may do something."""

    child_id: UUID
    setting: Setting
    goals: tuple[LensGoal, ...]


def lens_of(viewer: Any, sight: Sight) -> Setting | None:
    """Return whose strategies a viewer may word: those of the place where they are with the child."""
    if viewer.kind in (Kind.CAREGIVER, Kind.CHILD):
        return Setting.HOME if sight.sees_fully(Category.CLINICAL_PLAN) else None
    staff = Staff.objects.filter(pk=viewer.person_id).select_related("organization").first()
    if staff and staff.organization.voice == "clinic":
        return Setting.THERAPY if sight.sees_fully(Category.CLINICAL_PLAN) else None
    is_school = staff is not None and staff.organization.kind in rules.SCHOOLS
    return Setting.SCHOOL if is_school and sight.sees_fully(Category.SCHOOL_PLAN) else None


def of(child_id: UUID, setting: Setting) -> Lens | None:
    """Return the plan through a lens; None before there is a plan to read."""
    if setting == Setting.SCHOOL:
        part = queries.published(child_id)
        goals = [LensGoal(id=g.id, title=g.title, strategies=g.strategies) for g in part.sheet.goals] if part else []
    else:
        version = queries.signed_version(child_id)
        goals = list(lens(version.plan, setting)) if version else []
    return Lens(child_id, setting, tuple(goals)) if goals else None


@dataclass(frozen=True)
class Row:
    """A strategy being reworded, or an empty one for something new."""

    goal: LensGoal
    strategy: SchoolStrategy | None
    form: LensForm


class RewordPage:
    """The page on which a lens words its own strategies: its forms, its draft, and the edits that come of them."""

    def __init__(self, request: HttpRequest, shown: Lens, place: int | None) -> None:
        self.request, self.lens = request, shown
        self.where, self.voice = SETTING[shown.setting], shown.setting.value
        self.errors: list[str] = []
        self.key = f"reword:{shown.child_id}"
        kept = kept_drafts.draft(request.person, self.key)  # type: ignore[attr-defined]
        self.saved_at = kept.saved_at if kept else None
        self.draft_url = kept_drafts.address(self.key, place)
        start = kept.initial if kept else {}
        given = request.POST if request.method == "POST" else None
        self.goals = [
            (goal, [self._row(goal, s, given, start) for s in (*goal.strategies, None)]) for goal in shown.goals
        ]
        self.form = WhyForm(given, initial={"why": start.get("why", "")})

    def _row(self, goal: LensGoal, strategy: SchoolStrategy | None, given: Any, start: dict[str, Any]) -> Row:
        prefix = f"{'s' if strategy else 'new'}-{(strategy or goal).id.hex}"
        kept = {name: start[f"{prefix}-{name}"] for name in LensForm.base_fields if f"{prefix}-{name}" in start}
        if strategy:
            kept.setdefault("seen", lens_mark(strategy))
        return Row(goal, strategy, LensForm(given, strategy=strategy, prefix=prefix, initial=kept))

    @property
    def rows(self) -> list[Row]:
        """Return every form of the page."""
        return [row for _goal, rows in self.goals for row in rows]

    def is_valid(self) -> bool:
        """Tell whether every form can be read."""
        return self.form.is_valid() and all(row.form.is_valid() for row in self.rows)

    @property
    def why(self) -> str:
        """Return why the changes are asked for."""
        return str(self.form.cleaned_data["why"])

    def edits(self) -> list[Edit]:
        """Return the exact changes that were typed, or refuse because nothing is different."""
        found = [edit for row in self.rows if (edit := self._edit(row))]
        refuse_if(rules.why_not_reword(found, own=self.lens.setting))
        return found

    def _edit(self, row: Row) -> Edit | None:
        said = row.form.cleaned_data
        words = {name: said[name].strip() for name in ("text", "who", "frequency", "looks_like")}
        of: dict[str, Any] = {"goal_id": row.goal.id, "setting": self.lens.setting}
        if row.strategy is None:
            return Edit(kind=EditKind.ADD, strategy_id=new_id(), **words, **of) if words["text"] else None
        same = {**of, "strategy_id": row.strategy.id, "seen": said["seen"]}
        if said["ends"]:
            return Edit(kind=EditKind.END, text=row.strategy.text, **same)
        if all(getattr(row.strategy, name) == words[name] for name in words):
            return None
        return Edit(kind=EditKind.CHANGE, **words, **same)

    def refuse(self, sentence: str) -> None:
        """Say why the changes cannot be sent."""
        self.errors.append(sentence)

    def let_go(self) -> None:
        """Let go of the draft once it was sent."""
        who = self.request.person  # type: ignore[attr-defined]
        drafts.discard(person=who, key=self.key, at=self.request.at)  # type: ignore[attr-defined]


def page(request: HttpRequest, shown: Lens, place: int | None) -> RewordPage:
    """Return the page on which a lens words its own strategies."""
    return RewordPage(request, shown, place)
