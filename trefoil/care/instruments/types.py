"""What a questionnaire, an answer and a score are, as plain values."""

from collections.abc import Mapping
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


class Operator(StrEnum):
    """How a condition looks at the answer to another question."""

    EXISTS = "exists"
    MISSING = "missing"
    IS = "="
    IS_NOT = "!="


@dataclass(frozen=True)
class Condition:
    """Something about the answer to another question."""

    question: str
    operator: Operator
    code: str = ""


@dataclass(frozen=True)
class Gate:
    """Conditions of which all, or any, must hold."""

    conditions: tuple[Condition, ...]
    any: bool = False


@dataclass(frozen=True)
class Question:
    """One question with its answers, asked when every gate before it is open."""

    link_id: str
    prefix: str
    stem: Text
    text: Text
    options: tuple[Option, ...]
    required: bool
    groups: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()

    def option(self, code: str) -> Option | None:
        """Return the option with this code, if there is one."""
        return next((option for option in self.options if option.code == code), None)


class How(StrEnum):
    """What is done with the weights of the answers."""

    SUM = "sum"
    COUNT = "count"
    TOTAL = "total"


@dataclass(frozen=True)
class Part:
    """One question in a score: its weight times a factor, a reversed one counted from the other end of its scale."""

    link_id: str
    factor: float = 1
    is_reversed: bool = False


@dataclass(frozen=True)
class ScoreItem:
    """How one score is computed: the typed form of the expression that stands in the questionnaire.

    Args:
        parts: the questions it is made of.
        adds: for a total, the scores it adds; it has no parts of its own.
        at_least: for a count, the weight from which an answer is counted.
        needed: how many parts must be answered, or for a total how many of its scores must have a value.
        is_prorated: whether what is missing is filled with the mean of what was answered.
        plus: a constant that is added.
        places: how many places the result is rounded to, None for not at all.
    """

    link_id: str
    code: str | None
    text: str = ""
    how: How = How.SUM
    parts: tuple[Part, ...] = ()
    adds: tuple[str, ...] = ()
    at_least: float | None = None
    needed: int = 1
    is_prorated: bool = False
    plus: float = 0
    places: int | None = None


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire as far as asking and native scoring need it."""

    url: str
    version: str
    title: str
    code: str
    questions: tuple[Question, ...]
    scores: tuple[ScoreItem, ...]

    def contributing(self, item: ScoreItem) -> tuple[str, ...]:
        """Return the questions a score is made of, those of the scores it adds included."""
        below = [link for score in self.scores if score.link_id in item.adds for link in self.contributing(score)]
        return tuple(dict.fromkeys([*(part.link_id for part in item.parts), *below]))

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

    start: float
    end: float
    word: str


@dataclass(frozen=True)
class Cut:
    """A score from which the literature says to look closer, and for whom."""

    at_least: float
    ages: str
    sensitivity: float | None
    specificity: float | None
    source: Source


@dataclass(frozen=True)
class ReliableChange:
    """The smallest difference that is more than measurement error."""

    points: float
    source: Source
    sd: float | None = None
    reliability: float | None = None


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
    maximum: float
    bands: tuple[Band, ...]
    bands_source: Source | None
    cut: Cut | None
    reliable_change: ReliableChange | None
    triage: tuple[Trigger, ...]
    only_when_any: frozenset[str]
    attribution: str
    main: str = ""
    lower_is_better: bool = True
    fills_gaps: Source | None = None
    informants: tuple[str, ...] = ("youth",)

    @property
    def total(self) -> ScoreItem:
        """Return the score that stands for the whole instrument."""
        return next((score for score in self.questionnaire.scores if score.link_id == self.main), self._first)

    @property
    def _first(self) -> ScoreItem:
        return self.questionnaire.scores[0]

    def reaches(self, value: float) -> bool:
        """Tell whether a score lies where the literature says to look closer."""
        if self.cut is None:
            return False
        return value >= self.cut.at_least if self.lower_is_better else value <= self.cut.at_least

    @property
    def delicate(self) -> frozenset[str]:
        """Return the questions that may be asked only while a named person is on duty."""
        return frozenset(trigger.link_id for trigger in self.triage)


Answers = dict[str, str]
"""The code chosen for each answered question, by link id."""


@dataclass(frozen=True)
class Score:
    """What the answers add up to; no value and no band unless every question was answered."""

    value: float | None
    band: str | None
    unanswered: int
    flags: tuple[str, ...] = ()
    reaches_cut: bool = False
    parts: Mapping[str, float | None] = field(default_factory=dict)


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
    value: float | None
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
    value: float | None
    maximum: float
    band: str | None
    unanswered: int
    reaches_cut: bool
    flags: tuple[str, ...]
    answered_by: str
    language: str
    mode: str
    difference: float | None
    change: Change
    lines: tuple[Line, ...] = field(default=())
    informant: str = ""
    parts: tuple[tuple[str, float | None], ...] = ()
    """The other scores of the same answers, in words; None where one cannot be computed."""

    @property
    def points(self) -> float:
        """Return by how many points the score moved."""
        return abs(self.difference or 0)

    @property
    def signed(self) -> str:
        """Return the difference with its sign."""
        return f"{self.difference or 0:+g}".replace("-", "−")
