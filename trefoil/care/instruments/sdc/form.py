"""A Questionnaire read once: its items, their weights, their conditions and the expressions its scores need."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .fhirpath import FHIRPATH, Expression, parse
from .trouble import WHOLE, Json, Unscorable, link_of, objects
from .weights import Listed, carried, contained, listed

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
NUMBERS = frozenset({"integer", "decimal"})
CODED = frozenset({"choice", "open-choice"})
COUNTED = CODED | NUMBERS | {"quantity", "boolean"}
CALCULATED = SDC + "calculatedExpression"
ENABLED_BY = SDC + "enableWhenExpression"
GIVEN = frozenset({"resource", "context", "questionnaire", "ucum"})


@dataclass(frozen=True, eq=False)
class Item:
    """One item of the questionnaire, with what is needed to tell whether it counts."""

    link_id: str
    kind: str
    raw: Json
    above: "Item | None"
    options: tuple[Listed, ...]
    children: "list[Item]" = field(default_factory=list)

    @cached_property
    def repeats(self) -> bool:
        """Tell whether it may be answered more than once."""
        return self.raw.get("repeats") is True

    @cached_property
    def is_score(self) -> bool:
        """Tell whether it holds a score."""
        return self.kind in NUMBERS and any(marked(self.raw, self.link_id, CALCULATED))

    @property
    def is_question(self) -> bool:
        """Tell whether its answers may count in a score."""
        return self.kind in COUNTED and not self.is_score

    @cached_property
    def is_weighted(self) -> bool:
        """Tell whether any of its answers has a weight."""
        written = objects(self.raw, "answerOption", self.link_id)
        return any(o.weight is not None for o in self.options) or any(carried(o) is not None for o in written)

    @cached_property
    def chain(self) -> "tuple[Item, ...]":
        """Return the items above it and itself, from the top down."""
        return (*(self.above.chain if self.above else ()), self)

    @cached_property
    def below(self) -> "tuple[Item, ...]":
        """Return every item under it."""
        return tuple(item for child in self.children for item in (child, *child.below))


def marked(element: Json, link_id: str, url: str) -> Iterator[Json]:
    """Yield the extensions of an element with a url."""
    for extension in objects(element, "extension", link_id):
        if extension.get("url") == url:
            yield extension


class Reach:
    """An expression with the variables it can see, the nearest last; read only when something needs it."""

    def __init__(self, written: Any, owner: str, seen: "tuple[Reach, ...]" = ()) -> None:
        self.written: Json = written if isinstance(written, dict) else {}
        self.owner = owner
        self.seen = seen

    @property
    def name(self) -> Any:
        """Return the name of a variable."""
        return self.written.get("name")

    @cached_property
    def expression(self) -> Expression:
        """Return the expression itself.

        Raises:
            Unscorable: if it is written in another language or cannot be read.
        """
        language, text = self.written.get("language"), self.written.get("expression")
        if language != FHIRPATH:
            raise Unscorable(
                self.owner, f"expression language {language}" if language else "expression without language"
            )
        if not isinstance(text, str) or not text.strip():
            raise Unscorable(self.owner, "an extension without expression")
        return parse(text, owner=self.owner)

    @cached_property
    def needed(self) -> "dict[str, Reach]":
        """Return the variables it names.

        Raises:
            Unscorable: if it names something that is not defined.
        """
        found = {variable.name: variable for variable in self.seen if isinstance(variable.name, str)}
        wanted = self.expression.constants - GIVEN
        for name in sorted(wanted - set(found)):
            raise Unscorable(self.owner, f"%{name} is not defined")
        return {name: found[name] for name in sorted(wanted)}

    @cached_property
    def closure(self) -> tuple[Expression, ...]:
        """Return the expression and every variable it uses, however far."""
        found = {id(self.expression): self.expression}
        for variable in self.needed.values():
            found.update({id(expression): expression for expression in variable.closure})
        return tuple(found.values())

    @cached_property
    def reads_weights(self) -> bool:
        """Tell whether it or a variable it uses looks at weights."""
        return any(expression.reads_weights for expression in self.closure)


class Form:
    """A questionnaire ready to score any number of responses."""

    def __init__(self, resource: Json) -> None:
        self.resource = resource
        self.items: dict[str, Item] = {}
        self._value_sets = contained(resource)
        self._visible: dict[str, tuple[Reach, ...]] = {}
        self._reaches: dict[tuple[str, str], Reach] = {}
        self.top = list(self._read(objects(resource, "item", WHOLE), None))
        self.scores = [item for item in self.items.values() if item.is_score]
        for item in self.scores:
            # What a score needs and cannot have is refused before any response is looked at.
            _ = self.reach(item, CALCULATED).closure

    def _read(self, raw_items: list[Json], above: Item | None) -> Iterator[Item]:
        for raw in raw_items:
            link_id = link_of(raw)
            if link_id in self.items:
                raise Unscorable(link_id, "the linkId stands twice")
            kind = raw.get("type")
            options = listed(raw, self._value_sets, link_id)
            item = Item(link_id, kind if isinstance(kind, str) else "", raw, above, options)
            self.items[link_id] = item
            item.children.extend(self._read(objects(raw, "item", link_id), item))
            yield item

    def reach(self, item: Item, url: str) -> Reach:
        """Return an item's expression of a kind with the variables it sees."""
        key = (item.link_id, url)
        if key not in self._reaches:
            extension = next(marked(item.raw, item.link_id, url))
            self._reaches[key] = Reach(extension.get("valueExpression"), item.link_id, self._variables(item))
        return self._reaches[key]

    def _variables(self, item: Item | None) -> tuple[Reach, ...]:
        """Return the variables of the questionnaire, of the items above and of the item, in this order."""
        owner, element = (item.link_id, item.raw) if item else (WHOLE, self.resource)
        if owner not in self._visible:
            seen = self._variables(item.above) if item else ()
            for extension in marked(element, owner, VARIABLE):
                seen = (*seen, Reach(extension.get("valueExpression"), owner, seen))
            self._visible[owner] = seen
        return self._visible[owner]
