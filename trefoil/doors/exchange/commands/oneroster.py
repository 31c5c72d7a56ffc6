"""`trefoil import oneroster FOLDER_OR_ZIP`: bring in a roster, or say why not."""

import json
import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from trefoil.doors.exchange.oneroster.reading import read_delivery
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.clock import now
from trefoil.ground.people.models import Organization
from trefoil.ground.roster.actions import bring_in
from trefoil.ground.roster.types import Delivery, Problem, Report

REFUSED = 2
BAR = 30


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("format", choices=["oneroster"], help="the only format there is")
    parser.add_argument("path", type=Path, help="a folder or a zip archive")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--organization", help="name or id of the organization that the delivery's top one is here")


def run(options: Namespace) -> int:
    """Import or say what would change; 0, or 2 when the delivery is refused."""
    bar = Bar()
    delivery = read_delivery(options.path, bar.show)
    into = _organization(options.organization, delivery)
    report = bring_in(
        delivery=delivery,
        by=system_person("roster"),
        at=now(),
        only_say=options.dry_run,
        into=into,
        progress=bar.show,
    )
    bar.clear()
    if options.json:
        print(json.dumps(report.as_dict()))
    else:
        _say(report, only_say=options.dry_run)
    return REFUSED if report.is_refused else 0


def _organization(wanted: str | None, delivery: Delivery) -> Organization | None:
    if not wanted:
        return None
    found = list(Organization.objects.filter(name=wanted)[:2])
    with suppress(ValueError):
        found = found or list(Organization.objects.filter(pk=UUID(wanted)))
    if len(found) == 1:
        return found[0]
    reason = "more than one organization has this name" if found else "no such organization"
    delivery.problems.append(Problem("--organization", None, None, f"{reason}: {wanted}"))
    return None


def _say(report: Report, *, only_say: bool) -> None:
    for problem in report.errors:
        print(_line(problem), file=sys.stderr)
    if report.is_refused:
        noun = "problem" if len(report.errors) == 1 else "problems"
        print(f"refused: {len(report.errors)} {noun}; nothing was changed", file=sys.stderr)
        return
    for name, change in report.details.items():
        if any(change.values()):
            words = ", ".join(f"{number} {word}" for word, number in change.items())
            print(f"{name:<17} {words}")
    words = ", ".join(f"{number} {word}" for word, number in report.changes.items())
    print(f"{'would change' if only_say else 'changed'}: {words}")
    print("now: " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))


def _line(problem: Problem) -> str:
    place = problem.file
    if problem.line is not None:
        place += f", line {problem.line}"
    if problem.column is not None:
        place += f", {problem.column}"
    return f"{place}: {problem.reason}"


class Bar:
    """A progress bar on a terminal; silent anywhere else."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr.isatty()

    def show(self, stage: str, done: int, total: int) -> None:
        """Draw how far a stage has come."""
        if not self.is_shown:
            return
        share = done / total if total else 1
        full = int(share * BAR)
        bar = "█" * full + "·" * (BAR - full)
        print(f"\r{stage:<10} {bar} {share:4.0%}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away."""
        if self.is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
