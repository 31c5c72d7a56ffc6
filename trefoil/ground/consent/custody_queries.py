"""What the law says about a family, as far as the viewer may know it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from trefoil.ground.access.actions import facts_now
from trefoil.ground.access.situation import Facts
from trefoil.ground.access.types import Authority, Category, OrderKind, Scope
from trefoil.ground.people import queries as people
from trefoil.ground.people import wording
from trefoil.ground.people.models import Caregiver, Child, Organization, Person
from trefoil.ground.people.types import Relationship
from trefoil.ground.rulebook.queries import law

from .custody_holds import hold_hours, is_suspected, wrote_suspicion
from .custody_preview import Preview, Step
from .custody_types import FactKind
from .custody_words import FACTS, KINDS, SCOPES, left_words
from .models import CourtOrder, FamilyFact, Hold, Lifting, Suspicion
from .signing import signers_of


@dataclass(frozen=True, kw_only=True)
class OrderFace:
    """A court order on the page; one that another organization keeps shows no court and no paper."""

    kind: Any
    leaves: list[Any]
    starts_at: datetime | None
    ends_at: datetime | None
    order: CourtOrder | None
    state: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class HoldFace:
    """A claim that holds; one that another organization wrote down shows no words."""

    starts_at: datetime
    ends_at: datetime
    hold: Hold | None


@dataclass(frozen=True, kw_only=True)
class FactFace:
    """Something that is true of a family, and what it rests on when the viewer may know that."""

    kind: FactKind
    holds: bool
    entry: FamilyFact | None

    @property
    def name(self) -> Any:
        """Return what is true, in words."""
        words = FACTS[self.kind]
        return words.name if self.holds else words.no


@dataclass(kw_only=True)
class CaregiverFace:
    """One caregiver, and what the law gives and takes them."""

    caregiver: Caregiver
    relationship: Any
    authority: Any
    scope: list[Any]
    signs: bool
    hold: HoldFace | None
    suspected: bool
    wrote: bool
    facts: list[FactFace]
    orders: list[OrderFace] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CustodyPage:
    """All of the page."""

    child: Child
    caregivers: list[CaregiverFace]
    unseen: list[Suspicion]
    """What the viewer wrote about somebody they no longer know: what that person signed has lapsed with it."""
    facts: list[FactFace]
    past_orders: list[OrderFace]
    past_holds: list[Hold]
    liftings: list[Lifting]
    hours: int


def custody_page(child: Child, by: Person, at: datetime) -> CustodyPage:
    """Return what is known about a family's law, for one who reads custody papers."""
    facts, own = facts_now(child.pk), by.staff.organization
    orders = list(CourtOrder.objects.filter(child=child).select_related("person", "entered_by", "voided_by"))
    holds = list(Hold.objects.filter(child=child).select_related("person", "entered_by", "lifted_by"))
    entered = _newest(FamilyFact.objects.filter(child=child).select_related("entered_by").order_by("at", "pk"))
    hours = hold_hours(own, at)
    able = signers_of(facts, at, law(own.pack, at.date()), categories=[Category.DEMOGRAPHICS], custodian=own.pk)
    faces = [
        CaregiverFace(
            caregiver=one,
            relationship=wording.RELATIONSHIPS[Relationship(one.relationship)],
            authority=wording.AUTHORITIES[Authority(one.authority)],
            scope=left_words(one.scope),
            signs=one.person_id in able,
            hold=_hold(one.person_id, facts, holds, hours, at),
            suspected=is_suspected(facts, one.person_id, at),
            wrote=wrote_suspicion(child.pk, one.person_id, by.pk),
            facts=_facts_of(one, facts, entered),
            orders=_orders_on(one.person_id, facts, orders, at),
        )
        for one in people.caregivers(child.pk)
    ]
    known = [face.caregiver.person_id for face in faces]
    return CustodyPage(
        child=child,
        caregivers=faces,
        unseen=list(Suspicion.objects.filter(child=child, entered_by=by, ends_at=None).exclude(person_id__in=known)),
        facts=[
            FactFace(kind=kind, holds=holds_true, entry=entered.get((kind, None)))
            for kind, holds_true in (
                (FactKind.LIVES_APART, facts.lives_apart),
                (FactKind.MARRIED_OR_PARENT, facts.married_or_parent),
            )
        ],
        past_orders=[_face(o, at) for o in orders if _over(o, at)],
        past_holds=[h for h in holds if h.lifted_at or h.starts_at + timedelta(hours=hours) <= at],
        liftings=list(Lifting.objects.filter(child=child).select_related("person", "lifted_by").order_by("-at")),
        hours=hours,
    )


def _newest(rows: Iterable[FamilyFact]) -> dict[tuple[FactKind, UUID | None], FamilyFact]:
    return {(FactKind(row.what), row.caregiver_id): row for row in rows}


