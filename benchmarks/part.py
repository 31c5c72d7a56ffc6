"""One part, in a process of its own: `python -m benchmarks.part feed /tmp/rows.json`."""

import importlib
import sys
from pathlib import Path

from benchmarks.measuring import keep

MODULES = {
    "codes": "codes",
    "disclosure": "disclosure",
    "feed": "feed",
    "import": "roster",
    "pages": "pages",
    "plan": "plan",
    "requests": "traffic",
    "scoring": "scoring",
}


def main(name: str, path: str) -> None:
    """Prepare the tables of the database that the environment names, measure, keep the rows."""
    import django

    django.setup()
    from trefoil.config.commands.migrate import migrate

    migrate()
    keep(importlib.import_module(f"benchmarks.{MODULES[name]}").run(), Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
