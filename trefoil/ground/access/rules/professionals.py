"""What a professional may see (5.5), and what an emergency opens to those the table has denied (5.6)."""

from datetime import timedelta

from ..situation import BreakGlassFact
from ..types import Basis, Category, Column, Denial, Id, Relation, Role, Scope
from .caregivers import crisis_of
from .case import Case
from .consents import by_consent
from .moment import Verdict, deny, earliest

_NEED_A_LINK = set("TKFESIC")
_OFFICERS = {Column.DIRECTOR, Column.ADMIN}
_WIDTH = {Scope.FULL: 4, Scope.MINIMUM: 3, Scope.OWN: 2, Scope.CARD: 1, Scope.DEIDENTIFIED: 0}
_SCOPE = {"P": Scope.FULL, "c": Scope.FULL, "m": Scope.MINIMUM, "k": Scope.CARD}
_OTHERS_ROW = {Category.SUD: Denial.PART2, Category.YOUTH_CONFIDENTIAL: Denial.YOUTH_CONTROL}

# 5.6: the least that an emergency needs; psychotherapy notes are never in it.
GLASS_SET = {Category.DEMOGRAPHICS, Category.CLINICAL_PLAN, Category.SAFETY_PLAN, Category.CRISIS_EVENTS}
GLASS_COLUMNS = {Column.TREATMENT, Column.SKILLS, Column.SCHOOL_MH, Column.IOP}
GLASS_CARD_COLUMNS = {Column.TEACHER, Column.COUNTY}
_CRISIS_SCOPE = {Category.SAFETY_PLAN: Scope.CARD, Category.CRISIS_EVENTS: Scope.MINIMUM}


def judge_professional(case: Case) -> Verdict:
    """Judge what a professional asks, by the table, and in an emergency beyond it."""
    if isinstance(case.person.role, Relation):
        return deny(Denial.NOT_ALLOWED)
    verdict = _by_table(case)
    return verdict if verdict.permit else _in_emergency(case) or verdict


def _by_table(case: Case) -> Verdict:
    if case.column == Column.HOME_DISTRICT and case.facts.resident_district != case.person.organization:
        return deny(Denial.OTHER_DISTRICT)
    if case.column in _NEED_A_LINK and not case.linked:
        return deny(Denial.NO_LINK)
    found: list[Verdict] = []
    for row in case.rows:
        verdict = _by_row(case, row)
        if not verdict.permit:
            return verdict
        found.insert(0, verdict)
    return min(found, key=lambda v: _WIDTH[v.scope])


def _by_row(case: Case, row: Category) -> Verdict:
    code = case.law.table[row, case.column].removesuffix("e")
    if code in ("x", ""):
        return deny(Denial.NOT_ALLOWED if row == case.category else _OTHERS_ROW[row])
    if code == "d":
        return Verdict(Scope.DEIDENTIFIED, Basis.DEIDENTIFIED)
    if code == "y":
        return by_consent(case, Scope.FULL)
    if code[0] == "a":
        return _by_part(case, code[1:])
    if row == Category.SUD and case.column == Column.TREATMENT and case.own:
        return _in_program(case)
    return _by_code(case, code)


def _by_part(case: Case, otherwise: str) -> Verdict:
    if case.wrote_or_took_part:
        return Verdict(Scope.OWN, Basis.AUTHOR)
    if otherwise == "v":
        return Verdict(Scope.OWN, Basis.COVERING) if _covers(case) else deny(Denial.NOT_AUTHOR)
    return _by_code(case, otherwise) if otherwise else deny(Denial.NOT_AUTHOR)


def _covers(case: Case) -> bool:
    parties = {case.item.author, *case.item.participants} - {None}
    return any(link.covers in parties and case.moment.within(link.period) for link in case.links_of(case.viewer))


def _in_program(case: Case) -> Verdict:
    """Judge program data that may have left its program: each other program's own consent is needed."""
    others: dict[Id, None] = {
        s.organization: None for s in case.services if s.part2 and s.organization != case.item.custodian
    }
    verdicts = [by_consent(case, Scope.FULL, of=other) for other in others]
    if not verdicts:
        return Verdict(Scope.FULL, Basis.CARE_TEAM)
    wanting = [v for v in verdicts if not v.permit]
    return next((v for v in wanting if v.basis == Denial.CONSENT_LAPSED), (wanting or verdicts)[0])


def _by_code(case: Case, code: str) -> Verdict:
    scope = _SCOPE[code[-1]]
    if case.own:
        return Verdict(scope, _standing(case))
    if code in ("P", "m"):
        if _kept_for_school(case):
            return Verdict(scope, _standing(case))
        if not case.law.treatment_needs_consent and _treats(case):
            return Verdict(scope, Basis.CARE_TEAM)
    return by_consent(case, scope)


def _standing(case: Case) -> Basis:
    if case.column == Column.HOME_DISTRICT:
        return Basis.OWN_STUDENT
    return Basis.OPERATIONS if case.column in _OFFICERS else Basis.CARE_TEAM


def _kept_for_school(case: Case) -> bool:
    """Tell whether this is the school's own record in the eyes of its staff, or of the district of the student."""
    if not case.school_side or case.health_side:
        return False
    if case.column == Column.HOME_DISTRICT:
        return True
    return case.column in (Column.TEACHER, Column.SCHOOL_MH) and not case.made_by_school(case.item.custodian)


def _treats(case: Case) -> bool:
    """45 CFR 164.506(c): one provider may tell another for treatment, where no stricter law says otherwise."""
    treating = case.column in (Column.TREATMENT, Column.IOP, Column.SKILLS)
    return treating and case.health_side and not case.youth_controlled and "treatment" in case.question.purposes


def _in_emergency(case: Case) -> Verdict | None:
    if case.item.minor_confidential or case.column not in GLASS_COLUMNS | GLASS_CARD_COLUMNS:
        return None
    code = case.law.table[case.category, case.column]
    in_crisis = code.endswith("e") and not case.part2 and case.linked and crisis_of(case, 3)
    if in_crisis:
        return Verdict(_CRISIS_SCOPE[case.category], Basis.CRISIS)
    return _by_glass(case, code)


def _by_glass(case: Case, code: str) -> Verdict | None:
    if case.part2 and case.person.role != Role.PRESCRIBER:
        return None
    if case.column in GLASS_CARD_COLUMNS:
        scope, fits = Scope.CARD, case.category == Category.SAFETY_PLAN
    else:
        scope, fits = Scope.MINIMUM, case.category in GLASS_SET and code != "x"
    glasses = (g for g in case.facts.break_glasses if g.person == case.viewer and g.reason.strip())
    return Verdict(scope, Basis.BREAK_GLASS) if fits and any(_open(case, g) for g in glasses) else None


def _open(case: Case, glass: BreakGlassFact) -> bool:
    lasts = glass.starts_at + timedelta(minutes=case.law.glass_minutes)
    return case.moment.between(glass.starts_at, earliest(glass.ends_at, lasts))
