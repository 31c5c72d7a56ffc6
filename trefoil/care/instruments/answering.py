"""How somebody answers: signed in or by a link, one question a screen or all on one page."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from trefoil.ground.people.models import Person
from trefoil.ground.people.types import Kind

from . import actions, packs, queries
from .asking import Face, Progress, progress
from .measure_types import Informant
from .models import Assignment, Response
from .types import Instrument, Mode


@dataclass(frozen=True)
class Way:
    """By which addresses one person answers one form; a link has addresses of its own."""

    assignment: Assignment
    person: Person
    token: str = ""
    at: Any = field(default=None, compare=False)

    @property
    def base(self) -> str:
        """Return the page that stands around the questions."""
        if self.token:
            return "instruments/link_base.html"
        own = self.is_own and self.person.kind != Kind.STAFF
        return "portal.html" if own else "page.html"

    @property
    def is_own(self) -> bool:
        """Tell whether who answers is who was asked."""
        return self.person.pk == self.assignment.asked_of_id

    @property
    def is_youth(self) -> bool:
        """Tell whether the questions are the youth's own."""
        return self.assignment.informant == Informant.YOUTH

    @property
    def mode(self) -> Mode | None:
        """Return how the answers are given, where it is not told by who gives them."""
        return Mode.LINK if self.token else None

    def question(self, number: int) -> str:
        """Return the address of one question."""
        return self._to("question", number)

    @property
    def start(self) -> str:
        """Return the address that leads to the first question not yet seen."""
        return self._to("link_answer" if self.token else "answer", named=True)

    @property
    def sheet(self) -> str:
        """Return the address of all questions on one page."""
        return self._to("sheet")

    @property
    def finish(self) -> str:
        """Return the address of the review."""
        return self._to("finish")

    @property
    def decline(self) -> str:
        """Return the address that says no to all of it."""
        return self._to("decline")

    @property
    def home(self) -> str:
        """Return where to go when it is done; a link leads nowhere."""
        return "" if self.token else "/"

    def _to(self, page: str, *more: int, named: bool = False) -> str:
        whole: str | UUID = self.token or self.assignment.pk
        name = page if named or not self.token else f"link_{page}"
        return reverse(f"instruments:{name}", args=[whole, *more])


@dataclass(frozen=True)
class Place:
    """Where in a form somebody is, and what the page around it must know."""

    way: Way
    instrument: Instrument
    response: Response | None
    progress: Progress


def place(way: Way, language: str) -> Place:
    """Return how far somebody has come, in the language they began in."""
    response = queries.response_to(way.assignment)
    instrument = packs.installed()[way.assignment.instrument]
    spoken = response.language if response else language
    return Place(way, instrument, response, progress(instrument, response.resource if response else {}, spoken))


def keep(here: Place, face: Face, code: str | None) -> None:
    """Keep one answer as it is given."""
    actions.answer(
        assignment=here.way.assignment,
        link_id=face.link_id,
        code=code,
        language=here.progress.language,
        mode=here.way.mode,
        by=here.way.person,
        at=here.way.at,
    )
