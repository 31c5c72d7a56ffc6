"""The FHIRPath functions that the engine lacks or gets wrong, each as the specification says it.

The engine is fhirpathpy. What stands here replaces its own: it loses the types of a union and thereby every answer
below it, takes a false answer for true in `where`, evaluates each criterion twice, compares only the first of many
values, cannot add the values of a resource, divides in binary and prints what it traces. The clock's functions are
taken away: a score is a function of its two files.
"""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal
from typing import Any

from fhirpathpy.engine.invocations import equality, invocation_registry
from fhirpathpy.engine.nodes import ResourceNode

from .weights import carried

Context = dict[str, Any]
Collection = list[Any]
Criterion = Callable[[Any], Collection]

CLOCK = frozenset({"now", "today", "timeOfDay"})
PLAIN = (str, bool, int, Decimal)


def plain(value: Any) -> Any:
    """Return what a node of the engine stands for."""
    found = value.data if isinstance(value, ResourceNode) else value
    return Decimal(str(found)) if isinstance(found, float) else found


def _list(found: Any) -> Collection:
    return found if isinstance(found, list) else [] if found is None else [found]


def _number(value: Any) -> int | Decimal:
    found = plain(value)
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise TypeError("not a number")
    return found


def _truth(found: Any) -> bool | None:
    """Return a collection as true, false or unknown; a single value that is no boolean counts as true."""
    values = _list(found)
    if len(values) > 1:
        raise TypeError("more than one value where one is expected")
    if not values:
        return None
    value = plain(values[0])
    return value if isinstance(value, bool) else True


def _kept(context: Context, work: Callable[[], Any]) -> Any:
    """Run a part that binds `$this`, `$index` and `$total`, and bind them again as they were."""
    before: Context = {name: context[name] for name in ("$this", "$index", "$total") if name in context}
    try:
        return work()
    finally:
        context.update(before)


def _chosen(context: Context, collection: Collection, criterion: Criterion) -> Collection:
    found = []
    for index, value in enumerate(collection):
        context["$index"] = index
        if _truth(criterion(value)):
            found.append(value)
    return found


def where(context: Context, collection: Collection, criterion: Criterion) -> Collection:
    """Keep the values for which the criterion is true."""
    return _kept(context, lambda: _chosen(context, collection, criterion))


def exists(context: Context, collection: Collection, criterion: Criterion | None = None) -> bool:
    """Tell whether there is a value, or one for which the criterion is true."""
    return bool(collection if criterion is None else where(context, collection, criterion))


def every(context: Context, collection: Collection, criterion: Criterion) -> bool:
    """Tell whether the criterion is true for all values."""
    return len(where(context, collection, criterion)) == len(collection)


def select(context: Context, collection: Collection, projection: Criterion) -> Collection:
    """Return what the projection gives for each value, in one collection."""

    def projected() -> Collection:
        found: Collection = []
        for index, value in enumerate(collection):
            context["$index"] = index
            found += projection(value)
        return found

    return _kept(context, projected)


def repeat(context: Context, collection: Collection, projection: Criterion) -> Collection:
    """Project again and again, as long as there are values not met before."""

    def gathered() -> Collection:
        found: Collection = []
        met: set[Any] = set()
        waiting = list(collection)
        while waiting:
            fresh = []
            for value in projection(waiting.pop(0)):
                if value not in met:
                    met.add(value)
                    fresh.append(value)
            found += fresh
            waiting += fresh
        return found

    return _kept(context, gathered)


def iif(
    context: Context, collection: Collection, condition: Criterion, then: Criterion, other: Criterion | None = None
) -> Collection:
    """Choose by a condition; a condition that is not a boolean is an error."""

    def chosen() -> Collection:
        found = condition(collection)
        if found and not isinstance(plain(found[0]), bool):
            raise TypeError("a condition that is not a boolean")
        if _truth(found):
            return then(collection)
        return other(collection) if other else []

    return _kept(context, chosen)


def aggregate(context: Context, collection: Collection, step: Criterion, first: Any = None) -> Any:
    """Fold the values into `$total`."""

    def folded() -> Any:
        context["$total"] = [] if first is None else first
        for index, value in enumerate(collection):
            context["$index"] = index
            context["$total"] = step(value)
        return context["$total"]

    return _kept(context, folded)


def distinct(_context: Context, collection: Collection) -> Collection:
    """Return each value once, and leave it what it is."""
    found: Collection = []
    for value in collection:
        if not any(_same(value, known) for known in found):
            found.append(value)
    return found


def _same(one: Any, other: Any) -> bool:
    one, other = plain(one), plain(other)
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def union(context: Context, one: Collection, other: Collection) -> Collection:
    """Return the values of both, each once."""
    return distinct(context, one + other)


def single(_context: Context, collection: Collection) -> Collection:
    """Return the only value; more than one is an error."""
    if len(collection) > 1:
        raise TypeError("more than one value where one is expected")
    return collection


def equal(context: Context, one: Collection, other: Collection) -> Collection:
    """Compare two collections value by value."""
    if len(one) != len(other):
        return [False]
    found = [_equal(context, a, b) for a, b in zip(one, other, strict=True)]
    if None in found:
        return []
    return [all(found)]


def _equal(context: Context, one: Any, other: Any) -> bool | None:
    if isinstance(plain(one), PLAIN) and isinstance(plain(other), PLAIN):
        return _same(one, other)
    answer: bool | None = equality.equality(context, [one], [other])  # type: ignore[no-untyped-call]
    return answer


def unequal(context: Context, one: Collection, other: Collection) -> Collection:
    """Tell whether two collections differ."""
    return [not found for found in equal(context, one, other)]


