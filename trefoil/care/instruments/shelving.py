"""What may be done with a program's own questionnaires: bring one in, try it, publish it, retire it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.kit.refusal import Refused, refuse_if
from trefoil.ground.people.models import Person

from . import scoring
from .measure_types import Informant
from .models import ProgramForm
from .reading import read_questionnaire, read_scores
from .sdc import Unscorable
from .sdc.trouble import WHOLE
from .specifying import as_json, specify
from .types import Answers, Questionnaire, ScoreItem

LARGEST = 2_000_000
MOST_QUESTIONS = 300
NOT_JSON = gettext_lazy("The file is not JSON.")
TOO_LARGE = gettext_lazy("The file is larger than 2 MB.")
NO_WORDING = gettext_lazy("Not every question has a wording in English, so it cannot be asked.")
TOO_MANY = gettext_lazy("The questionnaire has more than 300 questions.")
PUBLISHED = gettext_lazy("It is published already and stays as it is.")
RETIRED = gettext_lazy("It is no longer asked already.")
OTHER_ORGANIZATION = gettext_lazy("That is for the people of that organization.")


@dataclass(frozen=True)
class Facts:
    """What a program says about its own questionnaire when it publishes it."""

    title: str
    title_es: str = ""
    main: str = ""
    better: str = "lower"
    informants: tuple[str, ...] = (Informant.YOUTH,)
    delicate: tuple[str, ...] = ()
    cut: float | None = None
    cut_source: str = ""


def document_of(content: bytes) -> dict[str, Any]:
    """Return the questionnaire in a file.

    Raises:
        Refused: in words, if it is none.
    """
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Refused(NOT_JSON) from None
    return found if isinstance(found, dict) else {}


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


@transaction.atomic
def bring(*, name: str, resource: dict[str, Any], by: Person, at: datetime) -> ProgramForm:
    """Read a questionnaire's scores, hold them against FHIRPath, and keep both.

    Raises:
        Refused: naming the item and the feature that is not supported.
    """
    try:
        found = as_json(specify(json.loads(json.dumps(resource), parse_float=Decimal)))
        questionnaire = read_questionnaire(resource, read_scores(found["scores"]))
    except Unscorable as trouble:
        raise Refused(_in_words(trouble)) from trouble
    except (KeyError, TypeError, AttributeError, ValueError) as trouble:
        # The scores could be read; what remains is a wording or a translation in a shape nobody defined.
        raise Refused(_("The questionnaire cannot be shown: it is not as FHIR R4 describes one.")) from trouble
    refuse_if(_why_not_bring(questionnaire))
    return ProgramForm.objects.create(
        organization_id=by.staff.organization_id,
        name=name.strip() or questionnaire.title or _("Without a name"),
        resource=resource,
        scores=found["scores"],
        brought_at=at,
        brought_by=by,
    )


def _in_words(trouble: Unscorable) -> str:
    if trouble.link_id == WHOLE:
        return _("The questionnaire as a whole: %(feature)s.") % {"feature": trouble.feature}
    return _("Item %(item)s: %(feature)s.") % {"item": trouble.link_id, "feature": trouble.feature}


def _why_not_bring(questionnaire: Questionnaire) -> str | None:
    if len(questionnaire.questions) > MOST_QUESTIONS:
        return str(TOO_MANY)
    return None if "en" in questionnaire.languages() else str(NO_WORDING)


def questionnaire_of(form: ProgramForm) -> Questionnaire:
    """Return the questionnaire of a form with its typed scores."""
    return read_questionnaire(form.resource, read_scores(form.scores))


@dataclass(frozen=True)
class Tried:
    """One score of answers that somebody tried."""

    score: ScoreItem
    name: str
    value: float | None
    unanswered: int
    low: float
    high: float


def tried(questionnaire: Questionnaire, answers: Answers) -> list[Tried]:
    """Return every score of some answers; nothing is kept."""
    found = scoring.values(questionnaire, answers)
    return [
        Tried(score, score.text or score.link_id, *found[score.link_id], *scoring.reach(questionnaire, score))
        for score in questionnaire.scores
    ]


@transaction.atomic
def publish(*, form: ProgramForm, facts: Facts, by: Person, at: datetime) -> ProgramForm:
    """Let the program's people ask it; from now on it stays as it is."""
    refuse_if(_why_not(form, by))
    if form.published_at:
        raise Refused(PUBLISHED)
    form.facts = _facts(form, questionnaire_of(form), facts, at)
    form.published_at, form.published_by = at, by
    form.save()
    return form


def _why_not(form: ProgramForm, by: Person) -> str | None:
    return None if by.staff.organization_id == form.organization_id else str(OTHER_ORGANIZATION)


def _facts(form: ProgramForm, questionnaire: Questionnaire, facts: Facts, at: datetime) -> dict[str, Any]:
    main = next((s for s in questionnaire.scores if s.link_id == facts.main), questionnaire.scores[0])
    titles = {"en": facts.title} | ({"es": facts.title_es} if facts.title_es else {})
    cut = {"at_least": facts.cut, "ages": "", "source": facts.cut_source, "read_on": at.date().isoformat()}
    return {
        "key": form.key,
        "name": form.name,
        "neutral_title": titles,
        "maximum": scoring.reach(questionnaire, main)[1],
        "main": main.link_id,
        "better": facts.better,
        "informants": list(facts.informants),
        "triage": list(_triage(questionnaire, facts.delicate)),
        "attribution": str(form.resource.get("copyright", "")),
    } | ({"cut": cut} if facts.cut is not None else {})


def _triage(questionnaire: Questionnaire, delicate: Iterable[str]) -> Iterable[dict[str, Any]]:
    for number, question in enumerate(questionnaire.questions, 1):
        weights = sorted(option.weight for option in question.options if option.weight is not None)
        if question.link_id in set(delicate) and len(set(weights)) > 1:
            name = question.prefix.strip(" .") or str(number)
            yield {
                "link_id": question.link_id,
                "at_least": next(weight for weight in weights if weight > weights[0]),
                "name": f"question {name} needs a person"[:80],
                "name_unanswered": f"question {name} not answered"[:80],
            }


@transaction.atomic
def retire(*, form: ProgramForm, by: Person, at: datetime) -> ProgramForm:
    """Ask it no more; what was answered keeps its form."""
    refuse_if(_why_not(form, by))
    if form.retired_at:
        raise Refused(RETIRED)
    form.retired_at, form.retired_by = at, by
    form.save()
    return form
