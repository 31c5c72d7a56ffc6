"""`trefoil messages`: compile the translations, without gettext on the machine."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def run(options: argparse.Namespace) -> int:
    """Compile what has changed."""
    compiled = compile_messages()
    print(f"{len(compiled)} compiled" if compiled else "nothing has changed")
    return 0


def compile_messages() -> list[Path]:
    """Write a .mo file beside every .po file that is newer; say which."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        fresh = target.with_suffix(f".mo.{os.getpid()}")
        with suppress(PermissionError):  # an installed copy has been compiled by its installer
            with fresh.open("wb") as file:
                write_mo(file, catalog)
            fresh.replace(target)
            compiled.append(target)
    return compiled
