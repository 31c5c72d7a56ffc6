"""The answers of `decide` in words: the decision, what comes with it, the rules behind it, and what is around it."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn

from django.utils import formats
from django.utils.translation import gettext as _

from trefoil.ground.access.contract import Malformed, decide
from trefoil.ground.access.types import Basis, Category, Denial, Scope
from trefoil.ground.rulebook import words as rulebook_words
from trefoil.ground.rulebook.queries import SHIPPED, law
from trefoil.ground.rulebook.types import Rule

from ..law_words import DENIALS, MASKS, OBLIGATIONS, PURPOSES, SCOPES, rule_keys
from ..words import BASES, CATEGORIES
from .form import Filled, kept_rows
from .shape import EVERY_PART, HEAD, TABLE_CATEGORIES, Part

LONGEST = 300_000
PACK = "us-mn"
_PLACE = re.compile(r"(\w+)\[(\d+)\]\.?(.*)")


@dataclass(frozen=True)
class Trouble:
    """Why the facts cannot be judged: where in words, where in the document, and what is wrong there."""

    place: str
    where: str
    phrase: str


@dataclass(frozen=True)
class Around:
    """What the same question gets for another category."""

    category: str
    asked: bool
    permit: bool
    scope: str
    why: str


@dataclass(frozen=True)
class Answered:
    """One question and its answer in words."""

    who: str
    what: str
    whose: str
    purpose: str
    permit: bool
    scope: str
    basis: str
    why: str
    reason: str
    until: str
    obligations: list[tuple[str, str]]
    masked: list[str]
    suppressed: list[str]
    rules: list[dict[str, Any]]
    around: list[Around]


@dataclass(frozen=True)
class Outcome:
    """All answers, or what is wrong with the facts."""

    answers: list[Answered] = field(default_factory=list)
    trouble: Trouble | None = None


def read_text(text: str) -> Any:
    """Return the document that a text holds.

    Raises:
        Malformed: it is no JSON, or too long to be typed by anybody.
    """
    if len(text) > LONGEST:
        raise Malformed("", _("is longer than a case can be"))
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as trouble:
        place = _("line %(line)s, column %(column)s") % {"line": trouble.lineno, "column": trouble.colno}
        raise Malformed(place, _("is not valid JSON")) from None
    except (ValueError, RecursionError):
        raise Malformed("", _("is not valid JSON")) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def outcome(document: Any, filled: Filled, day: date) -> Outcome:
    """Judge a document; whatever stands in it, say what came of it."""
    try:
        if isinstance(document, dict) and "cases" in document:
            raise Malformed("cases", _("this page takes one case at a time"))
        found = decide(document)["answers"]
        asked = [_answered(document, q, a, day) for q, a in zip(document["questions"], found, strict=True)]
    except Malformed as trouble:
        return Outcome(trouble=trouble_of(trouble, filled))
    except RecursionError:
        return Outcome(trouble=Trouble("", "", _("is nested too deeply")))
    return Outcome(asked)


def trouble_of(found: Malformed, filled: Filled) -> Trouble:
    """Return what is wrong, with its place as the form shows it."""
    return Trouble(_place(found.where, filled), found.where, found.phrase)


def _place(where: str, filled: Filled) -> str:
    found = _PLACE.match(where)
    part = next((p for p in EVERY_PART if found and p.name == found[1]), None)
    if not found or not part:
        return next((str(f.label) for f in HEAD if f.name == where), "")
    number, rows = int(found[2]), kept_rows(filled, part.name)
    row = rows[number] + 1 if number < len(rows) else number + 1
    return f"{part.title}, {row}: {_field_label(part, found[3])}".removesuffix(": ")


def _field_label(part: Part, name: str) -> str:
    plain = re.sub(r"\[\d+\]", "", name)
    return next((str(f.label) for f in part.fields if f.name == plain or f.name.startswith(f"{plain}.")), plain)


def _answered(document: dict[str, Any], asked: dict[str, Any], answer: dict[str, Any], day: date) -> Answered:
    category = asked["category"]
    return Answered(
        who=asked["viewer"],
        what=str(CATEGORIES[Category(category)]),
        whose=asked["record"]["custodian"],
        purpose=str(PURPOSES[asked.get("purpose") or "treatment"]),  # type: ignore[index]
        permit=answer["permit"],
        scope=str(SCOPES[Scope(answer["scope"])]),
        basis=answer["basis"],
        why=ground(answer["basis"], permit=answer["permit"]),
        reason=_(answer["reason"]),
        until=_said(answer["until"]),
        obligations=[(code, str(OBLIGATIONS[code])) for code in answer["obligations"]],
        masked=[str(MASKS.get(name, name)) for name in answer["masked"]],
        suppressed=[str(asked["cells"][i]) for i in answer["suppressed"]],
        rules=rules_behind(category, day, answer["basis"], *answer["obligations"], *answer["masked"]),
        around=_around(document, asked),
    )


def ground(basis: str, *, permit: bool) -> str:
    """Return the words for the ground of a decision."""
    return str(BASES[Basis(basis)] if permit else DENIALS[Denial(basis)])


def _said(instant: str | None) -> str:
    if not instant:
        return ""
    try:
        return formats.date_format(datetime.fromisoformat(instant), "D j M Y, H:i")
    except (ValueError, OverflowError):
        return instant


def _around(document: dict[str, Any], asked: dict[str, Any]) -> list[Around]:
    questions = [asked | {"category": str(category)} for category in TABLE_CATEGORIES]
    found = decide(document | {"questions": questions})["answers"]
    return [
        Around(
            category=str(words),
            asked=category == asked["category"],
            permit=answer["permit"],
            scope=str(SCOPES[Scope(answer["scope"])]),
            why=ground(answer["basis"], permit=answer["permit"]),
        )
        for (category, words), answer in zip(TABLE_CATEGORIES.items(), found, strict=True)
    ]


def rules_behind(category: str, day: date, *grounds: str, pack: str = PACK) -> list[dict[str, Any]]:
    """Return the rules of a pack on which a decision about a category rests, each with its source."""
    rules = law(pack, day, SHIPPED if pack == PACK else None).rules
    found = [rules[key] for key in rule_keys(category, *grounds) if key in rules]
    return [_shown(rule) for rule in found]


def _shown(rule: Rule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "title": rulebook_words.title(rule.key),
        "says": rule.says,
        "source": rule.source,
        "read_on": rule.read_on,
        "pack": rule.pack,
        "sure": rulebook_words.CERTAINTIES[rule.certainty],
    }
