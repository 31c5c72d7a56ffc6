"""`python -m benchmarks [--only PART]`: measure, print one table, keep it in docs/benchmarks.md."""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import databases, report
from benchmarks.measuring import Row, kept
from benchmarks.part import MODULES
from trefoil.config import database

LIMIT_SECONDS = 2400


def main() -> int:
    """Measure the parts that are asked for, each in a process and a database of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=list(MODULES), action="append", help="measure this part, and keep nothing")
    parser.add_argument("--keep", action="store_true", help="with --only: put its lines in the place of the kept ones")
    parser.add_argument("--leave", action="store_true", help="leave the databases standing, to look at plans")
    options = parser.parse_args()
    rows: list[Row] = []
    began = time.monotonic()
    with database.at_hand() as admin:
        machine = report.machine(databases.server_version(admin))
        for name in options.only or list(MODULES):
            rows += _measure(admin, name, leave=options.leave)
    print(report.table(rows))
    print(machine)
    if options.keep or not options.only:
        report.keep(rows, machine, minutes=(time.monotonic() - began) / 60, some=bool(options.only))
    return 0


def _measure(admin: str, name: str, *, leave: bool) -> list[Row]:
    began = time.monotonic()
    print(f"{name} …", file=sys.stderr, flush=True)
    with (
        databases.short_lived(admin, f"trefoil_bench_{name}", leave=leave) as environment,
        tempfile.TemporaryDirectory() as folder,
    ):
        path = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "benchmarks.part", name, str(path)]
        subprocess.run(command, env=environment, check=True, timeout=LIMIT_SECONDS)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        return kept(path)


if __name__ == "__main__":
    sys.exit(main())
