"""News goes up: a context tells a past-tense fact, those above it subscribe.

Subscribers run later, as durable jobs deferred in the transaction that told the fact: a change that
is rolled back tells nothing, and a committed one is never forgotten.
"""

import dataclasses
import importlib
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

Subscriber = Callable[[Any], None]
_subscribers: dict[str, list[Subscriber]] = defaultdict(list)


def event_name(event_type: type) -> str:
    """Return the name under which an event type is stored: `package.module:Class`."""
    return f"{event_type.__module__}:{event_type.__qualname__}"


def on(event_type: type) -> Callable[[Subscriber], Subscriber]:
    """Subscribe the decorated function to an event type."""

    def register(subscriber: Subscriber) -> Subscriber:
        if subscriber not in _subscribers[event_name(event_type)]:
            _subscribers[event_name(event_type)].append(subscriber)
        return subscriber

    return register


def subscribers(name: str) -> list[str]:
    """Return the subscribers of an event by its name, each as `package.module:function`."""
    return [f"{s.__module__}:{s.__qualname__}" for s in _subscribers[name]]


def pack(event: Any) -> dict[str, Any]:
    """Turn an event into JSON values; events hold only ids, instants, numbers and short codes."""
    return {f.name: _plain(getattr(event, f.name)) for f in dataclasses.fields(event)}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"an event may not carry {type(value).__name__}")


def unpack(name: str, packed: dict[str, Any]) -> Any:
    """Rebuild the event that `pack` packed."""
    event_type = _load(name)
    fields = {f.name: f.type for f in dataclasses.fields(event_type)}
    return event_type(**{key: _rich(packed[key], str(fields[key])) for key in fields})


def _rich(value: Any, annotation: str) -> Any:
    if value is None:
        return None
    if "UUID" in annotation:
        return UUID(value)
    if "datetime" in annotation:
        return datetime.fromisoformat(value)
    return value


def _load(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


def deliver(name: str, packed: dict[str, Any], subscriber: str) -> None:
    """Call one subscriber with the rebuilt event."""
    _load(subscriber)(unpack(name, packed))
