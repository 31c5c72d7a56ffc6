"""The shelf: the shipped instruments, and those a program has put in their place."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from .reading import read_instrument
from .types import Instrument

SHIPPED = Path(__file__).parent / "catalog"
PREFERRED = ("phq-9-modified-teens", "phq-9")


def installed() -> dict[str, Instrument]:
    """Return every instrument by key; a program's own pack takes the place of the shipped one."""
    return _read(_own_folder())


def find(key: str) -> Instrument | None:
    """Return one instrument, or None."""
    return installed().get(key)


def askable() -> dict[str, Instrument]:
    """Return the instruments whose wording is installed, the preferred one first."""
    shelf = installed()
    order = [*PREFERRED, *sorted(set(shelf) - set(PREFERRED))]
    return {key: shelf[key] for key in order if key in shelf and "en" in shelf[key].questionnaire.languages()}


def _own_folder() -> Path:
    return Path(settings.VAR) / "instruments"


@cache
def _read(own: Path) -> dict[str, Instrument]:
    shelf = {folder.name: (folder, folder) for folder in _packs(SHIPPED)}
    for folder in _packs(own):
        has_facts = (folder / "facts.json").exists()
        shelf[folder.name] = (folder, folder if has_facts else shelf[folder.name][1])
    return {
        key: read_instrument(
            _json(form / "questionnaire.json"), _json(facts / "scores.json")["scores"], _json(facts / "facts.json")
        )
        for key, (form, facts) in shelf.items()
    }


def _packs(folder: Path) -> list[Path]:
    return [path.parent for path in sorted(folder.glob("*/questionnaire.json"))]


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
