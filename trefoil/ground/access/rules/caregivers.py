"""What a caregiver may see (5.3, 5.4): holds, orders and suspicion, then home, age, authority and the youth's word."""

from ..types import Basis, Category, Column, Denial, OrderKind, Scope
from .case import Case
from .consents import by_consent, live_override, live_release
from .moment import Verdict, deny
from .standing import is_held, is_suspected, live_orders

_NEVER_UNDER_NO_CONTACT = {Category.DEMOGRAPHICS, Category.SCHEDULE}
_MIXED = {Category.DEMOGRAPHICS, Category.SCHEDULE, Category.CRISIS_EVENTS, Category.MESSAGES}
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
        return _by_cell(case, _authority(case))
    if live_release(case):
        return _by_cell(case, Basis.YOUTH_RELEASE)
    if live_override(case):
        return _by_cell(case, Basis.JEOPARDY_OVERRIDE)
    return deny(Denial.YOUTH_CONTROL)


def _closed(case: Case) -> Denial | None:
    if is_held(case.facts, case.viewer, case.moment, case.law.hold_hours):
        return Denial.HOLD
    if _closed_by_order(case):
        return Denial.COURT_ORDER
    open_to_suspected = case.category == Category.EDUCATION_RECORDS and not case.health_side
    if not open_to_suspected and is_suspected(case.facts, case.viewer, case.moment):
        return Denial.SUSPECTED_ABUSE
    if case.withheld:
        return Denial.WITHHELD
    return Denial.OTHER_HOUSEHOLD if _of_another_home(case) else None


def _closed_by_order(case: Case) -> bool:
    """Several orders open only what all of them leave; an order that ends the rights leaves nothing."""
    return any(
        order.kind == OrderKind.ENDS_RIGHTS
        or case.category not in order.leaves
        or (order.kind == OrderKind.NO_CONTACT and case.category in _NEVER_UNDER_NO_CONTACT)
        or (case.category in _MIXED and _on_limited_side(case, order.kind))
        for order in live_orders(case.facts, case.viewer, case.moment)
    )


def _on_limited_side(case: Case, kind: OrderKind) -> bool:
    return (kind == OrderKind.LIMITS_MEDICAL and case.health_side) or (
        kind == OrderKind.LIMITS_EDUCATION and case.school_side
    )


def _of_another_home(case: Case) -> bool:
    home = case.item.household
    if home is None:
        return case.category == Category.FAMILY_NEEDS
    return home != case.caregiver.household


def as_printed(case: Case, column: Column, basis: Basis) -> Verdict:
    """Return what a cell of the child's own column or of a caregiver's says, to be had on a basis."""
    scope = _AS_PRINTED.get(case.law.table[case.category, column])
    if scope is None:
        return deny(Denial.NOT_ALLOWED)
    if scope is Scope.OWN and not case.wrote_or_took_part:
        return deny(Denial.NOT_AUTHOR)
    return Verdict(scope, basis)


def _by_cell(case: Case, basis: Basis) -> Verdict:
    verdict = as_printed(case, Column.GUARDIAN, basis)
    if case.category == Category.SAFETY_PLAN and case.item.masked_lines and verdict.permit:
        if basis == Basis.YOUTH_RELEASE or live_release(case):
            verdict = verdict._replace(basis=Basis.YOUTH_RELEASE)
        else:
            verdict = verdict._replace(scope=Scope.MINIMUM)
    return _cut(verdict) if verdict.basis == Basis.JEOPARDY_OVERRIDE else _capped(case, verdict)


def _authority(case: Case) -> Basis:
    if any(live_orders(case.facts, case.viewer, case.moment)):
        return Basis.ORDER_LEAVES
    return Basis.DELEGATED_AUTHORITY if case.caregiver.authority == "delegated" else Basis.PARENTAL_AUTHORITY


def _capped(case: Case, verdict: Verdict) -> Verdict:
    return _cut(verdict) if case.no_contact else verdict


def _cut(verdict: Verdict) -> Verdict:
    return verdict._replace(scope=Scope.MINIMUM) if verdict.scope is Scope.FULL else verdict


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
