"""What stands on one screen of a questionnaire; pure."""

from dataclasses import dataclass
from typing import Any

from .reading import read_answers, read_declined
from .rules import asked
from .types import Answers, Instrument, Question


@dataclass(frozen=True)
class Choice:
    """One answer to tap."""

    code: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Face:
    """One question as the youth sees it."""

    number: int
    link_id: str
    stem: str
    text: str
    choices: tuple[Choice, ...]
    is_declined: bool

    @property
    def chosen(self) -> str:
        """Return the words of the chosen answer, or nothing."""
        return next((choice.text for choice in self.choices if choice.is_chosen), "")

    @property
    def said(self) -> str:
        """Return by what name the page's own voice finds the question."""
        return f"q{self.number}"

    @property
    def code(self) -> str:
        """Return the code of the chosen answer, or nothing."""
        return next((choice.code for choice in self.choices if choice.is_chosen), "")


@dataclass(frozen=True)
class Progress:
    """Where in the questionnaire somebody is."""

    language: str
    faces: tuple[Face, ...]

    @property
    def total(self) -> int:
        """Return how many questions there are."""
        return len(self.faces)

    @property
    def seen(self) -> int:
        """Return how many questions were answered or left out."""
        return sum(1 for face in self.faces if _is_seen(face))

    @property
    def next_number(self) -> int | None:
        """Return the number of the first question not yet seen."""
        return next((face.number for face in self.faces if not _is_seen(face)), None)

    def face(self, number: int) -> Face | None:
        """Return the question with this number, counted from 1."""
        return self.faces[number - 1] if 0 < number <= len(self.faces) else None


def _is_seen(face: Face) -> bool:
    return bool(face.chosen) or face.is_declined


def progress(instrument: Instrument, resource: dict[str, Any], language: str) -> Progress:
    """Return the questions of an instrument with the answers given so far."""
    spoken = language if language in instrument.questionnaire.languages() else "en"
    answers = read_answers(resource)
    declined = set(read_declined(resource))
    return Progress(
        language=spoken,
        faces=tuple(
            _face(number, question, answers, declined, spoken)
            for number, question in enumerate(asked(instrument, answers), 1)
        ),
    )


def _face(number: int, question: Question, answers: Answers, declined: set[str], language: str) -> Face:
    return Face(
        number=number,
        link_id=question.link_id,
        stem=question.stem.in_language(language),
        text=question.text.in_language(language),
        choices=tuple(
            Choice(
                option.code,
                option.text.in_language(language),
                answers.get(question.link_id) == option.code,
            )
            for option in question.options
        ),
        is_declined=question.link_id in declined,
    )
