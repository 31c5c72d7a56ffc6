"""Read a FHIR R4 Questionnaire into plain values, and the facts beside it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from .sdc.trouble import Unscorable
from .types import (
    Answers,
    Band,
    Condition,
    Cut,
    Gate,
    How,
    Instrument,
    Operator,
    Option,
    Part,
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
ABSENT = EXTENSIONS + "data-absent-reason"
ASKED = frozenset({"choice", "open-choice"})

Item = dict[str, Any]


def read_questionnaire(resource: Item, scores: tuple[ScoreItem, ...] = ()) -> Questionnaire:
    """Read a Questionnaire resource, with the typed scores that were read from its expressions."""
    language = str(resource.get("language", "en"))[:2]
    return Questionnaire(
        url=resource.get("url", ""),
        version=resource.get("version", ""),
        title=resource.get("title", ""),
        code=next((coding["code"] for coding in resource.get("code", [])), ""),
        questions=tuple(_questions(resource.get("item", []), language, Text(), ())),
        scores=scores,
    )


def _questions(
    items: list[Item], language: str, stem: Text, groups: tuple[str, ...], gates: tuple[Gate, ...] = ()
) -> Iterator[Question]:
    for item in items:
        inner = (*gates, *_gates(item))
        if item["type"] in ASKED:
            yield _question(item, language, stem, groups, inner)
        below = _text(item, "text", language) if item["type"] == "group" else stem
        yield from _questions(item.get("item", []), language, below, (*groups, item["linkId"]), inner)


def _question(item: Item, language: str, stem: Text, groups: tuple[str, ...], gates: tuple[Gate, ...]) -> Question:
    return Question(
        link_id=item["linkId"],
        prefix=item.get("prefix", ""),
        stem=stem,
        text=_text(item, "text", language),
        options=tuple(_option(option, language) for option in item.get("answerOption", []) if "valueCoding" in option),
        required=item.get("required", False),
        groups=groups,
        gates=gates,
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
    if not isinstance(element.get(key), str) or not element[key].strip():
        return Text()
    found = [(language, element[key])]
    for extension in element.get("_" + key, {}).get("extension", []):
        if extension["url"] == EXTENSIONS + "translation":
            parts = {part["url"]: part for part in extension["extension"]}
            found.append((parts["lang"]["valueCode"], parts["content"]["valueString"]))
    return Text(tuple(found))


def _gates(item: Item) -> Iterator[Gate]:
    conditions = tuple(_condition(raw, item["linkId"]) for raw in item.get("enableWhen", []))
    if conditions:
        yield Gate(conditions, any=item.get("enableBehavior") == "any")


def _condition(raw: Item, link_id: str) -> Condition:
    named, question = raw.get("operator"), str(raw.get("question"))
    if named == "exists":
        return Condition(question, Operator.EXISTS if raw.get("answerBoolean") is True else Operator.MISSING)
    code = raw.get("answerCoding", {}).get("code")
    if named not in ("=", "!=") or not isinstance(code, str):
        raise Unscorable(link_id, f"enableWhen {named} with something other than a code")
    return Condition(question, Operator(named), code)


def read_scores(stored: Iterable[Item]) -> tuple[ScoreItem, ...]:
    """Read the typed scores as they were written down when the questionnaire was published."""
    return tuple(map(_score, stored))


def _score(stored: Item) -> ScoreItem:
    typed: Item = {
        "how": How(stored["how"]),
        "parts": tuple(Part(**part) for part in stored["parts"]),
        "adds": tuple(stored["adds"]),
    }
    return ScoreItem(**{**stored, **typed})


def _walk(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.get("item", []))
        for answer in item.get("answer", []):
            yield from _walk(answer.get("item", []))


def read_instrument(resource: Item, scores: Iterable[Item], facts: Item) -> Instrument:
    """Join a questionnaire and its typed scores with the facts that say how they are read."""
    bands = facts.get("bands")
    return Instrument(
        key=facts["key"],
        name=facts["name"],
        neutral_title=Text(tuple(facts["neutral_title"].items())),
        questionnaire=read_questionnaire(resource, read_scores(scores)),
        maximum=facts["maximum"],
        bands=tuple(_bands(bands["steps"], facts["maximum"])) if bands else (),
        bands_source=_source(bands) if bands else None,
        cut=_cut(facts.get("cut")),
        reliable_change=_reliable_change(facts.get("reliable_change")),
        triage=tuple(Trigger(**trigger) for trigger in facts.get("triage", [])),
        only_when_any=frozenset(facts.get("only_when_any", [])),
        attribution=facts["attribution"],
        main=facts.get("main", ""),
        lower_is_better=facts.get("better", "lower") == "lower",
        fills_gaps=_source(facts["fills_gaps"]) if "fills_gaps" in facts else None,
        informants=tuple(facts.get("informants", ["youth"])),
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
    return Cut(fact["at_least"], fact["ages"], fact.get("sensitivity"), fact.get("specificity"), _source(fact))


def _reliable_change(fact: Item | None) -> ReliableChange | None:
    if fact is None:
        return None
    return ReliableChange(fact["points"], _source(fact), fact.get("sd"), fact.get("reliability"))


def read_answers(response: Item) -> Answers:
    """Read the codes chosen in a QuestionnaireResponse, by link id."""
    answers: Answers = {}
    for item in _walk(response.get("item", [])):
        for answer in item.get("answer", []):
            if "valueCoding" in answer:
                answers[item["linkId"]] = answer["valueCoding"]["code"]
    return answers


def read_declined(response: Item) -> list[str]:
    """Read which questions were seen and left without an answer."""
    return [
        item["linkId"]
        for item in _walk(response.get("item", []))
        if any(e["url"] == ABSENT for e in item.get("extension", []))
    ]