def _facts_of(one: Caregiver, facts: Facts, entered: dict[tuple[FactKind, UUID | None], FamilyFact]) -> list[FactFace]:
    safe = any(h.id == one.household_id and h.safe_at_home for h in facts.households)
    known = [(FactKind.ACTING_PARENT, one.acting_parent)]
    if one.household_id:
        known.append((FactKind.SAFE_AT_HOME, safe))
    return [FactFace(kind=kind, holds=holds, entry=entered.get((kind, one.pk))) for kind, holds in known]


def _orders_on(person: UUID, facts: Facts, orders: list[CourtOrder], at: datetime) -> list[OrderFace]:
    ours = [o for o in orders if o.person_id == person and not _over(o, at)]
    seen = {(o.kind, o.starts_at, frozenset(o.leaves)) for o in ours}
    elsewhere = [
        OrderFace(
            kind=KINDS[o.kind],
            leaves=left_words(list(o.leaves)),
            starts_at=o.period.starts_at,
            ends_at=o.period.ends_at,
            order=None,
            state="elsewhere",
            tone="ask",
        )
        for o in facts.orders_on.get(person, ())
        if not o.period.over(at) and (o.kind, o.period.starts_at, o.leaves) not in seen
    ]
    return [*(_face(o, at) for o in ours), *elsewhere]


def _over(order: CourtOrder, at: datetime) -> bool:
    return order.voided_at is not None or (order.ends_at is not None and order.ends_at <= at)


def _face(order: CourtOrder, at: datetime) -> OrderFace:
    if order.voided_at:
        state, tone = "voided", "neutral"
    elif order.ends_at and order.ends_at <= at:
        state, tone = "over", "neutral"
    else:
        state, tone = ("later", "info") if order.starts_at > at else ("live", "ask")
    return OrderFace(
        kind=KINDS[OrderKind(order.kind)],
        leaves=left_words(order.leaves),
        starts_at=order.starts_at,
        ends_at=order.ends_at,
        order=order,
        state=state,
        tone=tone,
    )


def _hold(person: UUID, facts: Facts, holds: list[Hold], hours: int, at: datetime) -> HoldFace | None:
    lasts = timedelta(hours=hours)
    live = [h.starts_at for h in facts.holds if h.person == person and h.starts_at <= at < h.starts_at + lasts]
    if not live:
        return None
    start = max(live)
    row = next((h for h in holds if h.person_id == person and h.starts_at == start), None)
    return HoldFace(starts_at=start, ends_at=start + lasts, hold=row)


@dataclass(frozen=True, kw_only=True)
class StepFace:
    """One line of a preview in words: what, whose of it, and how much of it remains when that is not nothing."""

    what: Any
    keepers: list[str]
    remains: Any = ""


@dataclass(frozen=True, kw_only=True)
class PreviewFace:
    """A preview in words; for others, each person's name with what closes or opens to them."""

    preview: Preview
    closes: list[StepFace]
    opens: list[StepFace]
    stays: list[StepFace]
    others: list[tuple[str, list[StepFace]]]


def in_words(found: Preview) -> PreviewFace:
    """Return a preview in words; people whom the viewer may not know stand together without names."""
    every = [*found.theirs, *found.others]
    keepers = dict(Organization.objects.filter(pk__in={s.custodian for s in every}).values_list("pk", "name"))
    names = people.names({s.person for s in found.others if isinstance(s.person, UUID)})
    others: dict[str, list[Step]] = {}
    for step in found.others:
        others.setdefault(names.get(step.person, ""), []).append(step)  # type: ignore[arg-type]
    return PreviewFace(
        preview=found,
        closes=_lines((s for s in found.closes if s.after == Scope.NONE), keepers),
        opens=_lines(found.opens, keepers),
        stays=_lines((s for s in (*found.stays, *found.closes) if s.after != Scope.NONE), keepers),
        others=[(name, _lines(steps, keepers)) for name, steps in sorted(others.items())],
    )


def _lines(steps: Iterable[Step], keepers: dict[UUID, str]) -> list[StepFace]:
    """Return one line for each category and what remains of it, with everybody who keeps such records."""
    lines: dict[tuple[Category, Scope], list[str]] = {}
    for step in steps:
        kept = lines.setdefault((step.category, step.after), [])
        name = keepers.get(step.custodian, "")  # type: ignore[arg-type]
        if name not in kept:
            kept.append(name)
    return [
        StepFace(
            what=wording.CATEGORIES[category],
            keepers=kept,
            remains=SCOPES[after] if after not in (Scope.NONE, Scope.FULL) else "",
        )
        for (category, after), kept in lines.items()
    ]
