"""`trefoil grants`: rebuild every grant from the facts, and say how far it has come."""

import sys
import time
from argparse import ArgumentParser, Namespace

from trefoil.ground.access.rebuilding import rebuild
from trefoil.ground.kit.clock import now


def add_arguments(parser: ArgumentParser) -> None:
    """Take how many processes may work."""
    parser.add_argument("--processes", type=int, help="how many work at once; by default one for each processor")


def run(options: Namespace) -> int:
    """Rebuild, with a line of progress that is rewritten in place."""
    began = time.monotonic()
    children = rebuild(at=now(), report=_say, processes=options.processes)
    print(f"\rgrants of {children} children rebuilt in {time.monotonic() - began:.1f} s")
    return 0


def _say(done: int, of: int) -> None:
    if sys.stdout.isatty():
        print(f"\r{done} of {of} children", end="", flush=True)
