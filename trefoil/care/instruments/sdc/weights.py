"""The weights a questionnaire gives to its answers, and the one an answer carries."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .trouble import Json, objects

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHTS = (ORDINAL, "http://hl7.org/fhir/StructureDefinition/itemWeight")
Number = int | Decimal


@dataclass(frozen=True)
class Listed:
    """One answer that a questionnaire lists, and its weight if it gives one."""

    system: str | None
    code: str
    weight: Number | None


def carried(element: Json) -> Number | None:
    """Return the weight written on an element itself."""
    extensions = element.get("extension")
    for extension in extensions if isinstance(extensions, list) else []:
        if isinstance(extension, dict) and extension.get("url") in WEIGHTS:
            found = extension.get("valueDecimal")
            if is_number(found):
                return found
    return None


def is_number(value: Any) -> bool:
    """Tell whether a value of JSON is a number."""
    return isinstance(value, int | Decimal | float) and not isinstance(value, bool)


def listed(item: Json, value_sets: dict[str, tuple[Listed, ...]], link_id: str) -> tuple[Listed, ...]:
    """Return the answers that an item lists, itself or through a contained value set."""
    own = tuple(_own(item, link_id))
    canonical = item.get("answerValueSet")
    if isinstance(canonical, str):
        return own + (value_sets.get(canonical) or value_sets.get(canonical.split("|")[0]) or ())
    return own


def _own(item: Json, link_id: str) -> Iterator[Listed]:
    for option in objects(item, "answerOption", link_id):
        coding = option.get("valueCoding")
        if isinstance(coding, dict) and isinstance(coding.get("code"), str):
            number = carried(option)
            yield _listed(coding, coding.get("system"), carried(coding) if number is None else number)


def _listed(coding: Json, system: Any, number: Number | None) -> Listed:
    return Listed(system if isinstance(system, str) else None, coding["code"], number)


def contained(questionnaire: Json) -> dict[str, tuple[Listed, ...]]:
    """Return the contained value sets by the names an item may call them."""
    found: dict[str, tuple[Listed, ...]] = {}
    for resource in objects(questionnaire, "contained", "-"):
        if resource.get("resourceType") != "ValueSet":
            continue
        concepts = tuple(_concepts(resource))
        url, version = resource.get("url"), resource.get("version")
        names = [f"#{resource['id']}"] if isinstance(resource.get("id"), str) else []
        names += [url, f"{url}|{version}"] if isinstance(url, str) else []
        found.update(dict.fromkeys(names, concepts))
    return found


def _concepts(value_set: Json) -> Iterator[Listed]:
    compose, expansion = value_set.get("compose"), value_set.get("expansion")
    for include in objects(compose, "include", "-") if isinstance(compose, dict) else []:
        for concept in objects(include, "concept", "-"):
            if isinstance(concept.get("code"), str):
                yield _listed(concept, include.get("system"), carried(concept))
    if isinstance(expansion, dict):
        yield from _expanded(expansion)


def _expanded(element: Json) -> Iterator[Listed]:
    for concept in objects(element, "contains", "-"):
        if isinstance(concept.get("code"), str):
            yield _listed(concept, concept.get("system"), carried(concept))
        yield from _expanded(concept)


def match(coding: Json, options: tuple[Listed, ...]) -> Listed | None:
    """Return the listed answer that a coding names; one without a system matches by its code alone.

    A code without a system that stands for different weights names none of them: which was meant would be a guess.
    """
    system = coding.get("system")
    found = [o for o in options if o.code == coding.get("code") and (system is None or o.system == system)]
    weighted = [option for option in found if option.weight is not None]
    if len({option.weight for option in weighted}) > 1:
        return None
    return next(iter(weighted or found), None)


def weigh(coding: Json, weight: Number) -> Json:
    """Return a coding with the questionnaire's weight in place of whatever it carried."""
    kept = [e for e in objects(coding, "extension", "-") if e.get("url") not in WEIGHTS]
    return {**coding, "extension": [*kept, {"url": ORDINAL, "valueDecimal": weight}]}


def differs(coding: Json, weight: Number) -> bool:
    """Tell whether a coding carries another number than the questionnaire's."""
    written = [e.get("valueDecimal") for e in objects(coding, "extension", "-") if e.get("url") in WEIGHTS]
    return any(is_number(number) and number != weight for number in written)
