"""What a caregiver may see (5.3, 5.4): holds, orders and suspicion, then home, age, authority and the youth's word."""

from datetime import timedelta

from ..types import Basis, Category, Column, Denial, OrderKind, Scope
from .case import Case
from .consents import by_consent, live_override, live_release
from .moment import Verdict, deny

_NEVER_UNDER_NO_CONTACT = {Category.DEMOGRAPHICS, Category.SCHEDULE}
_MIXED = {Category.DEMOGRAPHICS, Category.SCHEDULE, Category.CRISIS_EVENTS, Category.MESSAGES}
_WIDER_THAN_MINIMUM = {Scope.FULL}
_AS_PRINTED = {"P": Scope.FULL, "m": Scope.MINIMUM, "a": Scope.OWN}


def judge_caregiver(case: Case) -> Verdict:
    """Judge what a caregiver asks."""
    denial = _closed(case)
    if denial:
        return deny(denial)
    if case.adult():
        return _by_cell(case, Basis.YOUTH_RELEASE) if live_release(case) else deny(Denial.ADULT_YOUTH)
    if not case.decides(case.caregiver):
        return _capped(case, _judge_limited(case))
    if any(s.consenter != case.viewer for s in case.court_services):
        return deny(Denial.COURT_CONSENTER)
    if not case.youth_controlled:
        return _by_cell(case, None)
    if live_release(case):
        return _by_cell(case, Basis.YOUTH_RELEASE)
    if live_override(case):
        return _by_cell(case, Basis.JEOPARDY_OVERRIDE)
    return deny(Denial.YOUTH_CONTROL)


def _closed(case: Case) -> Denial | None:
    if _held(case):
        return Denial.HOLD
    if _closed_by_order(case):
        return Denial.COURT_ORDER
    open_to_suspected = case.category == Category.EDUCATION_RECORDS and not case.health_side
    suspicions = case.facts.suspicions_of.get(case.viewer, ())
    if not open_to_suspected and any(case.moment.within(s.period) for s in suspicions):
        return Denial.SUSPECTED_ABUSE
    if case.viewer in case.item.withheld_from and case.category != Category.EDUCATION_RECORDS:
        return Denial.WITHHELD
    return Denial.OTHER_HOUSEHOLD if _of_another_home(case) else None


def _held(case: Case) -> bool:
    lasts = timedelta(hours=case.law.hold_hours)
    return any(
        h.person == case.viewer and case.moment.between(h.starts_at, h.starts_at + lasts) for h in case.facts.holds
    )


def _closed_by_order(case: Case) -> bool:
    """Several orders open only what all of them leave; an order that ends the rights leaves nothing."""
    for order in case.facts.orders_on.get(case.viewer, ()):
        if case.moment.within(order.period) and (
            order.kind == OrderKind.ENDS_RIGHTS
            or case.category not in order.leaves
            or (order.kind == OrderKind.NO_CONTACT and case.category in _NEVER_UNDER_NO_CONTACT)
            or (case.category in _MIXED and _on_limited_side(case, order.kind))
        ):
            return True
    return False


def _on_limited_side(case: Case, kind: OrderKind) -> bool:
    return (kind == OrderKind.LIMITS_MEDICAL and case.health_side) or (
        kind == OrderKind.LIMITS_EDUCATION and case.school_side
    )


def _of_another_home(case: Case) -> bool:
    home = case.item.household
    if home is None:
        return case.category == Category.FAMILY_NEEDS
    return home != case.caregiver.household


def _by_cell(case: Case, basis: Basis | None) -> Verdict:
    code = case.law.table[case.category, Column.GUARDIAN]
    scope = _AS_PRINTED.get(code)
    if scope is None:
        return deny(Denial.NOT_ALLOWED)
    if scope == Scope.OWN and not case.wrote_or_took_part:
        return deny(Denial.NOT_AUTHOR)
    if case.category == Category.SAFETY_PLAN and case.item.masked_lines:
        if basis == Basis.YOUTH_RELEASE or live_release(case):
            basis = Basis.YOUTH_RELEASE
        else:
            scope = Scope.MINIMUM
    if basis == Basis.JEOPARDY_OVERRIDE and scope in _WIDER_THAN_MINIMUM:
        scope = Scope.MINIMUM
    return _capped(case, Verdict(scope, basis or _authority(case)))


def _authority(case: Case) -> Basis:
    if any(case.moment.within(o.period) for o in case.facts.orders_on.get(case.viewer, ())):
        return Basis.ORDER_LEAVES
    return Basis.DELEGATED_AUTHORITY if case.caregiver.authority == "delegated" else Basis.PARENTAL_AUTHORITY


def _capped(case: Case, verdict: Verdict) -> Verdict:
    if verdict.scope in _WIDER_THAN_MINIMUM and case.no_contact:
        return verdict._replace(scope=Scope.MINIMUM)
    return verdict


def _judge_limited(case: Case) -> Verdict:
    """Judge one without legal authority: schedule and strategies by consent, the card when a crisis is open."""
    no = deny(Denial.NO_AUTHORITY)
    if case.part2 or case.item.minor_confidential:
        return no
    who, category = case.caregiver, case.category
    if category in (Category.SCHOOL_PLAN, Category.SCHEDULE):
        return by_consent(case, Scope.FULL)
    if category == Category.EDUCATION_RECORDS and who.acting_parent and not case.youth_controlled:
        return Verdict(Scope.FULL, Basis.ACTING_PARENT)
    if category == Category.SAFETY_PLAN and case.viewer in case.item.named and crisis_of(case, 3):
        return Verdict(Scope.CARD, Basis.CRISIS)
    if category == Category.CRISIS_EVENTS and who.emergency_contact and not case.youth_controlled:
        return Verdict(Scope.MINIMUM, Basis.EMERGENCY_CONTACT) if crisis_of(case, 2) else no
    if category == Category.MESSAGES and case.wrote_or_took_part:
        return Verdict(Scope.OWN, Basis.AUTHOR)
    return no


def crisis_of(case: Case, level: int) -> bool:
    """Tell whether a crisis of this level or higher is open."""
    return any(c.level >= level and case.moment.within(c.period) for c in case.facts.crises)
