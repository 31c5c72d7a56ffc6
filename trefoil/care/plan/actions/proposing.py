"""Proposing a change to the plan, talking about it in place, and deciding: nobody approves their own alone."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.worklist import actions as worklist

from .. import content as contents
from .. import events, queries, rules
from ..edits import applied, conflicts
from ..models import PlanVersion, Proposal, Remark
from ..types import Edit, PlanContent, VersionState
from .drafting import draft, within_draft


@transaction.atomic
def propose(
    *,
    child: Child,
    compartment_id: int,
    text: str,
    by: Person,
    at: datetime,
    edits: Iterable[Edit] = (),
) -> Proposal:
    """Ask for the plan to be changed, in one's own words or in exact ones; the responsible person is told.

    Args:
        child: whose plan it is.
        compartment_id: the plan's for the family and the youth, that of the plan for school for the school.
        text: the words; beside exact changes, why.
        by: who proposes.
        at: when.
        edits: the exact changes of strategies.
    """
    require(by, compartment_id, May.RESPOND)
    exact = list(edits)
    refuse_if(rules.why_not_propose(text, edits=exact))
    proposal = Proposal.objects.create(
        compartment_id=compartment_id,
        child=child,
        author=by,
        text=text.strip(),
        edits=[contents.dump(edit) for edit in exact],
        at=at,
    )
    writer = queries.approver_for(child.pk, by.pk)
    if writer:
        _ask(proposal, writer, "answer_proposal", by=by, at=at)
    event = events.ChangeProposed(child_id=child.pk, proposal_id=proposal.pk, at=at)
    tell(event, by=by, compartment=compartment_id)
    return proposal


def _ask(proposal: Proposal, person: UUID, kind: str, *, by: Person, at: datetime) -> None:
    worklist.ask(
        person=person,
        child=proposal.child,
        compartment=proposal.compartment_id,
        kind=kind,
        subject_id=proposal.pk,
        url=reverse("plan:answer" if kind == "answer_proposal" else "plan:proposal", args=[proposal.pk]),
        by=by,
        at=at,
    )


@transaction.atomic
def remark(*, proposal: Proposal, text: str, by: Person, at: datetime) -> Remark:
    """Say something about a proposal where it stands; its author and those who spoke before are told."""
    require(by, proposal.compartment_id, May.RESPOND)
    refuse_if(rules.why_not_remark(text, is_open=proposal.is_open))
    said = Remark.objects.create(
        compartment_id=proposal.compartment_id, proposal=proposal, author=by, text=text.strip(), at=at
    )
    spoke = set(Remark.objects.filter(proposal=proposal).values_list("author_id", flat=True))
    worklist.done(kind="read_remark", subject_id=proposal.pk, person=by, by=by, at=at)
    for person in (spoke | {proposal.author_id}) - {by.pk}:
        _ask(proposal, person, "read_remark", by=by, at=at)
    event = events.RemarkMade(child_id=proposal.child_id, proposal_id=proposal.pk, remark_id=said.pk, at=at)
    tell(event, by=by, compartment=proposal.compartment_id)
    return said


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Take back one's own proposal; it stays to be read."""
    require(by, proposal.compartment_id, May.RESPOND)
    refuse_if(rules.why_not_withdraw(is_author=proposal.author_id == by.pk, is_open=proposal.is_open))
    proposal.withdrawn_at = at
    proposal.save(update_fields=["withdrawn_at"])
    _settle(proposal, by=by, at=at)
    event = events.ProposalWithdrawn(child_id=proposal.child_id, proposal_id=proposal.pk, at=at)
    tell(event, by=by, compartment=proposal.compartment_id)
    return proposal


def _settle(proposal: Proposal, *, by: Person, at: datetime) -> None:
    for kind in ("answer_proposal", "read_remark"):
        worklist.done(kind=kind, subject_id=proposal.pk, by=by, at=at)


@transaction.atomic
def answer(*, proposal: Proposal, words: str, by: Person, at: datetime) -> Proposal:
    """Answer a proposal without taking it into the plan as it stands; the one who proposed reads the answer."""
    require(by, proposal.compartment_id, May.WRITE)
    refuse_if(rules.why_not_answer(words, is_answered=not proposal.is_open))
    return _answered(proposal, words, by=by, at=at, is_approved=False)


def _answered(proposal: Proposal, words: str, *, by: Person, at: datetime, is_approved: bool) -> Proposal:
    proposal.answer, proposal.answered_at, proposal.answered_by = words.strip(), at, by
    proposal.is_approved = is_approved
    proposal.save(update_fields=["answer", "answered_at", "answered_by", "is_approved"])
    _settle(proposal, by=by, at=at)
    if proposal.author_id != by.pk:
        _ask(proposal, proposal.author_id, "proposal_answered", by=by, at=at)
    event = events.ProposalAnswered(child_id=proposal.child_id, proposal_id=proposal.pk, at=at)
    tell(event, by=by, compartment=proposal.compartment_id)
    return proposal


@transaction.atomic
def approve(*, proposal: Proposal, words: str, by: Person, at: datetime, over: bool = False) -> PlanVersion:
    """Take the exact changes of a proposal into the draft, which begins now if there is none.

    Args:
        proposal: what was asked for.
        words: what the one who proposed reads.
        by: who approves; never the author.
        at: when.
        over: take the proposed words although the plan's own have changed since.
    """
    refuse_if(
        rules.why_not_approve(
            author_id=proposal.author_id,
            by_id=by.pk,
            role=by.staff.role if hasattr(by, "staff") else "",
            is_open=proposal.is_open,
            has_edits=bool(proposal.edits),
        )
    )
    version = _draft_for(proposal, by=by, at=at)
    edits = proposal.asked
    refuse_if(rules.why_not_take_in(0 if over else len(conflicts(version.plan, edits))))

    def make(locked: PlanVersion, plan: PlanContent) -> PlanContent:
        reason = proposal.text or words
        locked.because = locked.because | {str(edit.strategy_id): reason for edit in edits if reason}
        return applied(plan, edits)

    within_draft(version, make, by=by, at=at)
    _answered(proposal, words, by=by, at=at, is_approved=True)
    return version


def _draft_for(proposal: Proposal, *, by: Person, at: datetime) -> PlanVersion:
    found = PlanVersion.objects.filter(child_id=proposal.child_id, state=VersionState.DRAFT).first()
    if found:
        require(by, found.compartment_id, May.WRITE)
    return found or draft(child=proposal.child, by=by, at=at)
