"""Pages of the plan as values: what the templates show."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trefoil.care.schedule.words import kind_word

from . import queries, rules
from .audiences import as_plan, best_first
from .changes import changes
from .content import in_tree_order
from .models import PlanVersion, Proposal, SchoolPlan, Signature
from .types import Asked, Change, Goal, MeasureKind, Party, PlanContent, Service, Setting
from .words import (
    BASIS,
    FIELD,
    KIND,
    MEASURED_BY,
    MODALITY,
    PARTY,
    PARTY_VOICE,
    SETTING,
    SILENT,
    STATE,
    STATUS,
    THING,
    dose_words,
    value_words,
)

# Fields that people write; between two of their words a difference is shown word by word.
_WORDED = {"title", "professional", "text", "measure", "baseline", "target", "looks_like", "school_goal"}


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
    measured: str = ""
    school_basis: Any = ""
    services: list["ServiceFace"] = field(default_factory=list)
    diagnoses: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class ServiceFace:
    """A service with its dose in words."""

    service: Service
    what: Any
    dose: str
    modality: Any
    goals: list[str]


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
    is_ended: bool
    part_id: UUID
    because: str


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
    services: list[ServiceFace]
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


def goal_faces(content: PlanContent, diagnoses: dict[UUID, list[Any]] | None = None) -> list[GoalFace]:
    """Return the tree of goals, each with its three columns."""
    services = service_faces(content)
    return [
        GoalFace(
            goal=goal,
            number=number,
            depth=number.count("."),
            status=STATUS[goal.status][0],
            tone=STATUS[goal.status][1],
            columns=[Column(s.value, [t for t in goal.strategies if t.setting == s]) for s in Setting],
            measured=measured_words(goal),
            school_basis=BASIS[goal.school_basis] if goal.school_goal else "",
            services=[s for s in services if goal.id in s.service.goal_ids],
            diagnoses=(diagnoses or {}).get(goal.id, []),
        )
        for goal, number in in_tree_order(content)
    ]


def measured_words(goal: Goal) -> str:
    """Return what is counted for a goal, from where to where, in words."""
    if goal.measured_by == MeasureKind.OWN:
        return ""
    what = queries.instrument_name(goal.instrument) if goal.instrument else str(MEASURED_BY[goal.measured_by])
    values = [f"{v:g}" if v is not None else "?" for v in (goal.start_value, goal.aim_value)]
    return f"{what}: {values[0]} → {values[1]}" if values != ["?", "?"] else what


def service_faces(content: PlanContent) -> list[ServiceFace]:
    """Return what the child receives, in words, each with the goals it serves."""
    titles = {goal.id: goal.title for goal in content.goals}
    return [
        ServiceFace(
            service=s,
            what=kind_word(s.kind),
            dose=dose_words(s),
            modality=MODALITY[s.modality],
            goals=[titles[i] for i in s.goal_ids if i in titles],
        )
        for s in content.services
    ]


def accommodation_faces(accommodations: tuple[Any, ...]) -> list[AccommodationFace]:
    """Return accommodations with their words."""
    return [AccommodationFace(a, BASIS[a.basis]) for a in accommodations]


def plan_face(
    version: PlanVersion, every: list[PlanVersion], diagnoses: dict[UUID, list[Any]] | None = None
) -> PlanFace:
    """Return a version as a page, with what it changed."""
    plan = version.plan
    asked = signature_faces(version.pk)
    earlier = earlier_than(version, every)
    return PlanFace(
        version=version,
        state=STATE[version.state][0],
        tone=STATE[version.state][1],
        goals=goal_faces(plan, diagnoses),
        services=service_faces(plan),
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
    """Return in words what changed from one version to another, and why."""
    if earlier is None:
        return []
    before, after = earlier.plan, version.plan
    goals = {g.id: g.title for g in (*before.goals, *after.goals)}
    told = (c for c in changes(before, after) if c.field not in SILENT)
    return [_change_face(c, goals, version.because.get(str(c.id), "")) for c in told]


def by_part(found: list[ChangeFace]) -> list[list[ChangeFace]]:
    """Return the differences, those of one part together: one reason stands for all of them."""
    parts: dict[UUID, list[ChangeFace]] = {}
    for face in found:
        parts.setdefault(face.part_id, []).append(face)
    return list(parts.values())


def _change_face(change: Change, goals: dict[UUID, str], because: str) -> ChangeFace:
    label, tone = KIND[change.kind]
    is_change = change.kind == "changed"
    said_was, said_now = _said(change.field, change.was, goals), _said(change.field, change.now, goals)
    return ChangeFace(
        kind=label,
        tone=tone,
        thing=THING[change.thing],
        title=kind_word(change.title) if change.thing == "service" else change.title,
        field=FIELD.get(change.field, ""),
        before=said_was if is_change else "",
        after=said_now if is_change else "",
        is_change=is_change,
        is_reworded=is_change and bool(said_was and said_now) and change.field in _WORDED,
        says_title=is_change and change.field not in ("title", "text"),
        is_ended=change.kind == "ended",
        part_id=change.id,
        because=because,
    )


def school_change_faces(earlier: SchoolPlan | None, part: SchoolPlan) -> list[ChangeFace]:
    """Return in words what changed for the school from one shared version to another."""
    if earlier is None:
        return []
    before, after = as_plan(earlier.sheet), as_plan(part.sheet)
    goals = {g.id: g.title for g in (*before.goals, *after.goals)}
    return [_change_face(c, goals, "") for c in changes(before, after) if c.field not in SILENT]


def _said(field: str, value: Any, goals: dict[UUID, str]) -> str:
    if field == "goal_ids":
        return ", ".join(goals.get(goal_id, "") for goal_id in value)
    if field == "parent_id":
        return goals.get(value, "")
    return value_words(field, value) if field else ""


def signature_faces(version_id: UUID) -> list[SignatureFace]:
    """Return who was asked to sign."""
    return [_signature_face(s) for s in queries.signatures(version_id)]


def _signature_face(signature: Signature) -> SignatureFace:
    party = Party(signature.party)
    return SignatureFace(signature, PARTY[party], PARTY_VOICE[party], _signature_state(signature))


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


def own_proposals(proposals: list[Proposal], person_id: UUID) -> list[Proposal]:
    """Return one's own proposals with their answers."""
    return [p for p in proposals if p.author_id == person_id]


def version_face(version: PlanVersion, every: list[PlanVersion], asked: list[Signature]) -> VersionFace:
    """Return one version with who signed it and what it changed."""
    earlier = earlier_than(version, every)
    return VersionFace(
        version=version,
        state=STATE[version.state][0],
        tone=STATE[version.state][1],
        signatures=[_signature_face(s) for s in asked],
        changes=change_faces(earlier, version),
        earlier=earlier.number if earlier else None,
    )


def party_lines(parties: dict[Party, bool]) -> list[tuple[Any, str, bool]]:
    """Return who will be asked to sign, with their leaf, and whether the plan waits for them."""
    return [(PARTY[party], PARTY_VOICE[party], waited) for party, waited in parties.items()]
