"""Asks the Cedar policies, remembering every answer by what was asked."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cedarpy import Entities, PolicySet, is_authorized

POLICIES = Path(__file__).parent / "policies"
NOBODY = Entities.from_json_str("[]")
Facts = Mapping[str, Any]
Times = Mapping[str, int | None]


def _sets_by_action() -> dict[str, PolicySet]:
    found: dict[str, PolicySet] = {}
    for file in sorted(POLICIES.glob("*.cedar")):
        texts: dict[str, list[str]] = {}
        for policy in re.split(r"\n(?=@id)", file.read_text()):
            if action := re.search(r'Action::"([^"]+)"', policy):
                texts.setdefault(action[1], []).append(policy)
        for action_name, policies in texts.items():
            assert action_name not in found, f"{action_name} stands in two files"
            found[action_name] = PolicySet.from_str("\n".join(policies))
    return found


SETS = _sets_by_action()
_known: dict[tuple[Any, ...], frozenset[str]] = {}


def ask(action: str, facts: Facts, times: Times | None = None, names: tuple[str, ...] = ()) -> frozenset[str]:
    """Ask one question, and return the ids of the policies that determined the answer.

    Policies only compare instants, so instants are replaced by their order; and they only ask whether two
    `names` are the same one, so names are replaced by numbers. So many questions become one question.
    """
    ranks = _ranks(times) if times else ()
    if names:
        facts = _numbered(facts, names)
    key = (action, *facts.values(), ranks)
    if (reasons := _known.get(key)) is None:
        reasons = _known[key] = _evaluate(action, facts, dict(zip(times, ranks, strict=True)) if times else {})
    return reasons


def _numbered(facts: Facts, names: tuple[str, ...]) -> dict[str, Any]:
    numbers: dict[str, str] = {}

    def number(name: str) -> str:
        return numbers.setdefault(name, f"number {len(numbers)}")

    changed = dict(facts)
    for field in names:
        value = facts[field]
        if isinstance(value, frozenset):
            changed[field] = frozenset(number(name) for name in sorted(value))
        elif value is not None:
            changed[field] = number(value)
    return changed


def _ranks(times: Times) -> tuple[int | None, ...]:
    order = sorted({value for value in times.values() if value is not None})
    return tuple(None if value is None else order.index(value) for value in times.values())


def _evaluate(action: str, facts: Facts, times: Times) -> frozenset[str]:
    context = {name: _plain(value) for name, value in {**facts, **times}.items() if value is not None}
    request = {
        "principal": 'Viewer::"viewer"',
        "action": f'Action::"{action}"',
        "resource": 'Item::"item"',
        "context": context,
    }
    diagnostics = is_authorized(request, SETS[action], NOBODY).diagnostics
    assert not diagnostics.errors, (request, diagnostics.errors)
    return frozenset(diagnostics.id_annotations_by_reason.values())


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def asked() -> int:
    """Return how many different questions Cedar has answered."""
    return len(_known)
