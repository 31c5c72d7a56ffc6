"""Service lines and services: who set whom a line acts for, and on whose consent a child's service rests."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.actions import compartment_for, refresh, require, tell
from trefoil.ground.access.session import on_our_word
from trefoil.ground.access.types import Authority, Category, ConsentBasis, May
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Organization, Person
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.people.rules import age_on
from trefoil.ground.people.types import Kind
from trefoil.ground.rulebook.queries import law
from trefoil.ground.timeline import actions as timeline
from trefoil.ground.timeline.types import Voice
from trefoil.ground.worklist import actions as worklist

from . import service_queries as queries
from . import service_rules as rules
from . import service_words as words
from .models import Service, ServiceLine
from .service_events import LineSet, ServiceAsked, ServiceDeclined, ServiceEnded, ServiceStarted
from .service_types import LineFacts, Signed, StartFacts

SIGN, ANSWERED, REFUSED = "sign_service", "service_signed", "service_declined"


@transaction.atomic
def set_line(
    *,
    organization: Organization,
    name: str,
    acts_for_school: bool,
    part2: bool,
    outpatient_mental_health: bool,
    typed_name: str,
    by: Person,
    at: datetime,
    replaces: ServiceLine | None = None,
) -> ServiceLine:
    """Sign whom a service line acts for; a change ends the old line and opens a new one."""
    refuse_if(
        rules.why_not_set_line(
            answers_for=queries.answers_for(by, organization),
            name=name,
            typed_name=typed_name,
            own_name=str(by),
            ended=replaces is not None and replaces.ends_at is not None,
        )
    )
    line = ServiceLine(
        organization=organization,
        name=name.strip(),
        acts_for_school=acts_for_school,
        part2=part2,
        outpatient_mental_health=outpatient_mental_health,
        signed_by=by,
        signed_name=typed_name.strip(),
        signed_at=at,
        replaces=replaces,
    )
    with on_our_word("service line"):
        if replaces:
            _close(replaces, by=by, at=at)
        line.save(force_insert=True)
    tell(LineSet(line_id=line.pk, at=at), by=by)
    return line


def _close(line: ServiceLine, *, by: Person, at: datetime) -> None:
    line.ends_at, line.ended_by = at, by
    line.save(update_fields=["ends_at", "ended_by"])


@transaction.atomic
def end_line(*, line: ServiceLine, typed_name: str, by: Person, at: datetime) -> ServiceLine:
    """End a service line: nothing new starts in it, and what was made in it stays under its setting."""
    refuse_if(
        rules.why_not_set_line(
            answers_for=queries.answers_for(by, line.organization),
            name=line.name,
            typed_name=typed_name,
            own_name=str(by),
            ended=line.ends_at is not None,
        )
    )
    with on_our_word("service line"):
        _close(line, by=by, at=at)
    tell(LineSet(line_id=line.pk, at=at), by=by)
    return line


@transaction.atomic
def start_service(
    *,
    child: Child,
    line: ServiceLine,
    basis: ConsentBasis,
    by: Person,
    at: datetime,
    consenter: Person | None = None,
    reason: str = "",
) -> Service:
    """Start a service on a consent; it waits for the signature of whoever consents, an emergency for nobody."""
    # A stamped compartment needs its service and the service a compartment: it begins where no caregiver reads.
    first = compartment_for(
        child_id=child.pk, category=Category.YOUTH_CONFIDENTIAL, custodian_id=by.staff.organization_id
    )
    require(by, first, May.WRITE)
    who = consenter or (child.person if basis in rules.MINOR else None)
    refuse_if(_why_not_here(line, by) or rules.why_not_start_service(_facts(child, line, basis, who, reason, at)))
    service = Service(
        id=new_id(),
        compartment=first,
        child=child,
        line=line,
        consent_basis=basis,
        consenter=None if basis == ConsentBasis.EMERGENCY else who,
        starts_at=at,
        started_by=by,
        reason=reason.strip(),
    )
    service.save(force_insert=True)
    service.compartment = compartment_for(
        child_id=child.pk,
        category=Category.CLINICAL_PLAN,
        custodian_id=by.staff.organization_id,
        services=[service.pk],
    )
    refresh(child.pk, at=at)
    service.save(update_fields=["compartment"])
    if basis == ConsentBasis.EMERGENCY:
        _note(service, "service_started", by=by, at=at)
        told: ServiceStarted | ServiceAsked = ServiceStarted(child_id=child.pk, service_id=service.pk, at=at)
    else:
        _put_before_consenter(service, by=by, at=at)
        told = ServiceAsked(child_id=child.pk, service_id=service.pk, at=at)
    tell(told, by=by, compartment=service.compartment_id)
    return service


def _why_not_here(line: ServiceLine, by: Person) -> str | None:
    own = line.organization_id == by.staff.organization_id
    return None if own else "Choose a service line of your own organization."


def _facts(
    child: Child, line: ServiceLine, basis: ConsentBasis, who: Person | None, reason: str, at: datetime
) -> StartFacts:
    today = timezone.localdate(at)
    rulebook = law(line.organization.pack, today)
    caregiver = caregiver_of(child.pk, who.pk) if who else None
    return StartFacts(
        basis=basis,
        age=age_on(child.born_on, today),
        adult_age=rulebook.adult_age,
        least_ages={m.basis: m.least_age for m in rulebook.minor_consents},
        line=LineFacts(
            signed=line.signed_at is not None,
            ended=line.ends_at is not None and line.ends_at <= at,
            outpatient_mental_health=line.outpatient_mental_health,
        ),
        on_own=child.lives_apart or child.married_or_parent,
        has_consenter=who is not None,
        consenter_is_child=who is not None and who.pk == child.pk,
        consenter_decides=caregiver is not None and caregiver.authority == Authority.FULL,
        reason=reason,
        already=queries.running(child.pk, at).filter(line=line, consent_basis=basis).exists(),
    )


def _put_before_consenter(service: Service, *, by: Person, at: datetime) -> None:
    worklist.ask(
        person=service.consenter_id,  # type: ignore[arg-type]
        child=service.child,
        compartment=service.compartment_id,
        kind=SIGN,
        subject_id=service.pk,
        url=reverse("consent:sign_service", args=[service.pk]),
        by=by,
        at=at,
    )


@transaction.atomic
def sign_service(
    *,
    service: Service,
    typed_name: str,
    language: str,
    how: Signed,
    by: Person,
    at: datetime,
    may_bill_plan: bool = False,
) -> Service:
    """Put the name of whoever consents under a service; the exact text is kept, and it runs from now on."""
    is_consenter = by.pk == service.consenter_id
    require(by, service.compartment_id, May.RESPOND if is_consenter else May.WRITE)
    refuse_if(
        rules.why_not_sign_service(
            is_consenter=is_consenter and how == Signed.PORTAL,
            beside_them=not is_consenter and how != Signed.PORTAL and service.consenter_id is not None,
            typed_name=typed_name,
            name=str(service.consenter),
            signed=service.signed_at is not None,
            declined=service.declined_at is not None,
        )
    )
    refuse_if(_why_not_now(service, at))
    service.starts_at = service.signed_at = at
    service.signed_how, service.signed_name, service.language = how, typed_name.strip(), language
    service.may_bill_plan = may_bill_plan and words.asks_about_plan(service)
    service.signed_text = words.text_of(service, language=language)
    service.save()
    _answered(service, ANSWERED, by=by, at=at)
    _note(service, "service_started", by=by, at=at)
    told = ServiceStarted(child_id=service.child_id, service_id=service.pk, at=at)
    tell(told, by=by, compartment=service.compartment_id)
    return service


def _why_not_now(service: Service, at: datetime) -> str | None:
    """Ask the rule again on the day of the signature: a birthday or the line's end may have come between."""
    facts = _facts(
        service.child, service.line, ConsentBasis(service.consent_basis), service.consenter, service.reason, at
    )
    asked_already = queries.running(service.child_id, at).filter(line=service.line, consent_basis=service.consent_basis)
    others = asked_already.exclude(pk=service.pk).exists()
    return rules.why_not_start_service(queries.with_already(facts, others))


