"""Asking for the record, checking who asks, extending, denying, taking back, reviewing."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.actions import Denied, compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Caregiver, Child, Organization, Person
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.people.types import Kind
from trefoil.ground.rulebook.queries import law
from trefoil.ground.worklist import actions as worklist

from . import events, queries, rules
from .models import AccessRequest, Choice
from .types import Form, Item, Received, State

TASK, REVIEW_TASK = "answer_request", "review_denial"


@transaction.atomic
def ask(
    *,
    child: Child,
    custodian: Organization,
    requester: Person,
    by: Person,
    at: datetime,
    received: Received | str = Received.PORTAL,
    categories: Iterable[str] = (),
    words: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    form: Form | str = Form.PDF,
    arrived_at: datetime | None = None,
) -> AccessRequest:
    """Ask for the record, in the portal, or for somebody who wrote or came; the law's clock starts.

    Args:
        requester: the student, or one of the child's caregivers.
        arrived_at: when a letter came in; the clock starts with it.
    """
    caregiver = caregiver_of(child.pk, requester.pk)
    compartment = _place(child, custodian, requester)
    require(by, compartment, May.RESPOND if by.pk == requester.pk else May.WRITE)
    asked_at = arrived_at or at
    open_ones = queries.requests_of(child.pk).filter(requester=requester, custodian=custodian, state__in=rules.OPEN)
    refuse_if(
        rules.why_not_ask(
            authority=caregiver.authority if caregiver else None,
            is_child=requester.pk == child.pk,
            custodian_known=True,
            already_open=open_ones.exists(),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    due = queries.due_of(custodian, asked_at)
    request = AccessRequest(
        compartment=compartment, child=child, custodian=custodian, requester=requester, received=received,
        entered_by=by, asked_at=asked_at, categories=list(categories), words=words.strip(), starts_on=starts_on,
        ends_on=ends_on, form=form, due_on=due.on, clocks=list(due.clocks),
    )  # fmt: skip
    request.save(force_insert=True)
    _ask_to_answer(request, TASK, due.on, by=by, at=at)
    tell(events.RecordAsked(child_id=child.pk, request_id=request.pk, at=at), by=by, compartment=compartment)
    return request


def _place(child: Child, custodian: Organization, requester: Person) -> Compartment:
    """Return where a request lives: open to who asks and to those who answer, and to nobody else of the family."""
    others = set(Caregiver.objects.filter(child=child).values_list("person_id", flat=True)) | {child.pk}
    return compartment_for(
        child_id=child.pk,
        category=Category.CONSENTS,
        custodian_id=custodian.pk,
        withheld_from=sorted(others - {requester.pk}, key=str),
    )


def _ask_to_answer(
    request: AccessRequest, kind: str, due_on: date | None, *, by: Person, at: datetime, besides: UUID | None = None
) -> None:
    for person in queries.answering(request.compartment_id, besides):
        worklist.ask(
            person=person,
            kind=kind,
            child=request.child,
            compartment=request.compartment_id,
            subject_id=request.pk,
            url=reverse("requests:request", args=[request.pk]),
            due_at=_end_of(due_on) if due_on else None,
            by=by,
            at=at,
        )


def tell_requester(request: AccessRequest, *, by: Person, at: datetime) -> None:
    """Say to the requester, where they come in, that there is an answer."""
    worklist.ask(
        person=request.requester,
        kind="request_answered",
        child=request.child,
        compartment=request.compartment_id,
        subject_id=request.pk,
        url=reverse("requests:request", args=[request.pk]),
        by=by,
        at=at,
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())


def require_answering(by: Person, request: AccessRequest) -> None:
    """Raise `Denied` unless the actor works for the custodian and may write there."""
    require(by, request.compartment_id)
    if by.kind != Kind.STAFF:
        raise Denied


def _changed(request: AccessRequest, *fields: str) -> None:
    request.save(update_fields=list(fields))


@transaction.atomic
def check(*, request: AccessRequest, how: str, by: Person, at: datetime) -> AccessRequest:
    """Keep how it was made sure who asks; what they may see, the facts say."""
    require_answering(by, request)
    refuse_if(rules.why_not_check(state=request.state, how=how))
    request.state, request.checked_at, request.checked_by, request.checked_how = State.CHECKED, at, by, how.strip()
    _changed(request, "state", "checked_at", "checked_by", "checked_how")
    event = events.RequesterChecked(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)
    return request


@transaction.atomic
def extend(*, request: AccessRequest, reason: str, by: Person, at: datetime) -> AccessRequest:
    """Take the one extension that the law allows, with its reason, in writing."""
    require_answering(by, request)
    today = timezone.localdate(at)
    later = rules.extended_to(request.due_on, request.clocks, law(request.custodian.pack, today).clocks)
    refuse_if(
        rules.why_not_extend(
            state=request.state, extended=request.extended_at is not None, can=later is not None, reason=reason,
            due=request.due_on, today=today,
        )
    )  # fmt: skip
    request.due_on, request.extension_reason = later or request.due_on, reason.strip()
    request.extended_at, request.extended_by = at, by
    _changed(request, "due_on", "extension_reason", "extended_at", "extended_by")
    worklist.done(kind=TASK, subject_id=request.pk, by=by, at=at)
    _ask_to_answer(request, TASK, request.due_on, by=by, at=at)
    event = events.RequestExtended(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)
    return request


@transaction.atomic
def deny(*, request: AccessRequest, reason: str, explanation: str, by: Person, at: datetime) -> AccessRequest:
    """Deny a request, in writing, with the reason that the law knows."""
    require_answering(by, request)
    refuse_if(
        rules.why_not_deny(
            state=request.state, reason=reason, explanation=explanation, is_health=is_health(request)
        )
    )  # fmt: skip
    request.state, request.reason, request.explanation = State.DENIED, reason, explanation.strip()
    request.decided_at, request.decided_by, request.kept_back = at, by, [reason]
    _changed(request, "state", "reason", "explanation", "decided_at", "decided_by", "kept_back")
    worklist.done(kind=TASK, subject_id=request.pk, by=by, at=at)
    tell_requester(request, by=by, at=at)
    event = events.RequestDenied(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)
    return request


def is_health(request: AccessRequest) -> bool:
    """Tell whether the record asked for is a health record and no school record."""
    return "access_ferpa" not in request.clocks and "access_mgdpa" not in request.clocks


@transaction.atomic
def withdraw(*, request: AccessRequest, by: Person, at: datetime) -> AccessRequest:
    """Take one's own request back."""
    require(by, request.compartment_id, May.RESPOND)
    refuse_if("Only who asked can take this back." if by.pk != request.requester_id else None)
    refuse_if("This request is over." if request.state not in rules.OPEN else None)
    request.state, request.decided_at = State.WITHDRAWN, at
    _changed(request, "state", "decided_at")
    worklist.done(kind=TASK, subject_id=request.pk, by=by, at=at)
    event = events.RequestWithdrawn(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)
    return request


