"""The `score` contract, version 1: from a questionnaire and a response to the scores, or to what is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .conditions import in_order
from .contributing import Contributions
from .fhirpath import Expression
from .form import CALCULATED, CODED, ENABLED_BY, Form, Item, Reach, marked
from .functions import plain
from .preparing import Prepared, prepare, remove, weigh_answers
from .trouble import WHOLE, Json, Unscorable, objects
from .weights import carried, is_number, match

LARGEST = 10**15


@dataclass(frozen=True)
class Scorer:
    """A questionnaire read once, ready for any number of responses."""

    form: Form
    conditional: list[Item]
    expressed: list[Item]
    contributions: Contributions

    def score(self, response: Any) -> Json:
        """Return the scores of a response as the contract words them.

        Raises:
            Unscorable: with the item and the feature for the first thing that is in the way.
        """
        _require(response, "QuestionnaireResponse")
        prepared = prepare(self.form, self.conditional, response)
        self._disable_by_expression(prepared)
        weigh_answers(self.form, prepared)
        scores = [self._score(item, prepared) for item in self.form.scores]
        if not scores:
            prepared.warnings.add("no-score -")
        return {
            "questionnaire": _name(self.form.resource),
            "scores": scores,
            "computable": bool(scores) and all(score["value"] is not None for score in scores),
            "warnings": sorted(prepared.warnings),
        }

    def _disable_by_expression(self, prepared: Prepared) -> None:
        """Evaluate each enabling expression once on what is left, then remove what it turns off."""
        off = [item for item in self.expressed if not self._is_on(item, prepared)]
        for item in off:
            prepared.disabled.add(item.link_id)
            remove(prepared, item, lambda _chain: True)

    def _is_on(self, item: Item, prepared: Prepared) -> bool:
        try:
            found = self._evaluate(self.form.reach(item, ENABLED_BY), prepared)
        except Unscorable:
            if self._matters(item):
                raise
            return False
        return len(found) == 1 and plain(found[0]) is True

    def _matters(self, item: Item) -> bool:
        """Tell whether a score depends on an item being enabled."""
        affected = {item.link_id, *(below.link_id for below in item.below)}
        return any(
            affected & {score.link_id, *(question.link_id for question in self.contributions.of(score))}
            for score in self.form.scores
        )

    def _evaluate(self, reach: Reach, prepared: Prepared) -> list[Any]:
        given = {
            "resource": prepared.resource,
            "context": prepared.resource,
            "questionnaire": self.form.resource,
            "ucum": "http://unitsofmeasure.org",
        }
        known: dict[Expression, list[Any]] = {}

        def found(wanted: Reach) -> list[Any]:
            if wanted.expression not in known:
                variables = {name: found(variable) for name, variable in wanted.needed.items()}
                known[wanted.expression] = wanted.expression.evaluate(prepared.resource, {**given, **variables})
            return known[wanted.expression]

        return found(reach)

    def _score(self, item: Item, prepared: Prepared) -> Json:
        value, unanswered = None, 0
        if prepared.is_enabled(item):
            reach = self.form.reach(item, CALCULATED)
            answered, unanswered, is_whole = self._counted(item, reach, prepared)
            number = _number(item, self._evaluate(reach, prepared))
            value = number if answered and is_whole else None
        if unanswered:
            prepared.warnings.add(f"unanswered {item.link_id}")
        if value is not None:
            _put(item, value, prepared.resource)
        return {"linkId": item.link_id, "code": _code(item), "value": value, "unanswered": unanswered}

    def _counted(self, item: Item, reach: Reach, prepared: Prepared) -> tuple[int, int, bool]:
        """Return how many contributing questions are answered, how many are not, and whether every weight is there."""
        answered, unanswered, is_whole = 0, 0, True
        for question in self.contributions.of(item):
            if not prepared.is_enabled(question):
                continue
            states = list(_states(question, prepared, reach))
            if "weight-missing" in states:
                prepared.warnings.add(f"weight-missing {question.link_id}")
                is_whole = False
            counts = any(state != "unanswered" for state in states)
            answered, unanswered = answered + counts, unanswered + (not counts)
        return answered, unanswered, is_whole


def read_form(questionnaire: Any) -> Scorer:
    """Read a questionnaire and everything its scores need.

    Raises:
        Unscorable: with the item and the feature for the first thing that is in the way.
    """
    _require(questionnaire, "Questionnaire")
    try:
        form = Form(questionnaire)
        return Scorer(
            form=form,
            conditional=in_order(form),
            expressed=[i for i in form.items.values() if any(marked(i.raw, i.link_id, ENABLED_BY))],
            contributions=Contributions(form),
        )
    except RecursionError:
        raise Unscorable(WHOLE, "items nested too deeply") from None


def _require(resource: Any, kind: str) -> None:
    if not isinstance(resource, dict) or resource.get("resourceType") != kind:
        raise Unscorable(WHOLE, f"not a {kind}")


def _name(questionnaire: Json) -> str | None:
    url, version = questionnaire.get("url"), questionnaire.get("version")
    if not isinstance(url, str):
        return None
    return f"{url}|{version}" if isinstance(version, str) and version else url


def _code(item: Item) -> str | None:
    codes = item.raw.get("code")
    found = (coding.get("code") for coding in codes if isinstance(coding, dict)) if isinstance(codes, list) else ()
    return next((code for code in found if isinstance(code, str)), None)


def _is_listed_with_weight(answer: Json, question: Item) -> bool:
    """Tell whether a listed answer that is no coding has a weight, for an expression that looks it up."""
    return any(
        carried(option) is not None
        and any(answer.get(key) == value for key, value in option.items() if key.startswith("value") and key in answer)
        for option in objects(question.raw, "answerOption", question.link_id)
    )


def _states(question: Item, prepared: Prepared, reach: Reach) -> Iterator[str]:
    """Yield what each answer to a question is worth to a score."""
    looks_up = any("questionnaire" in expression.constants for expression in reach.closure)
    for answer in prepared.answers(question.link_id):
        if not reach.reads_weights or question.kind not in CODED:
            yield "answered"
            continue
        coding = answer.get("valueCoding")
        if not isinstance(coding, dict):
            yield "answered" if looks_up and _is_listed_with_weight(answer, question) else "weight-missing"
            continue
        option = match(coding, question.options)
        if option is not None and option.weight is None and question.is_weighted:
            yield "unanswered"  # a listed answer without weight, such as: rather not say
        else:
            yield "answered" if carried(coding) is not None else "weight-missing"


def _number(item: Item, found: list[Any]) -> int | float | None:
    if len(found) > 1:
        raise Unscorable(item.link_id, "more than one result")
    if not found:
        return None
    number = plain(found[0])
    if not is_number(number):
        raise Unscorable(item.link_id, "the result is not a number")
    if not abs(number) < LARGEST:
        raise Unscorable(item.link_id, "the result is out of range")
    return int(number) if number == int(number) else float(number)


def _put(item: Item, value: int | float, response: Json) -> None:
    """Write a score into the response, so that a total can add it."""
    element = response
    for each in item.chain:
        found = next((raw for raw in element.get("item", ()) if raw["linkId"] == each.link_id), None)
        if found is None:
            found = {"linkId": each.link_id}
            element["item"] = [*element.get("item", ()), found]
        # What stands below a question stands below its answer.
        element = found["answer"][0] if each is not item and found.get("answer") else found
    exact = Decimal(str(value)) if isinstance(value, float) else value
    element["answer"] = [{"valueInteger" if item.kind == "integer" else "valueDecimal": exact}]
