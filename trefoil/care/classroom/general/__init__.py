"""Strategies that are good for anybody, as dated data: the newest edition in force is offered when a plan has none."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..types import Strategy

PREFIX = "general:"


@cache
def _edition() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("strategies.json").read_text(encoding="utf-8"))
    return found


def strategies(on: date | None = None, language: str = "en") -> list[Strategy]:
    """Return the general strategies in force on a day, in a language."""
    edition = _edition()
    starts, ends = edition["effective_from"], edition["effective_until"]
    if on and (on.isoformat() < starts or (ends and on.isoformat() >= ends)):
        return []
    spoken = "es" if language.startswith("es") else "en"
    return [Strategy(PREFIX + row["key"], row[spoken]) for row in edition["strategies"]]


def in_language(key: str, text: str, language: str) -> str:
    """Return a strategy's text in a language if it is a general one, else as it was written."""
    return {s.key: s.text for s in strategies(language=language)}.get(key, text)
