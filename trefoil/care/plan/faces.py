"""Pages of the plan as values: what the templates show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from . import queries, rules
from .audiences import best_first
from .changes import changes
from .content import in_tree_order, mark
from .forms import AccommodationForm, GoalForm, StrategyForm
from .models import PlanVersion, Proposal, SchoolPlan, Signature
from .types import Asked, Change, Goal, Party, PlanContent, Setting, Strategy
from .words import BASIS, FIELD, KIND, PARTY, PARTY_VOICE, SETTING, STATE, STATUS, THING, value_words

# Fields that people write; between two of their words a difference is shown word by word.
_WORDED = {"title", "text", "measure", "baseline", "target"}


@dataclass(frozen=True)
class Column:
    """What is done for a goal in one setting."""

    voice: str
    strategies: list[Any]


@dataclass(frozen=True)
class GoalFace:
    """A goal of the tree."""

    goal: Any
    number: str
    depth: int
    status: Any
    tone: str
    columns: list[Column]


@dataclass(frozen=True)
class SignatureFace:
    """One who was asked to sign."""

    signature: Signature
    party: Any
    voice: str
    state: str


@dataclass(frozen=True)
class ChangeFace:
    """One difference in words."""

    kind: Any
    tone: str
    thing: Any
    title: str
    field: Any
    before: str
    after: str
    is_change: bool
    is_reworded: bool
    says_title: bool


@dataclass(frozen=True)
class VersionFace:
    """One version and what it changed."""

    version: PlanVersion
    state: Any
    tone: str
    signatures: list[SignatureFace]
    changes: list[ChangeFace]
    earlier: int | None


@dataclass(frozen=True)
class AccommodationFace:
    """An accommodation with its words."""

    accommodation: Any
    basis: Any


@dataclass(frozen=True)
class PlanFace:
    """The plan as everybody reads it who may read all of it."""

    version: PlanVersion
    state: Any
    tone: str
    goals: list[GoalFace]
    accommodations: list[AccommodationFace]
    signatures: list[SignatureFace]
    signed: int
    changes: list[ChangeFace]
    earlier: int | None
    helps: list[tuple[str, Any, str]]


@dataclass(frozen=True)
class SchoolFace:
    """The plan for school as the school reads it."""

    number: int
    name: str
    goals: list[GoalFace]
    accommodations: list[AccommodationFace]
    contacts: tuple[Any, ...]
    helps: list[str]


def goal_faces(content: PlanContent) -> list[GoalFace]:
    """Return the tree of goals, each with its three columns."""
    return [
        GoalFace(
            goal=goal,
            number=number,
            depth=number.count("."),
            status=STATUS[goal.status][0],
            tone=STATUS[goal.status][1],
            columns=[Column(s.value, [t for t in goal.strategies if t.setting == s]) for s in Setting],
        )
        for goal, number in in_tree_order(content)
    ]


def accommodation_faces(accommodations: tuple[Any, ...]) -> list[AccommodationFace]:
    """Return accommodations with their words."""
    return [AccommodationFace(a, BASIS[a.basis]) for a in accommodations]


def plan_face(version: PlanVersion, every: list[PlanVersion]) -> PlanFace:
    """Return a version as a page, with what it changed."""
    plan = version.plan
    asked = signature_faces(version.pk)
    earlier = earlier_than(version, every)
    return PlanFace(
        version=version,
        state=STATE[version.state][0],
        tone=STATE[version.state][1],
        goals=goal_faces(plan),
        accommodations=accommodation_faces(plan.accommodations),
        signatures=asked,
        signed=sum(s.signature.signed_at is not None for s in asked),
        changes=change_faces(earlier, version),
        earlier=earlier.number if earlier else None,
        helps=[
            (s.setting.value, SETTING[s.setting], s.text)
            for g in plan.goals
            for s in g.strategies
            if s.helps_in_the_moment
        ],
    )


def earlier_than(version: PlanVersion, every: list[PlanVersion]) -> PlanVersion | None:
    """Return the newest version before this one that was ever signed, else the one just before."""
    before = [v for v in every if v.number < version.number and v.compartment_id == version.compartment_id]
    signed = [v for v in before if v.signed_at]
    return max(signed or before, key=lambda v: v.number, default=None)


def change_faces(earlier: PlanVersion | None, version: PlanVersion) -> list[ChangeFace]:
    """Return in words what changed from one version to another."""
    return [_change_face(c) for c in changes(earlier.plan, version.plan)] if earlier else []


def _change_face(change: Change) -> ChangeFace:
    label, tone = KIND[change.kind]
    return ChangeFace(
        kind=label,
        tone=tone,
        thing=THING[change.thing],
        title=change.title,
        field=FIELD.get(change.field, ""),
        before=value_words(change.field, change.before),
        after=value_words(change.field, change.after),
        is_change=change.kind == "changed",
        is_reworded=change.kind == "changed" and bool(change.before and change.after) and change.field in _WORDED,
        says_title=change.kind == "changed" and change.field not in ("title", "text"),
    )


def signature_faces(version_id: UUID) -> list[SignatureFace]:
    """Return who was asked to sign."""
    return [
        SignatureFace(s, PARTY[s.party], PARTY_VOICE[Party(s.party)], _signature_state(s))
        for s in queries.signatures(version_id)
    ]


def _signature_state(signature: Signature) -> str:
    if signature.is_done:
        return "done"
    return "later" if signature.withdrawn_at or not signature.is_required else "now"


def missing(asked: list[SignatureFace]) -> list[Any]:
    """Return, in words, whom a version still waits for."""
    found = rules.missing(
        Asked(party=Party(s.signature.party), is_required=s.signature.is_required, is_done=s.signature.is_done)
        for s in asked
    )
    return [PARTY[party] for party in found]


def school_face(part: SchoolPlan) -> SchoolFace:
    """Return the plan for school as its readers see it."""
    sheet = part.sheet
    goals = [
        GoalFace(
            goal=goal,
            number=str(place),
            depth=0,
            status=STATUS[goal.status][0],
            tone=STATUS[goal.status][1],
            columns=[Column(Setting.SCHOOL.value, list(goal.strategies))],
        )
        for place, goal in enumerate(sheet.goals, 1)
    ]
    return SchoolFace(
        number=part.number,
        name=part.name,
        goals=goals,
        accommodations=accommodation_faces(sheet.accommodations),
        contacts=sheet.contacts,
        helps=[s.text for s in best_first(sheet) if s.helps_in_the_moment],
    )


@dataclass(frozen=True)
class StrategyEdit:
    """A strategy being written."""

    strategy: Strategy
    form: StrategyForm
    mark: str


@dataclass(frozen=True)
class ColumnEdit:
    """The strategies of one setting being written."""

    voice: str
    strategies: list[StrategyEdit]


@dataclass(frozen=True)
class GoalEdit:
    """A goal being written."""

    goal: Goal
    number: str
    depth: int
    form: GoalForm
    mark: str
    columns: list[ColumnEdit]


@dataclass(frozen=True)
class AccommodationEdit:
    """An accommodation being written."""

    accommodation: Any
    form: AccommodationForm
    mark: str


def goal_edits(content: PlanContent) -> list[GoalEdit]:
    """Return the tree of goals as forms."""
    return [goal_edit(goal, content, number) for goal, number in in_tree_order(content)]


def goal_edit(goal: Goal, content: PlanContent, number: str) -> GoalEdit:
    """Return one goal as forms."""
    return GoalEdit(
        goal=goal,
        number=number,
        depth=number.count("."),
        form=GoalForm(goal=goal, content=content),
        mark=mark(goal),
        columns=[ColumnEdit(s.value, [strategy_edit(t) for t in goal.strategies if t.setting == s]) for s in Setting],
    )


def strategy_edit(strategy: Strategy) -> StrategyEdit:
    """Return one strategy as a form."""
    return StrategyEdit(strategy, StrategyForm(strategy=strategy), mark(strategy))


def accommodation_edit(accommodation: Any) -> AccommodationEdit:
    """Return one accommodation as a form."""
    return AccommodationEdit(accommodation, AccommodationForm(accommodation=accommodation), mark(accommodation))


def accommodation_edits(content: PlanContent) -> list[AccommodationEdit]:
    """Return the accommodations as forms."""
    return [accommodation_edit(a) for a in content.accommodations]


def own_proposals(proposals: list[Proposal], person_id: UUID) -> list[Proposal]:
    """Return one's own proposals with their answers."""
    return [p for p in proposals if p.author_id == person_id]


def version_face(version: PlanVersion, every: list[PlanVersion]) -> VersionFace:
    """Return one version with who signed it and what it changed."""
    earlier = earlier_than(version, every)
    return VersionFace(
        version=version,
        state=STATE[version.state][0],
        tone=STATE[version.state][1],
        signatures=signature_faces(version.pk),
        changes=change_faces(earlier, version),
        earlier=earlier.number if earlier else None,
    )


def party_lines(parties: dict[Party, bool]) -> list[tuple[Any, str, bool]]:
    """Return who will be asked to sign, with their leaf, and whether the plan waits for them."""
    return [(PARTY[party], PARTY_VOICE[party], waited) for party, waited in parties.items()]
