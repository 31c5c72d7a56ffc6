"""What cannot be scored, and reading values whose shape nobody has checked."""

from typing import Any

Json = dict[str, Any]
WHOLE = "-"


class Unscorable(Exception):
    """A feature that is wrong or not supported, and the item it belongs to."""

    def __init__(self, link_id: str, feature: str) -> None:
        super().__init__(f"{link_id}: {feature}")
        self.link_id = link_id
        self.feature = feature


def objects(element: Json, key: str, link_id: str) -> list[Json]:
    """Return a list of objects that an element holds, none if it is absent.

    Raises:
        Unscorable: if it is anything else.
    """
    found = element.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Unscorable(link_id, f"{key} is not a list of objects")
    return found


def link_of(item: Json) -> str:
    """Return the linkId of an item.

    Raises:
        Unscorable: if there is none.
    """
    link_id = item.get("linkId")
    if not isinstance(link_id, str) or not link_id.strip():
        raise Unscorable(WHOLE, "an item without linkId")
    return link_id


def has_value(answer: Json) -> bool:
    """Tell whether an answer holds a value."""
    return any(key.startswith("value") and value is not None for key, value in answer.items())
