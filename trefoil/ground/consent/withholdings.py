"""Withholding something from a parent: asked by the youth, decided by a person, in force within the transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import facts_now, refresh, require, tell
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.worklist import actions as worklist

from . import withholding_queries as queries
from . import withholding_rules as rules
from .custody import custody_of
from .models import Withholding
from .service_queries import told_of
from .withholding_events import (
    WithholdingAsked,
    WithholdingEnded,
    WithholdingGranted,
    WithholdingRefused,
    WithholdingTakenBack,
)
from .withholding_types import State, Wanted

DECIDE, READ, REVIEW = "decide_withholding", "read_withholding", "review_withholding"


@transaction.atomic
def ask(
    *, child: Child, people: Collection[UUID], wanted: Wanted, words: str, by: Person, at: datetime
) -> list[Withholding]:
    """Ask each organization to withhold some of its record from somebody; only the youth asks, and nothing closes yet.

    The youth has no grant among the papers of custody: the wall lets them write what they ask themselves, and no more.
    """
    offered = {offer.organization_id for offer in queries.offers(child, at)}
    kept = {keeper: kinds for keeper, kinds in wanted.items() if kinds}
    refuse_if(
        rules.why_not_ask(
            is_child=by.pk == child.pk,
            people=people,
            known=queries.grown_ups(child.pk),
            kinds={kind for kinds in kept.values() for kind in kinds},
            offered=set(kept) <= offered,
            waits=any(queries.waits(child.pk, keeper, people, kinds) for keeper, kinds in kept.items()),
            words=words,
        )
    )
    return [_ask(child, keeper, people, kinds, words, by=by, at=at) for keeper, kinds in kept.items()]


def _ask(
    child: Child,
    keeper: UUID,
    people: Collection[UUID],
    kinds: Iterable[Category],
    words: str,
    *,
    by: Person,
    at: datetime,
) -> Withholding:
    asked = _made(child, keeper, people, kinds, words=words.strip(), by=by, at=at)
    asked.save(force_insert=True)
    for person in rules.deciders(facts_now(child.pk), keeper, at):
        _put_before(person, DECIDE, asked, child, by=by, at=at)
    _tell(WithholdingAsked, asked, by=by, at=at)
    return asked


def _made(
    child: Child,
    keeper: UUID,
    people: Collection[UUID],
    kinds: Iterable[Category],
    *,
    words: str,
    by: Person,
    at: datetime,
) -> Withholding:
    return Withholding(
        compartment=custody_of(child, keeper),
        child=child,
        custodian_id=keeper,
        people=sorted(people, key=str),
        categories=sorted(kinds),
        words=words,
        asked_by=by,
        asked_at=at,
        state=State.ASKED,
    )


@transaction.atomic
def take_back(*, withholding: Withholding, by: Person, at: datetime) -> Withholding:
    """Take back a request that nobody has decided yet."""
    is_theirs = by.pk == withholding.child_id == withholding.asked_by_id
    refuse_if(rules.why_not_take_back(is_theirs=is_theirs, state=withholding.state))
    withholding.state = State.TAKEN_BACK
    withholding.save(update_fields=["state"])
    _tell(WithholdingTakenBack, withholding, by=by, at=at)
    return withholding


@transaction.atomic
def grant(
    *,
    withholding: Withholding,
    people: Collection[UUID],
    categories: Iterable[Category],
    factors: Collection[str],
    reason: str,
    ends_at: datetime,
    by: Person,
    at: datetime,
) -> Withholding:
    """Withhold what was asked, or less, until a day; what is withheld already can be decided anew."""
    require(by, withholding.compartment_id, May.WRITE)
    kinds = set(categories)
    refuse_if(
        rules.why_not_grant(
            state=withholding.state,
            decides=_decides(by, withholding.custodian_id),
            people=people,
            known={*queries.grown_ups(withholding.child_id), withholding.child_id},
            kinds=kinds,
            factors=factors,
            reason=reason,
            starts_at=at,
            ends_at=ends_at,
            adult_at=queries.adult_at(withholding.child, withholding.custodian, at),
        )
    )
    _decide(withholding, State.GRANTED, factors, reason, by=by, at=at)
    withholding.closed_to, withholding.closed = sorted(people, key=str), sorted(kinds)
    withholding.starts_at, withholding.ends_at, withholding.reminded_at = withholding.starts_at or at, ends_at, None
    withholding.save()
    refresh(withholding.child_id, at=at)
    _tell(WithholdingGranted, withholding, by=by, at=at)
    return withholding


@transaction.atomic
def start(
    *,
    child: Child,
    people: Collection[UUID],
    categories: Iterable[Category],
    factors: Collection[str],
    reason: str,
    ends_at: datetime,
    by: Person,
    at: datetime,
) -> Withholding:
    """Withhold something without being asked, because it would do harm; who answers for the organization is told."""
    keeper, kinds = by.staff.organization_id, set(categories)
    refuse_if(rules.why_not_start(is_clinician=by.staff.role in rules.CLINICIANS, factors=factors))
    made = _made(child, keeper, people, kinds, words="", by=by, at=at)
    require(by, made.compartment_id, May.WRITE)
    made.save(force_insert=True)
    grant(
        withholding=made, people=people, categories=kinds, factors=factors, reason=reason, ends_at=ends_at, by=by, at=at
    )
    for person in told_of(keeper, child.pk):
        if person != by.pk:
            _put_before(person, READ, made, child, by=by, at=at)
    return made


@transaction.atomic
def refuse(*, withholding: Withholding, factors: Collection[str], reason: str, by: Person, at: datetime) -> Withholding:
    """Refuse a request: nothing closes, and the youth reads why."""
    require(by, withholding.compartment_id, May.WRITE)
    decides = _decides(by, withholding.custodian_id)
    refuse_if(rules.why_not_refuse(state=withholding.state, decides=decides, reason=reason))
    _decide(withholding, State.REFUSED, factors, reason, by=by, at=at)
    withholding.save()
    _tell(WithholdingRefused, withholding, by=by, at=at)
    return withholding


@transaction.atomic
def end(*, withholding: Withholding, reason: str, by: Person, at: datetime) -> Withholding:
    """End a withholding before its day: what it closed opens with this transaction."""
    require(by, withholding.compartment_id, May.WRITE)
    decides = _decides(by, withholding.custodian_id)
    refuse_if(rules.why_not_end(live=withholding.live(at), decides=decides, reason=reason))
    withholding.state, withholding.ended_by = State.ENDED, by
    withholding.ended_at, withholding.end_reason = at, reason.strip()
    withholding.save(update_fields=["state", "ended_by", "ended_at", "end_reason"])
    refresh(withholding.child_id, at=at)
    _tell(WithholdingEnded, withholding, by=by, at=at)
    return withholding


@transaction.atomic
def notice(*, withholding: Withholding, by: Person, at: datetime) -> None:
    """Take off somebody's own list what they have read, and what is over."""
    for kind in (READ,) if withholding.live(at) else (READ, REVIEW):
        worklist.done(kind=kind, subject_id=withholding.pk, person=by, by=by, at=at)


