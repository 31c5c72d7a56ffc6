"""What happened to a plan."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class PlanDrafted:
    """A new version of the plan was begun."""

    child_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DraftChanged:
    """The words of a draft were changed."""

    child_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CareCardWritten:
    """Allergies and medicines were written down."""

    child_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted:
    """A version was given out for signature."""

    child_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SignatureGiven:
    """Somebody signed a version."""

    child_id: UUID
    version_id: UUID
    signature_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SignatureWaived:
    """A version goes on without one signature, for a reason."""

    child_id: UUID
    version_id: UUID
    signature_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanSigned:
    """Everybody who had to has signed a version; it is the plan now."""

    child_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanPublished:
    """The plan for school was opened to its readers under a release."""

    child_id: UUID
    school_plan_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanAcknowledged:
    """A reader at the school has read the plan for school."""

    child_id: UUID
    school_plan_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangeProposed:
    """Somebody asked for the plan to be changed."""

    child_id: UUID
    proposal_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered:
    """The clinic answered a proposal."""

    child_id: UUID
    proposal_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RemarkMade:
    """Somebody said something about a proposal."""

    child_id: UUID
    proposal_id: UUID
    remark_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn:
    """Somebody took back their proposal."""

    child_id: UUID
    proposal_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanStarted:
    """A version began in an emergency, before everybody had signed."""

    child_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class VersionRead:
    """Somebody whom a version concerns has said that they read it."""

    child_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DiagnosisLinked:
    """A goal was linked to a diagnosis."""

    child_id: UUID
    link_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DiagnosisUnlinked:
    """A goal was no longer linked to a diagnosis."""

    child_id: UUID
    link_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PriorityNamed:
    """Somebody of the family wrote down what matters most to them."""

    child_id: UUID
    priority_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PriorityDropped:
    """Somebody of the family took back a priority."""

    child_id: UUID
    priority_id: UUID
    at: datetime