@transaction.atomic
def choose(
    *, request: AccessRequest, item: Item, decision: str, reason: str = "", shown: str = "", by: Person, at: datetime
) -> Choice:
    """Leave an item out, black a part of it out, or take it in again."""
    require_answering(by, request)
    whole = item.text or item.line
    refuse_if(
        rules.why_not_choose(
            state=request.state, decision=decision, reason=reason, shown=shown, line=whole, is_health=is_health(request)
        )
    )
    refuse_if(
        "A paper cannot be blacked out here; leave it out, or in." if decision and item.document and shown else None
    )
    made = {"decision": decision, "reason": reason if decision else "", "shown": shown.strip(), "by": by, "at": at}
    found = Choice.objects.filter(request=request, kind=item.kind, subject_id=item.id).first()
    choice = found or Choice(request=request, kind=item.kind, subject_id=item.id, compartment_id=request.compartment_id)
    for name, value in made.items():
        setattr(choice, name, value)
    choice.save()
    return choice


@transaction.atomic
def ask_review(*, request: AccessRequest, words: str, by: Person, at: datetime) -> AccessRequest:
    """Ask that somebody who had no part in the decision looks at it again."""
    require(by, request.compartment_id, May.RESPOND)
    refuse_if("Only who asked can ask for this." if by.pk != request.requester_id else None)
    refuse_if(
        rules.why_not_ask_review(reviewable=request.reviewable, asked=request.review_asked_at is not None, words=words)
    )
    request.review_asked_at, request.review_words = at, words.strip()
    _changed(request, "review_asked_at", "review_words")
    _ask_to_answer(request, REVIEW_TASK, None, by=by, at=at, besides=request.decided_by_id)
    event = events.ReviewAsked(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)
    return request


@transaction.atomic
def review(*, request: AccessRequest, text: str, overturned: bool, by: Person, at: datetime) -> AccessRequest:
    """Answer a review: the decision stands, or the request is open again."""
    require_answering(by, request)
    refuse_if(
        rules.why_not_review(
            asked=request.review_asked_at is not None,
            reviewed=request.reviewed_at is not None,
            took_part=by.pk == request.decided_by_id,
            text=text,
        )
    )
    request.reviewed_at, request.reviewed_by, request.review, request.overturned = at, by, text.strip(), overturned
    if overturned:
        request.state = State.CHECKED
    _changed(request, "reviewed_at", "reviewed_by", "review", "overturned", "state")
    worklist.done(kind=REVIEW_TASK, subject_id=request.pk, by=by, at=at)
    tell_requester(request, by=by, at=at)
    if overturned:
        _ask_to_answer(request, TASK, request.due_on, by=by, at=at)
    event = events.ReviewAnswered(child_id=request.child_id, request_id=request.pk, at=at)
    tell(event, by=by, compartment=request.compartment_id)
    return request
