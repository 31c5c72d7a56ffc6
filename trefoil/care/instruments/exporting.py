"""Write typed scores back as the expressions other systems read; pure."""

from decimal import Decimal
from typing import Any

from .sdc.fhirpath import FHIRPATH
from .sdc.form import CALCULATED, VARIABLE
from .types import How, Part, Questionnaire, ScoreItem

Json = dict[str, Any]


def export(resource: Json, questionnaire: Questionnaire) -> Json:
    """Return a questionnaire whose score expressions are written anew from its typed scores."""
    written = {score.link_id: expression(questionnaire, score) for score in questionnaire.scores}
    return {**resource, "item": [_with_scores(item, written) for item in resource.get("item", [])]}


def _with_scores(item: Json, written: dict[str, str]) -> Json:
    item = {**item}
    if "item" in item:
        item["item"] = [_with_scores(below, written) for below in item["item"]]
    if item["linkId"] in written:
        kept = [e for e in item["extension"] if e.get("url") not in (CALCULATED, VARIABLE)]
        value = {"language": FHIRPATH, "expression": written[item["linkId"]]}
        item["extension"] = [*kept, {"url": CALCULATED, "valueExpression": value}]
    return item


def expression(questionnaire: Questionnaire, score: ScoreItem) -> str:
    """Return a score as one FHIRPath expression."""
    if score.how is How.TOTAL:
        values = f"{_items(score.adds)}.answer.value"
        return _guarded(f"{values}.count()", score, f"{values}.sum()", len(score.adds))
    links = [part.link_id for part in score.parts]
    answered = f"{_items(links)}.answer.weight()"
    if score.how is How.COUNT:
        counted = f"{answered}.where($this >= {_number(score.at_least or 0)}).count()"
        return _guarded(f"{answered}.count()", score, counted, len(links))
    total = " + ".join(_terms(questionnaire, score))
    if score.is_prorated:
        total = f"({total}) * {len(links)} / {answered}.count()"
    return _guarded(f"{answered}.count()", score, total, len(links))


def _terms(questionnaire: Questionnaire, score: ScoreItem) -> list[str]:
    """Return one sum for all the parts that are weighed alike."""
    alike: dict[tuple[float, float | None], list[str]] = {}
    for part in score.parts:
        alike.setdefault((part.factor, _span(questionnaire, part)), []).append(part.link_id)
    return [_term(links, factor, span) for (factor, span), links in alike.items()]


def _span(questionnaire: Questionnaire, part: Part) -> float | None:
    if not part.is_reversed:
        return None
    question = questionnaire.question(part.link_id)
    scale = [o.weight for o in question.options if o.weight is not None] if question else [0]
    return min(scale) + max(scale)


def _term(links: list[str], factor: float, span: float | None) -> str:
    weights = f"{_items(links)}.answer.weight()"
    if span is not None:
        weights += f".select({_number(span)} - $this)"
    return f"{weights}.sum()" if factor == 1 else f"{weights}.sum() * {_number(factor)}"


def _guarded(count: str, score: ScoreItem, total: str, parts: int) -> str:
    if score.plus:
        total += f" + {_number(score.plus)}"
    if score.places is not None:
        total = f"({total}).round({score.places})"
    return total if parts and score.needed <= 1 else f"iif({count} >= {score.needed}, {total}, {{}})"


def _items(links: list[str] | tuple[str, ...]) -> str:
    named = " or ".join(f"linkId = '{_escaped(link)}'" for link in links)
    return f"%resource.descendants().where({named})"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _number(value: float) -> str:
    return format(Decimal(repr(value)).normalize(), "f")