def both(_context: Context, one: Any, other: Any) -> Collection:
    """Join two truths with `and`."""
    truths = {_truth(one), _truth(other)}
    return [False] if False in truths else [] if None in truths else [True]


def either(_context: Context, one: Any, other: Any) -> Collection:
    """Join two truths with `or`."""
    truths = {_truth(one), _truth(other)}
    return [True] if True in truths else [] if None in truths else [False]


def one_of_two(_context: Context, one: Any, other: Any) -> Collection:
    """Join two truths with `xor`."""
    a, b = _truth(one), _truth(other)
    return [] if a is None or b is None else [a != b]


def implies(context: Context, one: Any, other: Any) -> Collection:
    """Join two truths with `implies`."""
    return either(context, negate(context, _list(one)), other)


def negate(_context: Context, collection: Collection) -> Collection:
    """Return the opposite of a truth."""
    found = _truth(collection)
    return [] if found is None else [not found]


def total(_context: Context, collection: Collection) -> int | Decimal:
    """Add numbers."""
    return sum((_number(value) for value in collection), start=0)


def average(_context: Context, collection: Collection) -> Collection:
    """Return the mean of numbers."""
    numbers = [_number(value) for value in collection]
    return [Decimal(sum(numbers)) / len(numbers)] if numbers else []


def least(_context: Context, collection: Collection) -> Collection:
    """Return the smallest number."""
    return [min(map(_number, collection))] if collection else []


def most(_context: Context, collection: Collection) -> Collection:
    """Return the largest number."""
    return [max(map(_number, collection))] if collection else []


def times(_context: Context, one: Any, other: Any) -> int | Decimal:
    """Multiply."""
    return _number(one) * _number(other)


def divided(_context: Context, one: Any, other: Any) -> Collection:
    """Divide exactly; by nothing there is no result."""
    return [Decimal(_number(one)) / _number(other)] if _number(other) else []


def whole(_context: Context, one: Any, other: Any) -> Collection:
    """Divide and cut off the fraction."""
    return [int(Decimal(_number(one)) // _number(other))] if _number(other) else []


def rest(_context: Context, one: Any, other: Any) -> Collection:
    """Return what a whole division leaves."""
    return [Decimal(_number(one)) % _number(other)] if _number(other) else []


def rounded(_context: Context, collection: Collection, places: Any = 0) -> Collection:
    """Round to a number of places, halves up."""
    if not single(_context, collection):
        return []
    unit = Decimal(1).scaleb(-int(_number(places)))
    return [(_number(collection[0]) / unit + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * unit]


def truncated(_context: Context, collection: Collection) -> Collection:
    """Cut off the fraction."""
    return [Decimal(_number(value)).to_integral_value(ROUND_DOWN) for value in single(_context, collection)]


def traced(_context: Context, collection: Collection, *_label: Any) -> Collection:
    """Say nothing: what is answered belongs on no log."""
    return collection


def weight(_context: Context, collection: Collection) -> Collection:
    """Return the weights of answers or of codings (SDC)."""
    found = []
    for value in collection:
        element = plain(value)
        if isinstance(element, dict):
            coding = element.get("valueCoding", element)
            number = carried(coding) if isinstance(coding, dict) else None
            found += [] if number is None else [number]
    return found


_ANY = {2: ["Any", "Any"]}
_EXPRESSION = {1: ["Expr"]}

CORRECTED: dict[str, dict[str, Any]] = {
    "where": {"fn": where, "arity": _EXPRESSION},
    "exists": {"fn": exists, "arity": {0: [], 1: ["Expr"]}},
    "all": {"fn": every, "arity": _EXPRESSION},
    "select": {"fn": select, "arity": _EXPRESSION},
    "repeat": {"fn": repeat, "arity": _EXPRESSION},
    "iif": {"fn": iif, "arity": {2: ["Expr", "Expr"], 3: ["Expr", "Expr", "Expr"]}},
    "aggregate": {"fn": aggregate, "arity": {1: ["Expr"], 2: ["Expr", "Any"]}},
    "distinct": {"fn": distinct},
    "union": {"fn": union, "arity": {1: ["AnyAtRoot"]}},
    "|": {"fn": union, "arity": _ANY},
    "single": {"fn": single},
    "=": {"fn": equal, "arity": _ANY, "nullable": True},
    "!=": {"fn": unequal, "arity": _ANY, "nullable": True},
    "and": {"fn": both, "arity": _ANY},
    "or": {"fn": either, "arity": _ANY},
    "xor": {"fn": one_of_two, "arity": _ANY},
    "implies": {"fn": implies, "arity": _ANY},
    "not": {"fn": negate},
    "sum": {"fn": total},
    "avg": {"fn": average},
    "min": {"fn": least},
    "max": {"fn": most},
    "*": {"fn": times, "arity": {2: ["Number", "Number"]}, "nullable": True},
    "/": {"fn": divided, "arity": {2: ["Number", "Number"]}, "nullable": True},
    "div": {"fn": whole, "arity": {2: ["Number", "Number"]}, "nullable": True},
    "mod": {"fn": rest, "arity": {2: ["Number", "Number"]}, "nullable": True},
    "round": {"fn": rounded, "arity": {0: [], 1: ["Number"]}},
    "truncate": {"fn": truncated},
    "trace": {"fn": traced, "arity": {1: ["String"], 2: ["String", "Expr"]}},
    "weight": {"fn": weight},
}
"""How the engine calls each: its parameters by their number, and whether an empty one makes the result empty."""

KNOWN = (frozenset(invocation_registry) | frozenset(CORRECTED)) - CLOCK
