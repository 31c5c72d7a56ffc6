"""Read a FHIR R4 Questionnaire into plain values, and the facts beside it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from .types import (
    Answers,
    Band,
    Cut,
    Instrument,
    Option,
    Question,
    Questionnaire,
    ReliableChange,
    ScoreItem,
    Source,
    Text,
    Trigger,
)

EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"
WEIGHTS = (EXTENSIONS + "ordinalValue", EXTENSIONS + "itemWeight")
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
ABSENT = EXTENSIONS + "data-absent-reason"
ASKED = frozenset({"choice", "open-choice"})

Item = dict[str, Any]


def read_questionnaire(resource: Item) -> Questionnaire:
    """Read a Questionnaire resource; what native scoring cannot use is left aside."""
    language = resource.get("language", "en")
    return Questionnaire(
        url=resource.get("url", ""),
        version=resource.get("version", ""),
        title=resource.get("title", ""),
        code=next((coding["code"] for coding in resource.get("code", [])), ""),
        questions=tuple(_questions(resource.get("item", []), language, Text(), ())),
        scores=tuple(_scores(resource)),
    )


def _questions(items: list[Item], language: str, stem: Text, groups: tuple[str, ...]) -> Iterator[Question]:
    for item in items:
        if item["type"] in ASKED:
            yield _question(item, language, stem, groups)
        elif item["type"] == "group":
            inside = (*groups, item["linkId"])
            yield from _questions(item["item"], language, _text(item, "text", language), inside)


def _question(item: Item, language: str, stem: Text, groups: tuple[str, ...]) -> Question:
    return Question(
        link_id=item["linkId"],
        prefix=item.get("prefix", ""),
        stem=stem,
        text=_text(item, "text", language),
        options=tuple(_option(option, language) for option in item.get("answerOption", [])),
        required=item.get("required", False),
        groups=groups,
    )


def _option(option: Item, language: str) -> Option:
    coding = option["valueCoding"]
    return Option(
        code=coding["code"],
        system=coding.get("system", ""),
        text=_text(coding, "display", language),
        weight=_weight(option) if _weight(option) is not None else _weight(coding),
    )


def _weight(element: Item) -> float | None:
    return next((e["valueDecimal"] for e in element.get("extension", []) if e["url"] in WEIGHTS), None)


def _text(element: Item, key: str, language: str) -> Text:
    if key not in element:
        return Text()
    found = [(language, element[key])]
    for extension in element.get("_" + key, {}).get("extension", []):
        if extension["url"] == EXTENSIONS + "translation":
            parts = {part["url"]: part for part in extension["extension"]}
            found.append((parts["lang"]["valueCode"], parts["content"]["valueString"]))
    return Text(tuple(found))


def _scores(resource: Item) -> Iterator[ScoreItem]:
    for item, above in _walk(resource.get("item", []), [resource]):
        expression = _calculated(item)
        if item["type"] in {"integer", "decimal"} and expression is not None:
            yield ScoreItem(
                link_id=item["linkId"],
                code=next((coding["code"] for coding in item.get("code", [])), None),
                contributing=_contributing(expression, _variables([*above, item]), resource),
            )


def _walk(items: list[Item], above: list[Item]) -> Iterator[tuple[Item, list[Item]]]:
    for item in items:
        yield item, above
        yield from _walk(item.get("item", []), [*above, item])


def _calculated(item: Item) -> str | None:
    return next(
        (e["valueExpression"]["expression"] for e in item.get("extension", []) if e["url"] == CALCULATED),
        None,
    )


def _variables(elements: list[Item]) -> dict[str, str]:
    return {
        e["valueExpression"]["name"]: e["valueExpression"]["expression"]
        for element in elements
        for e in element.get("extension", [])
        if e["url"] == EXTENSIONS + "variable"
    }


def _contributing(expression: str, variables: dict[str, str], resource: Item) -> tuple[str, ...]:
    """Return the questions an expression names through its variables, else all with weights."""
    literals, left_out, prefixes = _literals(expression, variables)
    named: list[str] = []
    weighted: list[str] = []
    for item, above in _walk(resource.get("item", []), []):
        if item["type"] not in ASKED:
            continue
        link = item["linkId"]
        chain = {link, *(parent["linkId"] for parent in above)}
        if chain & literals or any(link.startswith(prefix) for prefix in prefixes):
            named.append(link)
        if _is_weighted(item):
            weighted.append(link)
    return tuple(link for link in named or weighted if link not in left_out)


def _is_weighted(item: Item) -> bool:
    return any(_option(option, "en").weight is not None for option in item.get("answerOption", []))


def _literals(expression: str, variables: dict[str, str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    read, waiting = "", [expression]
    unread = dict(variables)
    while waiting:
        part = waiting.pop()
        read += " " + part
        waiting += [unread.pop(name) for name in re.findall(r"%(\w+)", part) if name in unread]
    prefixes = frozenset(re.findall(r"startsWith\('([^']*)'\)", read))
    left_out = frozenset(re.findall(r"!=\s*'([^']*)'", read))
    literals = frozenset(re.findall(r"'([^']*)'", read)) - prefixes - left_out
    return literals, left_out, prefixes


def read_instrument(resource: Item, facts: Item) -> Instrument:
    """Join a questionnaire with the facts that say how it is read."""
    return Instrument(
        key=facts["key"],
        name=facts["name"],
        neutral_title=Text(tuple(facts["neutral_title"].items())),
        questionnaire=read_questionnaire(resource),
        maximum=facts["maximum"],
        bands=tuple(_bands(facts["bands"]["steps"], facts["maximum"])),
        bands_source=_source(facts["bands"]),
        cut=_cut(facts.get("cut")),
        reliable_change=_reliable_change(facts.get("reliable_change")),
        triage=tuple(Trigger(**trigger) for trigger in facts["triage"]),
        only_when_any=frozenset(facts.get("only_when_any", [])),
        attribution=facts["attribution"],
    )


def _source(fact: Item) -> Source:
    return Source(fact["source"], date.fromisoformat(fact["read_on"]), fact.get("note", ""))


def _bands(steps: list[Item], maximum: int) -> Iterator[Band]:
    ends = [step["from"] - 1 for step in steps[1:]] + [maximum]
    for step, end in zip(steps, ends, strict=True):
        yield Band(step["from"], end, step["word"])


def _cut(fact: Item | None) -> Cut | None:
    if fact is None:
        return None
    return Cut(fact["at_least"], fact["ages"], fact["sensitivity"], fact["specificity"], _source(fact))


def _reliable_change(fact: Item | None) -> ReliableChange | None:
    return ReliableChange(fact["points"], _source(fact)) if fact else None


def read_answers(response: Item) -> Answers:
    """Read the codes chosen in a QuestionnaireResponse, by link id."""
    answers: Answers = {}
    for item, _above in _walk(response.get("item", []), []):
        for answer in item.get("answer", []):
            if "valueCoding" in answer:
                answers[item["linkId"]] = answer["valueCoding"]["code"]
    return answers


def read_declined(response: Item) -> list[str]:
    """Read which questions were seen and left without an answer."""
    return [
        item["linkId"]
        for item, _above in _walk(response.get("item", []), [])
        if any(e["url"] == ABSENT for e in item.get("extension", []))
    ]
