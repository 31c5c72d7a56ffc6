"""Compares the function with the policies, counts what was reached, and makes a disagreement small."""

import copy
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.answers import judged
from tests.oracle.instants import instant
from tests.oracle.judge import Item
from trefoil.ground.access.contract import Malformed, decide

PERMITS = (
    *("own_record", "parental_authority", "delegated_authority", "order_leaves", "youth_release", "jeopardy_override"),
    *("acting_parent", "emergency_contact", "care_team", "author", "covering", "supervision", "consent"),
    *("youth_consent", "own_student", "operations", "deidentified", "crisis", "break_glass"),
)
DENIALS = (
    *("not_active", "psychotherapy_notes", "maltreatment_report", "withheld", "hold", "court_order"),
    *("suspected_abuse", "other_household", "adult_youth", "no_authority", "court_consenter", "youth_control"),
    *("not_author", "not_allowed", "other_district", "no_link", "part2", "no_consent", "consent_lapsed"),
)
SCOPES = ("full", "minimum", "own", "card", "deidentified", "none")
COUNTED = ("bases", "scopes", "cells", "obligations")
COLUMNS = "YGLTKFESIHCDVA"
LISTS = (
    *("care_team", "caregivers", "households", "court_orders", "holds", "suspicions", "services", "consents"),
    *("youth_releases", "overrides", "crises", "break_glass", "people", "organizations"),
)


@dataclass
class Tally:
    """How often each basis, scope and cell of the table was reached."""

    bases: Counter[str] = field(default_factory=Counter)
    scopes: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    obligations: Counter[str] = field(default_factory=Counter)
    ending: int = 0

    @property
    def situations(self) -> int:
        """Return how many situations were compared."""
        return sum(self.bases.values())

    def count(self, answer: Item, category: str, column: str) -> None:
        """Count one answer."""
        self.bases[answer["basis"]] += 1
        self.scopes[answer["scope"]] += 1
        self.cells[f"{category}/{column}"] += 1
        if answer["permit"]:
            self.obligations.update(
                [*answer["obligations"], *({"location", "confidential_lines"} & {*answer["masked"]})]
            )
            self.ending += answer["until"] is not None


def comparable(answer: Item) -> Item:
    """Return an answer of the function as the policies answer: without the sentence, `until` in seconds."""
    until = answer["until"]
    return {name: value for name, value in answer.items() if name != "reason"} | {"until": until and instant(until)}


def compare(documents: Iterable[Item], tally: Tally) -> None:
    """Compare every answer of the documents, and count them."""
    for document in documents:
        said = [comparable(answer) for answer in decide(document)["answers"]]
        expected = judged(document)
        for index, (answer, (oracle, column)) in enumerate(zip(said, expected, strict=True)):
            if answer != oracle:
                raise AssertionError(described({**document, "questions": [document["questions"][index]]}))
            tally.count(oracle, document["questions"][index]["category"], column)


def described(document: Item) -> str:
    """Describe a disagreement about a document with one question, with no more in it than it takes."""
    small = smaller(document)
    answer = comparable(decide(small)["answers"][0])
    oracle = judged(small)[0][0]
    return (
        f"the function and the policies disagree\n{json.dumps(small, indent=1)}\n"
        f"function: {json.dumps(answer)}\npolicies: {json.dumps(oracle)}"
    )


def smaller(document: Item) -> Item:
    """Leave out of a document whatever the disagreement does not need."""
    shrinking = True
    while shrinking:
        shrinking = False
        for candidate in _with_less(document):
            if _disagree(candidate):
                document, shrinking = candidate, True
                break
    return document


def _with_less(document: Item) -> Iterable[Item]:
    for name in LISTS:
        for index in range(len(document.get(name) or ())):
            candidate = copy.deepcopy(document)
            del candidate[name][index]
            yield candidate
    for name in [name for name in document["questions"][0]["record"] if name != "custodian"]:
        candidate = copy.deepcopy(document)
        del candidate["questions"][0]["record"][name]
        yield candidate


def _disagree(document: Item) -> bool:
    try:
        answer = comparable(decide(document)["answers"][0])
    except Malformed:
        return False
    return bool(answer != judged(document)[0][0])


def table(tally: Tally) -> list[str]:
    """Return the counts as lines to print."""
    rows = [f"{tally.situations:,} situations, {tally.ending:,} permits that end"]
    for title, names, counts in (
        ("permits", PERMITS, tally.bases),
        ("denials", DENIALS, tally.bases),
        ("scopes", SCOPES, tally.scopes),
        ("with", tuple(sorted(tally.obligations, key=_number)), tally.obligations),
    ):
        entries = [f"{name} {counts[name]:,}" for name in names]
        rows += [f"{title:9}{'  '.join(entries[at : at + 6])}" for at in range(0, len(entries), 6)]
    return rows


def _number(code: str) -> tuple[int, str]:
    return (int(code[1:]), "") if code[1:].isdigit() else (99, code)


def plain(tally: Tally) -> dict[str, Any]:
    """Return the counts in a form that travels between processes."""
    counts = {name: dict(getattr(tally, name)) for name in COUNTED}
    return {**counts, "ending": tally.ending}


def merged(tallies: Iterable[dict[str, Any]]) -> Tally:
    """Add up what several processes have counted."""
    whole = Tally()
    for part in tallies:
        for name in COUNTED:
            getattr(whole, name).update(part[name])
        whole.ending += part["ending"]
    return whole
