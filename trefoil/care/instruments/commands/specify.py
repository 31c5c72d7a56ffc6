"""`trefoil specify QUESTIONNAIRE.json`: what is read from a questionnaire's score expressions, or why it is refused."""

import argparse
import json
from decimal import Decimal
from pathlib import Path

from trefoil.care.instruments.sdc import Unscorable
from trefoil.care.instruments.specifying import as_json, specify
from trefoil.ground.kit.refusal import Refused

from .score import read_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the questionnaire."""
    parser.add_argument("questionnaire", metavar="QUESTIONNAIRE.json", type=Path, help="a FHIR R4 Questionnaire")


def run(options: argparse.Namespace) -> int:
    """Print the typed scores as they stand beside a questionnaire on the shelf."""
    try:
        found = as_json(specify(read_json(options.questionnaire)))
    except Unscorable as trouble:
        raise Refused(str(trouble)) from None
    print(json.dumps(found, indent=1, default=_plain))
    return 0


def _plain(value: Decimal) -> float:
    return float(value)
