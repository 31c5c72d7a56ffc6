"""What a questionnaire, an answer and a score are, as plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Mode(StrEnum):
    """How the answers were given."""

    ALONE = "alone"
    WITH_STAFF = "with_staff"
    LINK = "link"
    PAPER = "paper"


class Change(StrEnum):
    """What may be said of the difference between two scores."""

    BETTER = "better"
    WORSE = "worse"
    WITHIN_ERROR = "within_error"
    NOT_CLASSIFIABLE = "not_classifiable"
    FIRST = "first"


@dataclass(frozen=True)
class Text:
    """A wording and its translations by language code; the first language is the original."""

    by_language: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """Return the wording in a language, else the original, else nothing."""
        wordings = dict(self.by_language)
        return wordings.get(language) or next(iter(wordings.values()), "")

    def languages(self) -> frozenset[str]:
        """Return the languages this wording exists in."""
        return frozenset(code for code, _ in self.by_language)


@dataclass(frozen=True)
class Option:
    """One answer that may be chosen."""

    code: str
    system: str
    text: Text
    weight: float | None


@dataclass(frozen=True)
class Question:
    """One question with its answers."""

    link_id: str
    prefix: str
    stem: Text
    text: Text
    options: tuple[Option, ...]
    required: bool
    groups: tuple[str, ...] = ()

    def option(self, code: str) -> Option | None:
        """Return the option with this code, if there is one."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True)
class ScoreItem:
    """The item that holds the total, and the questions that make it up."""

    link_id: str
    code: str | None
    contributing: tuple[str, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire as far as asking and native scoring need it."""

    url: str
    version: str
    title: str
    code: str
    questions: tuple[Question, ...]
    scores: tuple[ScoreItem, ...]

    def question(self, link_id: str) -> Question | None:
        """Return the question with this link id, if there is one."""
        return next((q for q in self.questions if q.link_id == link_id), None)

    def languages(self) -> frozenset[str]:
        """Return the languages in which every question can be read."""
        found = [question.text.languages() for question in self.questions]
        return frozenset.intersection(*found) if found else frozenset()


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and when."""

    text: str
    read_on: date
    note: str = ""


@dataclass(frozen=True)
class Band:
    """A range of scores with the word the manual gives it."""

    start: int
    end: int
    word: str


@dataclass(frozen=True)
class Cut:
    """A score from which the literature says to look closer, and for whom."""

    at_least: int
    ages: str
    sensitivity: float
    specificity: float
    source: Source


@dataclass(frozen=True)
class ReliableChange:
    """The smallest difference that is more than measurement error."""

    points: int
    source: Source


@dataclass(frozen=True)
class Trigger:
    """An answer after which a person must look at once."""

    link_id: str
    at_least: float
    name: str
    name_unanswered: str


@dataclass(frozen=True)
class Instrument:
    """A questionnaire with what is known about reading it."""

    key: str
    name: str
    neutral_title: Text
    questionnaire: Questionnaire
    maximum: int
    bands: tuple[Band, ...]
    bands_source: Source
    cut: Cut | None
    reliable_change: ReliableChange | None
    triage: tuple[Trigger, ...]
    only_when_any: frozenset[str]
    attribution: str

    @property
    def total(self) -> ScoreItem:
        """Return the item that holds the total."""
        return self.questionnaire.scores[0]

    @property
    def delicate(self) -> frozenset[str]:
        """Return the questions that may be asked only while a named person is on duty."""
        return frozenset(trigger.link_id for trigger in self.triage)


Answers = dict[str, str]
"""The code chosen for each answered question, by link id."""


@dataclass(frozen=True)
class Score:
    """What the answers add up to; no value and no band unless every question was answered."""

    value: int | None
    band: str | None
    unanswered: int
    flags: tuple[str, ...] = ()
    reaches_cut: bool = False


@dataclass(frozen=True)
class Duty:
    """A period in which a named person answers for what a questionnaire may bring up."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Point:
    """One score on a time axis."""

    at: datetime
    value: int | None
    band: str | None
    flagged: bool


@dataclass(frozen=True)
class Line:
    """One answer as the therapist reads it."""

    question: str
    answer: str
    weight: float | None
    flagged: bool


@dataclass(frozen=True)
class Reading:
    """One finished questionnaire with everything a reader must know about it."""

    response_id: UUID
    at: datetime
    key: str
    instrument: str
    value: int | None
    maximum: int
    band: str | None
    unanswered: int
    reaches_cut: bool
    flags: tuple[str, ...]
    answered_by: str
    language: str
    mode: str
    difference: int | None
    change: Change
    lines: tuple[Line, ...] = field(default=())
    informant: str = ""

    @property
    def points(self) -> int:
        """Return by how many points the score moved."""
        return abs(self.difference or 0)

    @property
    def signed(self) -> str:
        """Return the difference with its sign."""
        return f"{self.difference or 0:+d}".replace("-", "−")
