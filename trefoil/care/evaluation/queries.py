"""What may be asked about an evaluation; everything is answered as far as the viewer sees."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from trefoil.care.instruments import queries as instruments
from trefoil.ground.access.types import Category, Role
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Membership, Staff

from . import rules
from .models import (
    Addendum,
    Contribution,
    Diagnosis,
    Evaluation,
    Evidence,
    Formulation,
    Judgment,
    RecordRequest,
    SignedPart,
)
from .types import Part, State, Status, Weighed

IN_CLASS = (Role.TEACHER, Role.SCHOOL_MH, Role.SKILLS)
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Measure:
    """A finished questionnaire that counts for an evaluation."""

    response_id: UUID
    at: datetime
    name: str
    value: float | None
    maximum: float
    band: str
    answered_by: str


@dataclass(frozen=True)
class Considered:
    """A diagnosis with what it was held for over time, and its evidence."""

    diagnosis: Diagnosis
    judgments: list[Judgment]
    evidence: list[Evidence]

    @property
    def status(self) -> Status:
        """Return what it is held for now."""
        return Status(self.judgments[-1].status)

    @property
    def because(self) -> str:
        """Return why it is held for that."""
        return self.judgments[-1].because


@dataclass(frozen=True)
class Gathered:
    """All of an evaluation that the viewer sees."""

    evaluation: Evaluation
    contributions: list[Contribution]
    observations: list[Contribution]
    records: list[RecordRequest]
    measures: list[Measure]
    formulation: Formulation | None
    considered: list[Considered]
    reads_school: bool

    @property
    def done(self) -> set[Part]:
        """Return the parts that are there."""
        found = {Part(c.part) for c in self.contributions}
        there = {
            Part.OBSERVATION: self.observations,
            Part.MEASURES: self.measures,
            Part.FORMULATION: self.formulation,
            Part.DIAGNOSES: self.considered,
            Part.RECORDS: self.records and all(r.received_on for r in self.records),
        }
        return found | {part for part, rows in there.items() if rows}

    @property
    def weighed(self) -> list[Weighed]:
        """Return the diagnoses as the rules of signing want to know them."""
        return [Weighed(c.diagnosis.code, c.status, len(c.evidence), bool(c.because.strip())) for c in self.considered]


def is_one_open(compartment_id: int) -> bool:
    """Tell whether an evaluation is open in a place."""
    open_ones = (State.OPEN, State.COSIGN_WAITING)
    return Evaluation.objects.filter(compartment_id=compartment_id, state__in=open_ones).exists()


def reads(compartment_id: int) -> bool:
    """Tell whether the viewer reads all of a place."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = any(open_compartments('full'))", [compartment_id])
        return bool(cursor.fetchone()[0])


def _evaluations() -> QuerySet[Evaluation]:
    return Evaluation.objects.select_related(
        "child__person", "compartment", "responsible__staff", "signed_by__staff", "cosigner__staff"
    )


def find(evaluation_id: UUID) -> Evaluation | None:
    """Return an evaluation that the viewer may know of."""
    return _evaluations().filter(pk=evaluation_id).first()


def locked(evaluation_id: UUID) -> Evaluation:
    """Return an evaluation, and keep every other change of it waiting until this transaction ends."""
    found = Evaluation.objects.select_for_update(of=("self",)).select_related("compartment", "child__person")
    return found.get(pk=evaluation_id)


def evaluations(child_id: UUID, custodian_id: UUID) -> list[Evaluation]:
    """Return an organization's evaluations of a child, the newest first, but for the withdrawn."""
    found = _evaluations().filter(child_id=child_id, compartment__custodian_id=custodian_id)
    return list(found.exclude(state=State.WITHDRAWN).order_by("-at"))


def due(at: datetime) -> list[Evaluation]:
    """Return what is open or soon to be brought up to date, of all the children that the viewer treats."""
    soon = timezone.localdate(at) + SOON
    later = Evaluation.objects.filter(state=State.SIGNED).order_by("child_id", "-signed_at").distinct("child_id")
    newest = [row.pk for row in later if row.next_due_on and row.next_due_on <= soon]
    found = _evaluations().filter(Q(state__in=(State.OPEN, State.COSIGN_WAITING)) | Q(pk__in=newest))
    return sorted(found, key=lambda e: (day_due(e) or date.max, str(e.child.person)))


def day_due(evaluation: Evaluation) -> date | None:
    """Return the next day on which an evaluation is due: to be signed, or to be brought up to date."""
    return evaluation.next_due_on if evaluation.state == State.SIGNED else evaluation.due_on


def own_contribution(evaluation_id: UUID, part: Part, author_id: UUID, compartment_id: int) -> Contribution | None:
    """Return what somebody wrote as their part in a place."""
    return Contribution.objects.filter(
        evaluation_id=evaluation_id, part=part, author_id=author_id, compartment_id=compartment_id
    ).first()


def own_story(evaluation_id: UUID, author_id: UUID) -> list[Contribution]:
    """Return what a caregiver or the youth told, in the open and in confidence."""
    parts = (Part.CAREGIVER, Part.YOUTH)
    found = Contribution.objects.filter(evaluation_id=evaluation_id, author_id=author_id, part__in=parts)
    return list(found.select_related("compartment").order_by("-changed_at"))


def find_records(request_id: UUID) -> RecordRequest | None:
    """Return records that were asked for."""
    return RecordRequest.objects.select_related("evaluation__child__person").filter(pk=request_id).first()


