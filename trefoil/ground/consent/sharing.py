"""What a youth opens to a caregiver, and what a clinician tells one when silence would be dangerous."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.actions import compartment_for, grants_now, refresh, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Basis, Category, May, Role
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Child, Membership, Organization, Person
from trefoil.ground.people.queries import caregiver_of
from trefoil.ground.people.rules import age_on
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Law
from trefoil.ground.timeline import actions as timeline
from trefoil.ground.worklist import actions as worklist

from . import service_queries as queries
from . import service_rules as rules
from . import service_words as wording
from .models import Override, YouthRelease
from .service_events import CaregiverTold, YouthReleased, YouthTookBack

CLINICIANS = (Role.THERAPIST, Role.SUPERVISOR, Role.PRESCRIBER)
READ_TELLING, WAS_TOLD = "read_telling", "caregiver_was_told"
READ_TOLD = "told_about_child"
NOTHING_OPENED = "This opens nothing to them: they see it already, or an order or a hold keeps it closed."
NOBODY_KEEPS = "Nothing about you is kept here yet that you could share."


def law_of(organization: Organization, at: datetime) -> Law:
    """Return the law that an organization follows on a day."""
    return law(organization.pack, timezone.localdate(at))


def _own_place(child: Child, custodian_id: object) -> Compartment:
    return compartment_for(child_id=child.pk, category=Category.YOUTH_CONFIDENTIAL, custodian_id=custodian_id)  # type: ignore[arg-type]


@transaction.atomic
def release_more(
    *,
    child: Child,
    to: Person,
    categories: Iterable[Category],
    ends_at: datetime,
    typed_name: str,
    language: str,
    by: Person,
    at: datetime,
    part2: bool = False,
) -> YouthRelease:
    """Open some of what a youth decides about to one caregiver, until a day; only the youth does it."""
    keeper = queries.keeper_of(child)
    if keeper is None:
        raise Refused(NOBODY_KEEPS)
    compartment = _own_place(child, keeper)
    require(by, compartment, May.RESPOND)
    wanted = {Category(c) for c in categories} | ({Category.SUD} if part2 else set())
    if Category.SESSION_NOTES in wanted:  # a note hangs on its session: nobody reads one without the other
        wanted.add(Category.SCHEDULE)
    longest = law_of(Organization.objects.get(pk=keeper), at).youth_release_days
    refuse_if(
        _why_not_theirs(child, to, by)
        or rules.why_not_release_more(
            categories=wanted,
            part2=part2,
            starts_at=at,
            ends_at=ends_at,
            longest_days=longest,
            typed_name=typed_name,
            name=str(by),
        )
    )
    text = wording.text_of_release(child, to, wanted, part2=part2, ends_at=ends_at, language=language)
    release = YouthRelease.objects.create(
        id=new_id(),
        compartment=compartment,
        child=child,
        to=to,
        categories=sorted(wanted),
        part2=part2,
        starts_at=at,
        ends_at=ends_at,
        signed_name=typed_name.strip(),
        signed_text=text,
        language=language,
    )
    _changed(release, YouthReleased, by=by, at=at)
    return release


def _changed(
    release: YouthRelease, event: type[YouthReleased] | type[YouthTookBack], *, by: Person, at: datetime
) -> None:
    refresh(release.child_id, at=at)
    told = event(child_id=release.child_id, youth_release_id=release.pk, at=at)
    tell(told, by=by, compartment=release.compartment_id)


def _why_not_theirs(child: Child, to: Person, by: Person) -> str | None:
    if by.pk != child.pk:
        return "Only the youth can share this."
    return None if caregiver_of(child.pk, to.pk) else "Choose one of the grown-ups who look after you."


@transaction.atomic
def take_back(*, release: YouthRelease, by: Person, at: datetime) -> YouthRelease:
    """Take back what a youth had opened: it closes with this transaction."""
    require(by, release.compartment_id, May.RESPOND)
    refuse_if(
        rules.why_not_take_back(
            ended=by.pk != release.child_id or release.revoked_at is not None or release.ends_at <= at
        )
    )
    release.revoked_at = at
    release.save(update_fields=["revoked_at"])
    _changed(release, YouthTookBack, by=by, at=at)
    return release


@transaction.atomic
def tell_caregiver(
    *, child: Child, to: Person, categories: Iterable[Category], reason: str, words: str, by: Person, at: datetime
) -> Override:
    """Let a caregiver read the least they need of what the youth decides about, for a day (Minn. Stat. 144.346).

    The privacy officer gets the task to look at it, and the youth is told.
    """
    organization = by.staff.organization
    compartment = _own_place(child, organization.pk)
    require(by, compartment, May.WRITE)
    rulebook, wanted = law_of(organization, at), {Category(c) for c in categories}
    caregiver = caregiver_of(child.pk, to.pk)
    refuse_if(
        rules.why_not_tell(
            allowed=rulebook.jeopardy_override,
            treats=by.staff.role in CLINICIANS and _on_team(child, by, at),
            authority=caregiver.authority if caregiver else None,
            adult=age_on(child.born_on, timezone.localdate(at)) >= rulebook.adult_age,
            categories=wanted,
            reason=reason,
            words=words,
        )
    )
    override = Override(
        id=new_id(),
        compartment=compartment,
        child=child,
        to=to,
        by=by,
        categories=sorted(wanted),
        reason=reason.strip(),
        words=words.strip(),
        told=queries.told_of(organization.pk, child.pk),
        starts_at=at,
        ends_at=at + timedelta(hours=rulebook.override_hours),
    )
    override.save(force_insert=True)
    refresh(child.pk, at=at)
    refuse_if(None if _opens(override, at) else NOTHING_OPENED)
    _say(override, by=by, at=at)
    return override


def _opens(override: Override, at: datetime) -> bool:
    found = grants_now(override.child_id, at=at)
    return any(g.person == override.to_id and g.basis == Basis.JEOPARDY_OVERRIDE for g in found)


def _on_team(child: Child, by: Person, at: datetime) -> bool:
    # Before a release the clinic does not see the school's list of the team; then the grant to write stands for it.
    known = Membership.objects.filter(child=child)
    return not known.exists() or known.filter(staff_id=by.pk, starts_at__lte=at).exclude(ends_at__lte=at).exists()


def _say(override: Override, *, by: Person, at: datetime) -> None:
    for officer in override.told:
        worklist.ask(
            person=officer,
            kind=READ_TELLING,
            child=override.child,
            subject_id=override.pk,
            url=reverse("consent:telling", args=[override.pk]),
            urgent=True,
            by=by,
            at=at,
        )
    worklist.ask(
        person=override.child_id,
        kind=WAS_TOLD,
        child=override.child,
        compartment=override.compartment_id,
        subject_id=override.pk,
        url=reverse("portal:parents"),
        by=by,
        at=at,
    )
    worklist.ask(
        person=override.to_id,
        kind=READ_TOLD,
        child=override.child,
        subject_id=override.pk,
        url=reverse("portal:told", args=[override.pk]),
        due_at=override.ends_at,
        urgent=True,
        by=by,
        at=at,
    )
    timeline.note(
        child=override.child_id,
        compartment=override.compartment_id,
        at=at,
        kind="caregiver_told",
        voice=by.staff.organization.voice,
        params={"who": str(override.to)},
        subject_id=override.pk,
        by=by,
    )
    tell(
        CaregiverTold(child_id=override.child_id, override_id=override.pk, at=at),
        by=by,
        compartment=override.compartment_id,
    )


@transaction.atomic
def look_over(*, override: Override, by: Person, at: datetime) -> Override:
    """Keep that the privacy officer has read why a caregiver was told."""
    refuse_if(None if by.pk in override.told else "Somebody else answers for this.")
    if override.seen_at is None:
        override.seen_at, override.seen_by = at, by
        override.save(update_fields=["seen_at", "seen_by"])
    worklist.done(kind=READ_TELLING, subject_id=override.pk, person=by, by=by, at=at)
    return override


@transaction.atomic
def notice_told(*, override: Override, by: Person, at: datetime) -> None:
    """Take what a caregiver was told off their list: they have read it."""
    worklist.done(kind=READ_TOLD, subject_id=override.pk, person=by, by=by, at=at)


@transaction.atomic
def notice_telling(*, child: Child, by: Person, at: datetime) -> None:
    """Take what a youth was told about off their list: they have read it."""
    for override in queries.tellings(child.pk):
        worklist.done(kind=WAS_TOLD, subject_id=override.pk, person=by, by=by, at=at)
