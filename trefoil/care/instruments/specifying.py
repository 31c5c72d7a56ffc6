"""Read the score expressions of a questionnaire into typed scores, and hold them against FHIRPath.

An expression may be written in any way the engine understands. What it does is found by answering the questionnaire:
every question from its lowest to its highest answer, then ever fewer of them. What was found is then computed natively
and by FHIRPath on generated answers, gaps among them; one difference, and the questionnaire is refused. So is whatever
could make a difference that generated answers would hardly meet: only a small vocabulary may stand in an expression.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from random import Random

from . import scoring
from .reading import read_questionnaire
from .sdc import Scorer, Unscorable, read_form
from .sdc.form import CALCULATED, CODED, ENABLED_BY, Item, Reach
from .sdc.trouble import WHOLE, Json
from .sdc.weights import Listed, weigh
from .types import How, Part, Questionnaire, ScoreItem

SAMPLES = 40
CLOSE = 1e-9
# fmt: off
KNOWN_FUNCTIONS = frozenset({
    "where", "select", "exists", "empty", "count", "sum", "avg", "weight", "repeat", "descendants", "children",
    "item", "first", "iif", "not", "round", "extension", "startsWith", "aggregate", "combine", "union",
    "distinct", "ofType", "value", "toInteger", "toDecimal",
})
# fmt: on
ROUND = re.compile(r"round\(\s*(\d*)\s*\)")
# Comparisons may look at names, and at the weights or the number of answers; never at one question's answer.
COMPARED = re.compile(r"(?P<left>[^\s()]*(?:\([^()]*\))?)\s*(?:<=|>=|<|>|!?=|!?~)")
NAMED = re.compile(r"(?:linkId|url|code|system)$")
MEASURED = re.compile(r"(?:\$this|count\(\))$")


@dataclass(frozen=True)
class Specified:
    """What was read from the expressions of a questionnaire.

    Args:
        scores: its typed scores, in document order.
        only_when_any: the questions that are asked only when anything in the first score was above zero.
    """

    scores: tuple[ScoreItem, ...]
    only_when_any: frozenset[str]


def specify(resource: Json) -> Specified:
    """Read the scores of a questionnaire and check them.

    Raises:
        Unscorable: with the item and the feature that is not supported.
    """
    fitting = _Fitting(resource)
    if not fitting.scorer.form.scores:
        raise Unscorable(WHOLE, "no score")
    questionnaire = read_questionnaire(resource, tuple(map(fitting.fitted, fitting.scorer.form.scores)))
    followers = frozenset(item.link_id for item in fitting.scorer.expressed)
    _compare(fitting, questionnaire, followers)
    return Specified(questionnaire.scores, followers)


@dataclass(frozen=True)
class _Asked:
    """A contributing question with its weights from the lowest to the highest."""

    item: Item
    options: tuple[Listed, ...]

    @property
    def low(self) -> float:
        return float(self.options[0].weight or 0)

    @property
    def high(self) -> float:
        return float(self.options[-1].weight or 0)


class _Fitting:
    """Finds the typed scores of one questionnaire by answering it."""

    def __init__(self, resource: Json) -> None:
        self.resource = resource
        self.scorer = read_form(resource)
        # What a score does is found without the conditions; that they are kept is checked on generated answers.
        self._open = read_form(_without_conditions(resource))

    def fitted(self, item: Item) -> ScoreItem:
        """Return the typed form of one score."""
        reach = self.scorer.form.reach(item, CALCULATED)
        _refuse_words(item, reach)
        start = ScoreItem(item.link_id, _code(item), str(item.raw.get("text", "")), places=_places(reach))
        adds = self._adds(reach)
        if adds:
            return replace(start, how=How.TOTAL, adds=adds, needed=self._needed_scores(item, adds))
        asked = [self._asked(question) for question in self.scorer.contributions.of(item)]
        if not asked:
            raise Unscorable(item.link_id, "no question contributes to the score")
        return self._answered_with_less(item, asked, self._from_low_to_high(item, asked, start))

    def _adds(self, reach: Reach) -> tuple[str, ...]:
        named = {word for expression in reach.closure for word in expression.literals.named}
        return tuple(score.link_id for score in self.scorer.form.scores if score.link_id in named)

    def _asked(self, question: Item) -> _Asked:
        weighted = sorted((o for o in question.options if o.weight is not None), key=lambda o: float(o.weight or 0))
        if question.kind not in CODED or not weighted:
            raise Unscorable(question.link_id, f"a {question.kind} question without weights in a score")
        if any(each.repeats for each in question.chain):
            raise Unscorable(question.link_id, "repeated answers in a score")
        return _Asked(question, tuple(weighted))

    def value(self, item: Item, chosen: dict[Item, Listed]) -> float | None:
        """Return what FHIRPath gives for some answers, leaving conditions aside."""
        result = self._open.score(respond(chosen))
        return next(score["value"] for score in result["scores"] if score["linkId"] == item.link_id)

    def _from_low_to_high(self, item: Item, asked: list[_Asked], start: ScoreItem) -> ScoreItem:
        lows = {each.item: each.options[0] for each in asked}
        highs = {each.item: each.options[-1] for each in asked}
        bottom, top = self._must(item, lows), self._must(item, highs)
        single = {each: self._must(item, {**lows, each.item: each.options[-1]}) - bottom for each in asked}
        threshold = self._threshold(item, asked, bottom, top)
        if threshold is not None:
            return replace(start, how=How.COUNT, at_least=threshold, parts=tuple(Part(e.item.link_id) for e in asked))
        factors = {each: _factor(each, moved) for each, moved in single.items()}
        if start.places is not None:  # rounding blurs the single steps; over all questions they are one size
            size = (top - bottom) / (sum(each.high - each.low for each in asked) or 1)
            factors = dict.fromkeys(asked, size)
        parts = tuple(Part(e.item.link_id, abs(factor), factor < 0) for e, factor in factors.items())
        fitted = replace(start, parts=parts)
        return replace(fitted, plus=_clean(bottom - self._sum(fitted, lows)))

    def _must(self, item: Item, chosen: dict[Item, Listed]) -> float:
        found = self.value(item, chosen)
        if found is None:
            raise Unscorable(item.link_id, "no value although every question is answered")
        return found

    def _threshold(self, item: Item, asked: list[_Asked], bottom: float, top: float) -> float | None:
        """Return the weight from which answers are counted, if the score counts and does not add."""
        if bottom != 0 or top != len(asked):
            return None
        weights = sorted({float(option.weight or 0) for each in asked for option in each.options})
        for weight in weights:
            found = self._must(item, {e.item: _nearest(e, weight) for e in asked})
            if found == top:
                adds_up = all(e.low == 0 and e.high == 1 for e in asked)
                return None if adds_up else weight
            if found and all(e.low == asked[0].low for e in asked):
                return None
        return None

    def _sum(self, fitted: ScoreItem, chosen: dict[Item, Listed]) -> float:
        questionnaire = self._typed
        answers = {item.link_id: option.code for item, option in chosen.items()}
        return scoring.add_up(questionnaire, fitted, answers) or 0

    @property
    def _typed(self) -> Questionnaire:
        return read_questionnaire(self.resource)

    def _answered_with_less(self, item: Item, asked: list[_Asked], fitted: ScoreItem) -> ScoreItem:
        """Find how many answers are needed, and whether the others are filled in."""
        counted = [each for each in asked if each.item.link_id in {part.link_id for part in fitted.parts}]
        chosen = {each.item: each.options[-1] for each in counted}
        needed, values = len(counted), {}
        for left in range(len(counted) - 1, 0, -1):
            some = dict(list(chosen.items())[:left])
            values[left] = self.value(item, some)
            if values[left] is None:
                break
            needed = left
        fitted = replace(fitted, needed=needed)
        if needed == len(counted):
            return fitted
        left = len(counted) - 1
        some = dict(list(chosen.items())[:left])
        for candidate in (fitted, replace(fitted, is_prorated=True)):
            if _is_close(self._sum(candidate, some), values[left]):
                return candidate
        raise Unscorable(item.link_id, "missing answers are treated in a way that is not supported")

    def _needed_scores(self, item: Item, adds: tuple[str, ...]) -> int:
        """Find how many of its scores a total needs."""
        form = self.scorer.form
        chosen = {a.item: a.options[-1] for link in adds for a in map(self._asked, self._below(form.items[link]))}
        present = dict(chosen)
        for left in range(len(adds) - 1, 0, -1):
            for question in self._below(form.items[adds[left]]):
                present.pop(question, None)
            if self.value(item, present) is None:
                return left + 1
        return 1

    def _below(self, score: Item) -> tuple[Item, ...]:
        return self.scorer.contributions.of(score)


def _refuse_words(item: Item, reach: Reach) -> None:
    for expression in reach.closure:
        for function in sorted(expression.functions - KNOWN_FUNCTIONS):
            raise Unscorable(item.link_id, f"{function}() in a score")
        bare = re.sub(r"'(?:[^'\\]|\\.)*'", "''", expression.text)
        for found in COMPARED.finditer(bare):
            left = found["left"].rsplit(".", 1)[-1]
            if not NAMED.search(left) and not MEASURED.search(left) and not left.startswith("''"):
                raise Unscorable(item.link_id, f"a comparison with {left or 'a result'} in a score")


def _code(item: Item) -> str | None:
    return next((coding["code"] for coding in item.raw.get("code", []) if "code" in coding), None)


def _places(reach: Reach) -> int | None:
    found = next((match for e in reach.closure if (match := ROUND.search(e.text))), None)
    return int(found[1] or 0) if found else None


def _factor(asked: _Asked, moved: float) -> float:
    return _clean(moved / (asked.high - asked.low)) if asked.high > asked.low else 0


def _clean(number: float) -> float:
    return round(number, 12) + 0.0


def _nearest(asked: _Asked, weight: float) -> Listed:
    """Return the lowest option that reaches a weight, else the highest there is."""
    return next((o for o in asked.options if float(o.weight or 0) >= weight), asked.options[-1])


def _is_close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= CLOSE * max(1, abs(other))


def _without_conditions(element: Json) -> Json:
    """Return a questionnaire, or an item, that is enabled whatever is answered."""
    kept = {key: value for key, value in element.items() if key not in ("enableWhen", "enableBehavior")}
    if "extension" in kept:
        kept["extension"] = [e for e in kept["extension"] if e.get("url") != ENABLED_BY]
    if "item" in kept:
        kept["item"] = [_without_conditions(item) for item in kept["item"]]
    return kept


def respond(chosen: dict[Item, Listed]) -> Json:
    """Return a response with some answers, each in its place."""
    response: Json = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": []}
    for item, option in chosen.items():
        element = response
        for each in item.chain[:-1]:
            element = _place(element, each.link_id)
            if each.kind != "group":
                element = element.setdefault("answer", [{}])[0]
        coding: Json = {"code": option.code} | ({"system": option.system} if option.system else {})
        answers = _place(element, item.link_id).setdefault("answer", [{}])
        answers[0]["valueCoding"] = coding if option.weight is None else weigh(coding, option.weight)
    return response


def _place(element: Json, link_id: str) -> Json:
    items = element.setdefault("item", [])
    found = next((item for item in items if item["linkId"] == link_id), None)
    if found is None:
        found = {"linkId": link_id}
        items.append(found)
    return found


def _compare(fitting: _Fitting, questionnaire: Questionnaire, followers: frozenset[str]) -> None:
    """Compute generated answers both ways.

    Raises:
        Unscorable: at the first score that differs.
    """
    for answers in _samples(fitting.scorer):
        reference = fitting.scorer.score(respond(answers))
        given = {item.link_id: option.code for item, option in answers.items()}
        _compare_followers(questionnaire, followers, given, reference["warnings"])
        native = scoring.values(questionnaire, given)
        for wanted in reference["scores"]:
            value, unanswered = native[wanted["linkId"]]
            if not _is_close(value, wanted["value"]) or unanswered != wanted["unanswered"]:
                raise Unscorable(wanted["linkId"], "computed natively the score is another one than in FHIRPath")


def _compare_followers(
    questionnaire: Questionnaire, followers: frozenset[str], given: dict[str, str], warnings: list[str]
) -> None:
    """Hold against FHIRPath that the questions an expression enables are those asked when anything was above zero."""
    first = questionnaire.contributing(questionnaire.scores[0])
    is_any = any((scoring.weight_of(questionnaire, link, given) or 0) > 0 for link in first)
    for link_id in followers & set(given):
        if (f"disabled-answer {link_id}" not in warnings) is not is_any:
            raise Unscorable(link_id, "an expression that enables a question")


def _samples(scorer: Scorer) -> Iterator[dict[Item, Listed]]:
    chance = Random(scorer.form.resource.get("url", ""))  # noqa: S311  the same questionnaire is checked the same way
    questions = [item for item in scorer.form.items.values() if item.kind in CODED and item.options]
    yield {item: min(item.options, key=lambda option: float(option.weight or 0)) for item in questions}
    for share in [1.0, 0.0] + [chance.choice((1.0, 0.95, 0.9, 0.8, 0.5, 0.2)) for _ in range(SAMPLES)]:
        yield {item: chance.choice(item.options) for item in questions if chance.random() < share}


def as_json(found: Specified) -> Json:
    """Return what was read as it is written down beside the questionnaire."""
    written = {"scores": [asdict(score) for score in found.scores], "only_when_any": sorted(found.only_when_any)}
    plain: Json = json.loads(json.dumps(written))
    return plain
