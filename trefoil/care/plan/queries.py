"""What a plan says, as far as the viewer may read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from trefoil.care.instruments import packs
from trefoil.ground.access.types import Category, Role
from trefoil.ground.consent import queries as consents
from trefoil.ground.consent.models import Release
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Caregiver, Child, Membership, Staff
from trefoil.ground.people.types import Kind

from . import rules
from .audiences import as_plan, best_first, texts_of
from .linter import findings
from .models import (
    CareCard,
    GoalDiagnosis,
    HomePlan,
    PlanVersion,
    Priority,
    Proposal,
    Reader,
    Remark,
    SchoolPlan,
    Signature,
)
from .types import Contact, Finding, Party, PlanContent, SchoolContent, Service, VersionState
from .words import STATUS

_HOLDS = Q(state=VersionState.SIGNED) | Q(state=VersionState.IN_SIGNATURE, emergency_at__isnull=False)


class GoalLine(NamedTuple):
    """A goal in one line, for those who write about it."""

    id: UUID
    title: str
    for_school: bool


class StrategyLine(NamedTuple):
    """A strategy in one line, for the classroom."""

    id: UUID
    text: str


@dataclass(frozen=True)
class GoalSummary:
    """A goal and how it goes."""

    id: UUID
    title: str
    status_label: str
    status_tone: str


@dataclass(frozen=True)
class PlanSummary:
    """The plan in short."""

    number: int
    version_id: UUID
    signed_at: datetime | None
    goals: list[GoalSummary]


@dataclass(frozen=True)
class Audience:
    """Who would read the plan for school, and under which release."""

    release: Release | None
    readers: list[Staff]
    officers: list[Staff]
    uncovered: list[Staff]


def versions(child_id: UUID) -> list[PlanVersion]:
    """Return the versions that the viewer sees in full, newest first."""
    return list(
        PlanVersion.objects.filter(child_id=child_id)
        .select_related("drafted_by", "changed_by", "child__person")
        .order_by("-number")
    )


def signed_version(child_id: UUID) -> PlanVersion | None:
    """Return the version that is the plan now: the newest that holds, signed or begun in an emergency."""
    return PlanVersion.objects.filter(_HOLDS, child_id=child_id).order_by("-number").first()


def _telling(child_id: UUID) -> PlanVersion | None:
    """Return the signed version or, before the first one is signed, the newest."""
    newest = PlanVersion.objects.filter(child_id=child_id).order_by("-number").first()
    return signed_version(child_id) or newest


def current(child_id: UUID) -> PlanSummary | None:
    """Return the signed plan in short."""
    version = signed_version(child_id)
    if version is None:
        return None
    goals = [
        GoalSummary(
            id=goal.id,
            title=goal.title,
            status_label=str(STATUS[goal.status][0]),
            status_tone=STATUS[goal.status][1],
        )
        for goal in version.plan.goals
    ]
    return PlanSummary(number=version.number, version_id=version.pk, signed_at=version.signed_at, goals=goals)


def goals(child_id: UUID) -> list[GoalLine]:
    """Return the goals that a note can be bound to, as far as the viewer may read them."""
    version = _telling(child_id)
    if version:
        return [GoalLine(g.id, g.title, g.for_school) for g in version.plan.goals]
    part = published(child_id)
    return [GoalLine(g.id, g.title, True) for g in part.sheet.goals] if part else []


def school_plans(child_id: UUID) -> list[SchoolPlan]:
    """Return the published plans for school that the viewer may read, newest first."""
    return list(
        SchoolPlan.objects.filter(child_id=child_id, published_at__isnull=False)
        .select_related("published_by", "author")
        .order_by("-published_at")
    )


def published(child_id: UUID) -> SchoolPlan | None:
    """Return the latest published plan for school that the viewer may read."""
    return (
        SchoolPlan.objects.filter(child_id=child_id, published_at__isnull=False)
        .select_related("published_by")
        .order_by("-published_at")
        .first()
    )


def school_strategies(child_id: UUID) -> list[StrategyLine]:
    """Return the strategies of the published plan for school, those that help in the moment first."""
    part = published(child_id)
    return [StrategyLine(s.id, s.text) for s in best_first(part.sheet)] if part else []


def care_card(child_id: UUID) -> CareCard | None:
    """Return allergies and medicines."""
    return CareCard.objects.filter(child_id=child_id).select_related("author").order_by("-at").first()


def home_plan(child_id: UUID) -> HomePlan | None:
    """Return the newest home part that the viewer may read."""
    return HomePlan.objects.filter(child_id=child_id).order_by("-number").first()


def signatures(version_id: UUID) -> list[Signature]:
    """Return who was asked to sign a version and is still asked or has signed, in their order."""
    return signatures_of([version_id])[version_id]


def signatures_of(version_ids: Iterable[UUID]) -> dict[UUID, list[Signature]]:
    """Return, by version, who was asked to sign it, in their order."""
    found: dict[UUID, list[Signature]] = {version_id: [] for version_id in version_ids}
    asked = Signature.objects.filter(version_id__in=found).select_related("person", "waived_by").order_by("asked_at")
    for signature in sorted(asked, key=lambda s: list(Party).index(Party(s.party))):
        found[signature.version_id].append(signature)
    return found


def signature_of(version_id: UUID, person_id: UUID) -> Signature | None:
    """Return a person's own signature on a version."""
    return Signature.objects.filter(version_id=version_id, person_id=person_id).first()


