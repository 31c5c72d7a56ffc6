"""`trefoil web`: the pages alone, for a machine whose worker runs elsewhere."""

from __future__ import annotations

import argparse

from trefoil.config import database, supervise


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    supervise.check_port()
    with supervise.interruptible(), database.at_hand():
        try:
            supervise.supervise([supervise.web()], ready=lambda: print("the pages are up", flush=True))
        except KeyboardInterrupt:
            return 0
    return 0