def find_diagnosis(diagnosis_id: UUID) -> Diagnosis | None:
    """Return a diagnosis that is considered."""
    return Diagnosis.objects.select_related("evaluation__child__person").filter(pk=diagnosis_id).first()


def find_evidence(evidence_id: UUID) -> Evidence | None:
    """Return evidence that was noted and not taken back."""
    found = Evidence.objects.select_related("diagnosis__evaluation__child__person")
    return found.filter(pk=evidence_id, voided_at=None).first()


def is_listed(evaluation_id: UUID, code: str) -> bool:
    """Tell whether a code is considered already."""
    return Diagnosis.objects.filter(evaluation_id=evaluation_id, code=code).exists()


def status_of(diagnosis_id: UUID) -> Status:
    """Return what a diagnosis is held for now."""
    return Status(Judgment.objects.filter(diagnosis_id=diagnosis_id).order_by("at", "pk").last().status)  # type: ignore[union-attr]


def gathered(evaluation: Evaluation, at: datetime) -> Gathered:
    """Return all of an evaluation that the viewer sees."""
    child_id = evaluation.child_id
    return Gathered(
        evaluation=evaluation,
        contributions=list(
            Contribution.objects.filter(evaluation=evaluation).select_related("author", "compartment").order_by("at")
        ),
        observations=observations(child_id, evaluation.at - rules.OBSERVED_BEFORE, evaluation.signed_at or at),
        records=list(RecordRequest.objects.filter(evaluation=evaluation).order_by("asked_on", "pk")),
        measures=measures(child_id, evaluation.at - rules.OBSERVED_BEFORE, evaluation.signed_at or at),
        formulation=Formulation.objects.filter(evaluation=evaluation).select_related("author").first(),
        considered=considered(evaluation.pk),
        reads_school=reads_school(evaluation),
    )


def observations(child_id: UUID, since: datetime, until: datetime) -> list[Contribution]:
    """Return what was observed of a child in class, the newest first."""
    found = Contribution.objects.filter(child_id=child_id, part=Part.OBSERVATION, at__gte=since, at__lte=until)
    return list(found.select_related("author__staff", "compartment").order_by("-at"))


def measures(child_id: UUID, since: datetime, until: datetime) -> list[Measure]:
    """Return the finished questionnaires of a time, the newest first."""
    readings = instruments.scores(people.get_child(child_id))
    return [
        Measure(r.response_id, r.at, r.instrument, r.value, r.maximum, r.band or "", r.answered_by)
        for r in readings
        if since <= r.at <= until
    ]


def reads_school(evaluation: Evaluation) -> bool:
    """Tell whether the viewer reads what the school observes: a place of the school's that is open in full."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from access_compartment c where c.child_id = %s and c.category = %s"
            " and c.custodian_id <> %s and c.id = any(open_compartments('full')))",
            [evaluation.child_id, Category.BEHAVIOR_OBSERVATIONS, evaluation.compartment.custodian_id],
        )
        return bool(cursor.fetchone()[0])


def considered(evaluation_id: UUID) -> list[Considered]:
    """Return the diagnoses of an evaluation: what is held first, what was ruled out last."""
    rows = Diagnosis.objects.filter(evaluation_id=evaluation_id).prefetch_related(
        Prefetch("judgments", Judgment.objects.select_related("author").order_by("at", "pk")),
        Prefetch(
            "evidence", Evidence.objects.filter(voided_at=None).select_related("contribution").order_by("at", "pk")
        ),
    )
    found = [Considered(row, list(row.judgments.all()), list(row.evidence.all())) for row in rows]
    order = [Status.CONFIRMED, Status.PROVISIONAL, Status.RULED_OUT]
    return sorted(found, key=lambda c: (order.index(c.status), c.diagnosis.at))


def signed_text(evaluation_id: UUID) -> list[SignedPart]:
    """Return the signed text in its order, as far as the viewer may read it."""
    found = SignedPart.objects.filter(evaluation_id=evaluation_id).select_related(
        "compartment", "author__staff__organization"
    )
    return list(found.order_by("number"))


def addenda(evaluation_id: UUID) -> list[Addendum]:
    """Return what was added to a signed evaluation, the oldest first."""
    return list(Addendum.objects.filter(evaluation_id=evaluation_id).select_related("author__staff").order_by("at"))


def watchers(child_id: UUID, custodian_id: UUID) -> list[Staff]:
    """Return who of another organization on the child's team is with them in class."""
    team = Membership.objects.filter(child_id=child_id, ends_at=None, staff__role__in=IN_CLASS)
    rows = team.exclude(staff__organization_id=custodian_id).select_related("staff__person")
    return [row.staff for row in rows.order_by("staff__person__given_name")]


def responsible_staff(staff: Staff, child_id: UUID) -> list[Staff]:
    """Return who may answer for an evaluation beside somebody: colleagues on the child's team who sign.

    Before a release the clinic does not see the school's list of the team; then they answer for it themselves.
    """
    team = Membership.objects.filter(
        child_id=child_id, ends_at=None, staff__organization_id=staff.organization_id, staff__role__in=rules.SIGNS
    ).select_related("staff__person")
    own = [staff] if rules.may_sign(role=staff.role) else []
    return list(dict.fromkeys([*own, *(row.staff for row in team)]))
