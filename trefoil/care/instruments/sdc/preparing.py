"""A response made ready for its expressions: cleaned of what does not count, weighed as the questionnaire says."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .conditions import Chain, holds, occurrences
from .form import Form, Item
from .trouble import WHOLE, Json, Unscorable, has_value, link_of, objects
from .weights import differs, match, weigh


@dataclass
class Prepared:
    """A response as the expressions see it, and what was noticed on the way."""

    resource: Json
    warnings: set[str] = field(default_factory=set)
    disabled: set[str] = field(default_factory=set)

    def is_enabled(self, item: Item) -> bool:
        """Tell whether an item and everything above it is enabled."""
        return not any(each.link_id in self.disabled for each in item.chain)

    def answers(self, link_id: str) -> list[Json]:
        """Return the answers to a question, of all its repetitions."""
        found = (item for item, _chain in occurrences(self.resource, link_id))
        return [answer for item in found for answer in item.get("answer", ()) if has_value(answer)]


def prepare(form: Form, conditional: list[Item], response: Json) -> Prepared:
    """Return a cleaned copy of a response; the enabling expressions are not looked at yet.

    Args:
        conditional: the items with conditions, each after those its conditions look at.

    Raises:
        Unscorable: if the response is no response to this form.
    """
    prepared = Prepared({**response})
    prepared.resource["item"] = list(_known(form, objects(response, "item", WHOLE), prepared.warnings))
    _refuse_extra(form, prepared.resource)
    _disable(conditional, prepared)
    return prepared


def _known(form: Form, items: list[Json], warnings: set[str]) -> Iterator[Json]:
    for raw in items:
        link_id = link_of(raw)
        item = form.items.get(link_id)
        if item is None:
            warnings.add(f"unknown-linkId {link_id}")
            continue
        copy = {**raw}
        answers = list(_answers(form, item, raw, warnings))
        if item.is_score and any(has_value(answer) for answer in answers):
            warnings.add(f"stale-score {link_id}")
        copy.pop("answer", None)
        if answers and not item.is_score:
            copy["answer"] = answers
        if "item" in raw:
            copy["item"] = list(_known(form, objects(raw, "item", link_id), warnings))
        yield copy


def _answers(form: Form, item: Item, raw: Json, warnings: set[str]) -> Iterator[Json]:
    """Yield the answers that say something, or have something below them."""
    for answer in objects(raw, "answer", item.link_id):
        below = objects(answer, "item", item.link_id)
        if has_value(answer) or below:
            yield {**answer, "item": list(_known(form, below, warnings))} if below else answer


def _refuse_extra(form: Form, response: Json) -> None:
    given: Counter[tuple[str, int]] = Counter()
    for item, answer, scope in _given(form, response, id(response)):
        given[(item.link_id, scope)] += 1
        if given[(item.link_id, scope)] > 1 and not item.repeats and has_value(answer):
            raise Unscorable(item.link_id, "more than one answer")


def _given(form: Form, element: Json, scope: int) -> Iterator[tuple[Item, Json, int]]:
    """Yield every answer with the repetition it stands in: a repeating group's place, else the nearest above."""
    for raw in element.get("item", ()):
        item = form.items[raw["linkId"]]
        inside = id(raw) if item.repeats else scope
        for answer in raw.get("answer", ()):
            if has_value(answer):
                yield item, answer, scope
            yield from _given(form, answer, id(answer) if item.repeats else inside)
        yield from _given(form, raw, inside)


def _disable(conditional: list[Item], prepared: Prepared) -> None:
    """Remove what is not enabled until nothing changes, a condition's own questions first."""
    changed = True
    while changed:
        changed = False
        for item in conditional:
            changed |= remove(prepared, item, lambda chain, item=item: not holds(item, chain))  # type: ignore[misc]
    prepared.disabled = {item.link_id for item in conditional if not _somewhere(item, prepared.resource)}


def remove(prepared: Prepared, item: Item, is_off: Callable[[Chain], bool]) -> bool:
    """Remove each occurrence of an item that is off, with all below it; tell whether there was one."""
    off = [(raw, chain) for raw, chain in occurrences(prepared.resource, item.link_id) if is_off(chain)]
    for raw, chain in off:
        prepared.warnings.update(f"disabled-answer {link_id}" for link_id in _answered(raw))
        owner = chain[-1]
        owner["item"] = [each for each in owner["item"] if each is not raw]
    return bool(off)


def _answered(raw: Json) -> Iterator[str]:
    answers = raw.get("answer", ())
    if any(has_value(answer) for answer in answers):
        yield raw["linkId"]
    for element in (raw, *answers):
        for below in element.get("item", ()):
            yield from _answered(below)


def _somewhere(item: Item, response: Json) -> bool:
    """Tell whether the conditions of an item hold in any repetition of what stands above it."""
    places: list[Chain] = [(response,)]
    for above in item.chain[-2::-1]:
        found = [(*chain, raw) for raw, chain in occurrences(response, above.link_id)]
        if found:
            places = [
                (*chain, answer) for chain in found for answer in (chain[-1].get("answer") or [chain[-1]])
            ] + found
            break
    return any(holds(item, chain) for chain in places)


def weigh_answers(form: Form, prepared: Prepared) -> None:
    """Write the questionnaire's weights on the answers: nobody changes a score by editing a response."""
    for raw in _all_items(prepared.resource):
        item = form.items[raw["linkId"]]
        if item.options and "answer" in raw:
            raw["answer"] = [_weighed(answer, item, prepared.warnings) for answer in raw["answer"]]


def _all_items(element: Json) -> Iterator[Json]:
    for below in (*element.get("item", ()), *element.get("answer", ())):
        if "linkId" in below:
            yield below
        yield from _all_items(below)


def _weighed(answer: Json, item: Item, warnings: set[str]) -> Json:
    coding = answer.get("valueCoding")
    if not isinstance(coding, dict):
        return answer
    option = match(coding, item.options)
    if option is None or option.weight is None:
        return answer
    if differs(coding, option.weight):
        warnings.add(f"weight-differs {item.link_id}")
    return {**answer, "valueCoding": weigh(coding, option.weight)}
