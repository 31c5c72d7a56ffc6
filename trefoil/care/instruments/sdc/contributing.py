"""Which questions a score is made of: read off the literals of its expression."""

from functools import cached_property

from .fhirpath import Expression
from .form import CALCULATED, Form, Item


class Contributions:
    """The contributing questions of every score of a form."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._found: dict[str, tuple[Item, ...]] = {}

    def of(self, score: Item) -> tuple[Item, ...]:
        """Return the contributing questions of a score, in document order."""
        if score.link_id not in self._found:
            wanted = self._included(score, frozenset())
            self._found[score.link_id] = tuple(item for item in self._form.items.values() if item.link_id in wanted)
        return self._found[score.link_id]

    def _included(self, score: Item, met: frozenset[str]) -> set[str]:
        """Return the linkIds a score counts; a score that names itself in a circle adds nothing."""
        met |= {score.link_id}
        closure = self._form.reach(score, CALCULATED).closure
        included: set[str] = set()
        for link_id in _literals(closure, "named") & set(self._form.items):
            item = self._form.items[link_id]
            if item.is_score:
                included |= self._included(item, met) if link_id not in met else set()
            else:
                included |= _questions(item)
        for start in _literals(closure, "begun"):
            included |= {q.link_id for q in self._questions if q.link_id.startswith(start)}
        excluded: set[str] = set()
        for link_id in _literals(closure, "excluded") & set(self._form.items):
            excluded |= _questions(self._form.items[link_id])
        return (included or {q.link_id for q in self._questions if q.is_weighted}) - excluded

    @cached_property
    def _questions(self) -> list[Item]:
        return [item for item in self._form.items.values() if item.is_question]


def _literals(closure: tuple[Expression, ...], kind: str) -> set[str]:
    found: set[str] = set()
    for expression in closure:
        found |= getattr(expression.literals, kind)
    return found


def _questions(item: Item) -> set[str]:
    """Return a question, or for a group every question below it."""
    if item.kind == "group":
        return {inner.link_id for inner in item.below if inner.is_question}
    return {item.link_id} if item.is_question else set()
