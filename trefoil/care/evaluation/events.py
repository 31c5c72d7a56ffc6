"""What happened to an evaluation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class EvaluationBegun:
    """An evaluation was begun."""

    child_id: UUID
    evaluation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EvaluationWithdrawn:
    """An evaluation that nobody needs any more was ended without a signature."""

    child_id: UUID
    evaluation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PartContributed:
    """Somebody wrote their part."""

    child_id: UUID
    contribution_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordsRequested:
    """Records were asked for from a school or an earlier provider."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordsReceived:
    """Records that were asked for came, or will not come."""

    child_id: UUID
    request_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Formulated:
    """The formulation was written or changed."""

    child_id: UUID
    evaluation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DiagnosisJudged:
    """A diagnosis was considered, confirmed or ruled out."""

    child_id: UUID
    diagnosis_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EvidenceNoted:
    """Something that was observed was put beside a criterion, or taken back."""

    child_id: UUID
    diagnosis_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EvaluationSigned:
    """A professional signed an evaluation; its text stays."""

    child_id: UUID
    evaluation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EvaluationCosigned:
    """A licensed professional put their name under a trainee's evaluation."""

    child_id: UUID
    evaluation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EvaluationAddended:
    """Something was added to a signed evaluation."""

    child_id: UUID
    evaluation_id: UUID
    at: datetime