def proposals(child_id: UUID) -> list[Proposal]:
    """Return the proposals that the viewer may read, newest first, each with what was said about it."""
    return list(with_remarks().filter(child_id=child_id).order_by("-at"))


def with_remarks() -> QuerySet[Proposal]:
    """Return the proposals that the viewer may read, with their authors and the remarks in order."""
    said = Prefetch("remarks", Remark.objects.select_related("author").order_by("at"))
    return Proposal.objects.select_related("author", "answered_by", "child__person").prefetch_related(said)


def plan_as_seen(child_id: UUID) -> PlanContent:
    """Return the plan as far as the viewer reads it: the whole, or what the school reads as goals of their own."""
    version = _telling(child_id)
    if version:
        return version.plan
    part = published(child_id)
    return as_plan(part.sheet) if part else PlanContent()


def services(child_id: UUID) -> tuple[Service, ...]:
    """Return what the plan now says the child receives: the dose that a schedule has to place."""
    version = signed_version(child_id)
    return version.plan.services if version else ()


def diagnoses(child_id: UUID) -> dict[UUID, list[GoalDiagnosis]]:
    """Return the diagnoses that goals answer to, by goal, as far as the viewer may read diagnoses."""
    found: dict[UUID, list[GoalDiagnosis]] = {}
    for link in GoalDiagnosis.objects.filter(child_id=child_id, voided_at=None).order_by("at"):
        found.setdefault(link.goal_id, []).append(link)
    return found


def priorities(child_id: UUID) -> list[Priority]:
    """Return what matters most to the family, in the order in which they wrote it."""
    return list(Priority.objects.filter(child_id=child_id, voided_at=None).select_related("author").order_by("at"))


def readers(version_id: UUID) -> list[Reader]:
    """Return those who were told of a version, who has not yet said that they read it first."""
    told = Reader.objects.filter(version_id=version_id, asked_at__isnull=False).select_related("person")
    return sorted(told, key=lambda r: (r.read_at is not None, str(r.person)))


def asked_to_read(version_id: UUID, person_id: UUID) -> Reader | None:
    """Return what asks a person to say that they read a version, if anything still does."""
    return Reader.objects.filter(
        version_id=version_id, person_id=person_id, asked_at__isnull=False, read_at=None
    ).first()


def approver_for(child_id: UUID, author_id: UUID) -> UUID | None:
    """Return who decides on somebody's proposal: the responsible person, or for their own another who may."""
    writer = writer_of(child_id)
    if writer != author_id:
        return writer
    able = [m.staff for m in people.team(child_id) if m.staff.role in rules.SIGNS_AS_THERAPIST]
    others = sorted((s for s in able if s.pk != author_id), key=lambda s: rules.SIGNS_AS_THERAPIST.index(Role(s.role)))
    return others[0].pk if others else None


def writer_of(child_id: UUID) -> UUID | None:
    """Return who answers for the plan: its author if still on the team, else a therapist of the team."""
    author = (
        SchoolPlan.objects.filter(child_id=child_id).order_by("-number").values_list("author_id", flat=True).first()
    )
    team = people.team(child_id)
    therapists = [m.staff_id for m in team if m.staff.role == Role.THERAPIST]
    on_team = {m.staff_id for m in team}
    return author if author in on_team else next(iter(therapists), author)


