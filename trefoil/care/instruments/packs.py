"""The shelf: which instruments are installed, the shipped ones and what a program has put in their place."""

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
    return {
        key: shelf[key]
        for key in order
        if key in shelf and "en" in shelf[key].questionnaire.languages()
    }


def _own_folder() -> Path | None:
    var = getattr(settings, "VAR", None)
    return Path(var) / "instruments" if var else None


@cache
def _read(own: Path | None) -> dict[str, Instrument]:
    folders = {folder.name: folder for folder in _packs(SHIPPED)}
    replaced = {folder.name: folder for folder in _packs(own)} if own else {}
    return {
        key: read_instrument(
            _json(replaced.get(key, folders.get(key)), "questionnaire.json"),
            _facts(key, replaced, folders),
        )
        for key in {**folders, **replaced}
    }


def _packs(folder: Path) -> list[Path]:
    return [path.parent for path in sorted(folder.glob("*/questionnaire.json"))]


def _facts(key: str, replaced: dict[str, Path], folders: dict[str, Path]) -> dict[str, Any]:
    own = replaced.get(key)
    return _json(own if own and (own / "facts.json").exists() else folders[key], "facts.json")


def _json(folder: Path | None, name: str) -> dict[str, Any]:
    assert folder is not None
    found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return found
