"""`trefoil decide FACTS.json`: may this viewer see this, and why. A pure function of the file."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from trefoil.ground.access.contract import Malformed, decide
from trefoil.ground.kit.refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file of facts."""
    parser.add_argument("facts", metavar="FACTS.json", type=Path, help="one facts object, or a batch of cases")


def run(options: argparse.Namespace) -> int:
    """Print the answers, or one line that says what is wrong with the file."""
    document = _read(options.facts)
    try:
        answers = decide(document)
    except Malformed as trouble:
        raise Refused(f"{trouble.where or options.facts.name}: {trouble.phrase}") from None
    json.dump(answers, sys.stdout, indent=1)
    print()
    return 0


def _read(path: Path) -> Any:
    try:
        text = path.read_bytes()
    except OSError as trouble:
        raise Refused(f"{path.name}: cannot read: {trouble.strerror or 'no such file'}") from None
    try:
        return json.loads(text.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Refused(f"{path.name}: not valid JSON") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