def remind(*, by: Any, at: datetime) -> int:
    """Ask, once each, those who decide to look again at what ends soon; return how many will be asked about."""
    ending = queries.take_ending(at)
    for number, child_id, keeper, ends_at in ending:
        for person in rules.deciders(facts_now(child_id), keeper, at):
            worklist.ask(
                person=person,
                child=Child(pk=child_id),
                kind=REVIEW,
                subject_id=number,
                url=reverse("consent:withholding", args=[number]),
                due_at=ends_at,
                by=by,
                at=at,
            )
    return len(ending)


def _decide(
    withholding: Withholding, state: State, factors: Collection[str], reason: str, *, by: Person, at: datetime
) -> None:
    withholding.state, withholding.factors, withholding.reason = state, sorted(factors), reason.strip()
    withholding.decided_by, withholding.decided_at = by, at


def _decides(by: Person, custodian: UUID) -> bool:
    own = by.staff.organization
    return own.pk == custodian and rules.may_decide(by.staff.role, own.kind)


def _put_before(person: UUID, kind: str, about: Withholding, child: Child, *, by: Person, at: datetime) -> None:
    url = reverse("consent:withholding", args=[about.pk])
    worklist.ask(person=person, child=child, kind=kind, subject_id=about.pk, url=url, by=by, at=at)


def _tell(event: type[Any], withholding: Withholding, *, by: Person, at: datetime) -> None:
    told = event(child_id=withholding.child_id, withholding_id=withholding.pk, at=at)
    tell(told, by=by, compartment=withholding.compartment_id)
