"""Write answers down as a FHIR R4 QuestionnaireResponse: what was asked, in the form's order."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from .reading import ABSENT, WEIGHTS
from .rules import asked
from .types import Answers, Instrument, Option, Question

Item = dict[str, Any]


def write_response(
    instrument: Instrument,
    answers: Answers,
    declined: Collection[str],
    *,
    language: str,
    child_id: UUID,
    authored: str,
    is_finished: bool,
) -> Item:
    """Return the QuestionnaireResponse of these answers."""
    form = instrument.questionnaire
    items: list[Item] = []
    for question in asked(instrument, answers):
        item = _item(question, answers, declined, language)
        if item:
            _list_of(items, question.groups).append(item)
    return {
        "resourceType": "QuestionnaireResponse",
        "language": language,
        "questionnaire": f"{form.url}|{form.version}" if form.version else form.url,
        "status": "completed" if is_finished else "in-progress",
        "subject": {"reference": f"Patient/{child_id}"},
        "authored": authored,
        "item": items,
    }


def _list_of(items: list[Item], groups: tuple[str, ...]) -> list[Item]:
    for link in groups:
        found = next((item for item in items if item["linkId"] == link), None)
        if found is None:
            found = {"linkId": link, "item": []}
            items.append(found)
        items = found["item"]
    return items


def _item(question: Question, answers: Answers, declined: Collection[str], language: str) -> Item | None:
    item: Item = {"linkId": question.link_id, "text": question.text.in_language(language)}
    option = question.option(answers.get(question.link_id, ""))
    if option:
        return {**item, "answer": [{"valueCoding": _coding(option, language)}]}
    if question.link_id in declined:
        return {**item, "extension": [{"url": ABSENT, "valueCode": "asked-declined"}]}
    return None


def _coding(option: Option, language: str) -> Item:
    coding: Item = {"code": option.code, "display": option.text.in_language(language)}
    if option.system:
        coding["system"] = option.system
    if option.weight is not None:
        coding["extension"] = [{"url": WEIGHTS[0], "valueDecimal": option.weight}]
    return coding
