"""The shelf of packs: the shipped ones, and those that a program has put beside or in place of them.

A program adds the law of its state by dropping a file into `<TREFOIL_VAR>/rulebook/` and starting Trefoil again.
Nothing here needs Django: `trefoil decide` asks the same functions.
"""

import os
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .reading import PACK_ID, read_head, read_pack
from .rules import days_of_change, law_on
from .types import BadPack, Law, Pack

SHIPPED = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Shelf:
    """The packs that can be used, and one line for each file that cannot."""

    packs: tuple[Pack, ...]
    troubles: tuple[str, ...]


def law(pack_id: str, day: date, folder: Path | None = None) -> Law:
    """Return the law of a pack on a day; `folder` replaces the program's own, and SHIPPED means no other than ours.

    Raises:
        BadPack: there is no such pack, or it cannot be used.
    """
    return _law(pack_id, day, folder or own_folder())


def find(pack_id: str, folder: Path | None = None) -> Pack:
    """Return one pack, or raise BadPack."""
    return _read(pack_id, folder or own_folder())


def packs(folder: Path | None = None) -> list[Pack]:
    """Return every pack that can be used, by id."""
    return list(shelf(folder).packs)


def shelf(folder: Path | None = None) -> Shelf:
    """Return every pack, and what is wrong with the files that cannot be read."""
    return _shelf(folder or own_folder())


def own_folder() -> Path:
    """Return the folder where a program keeps the packs it wrote itself."""
    return _under(os.environ.get("TREFOIL_VAR") or "var")


@lru_cache(maxsize=8)
def _under(var: str) -> Path:
    return Path(var).resolve() / "rulebook"


@lru_cache(maxsize=4096)
def _law(pack_id: str, day: date, folder: Path) -> Law:
    return law_on(_read(pack_id, folder), day)


@lru_cache(maxsize=8)
def _shelf(folder: Path) -> Shelf:
    found, troubles = [], []
    for name in sorted({file.stem for place in (SHIPPED, folder) for file in place.glob("*.toml")}):
        try:
            pack = _read(name, folder)
            for day in [date.min, *days_of_change(pack)]:
                law_on(pack, day)
            found.append(pack)
        except BadPack as trouble:
            troubles.append(str(trouble))
    return Shelf(tuple(found), tuple(troubles))


@lru_cache(maxsize=256)
def _read(pack_id: str, folder: Path, below: tuple[str, ...] = ()) -> Pack:
    file = _file(pack_id, folder)
    if pack_id in below:
        raise BadPack(file.name, "extends itself", field="pack.extends")
    document = _toml(file)
    above = read_head(file, document).get("extends")
    extends = _read(above, folder, (*below, pack_id)) if above else None
    return read_pack(file, document, extends, shipped=file.parent == SHIPPED)


def _file(pack_id: str, folder: Path) -> Path:
    if not PACK_ID.fullmatch(pack_id):
        raise BadPack(f"{pack_id}.toml", "a pack is named in small letters, digits and hyphens")
    for place in (folder, SHIPPED):
        if (place / f"{pack_id}.toml").is_file():
            return place / f"{pack_id}.toml"
    raise BadPack(f"{pack_id}.toml", "there is no such pack")


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as trouble:
        raise BadPack(file.name, f"cannot be read: {trouble}") from None