def signers_for_school(child_id: UUID) -> list[Staff]:
    """Return those of the care team who may sign for the school, school social workers first."""
    staff = [m.staff for m in people.team(child_id) if m.staff.organization.kind in rules.SCHOOLS]
    able = [s for s in staff if s.role in rules.SIGNS_FOR_SCHOOL]
    return sorted(able, key=lambda s: rules.SIGNS_FOR_SCHOOL.index(Role(s.role)))


def contacts_of(team: Sequence[Membership], school_signer: Staff | None = None) -> tuple[Contact, ...]:
    """Return whom the school can reach: those of the clinic who treat, and the school's own signer."""
    treating = [m.staff for m in team if m.staff.organization.voice == "clinic" and m.staff.role not in rules.BEHIND]
    treating.sort(key=lambda s: list(Role).index(Role(s.role)))
    reachable = [*treating, *([school_signer] if school_signer else [])]
    return tuple(
        Contact(name=str(s.person), role=s.title or s.discipline, phone=s.organization.phone) for s in reachable
    )


def audience_of(
    child_id: UUID, *, giver_id: UUID, at: datetime, members: Sequence[Membership] | None = None
) -> Audience:
    """Return who of the school reads the plan for school once it is published, and under which release."""
    releases = [r for r in consents.live(child_id, at) if Category.SCHOOL_PLAN in r.categories and _gives(r, giver_id)]
    covered = {other for r in releases if (other := _other(r, giver_id))}
    members = people.team(child_id) if members is None else members
    team = [m.staff for m in members if m.staff.organization_id != giver_id]
    readers = [s for s in team if s.organization_id in covered]
    # Officers of the same organization read under the release without being on the team; the preview says so.
    officers = [s for place in covered for s in people.staff_of(place, *rules.OFFICERS)]
    uncovered = [s for s in team if s.organization.kind in rules.SCHOOLS and s.organization_id not in covered]
    return Audience(next(iter(releases), None), readers, officers, uncovered)


def _gives(release: Release, giver_id: UUID) -> bool:
    taker = _other(release, giver_id)
    return taker is not None and rules.release_covers(
        from_organization=release.from_organization_id,
        to_organization=release.to_organization_id,
        both_ways=release.both_ways,
        giver=giver_id,
        taker=taker,
    )


def _other(release: Release, giver_id: UUID) -> UUID | None:
    back = release.to_organization_id == giver_id
    return release.from_organization_id if back else release.to_organization_id


def findings_of(
    child: Child,
    sheet: SchoolContent,
    *,
    team: Sequence[Membership] | None = None,
    caregivers: Sequence[Caregiver] | None = None,
) -> tuple[Finding, ...]:
    """Return what a plan for school says that a school record should not, with the names the viewer knows."""
    team = people.team(child.pk) if team is None else team
    caregivers = people.caregivers(child.pk) if caregivers is None else caregivers
    others = people.children().exclude(pk=child.pk).values_list("person__given_name", "person__preferred_name")
    names = [str(c.person) for c in caregivers] + [name for pair in others for name in pair if name]
    allowed = [str(child), child.person.given_name, *(str(m.staff.person) for m in team)]
    return findings(texts_of(sheet), names=names, allowed=allowed)


def people_of_plan(child: Child) -> dict[str, Any]:
    """Return, by name, the ids of those who can do something for a goal: the team, the caregivers, the youth."""
    named = {str(m.staff.person): m.staff_id for m in people.team(child.pk)}
    named |= {str(c.person): c.person_id for c in people.caregivers(child.pk)}
    return named | {str(child.person): child.pk}


def instruments() -> list[tuple[str, str]]:
    """Return the questionnaires that can measure a goal: key and name."""
    return sorted(((key, one.name) for key, one in packs.installed().items()), key=lambda pair: pair[1])


def instrument_name(key: str) -> str:
    """Return a questionnaire's name, or its key where it is not installed any more."""
    one = packs.installed().get(key)
    return one.name if one else key


def is_family(kind: str) -> bool:
    """Tell whether somebody reads the plan as family: a caregiver or the youth."""
    return kind in (Kind.CAREGIVER, Kind.CHILD)


def place_of_words(child_id: UUID) -> int | None:
    """Return where the viewer may write words about the plan: the plan's place, else that of the plan for school."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from access_compartment where child_id = %s and category = any(%s)"
            " and id = any((select open_compartments('respond'))::int[])"
            " and id = any((select open_compartments('full'))::int[]) order by category limit 1",
            [child_id, [Category.CLINICAL_PLAN, Category.SCHOOL_PLAN]],
        )
        found = cursor.fetchone()
    return found[0] if found else None
