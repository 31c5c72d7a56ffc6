"""`trefoil audit verify`: does the sealed trail still say what it said?"""

from argparse import ArgumentParser, Namespace

from trefoil.ground.access import audit
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.clock import now


def add_arguments(parser: ArgumentParser) -> None:
    """Add the sub-command."""
    parser.add_argument("what", choices=["verify", "seal"])
    kept = "a seal's hash that was written down; without it, the one in the data folder"
    parser.add_argument("--expect", default="", metavar="HASH", help=kept)


def run(options: Namespace) -> int:
    """Verify or seal the trail; return 1 when it does not hold."""
    with seen_by(system_person("auditor")):
        if options.what == "seal":
            made = audit.seal(at=now())
            print(f"{sum(s.entries for s in made)} entries sealed" if made else "nothing to seal")
            return 0
        verdict = audit.verify(options.expect or audit.written_down())
    for fault in verdict.faults:
        print(f"fault: {fault}")
    print(
        f"{verdict.seals} seals over {verdict.entries} entries, {verdict.unsealed} not sealed yet,"
        f" {len(verdict.faults)} faults"
    )
    if verdict.newest_hash:
        print(f"newest seal: {verdict.newest_hash} (kept elsewhere, it shows if the end is cut off: --expect)")
    return 1 if verdict.faults else 0
