"""One question, judged (5.1, 5.2): the rules in order; the first that decides ends the matter. Default: deny."""

from trefoil.ground.rulebook.types import Law

from ..situation import Facts, Question
from ..types import Basis, Category, Column, Denial, Relation, Role, Scope
from .caregivers import as_printed, judge_caregiver
from .case import Case
from .moment import Moment, Verdict, deny
from .professionals import judge_professional


def judge(facts: Facts, question: Question, law: Law, moment: Moment) -> Verdict:
    """Judge one question.

    Args:
        facts: the situation of the child.
        question: who asks for what, and what for.
        law: the law that governs the record: its custodian's pack.
        moment: the instant; it notes when the answer may next change.
    """
    return judge_case(Case(facts, question, law, moment))


def judge_case(case: Case) -> Verdict:
    """Judge a question that is already laid out."""
    is_child = case.viewer == case.facts.child
    if not is_child and not case.moment.within(case.person.period):
        return deny(Denial.NOT_ACTIVE)
    if case.category == Category.PSYCHOTHERAPY_NOTES:
        return deny(Denial.PSYCHOTHERAPY_NOTES) if is_child else _psychotherapy(case)
    if case.item.maltreatment_report:
        return deny(Denial.MALTREATMENT_REPORT) if is_child else _maltreatment(case)
    if is_child:
        return _judge_child(case)
    if case.person.role == Relation.CAREGIVER:
        return judge_caregiver(case)
    return judge_professional(case)


def _psychotherapy(case: Case) -> Verdict:
    """45 CFR 164.501 and 164.508: the author alone, and the supervisor who trains the author."""
    author = case.item.author
    if author is None or not case.professional(case.person) or not case.own:
        return deny(Denial.PSYCHOTHERAPY_NOTES)
    if case.column != Column.TREATMENT or not case.linked:
        return deny(Denial.PSYCHOTHERAPY_NOTES)
    if author == case.viewer:
        return Verdict(Scope.OWN, Basis.AUTHOR)
    trainee = case.facts.people.get(author)
    supervises = (
        case.person.role == Role.SUPERVISOR
        and trainee is not None
        and trainee.trainee
        and trainee.supervisor == case.viewer
        and trainee.organization == case.person.organization
    )
    return Verdict(Scope.FULL, Basis.SUPERVISION) if supervises else deny(Denial.PSYCHOTHERAPY_NOTES)


def _maltreatment(case: Case) -> Verdict:
    """Minn. Stat. 260E: who reported stays hidden from everybody but the one who did."""
    if case.item.author == case.viewer and case.professional(case.person) and case.linked:
        return Verdict(Scope.OWN, Basis.AUTHOR)
    return deny(Denial.MALTREATMENT_REPORT)


def _judge_child(case: Case) -> Verdict:
    if case.withheld:
        return deny(Denial.WITHHELD)
    return as_printed(case, Column.YOUTH, Basis.OWN_RECORD)