@transaction.atomic
def decline_service(*, service: Service, by: Person, at: datetime) -> Service:
    """Say no to a service; nobody is asked why."""
    require(by, service.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_sign_service(
            is_consenter=by.pk == service.consenter_id,
            beside_them=False,
            typed_name="",
            name="",
            signed=service.signed_at is not None,
            declined=service.declined_at is not None,
        )
    )
    service.declined_at = at
    service.save(update_fields=["declined_at"])
    _answered(service, REFUSED, by=by, at=at)
    told = ServiceDeclined(child_id=service.child_id, service_id=service.pk, at=at)
    tell(told, by=by, compartment=service.compartment_id)
    return service


def _answered(service: Service, kind: str, *, by: Person, at: datetime) -> None:
    worklist.done(kind=SIGN, subject_id=service.pk, by=by, at=at)
    if by.pk != service.started_by_id:
        worklist.ask(
            person=service.started_by_id,
            child=service.child,
            compartment=service.compartment_id,
            kind=kind,
            subject_id=service.pk,
            url=reverse("consent:services", args=[service.child_id]),
            by=by,
            at=at,
        )


@transaction.atomic
def end_service(*, service: Service, reason: str, by: Person, at: datetime) -> Service:
    """End a service; what was made in it stays under the consent on which it rested."""
    by_consenter = by.pk == service.consenter_id
    require(by, service.compartment_id, May.RESPOND if by_consenter else May.WRITE)
    over = service.ends_at is not None or service.declined_at is not None
    refuse_if(rules.why_not_end_service(ended=over, reason=reason, by_consenter=by_consenter))
    service.ends_at, service.ended_by, service.end_reason = at, by, reason.strip()
    service.save(update_fields=["ends_at", "ended_by", "end_reason"])
    worklist.done(kind=SIGN, subject_id=service.pk, by=by, at=at)
    _note(service, "service_ended", by=by, at=at)
    told = ServiceEnded(child_id=service.child_id, service_id=service.pk, at=at)
    tell(told, by=by, compartment=service.compartment_id)
    return service


@transaction.atomic
def notice(*, child_id: UUID, by: Person, at: datetime) -> None:
    """Take answers about services off the list of who asked: they have seen them."""
    for service in queries.services(child_id).filter(started_by=by):
        for kind in (ANSWERED, REFUSED):
            worklist.done(kind=kind, subject_id=service.pk, person=by, by=by, at=at)


def _note(service: Service, kind: str, *, by: Person, at: datetime) -> None:
    timeline.note(
        child=service.child_id,
        compartment=service.compartment_id,
        at=at,
        kind=kind,
        voice=by.staff.organization.voice if by.kind == Kind.STAFF else Voice.HOME,
        params={"line": service.line.name},
        by=by,
        subject_id=service.pk,
        url=reverse("consent:sign_service", args=[service.pk]),
    )
