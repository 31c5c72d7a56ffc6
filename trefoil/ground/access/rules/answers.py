"""What comes with a decision (7): obligations, masks, suppressed cells, and until when it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trefoil.ground.rulebook.types import Law

from ..situation import Facts, Question
from ..types import Basis, Category, Column, Denial, Id, Relation, Scope
from .case import Case
from .consents import live_release
from .judge import judge, judge_case
from .moment import Moment, Verdict

_OUTSIDE_CAREGIVER = {
    Basis.CONSENT,
    Basis.YOUTH_CONSENT,
    Basis.YOUTH_RELEASE,
    Basis.JEOPARDY_OVERRIDE,
    Basis.EMERGENCY_CONTACT,
    Basis.CRISIS,
}
_TELL_THE_OFFICER = {Basis.CRISIS, Basis.BREAK_GLASS, Basis.JEOPARDY_OVERRIDE}
_TELL_THE_YOUTH = {Basis.YOUTH_RELEASE, Basis.YOUTH_CONSENT, Basis.JEOPARDY_OVERRIDE}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Permit or deny, how much, on what basis, with which duties, until when; what is cut and what is suppressed."""

    permit: bool
    scope: Scope
    basis: Basis | Denial
    obligations: tuple[str, ...]
    until: datetime | None
    masked: tuple[str, ...]
    suppressed: tuple[int, ...]


def answer(facts: Facts, question: Question, law: Law, at: datetime) -> Answer:
    """Answer one question at an instant, with everything that comes with it."""
    case = Case(facts, question, law, Moment(at))
    verdict = judge_case(case)
    if not verdict.permit:
        return Answer(
            permit=False,
            scope=Scope.NONE,
            basis=verdict.basis,
            obligations=("O10",),
            until=None,
            masked=(),
            suppressed=(),
        )
    masked = masked_by(case, verdict)
    return Answer(
        permit=True,
        scope=verdict.scope,
        basis=verdict.basis,
        obligations=_obligations(case, verdict, masked),
        until=_until(facts, question, law, verdict, case.moment.changes_at),
        masked=masked,
        suppressed=_suppressed(question.cells, law.small_cell) if verdict.scope == Scope.DEIDENTIFIED else (),
    )


def _until(
    facts: Facts, question: Question, law: Law, verdict: Verdict, changes_at: datetime | None
) -> datetime | None:
    while changes_at is not None:
        moment = Moment(changes_at)
        then = judge(facts, question, law, moment)
        if (then.scope, then.basis) != (verdict.scope, verdict.basis):
            return changes_at
        changes_at = moment.changes_at
    return None


def _obligations(case: Case, verdict: Verdict, masked: Sequence[str]) -> tuple[str, ...]:
    is_child = case.viewer == case.facts.child
    outside = not is_child and _outside(case, verdict)
    owed = {
        "O1": True,
        "O2": verdict.scope in (Scope.MINIMUM, Scope.CARD),
        "O3": case.part2 and not is_child,
        "O4": outside and case.school_side,
        "O5": outside,
        "O6": bool(masked),
        "O7": case.question.export,
        "O8": verdict.basis in _TELL_THE_OFFICER,
        "O9": verdict.basis in _TELL_THE_YOUTH,
        "O10": verdict.scope != Scope.FULL or bool(masked),
        "O11": True,
    }
    return tuple(code for code, holds in owed.items() if holds)


def _outside(case: Case, verdict: Verdict) -> bool:
    if case.professional(case.person):
        return not case.own and verdict.scope != Scope.DEIDENTIFIED
    return verdict.basis in _OUTSIDE_CAREGIVER


def masked_by(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """Return whose data must be cut, and the words `location` and `confidential_lines`, sorted."""
    found = {str(person) for person in _masked_people(case, verdict)}
    if case.viewer != case.facts.child and case.person.role == Relation.CAREGIVER:
        if hides_location(case):
            found.add("location")
        if case.category == Category.SAFETY_PLAN and case.item.masked_lines and not live_release(case):
            found.add("confidential_lines")
    return tuple(sorted(found))


def hides_location(case: Case) -> bool:
    """Tell whether a caregiver may not learn any place or time: no contact, or a home that is Safe at Home."""
    home = case.caregiver.household
    return case.no_contact or any(h.safe_at_home and h.id != home for h in case.facts.households)


def _masked_people(case: Case, verdict: Verdict) -> set[Id]:
    if case.viewer == case.item.author or verdict.scope == Scope.DEIDENTIFIED:
        return set()
    is_staff = case.viewer != case.facts.child and case.professional(case.person)
    if is_staff and case.column == Column.TREATMENT and case.own:
        return set()
    shown = set(case.item.mentions)
    if case.category != Category.MESSAGES:
        shown |= set(case.item.participants)
    private = {p for p in shown if p in case.facts.people and not case.professional(case.facts.people[p])}
    return private - {case.viewer}


def _suppressed(cells: Sequence[int], small: int) -> tuple[int, ...]:
    """Take the small cells, and as many more as keep the rest from giving them away; the total is known."""
    taken = {i for i, count in enumerate(cells) if count < small}
    rest = sorted((count, i) for i, count in enumerate(cells) if i not in taken)
    while taken and rest and (len(taken) < 2 or sum(cells[i] for i in taken) < small):
        taken.add(rest.pop(0)[1])
    return tuple(sorted(taken))
