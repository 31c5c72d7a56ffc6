"""`trefoil score QUESTIONNAIRE.json RESPONSE.json`: the scores that a questionnaire itself defines. Pure."""

import argparse
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from trefoil.care.instruments.sdc import Scorer, Unscorable, read_form
from trefoil.ground.kit.refusal import Refused

WHOLE = "-"
FAILED = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take one pair of files, or a list of pairs."""
    parser.add_argument("files", metavar="FILE.json", nargs="*", type=Path, help="the questionnaire, then the response")
    parser.add_argument("--list", metavar="PAIRS.jsonl", type=Path, help="score each pair of a list, one result a line")


def run(options: argparse.Namespace) -> int:
    """Print the scores, or one line that says which item has what is not supported."""
    if options.list and not options.files:
        return _run_list(options.list)
    if options.list or len(options.files) != 2:
        raise Refused(f"{WHOLE}: give a questionnaire and a response, or --list PAIRS.jsonl")
    try:
        result = Shelf().score(*options.files)
    except Unscorable as trouble:
        raise Refused(str(trouble)) from None
    print(json.dumps(result))
    return 0


def _run_list(path: Path) -> int:
    shelf, has_failed = Shelf(), False
    try:
        lines = _text(path).split("\n")
    except Unscorable as trouble:
        raise Refused(str(trouble)) from None
    for result in shelf.results(lines, path.parent):
        has_failed |= "error" in result
        print(json.dumps(result))
    return FAILED if has_failed else 0


class Shelf:
    """The questionnaires of one run, each read once."""

    def __init__(self) -> None:
        self._read: dict[Path, Scorer | Unscorable] = {}

    def results(self, lines: list[str], folder: Path) -> Iterator[dict[str, Any]]:
        """Yield what each line of a list comes to; one that fails does not stop the others."""
        for line in lines:
            if line.strip():
                try:
                    yield self.score(*_pair(line, folder))
                except Unscorable as trouble:
                    yield {"error": {"linkId": trouble.link_id, "feature": trouble.feature}}

    def score(self, questionnaire: Path, response: Path) -> dict[str, Any]:
        """Score one pair of files.

        Raises:
            Unscorable: with the item and the feature.
        """
        scorer = self._scorer(questionnaire)
        try:
            return scorer.score(read_json(response))
        except RecursionError:
            raise Unscorable(WHOLE, f"{response.name} is nested too deeply") from None

    def _scorer(self, path: Path) -> Scorer:
        if path not in self._read:
            try:
                self._read[path] = read_form(read_json(path))
            except Unscorable as trouble:
                self._read[path] = trouble
        found = self._read[path]
        if isinstance(found, Unscorable):
            raise Unscorable(found.link_id, found.feature)
        return found


def _pair(line: str, folder: Path) -> tuple[Path, Path]:
    named = _parsed(line, "the line")
    paths = [named.get(key) if isinstance(named, dict) else None for key in ("questionnaire", "response")]
    if not all(isinstance(path, str) for path in paths):
        raise Unscorable(WHOLE, "the line names no questionnaire and response")
    return folder / str(paths[0]), folder / str(paths[1])


def read_json(path: Path) -> Any:
    """Return what a file holds, its decimals exact.

    Raises:
        Unscorable: if it cannot be read.
    """
    return _parsed(_text(path), path.name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) else "not UTF-8"
        raise Unscorable(WHOLE, f"cannot read {path.name}: {reason}") from None


def _parsed(text: str, name: str) -> Any:
    try:
        # Decimals are read exactly: a weight of 0.1 is a tenth.
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError):
        raise Unscorable(WHOLE, f"{name} is not JSON") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
