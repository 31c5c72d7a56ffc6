"""From what was gathered to what it means: the formulation, and diagnoses with their evidence."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Person

from .. import codeset, events, queries, rules, words
from ..models import Addendum, Contribution, Diagnosis, Evaluation, Evidence, Formulation, Judgment
from ..places import place_of_conclusions, place_of_evidence
from ..search import Entry
from ..types import Bears, State, Status


@transaction.atomic
def formulate(
    *, evaluation: Evaluation, summary: str, recommends: str, finds_none: bool, by: Person, at: datetime
) -> Formulation:
    """Write how those who treat understand the child, and what they recommend."""
    place = place_of_conclusions(evaluation)
    require(by, place, May.WRITE)
    refuse_if(
        rules.why_not_change(State(evaluation.state))
        or (None if summary.strip() else "Write how you understand what was gathered.")
    )
    written, _made = Formulation.objects.update_or_create(
        evaluation=evaluation,
        defaults={
            "summary": summary.strip(),
            "recommends": recommends.strip(),
            "finds_none": finds_none,
            "author": by,
            "at": at,
        },
        create_defaults={
            "compartment": place,
            "child_id": evaluation.child_id,
            "summary": summary.strip(),
            "recommends": recommends.strip(),
            "finds_none": finds_none,
            "author": by,
            "at": at,
        },
    )
    event = events.Formulated(child_id=evaluation.child_id, evaluation_id=evaluation.pk, at=at)
    tell(event, by=by, compartment=place)
    return written


@transaction.atomic
def diagnose(
    *, evaluation: Evaluation, code: str, because: str, by: Person, at: datetime, status: Status = Status.PROVISIONAL
) -> Diagnosis:
    """Put a code on the list of what is considered, and say why."""
    place = place_of_conclusions(evaluation)
    require(by, place, May.WRITE)
    entry = codeset.find(code) or Entry(code, "", False)
    refuse_if(
        rules.why_not_diagnose(
            state=State(evaluation.state),
            is_known=bool(entry.says),
            is_billable=entry.is_billable,
            is_listed=queries.is_listed(evaluation.pk, entry.code),
            because=because,
        )
    )
    diagnosis = Diagnosis.objects.create(
        compartment=place,
        evaluation=evaluation,
        child_id=evaluation.child_id,
        code=entry.code,
        title=entry.says,
        author=by,
        at=at,
    )
    _judge(diagnosis, status, because, by=by, at=at)
    return diagnosis


def _judge(diagnosis: Diagnosis, status: Status, because: str, *, by: Person, at: datetime) -> Judgment:
    judged = Judgment.objects.create(
        compartment_id=diagnosis.compartment_id,
        diagnosis=diagnosis,
        child_id=diagnosis.child_id,
        status=status,
        because=because.strip(),
        author=by,
        at=at,
    )
    event = events.DiagnosisJudged(child_id=diagnosis.child_id, diagnosis_id=diagnosis.pk, at=at)
    tell(event, by=by, compartment=diagnosis.compartment_id)
    return judged


@transaction.atomic
def reconsider(*, diagnosis: Diagnosis, status: Status, because: str, by: Person, at: datetime) -> Judgment:
    """Hold a diagnosis for something else than before; after the signature that is an addendum too."""
    require(by, diagnosis.compartment_id, May.WRITE)
    evaluation = queries.locked(diagnosis.evaluation_id)
    before, state = queries.status_of(diagnosis.pk), State(evaluation.state)
    refuse_if(rules.why_not_reconsider(state=state, before=before, after=status, because=because))
    judged = _judge(diagnosis, status, because, by=by, at=at)
    if state is State.SIGNED:
        Addendum.objects.create(
            compartment_id=diagnosis.compartment_id,
            evaluation=evaluation,
            child_id=diagnosis.child_id,
            text=words.reconsidered(diagnosis.code, diagnosis.title, before, status, because.strip()),
            author=by,
            at=at,
        )
    return judged


@transaction.atomic
def support(
    *,
    diagnosis: Diagnosis,
    criterion: str,
    seen: str,
    bears: Bears,
    by: Person,
    at: datetime,
    contribution: Contribution | None = None,
    response_id: UUID | None = None,
    source: str = "",
) -> Evidence:
    """Put what was observed beside the criterion that it speaks for or against.

    Args:
        criterion: in one's own words.
        contribution: whose part it was observed in.
        response_id: the finished questionnaire it rests on.
        source: how the source is called in the text.
    """
    evaluation = queries.locked(diagnosis.evaluation_id)
    place = place_of_evidence(evaluation, contribution)
    require(by, place, May.WRITE)
    refuse_if(rules.why_not_support(state=State(evaluation.state), criterion=criterion, seen=seen))
    noted = Evidence.objects.create(
        compartment=place,
        diagnosis=diagnosis,
        child_id=diagnosis.child_id,
        criterion=criterion.strip(),
        seen=seen.strip(),
        bears=bears,
        contribution=contribution,
        response_id=response_id,
        source=source,
        author=by,
        at=at,
    )
    event = events.EvidenceNoted(child_id=diagnosis.child_id, diagnosis_id=diagnosis.pk, at=at)
    tell(event, by=by, compartment=place)
    return noted


@transaction.atomic
def take_back(*, evidence: Evidence, by: Person, at: datetime) -> Evidence:
    """Take evidence back that was noted by mistake; the row stays."""
    require(by, evidence.compartment_id, May.WRITE)
    refuse_if(rules.why_not_change(State(queries.locked(evidence.diagnosis.evaluation_id).state)))
    evidence.voided_at, evidence.voided_by = at, by
    evidence.save(update_fields=["voided_at", "voided_by"])
    event = events.EvidenceNoted(child_id=evidence.child_id, diagnosis_id=evidence.diagnosis_id, at=at)
    tell(event, by=by, compartment=evidence.compartment_id)
    return evidence
