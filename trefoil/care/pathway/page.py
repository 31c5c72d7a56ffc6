"""What the page of one referral holds: where it stands, what comes next, and why what cannot be done cannot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.access.types import Role
from trefoil.ground.consent.queries import has_account
from trefoil.ground.people.models import Person, Residence
from trefoil.ground.people.types import Relationship

from . import queries, rules
from .models import Enrollment, Move, Referral
from .types import Census, State, Verb
from .wording import RELATIONSHIPS, language_words

LABELS: dict[str, tuple[Any, str]] = {
    State.SENT: (gettext_lazy("sent"), "ask"),
    State.ACCEPTED: (gettext_lazy("accepted"), "good"),
    State.DECLINED: (gettext_lazy("declined"), "neutral"),
    State.WITHDRAWN: (gettext_lazy("withdrawn"), "neutral"),
}


@dataclass(frozen=True)
class Standing:
    """A state with its word and tone."""

    label: Any
    tone: str


@dataclass(frozen=True)
class ReferralPage:
    """Everything the page of a referral shows."""

    referral: Referral
    standing: Standing
    is_director: bool
    residence: Residence | None
    languages: list[Any]
    guardian_language: Any
    relationship: Any
    released: bool
    asked: bool
    guardian_has_account: bool
    why_not_ask: str | None
    why_not_accept: str | None
    why_not_enroll: str | None
    may_withdraw: bool
    place: int | None
    of: int
    census: Census | None
    moves: list[Move]
    enrollment: Enrollment | None

    @property
    def is_open(self) -> bool:
        """Tell whether the program still has to answer."""
        return self.referral.state == State.SENT

    @property
    def waits(self) -> bool:
        """Tell whether the child waits for a place."""
        return self.referral.waits_at is not None


def page_of(referral: Referral, by: Person, at: datetime) -> ReferralPage:
    """Compose the page of a referral for who looks at it."""
    is_director = by.staff.role == Role.DIRECTOR
    released, asked = queries.has_release(referral, at), queries.release_waits(referral)
    state = State(referral.state)
    enrollment = Enrollment.objects.filter(referral=referral).select_related("enrolled_by").first()
    # Only the director sees the others who wait; the district learns nothing of them, not even how many.
    waiting = queries.waiting_list(referral.program) if is_director else []
    census = queries.census(referral.program) if is_director else None
    place = queries.place_of(referral, waiting)
    return ReferralPage(
        referral=referral,
        standing=Standing(*LABELS[state]),
        is_director=is_director,
        residence=Residence.objects.filter(child=referral.child).select_related("serving_district").first(),
        languages=language_words(referral.child.languages),
        guardian_language=language_words([referral.guardian.person.language])[0],
        relationship=RELATIONSHIPS[Relationship(referral.guardian.relationship)],
        released=released,
        asked=asked,
        guardian_has_account=has_account(referral.guardian.person_id),
        why_not_ask=_said(rules.why_not_ask_release(state=state, guardian=True, asked=asked, released=released)),
        why_not_accept=_said(rules.why_not_accept(state=state, released=released, asked=asked)),
        why_not_enroll=_said(
            rules.why_not_enroll(
                state=state,
                enrolled=enrollment is not None,
                released=released,
                place=place,
                census=census,
                team=True,
            )
            if census
            else None
        ),
        may_withdraw=not enrollment and not rules.why_not_move(state, Verb.WITHDRAW),
        place=place,
        of=len(waiting),
        census=census,
        moves=queries.moves(referral),
        enrollment=enrollment,
    )


def _said(reason: str | None) -> str | None:
    return _(reason) if reason else None
