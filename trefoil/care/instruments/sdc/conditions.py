"""Which items are enabled: `enableWhen` as FHIR R4 says it, on whatever the response still holds."""

import operator
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from .form import Form, Item
from .trouble import Json, Unscorable, has_value, objects

ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
OPERATORS = ("exists", "=", "!=", *ORDERED)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.+")
Chain = tuple[Json, ...]


def in_order(form: Form) -> list[Item]:
    """Return the items with conditions so that each comes after the ones its own conditions look at."""
    found: dict[str, Item] = {}

    def visit(item: Item, met: frozenset[str]) -> None:
        if item.link_id in found or item.link_id in met:
            return
        for condition in (c for each in item.chain for c in objects(each.raw, "enableWhen", each.link_id)):
            asked = condition.get("question")
            if isinstance(asked, str) and asked in form.items:
                visit(form.items[asked], met | {item.link_id})
        for each in item.chain[:-1]:
            visit(each, met | {item.link_id})
        found[item.link_id] = item

    for item in form.items.values():
        visit(item, frozenset())
    return [item for item in found.values() if "enableWhen" in item.raw]


def occurrences(element: Json, link_id: str, chain: Chain = ()) -> Iterator[tuple[Json, Chain]]:
    """Yield each answered place of an item below an element, with what stands above it."""
    above = (*chain, element)
    for item in element.get("item", ()):
        if item["linkId"] == link_id:
            yield item, above
        yield from occurrences(item, link_id, above)
    for answer in element.get("answer", ()):
        yield from occurrences(answer, link_id, above)


def holds(item: Item, chain: Chain) -> bool:
    """Tell whether the conditions of an item hold at a place of the response.

    Raises:
        Unscorable: if a condition is not one of FHIR R4.
    """
    conditions = objects(item.raw, "enableWhen", item.link_id)
    if not conditions:
        return True
    found = [_holds(condition, item.link_id, chain) for condition in conditions]
    return any(found) if item.raw.get("enableBehavior") == "any" else all(found)


def _holds(condition: Json, link_id: str, chain: Chain) -> bool:
    named, question = condition.get("operator"), condition.get("question")
    if named not in OPERATORS or not isinstance(question, str):
        raise Unscorable(link_id, f"enableWhen operator {named}")
    expected = next((value for key, value in condition.items() if key.startswith("answer")), None)
    if expected is None:
        raise Unscorable(link_id, "enableWhen without an answer")
    values = _nearest(question, chain)
    if named == "exists":
        return bool(values) is (expected is True)
    if named == "=":
        return any(_same(value, expected) for value in values)
    if named == "!=":
        return bool(values) and not any(_same(value, expected) for value in values)
    return any(_compared(value, expected, ORDERED[named]) for value in values)


def _nearest(question: str, chain: Chain) -> list[Any]:
    """Return the answers to a question, those of the same repetition if there are any."""
    for element in reversed(chain):
        found = [item for item, _above in occurrences(element, question)]
        if found:
            return [_value(a) for item in found for a in item.get("answer", ()) if has_value(a)]
    return []


def _value(answer: Json) -> Any:
    return next(value for key, value in answer.items() if key.startswith("value") and value is not None)


def _same(value: Any, expected: Any) -> bool:
    if isinstance(value, dict) and isinstance(expected, dict):
        return _same_complex(value, expected)
    if isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    moments = _moments(value, expected)
    return moments[0] == moments[1] if moments else bool(value == expected)


def _same_complex(value: Json, expected: Json) -> bool:
    if "value" in expected or "value" in value:
        return value.get("value") == expected.get("value") and _unit(value) == _unit(expected)
    if "reference" in expected:
        return bool(value.get("reference") == expected["reference"])
    systems = [system for element in (value, expected) if (system := element.get("system")) is not None]
    return value.get("code") is not None and value.get("code") == expected.get("code") and len({*map(str, systems)}) < 2


def _unit(quantity: Json) -> Any:
    return quantity.get("code") or quantity.get("unit")


def _compared(value: Any, expected: Any, compare: Callable[[Any, Any], bool]) -> bool:
    """Compare what can be compared; anything else is false."""
    if isinstance(value, dict) and isinstance(expected, dict):
        if _unit(value) != _unit(expected):
            return False
        value, expected = value.get("value"), expected.get("value")
    numbers = [_is_number(value), _is_number(expected)]
    if all(numbers):
        return compare(value, expected)
    if not isinstance(value, str) or not isinstance(expected, str):
        return False
    moments = _moments(value, expected)
    if moments:
        return compare(*moments)
    # Dates and times of the same precision are in order as they are written.
    return len(value) == len(expected) and compare(value, expected)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _moments(value: Any, expected: Any) -> tuple[datetime, datetime] | None:
    """Read two instants; None unless both name their time zone."""
    if not all(isinstance(text, str) and _MOMENT.fullmatch(text) for text in (value, expected)):
        return None
    try:
        found = datetime.fromisoformat(value), datetime.fromisoformat(expected)
    except ValueError:
        return None
    return found if all(moment.tzinfo for moment in found) else None
