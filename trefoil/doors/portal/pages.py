"""What a family, or a youth, sees: one thought per card, composed out of many contexts."""

from dataclasses import dataclass
from datetime import datetime

from trefoil.care.schedule import queries as schedules
from trefoil.care.schedule.queries import Block
from trefoil.doors.portal import week
from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.types import Category, Viewer
from trefoil.ground.consent import queries as consents
from trefoil.ground.consent.answer_words import naming_for
from trefoil.ground.consent.models import Release
from trefoil.ground.consent.states import State, state_of
from trefoil.ground.consent.words import category_words, heading_of, without_places
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child, Membership
from trefoil.ground.people.types import Kind
from trefoil.ground.worklist import queries as worklists
from trefoil.ground.worklist.queries import Line

FIRST = ("asked", "conflict", "live")


@dataclass(frozen=True)
class ChildCard:
    """One child's part of the home page."""

    child: Child
    summary: list[str]
    tonight: list[str]
    upcoming: list[Block]
    reads_plan: bool
    team: list[Membership]


@dataclass(frozen=True)
class Permission:
    """One permission as the family sees it."""

    release: Release
    heading: str
    state: State
    what: list[str]
    is_mine: bool
    signer: str
    """Who was asked, as the reader may know them."""


@dataclass(frozen=True)
class Home:
    """The portal's home."""

    needs: list[Line]
    cards: list[ChildCard]


def own_children(viewer: Viewer) -> list[Child]:
    """Return the children of a caregiver, or the youth themselves."""
    if viewer.kind == Kind.CHILD:
        return list(people.children().filter(pk=viewer.person_id))
    return list(people.children_of_caregiver(viewer.person_id))


def home(viewer: Viewer, at: datetime) -> Home:
    """Compose the home page."""
    return Home(
        needs=worklists.needs_now(viewer.person_id, at),
        cards=[_card(child, viewer, at) for child in own_children(viewer)],
    )


def _card(child: Child, viewer: Viewer, at: datetime) -> ChildCard:
    summary = week.today_in_words(child.pk, viewer=viewer, at=at)
    return ChildCard(
        child=child,
        summary=summary.sentences,
        tonight=summary.at_home,
        upcoming=list(schedules.upcoming(child.pk, at, limit=3)),
        reads_plan=sight_of(child.pk)[0].sees_fully(Category.CLINICAL_PLAN),
        team=people.team(child.pk),
    )


def permissions(viewer: Viewer, at: datetime) -> list[tuple[Child, list[Permission]]]:
    """Return each child's permissions as the family sees them: what waits first, then what is in force."""
    return [(child, _permissions(child, viewer, at)) for child in own_children(viewer)]


def _permissions(child: Child, viewer: Viewer, at: datetime) -> list[Permission]:
    hides = sight_of(child.pk)[0].hides_location
    releases = list(consents.releases(child.pk))
    naming = naming_for(viewer, child.pk, releases)
    found = []
    for release in releases:
        heading = heading_of(release)
        found.append(
            Permission(
                release=release,
                heading=without_places(heading, release) if hides else heading,
                state=state_of(release, at),
                what=category_words(release.categories),
                is_mine=release.signer_id == viewer.person_id,
                signer=naming.name(release.signer_id),
            )
        )
    return sorted(found, key=lambda p: FIRST.index(p.state.code) if p.state.code in FIRST else len(FIRST))
