"""The shelf: the shipped instruments, and those a program has put in their place."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from .models import OWN, ProgramForm
from .reading import read_instrument
from .specifying import as_json, specify
from .types import Instrument

SHIPPED = Path(__file__).parent / "catalog"
PREFERRED = ("phq-9-modified-teens", "phq-9", "gad-7", "asq")


class Shelf(dict[str, Instrument]):
    """The instruments of this installation; those a program has brought in are found by their key as well."""

    def __missing__(self, key: str) -> Instrument:
        found = _brought_in(key) if key.startswith(OWN) else None
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """Return one instrument, or something else if there is none."""
        try:
            return self[key]
        except KeyError:
            return default


def installed() -> Shelf:
    """Return every instrument by key; a program's own pack takes the place of the shipped one."""
    return _read(_own_folder())


def find(key: str) -> Instrument | None:
    """Return one instrument, or None."""
    found: Instrument | None = installed().get(key)
    return found


def askable(organization_id: UUID | None = None) -> dict[str, Instrument]:
    """Return the instruments whose wording is installed, the preferred first, those of an organization last."""
    shelf = installed()
    order = [*PREFERRED, *sorted(set(shelf) - set(PREFERRED))]
    shipped = {key: shelf[key] for key in order if key in shelf and "en" in shelf[key].questionnaire.languages()}
    if organization_id is None:
        return shipped
    own = ProgramForm.objects.filter(organization_id=organization_id, published_at__isnull=False, retired_at=None)
    return shipped | {form.key: shelf[form.key] for form in own.only("pk").order_by("name")}


@lru_cache(maxsize=256)
def _brought_in(key: str) -> Instrument | None:
    """Read a published form; it never changes again, so it is read once."""
    form = ProgramForm.objects.filter(pk=key.removeprefix(OWN), published_at__isnull=False).first()
    return read_instrument(form.resource, form.scores, form.facts) if form else None


def document(key: str, name: str) -> dict[str, Any]:
    """Return one file of a shipped pack as it stands there."""
    return _json(SHIPPED / key / f"{name}.json")


def _own_folder() -> Path:
    return Path(settings.VAR) / "instruments"


@cache
def _read(own: Path) -> Shelf:
    shelf = {folder.name: (folder, folder) for folder in _packs(SHIPPED)}
    for folder in _packs(own):
        has_facts = (folder / "facts.json").exists()
        shelf[folder.name] = (folder, folder if has_facts else shelf[folder.name][1])
    return Shelf({key: _pack(form, facts) for key, (form, facts) in shelf.items()})


def _pack(form: Path, facts: Path) -> Instrument:
    resource = _json(form / "questionnaire.json")
    return read_instrument(resource, _scores(form, resource), _json(facts / "facts.json"))


def _scores(form: Path, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the typed scores written beside a form or shipped for it, else read them now."""
    places = (form / "scores.json", SHIPPED / form.name / "scores.json")
    written = next((_json(place) for place in places if place.exists()), None) or as_json(specify(resource))
    found: list[dict[str, Any]] = written["scores"]
    return found


def _packs(folder: Path) -> list[Path]:
    return [path.parent for path in sorted(folder.glob("*/questionnaire.json"))]


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
