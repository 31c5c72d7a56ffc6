"""Proposing a change to the plan, and answering."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from trefoil.ground.access.actions import require, tell
from trefoil.ground.access.types import May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Person
from trefoil.ground.worklist import actions as worklist

from .. import events, queries, rules
from ..models import Proposal


@transaction.atomic
def propose(*, child: Child, compartment_id: int, text: str, by: Person, at: datetime) -> Proposal:
    """Ask for the plan to be changed, in one's own words; the therapist is told.

    Args:
        child: whose plan it is.
        compartment_id: the plan's for the family and the youth, that of the plan for school for the school.
        text: the words.
        by: who proposes.
        at: when.
    """
    require(by, compartment_id, May.RESPOND)
    refuse_if(rules.why_not_propose(text))
    proposal = Proposal.objects.create(compartment_id=compartment_id, child=child, author=by, text=text.strip(), at=at)
    writer = queries.writer_of(child.pk)
    if writer:
        worklist.ask(
            person=writer,
            child=child,
            compartment=compartment_id,
            kind="answer_proposal",
            subject_id=proposal.pk,
            url=reverse("plan:answer", args=[proposal.pk]),
            by=by,
            at=at,
        )
    event = events.ChangeProposed(child_id=child.pk, proposal_id=proposal.pk, at=at)
    tell(event, by=by, compartment=compartment_id)
    return proposal


@transaction.atomic
def answer(*, proposal: Proposal, words: str, by: Person, at: datetime) -> Proposal:
    """Answer a proposal; the one who proposed reads the answer."""
    require(by, proposal.compartment_id, May.WRITE)
    refuse_if(rules.why_not_answer(words, is_answered=proposal.answered_at is not None))
    proposal.answer, proposal.answered_at, proposal.answered_by = words.strip(), at, by
    proposal.save(update_fields=["answer", "answered_at", "answered_by"])
    worklist.done(kind="answer_proposal", subject_id=proposal.pk, by=by, at=at)
    event = events.ProposalAnswered(child_id=proposal.child_id, proposal_id=proposal.pk, at=at)
    tell(event, by=by, compartment=proposal.compartment_id)
    return proposal
