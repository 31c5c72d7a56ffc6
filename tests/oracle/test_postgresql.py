"""The disclosure function against what PostgreSQL returns: the same situations, written down as facts of a program."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.oracle.comparing import DENIALS, PERMITS, Tally, plain
from tests.oracle.copied import copied, elsewhere
from tests.oracle.counts import ROWS
from tests.oracle.planting import Planted, fitted, plant
from tests.oracle.situations import block
from tests.oracle.wall import make_probe, plant_probes, seen
from trefoil.ground.access import rules
from trefoil.ground.access.actions import refresh
from trefoil.ground.access.reading import Node
from trefoil.ground.access.situation import Facts, Question
from trefoil.ground.access.situations import facts_and_questions
from trefoil.ground.access.table import STANDING_PURPOSES
from trefoil.ground.access.types import Column, Relation, Scope
from trefoil.ground.rulebook.queries import law

SITUATIONS = 3_000
pytestmark = pytest.mark.xdist_group("oracle")  # one scratch database for all of them
ENOUGH = 4
NAME = f"trefoil_oracle_{os.getpid()}"
SECOND = timedelta(seconds=1)
Shown = tuple[str, bool] | None


@pytest.fixture(scope="module")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the fresh database, with the table of the rows that are asked for."""
    with django_db_blocker.unblock(), copied(NAME):
        elsewhere(make_probe)
        yield


class Expected:
    """What the function answers to one question at an instant, asked for what the viewer's work is for."""

    def __init__(self, facts: Facts, question: Question, made_at: datetime) -> None:
        self.facts, self.law = facts, law("us-mn", made_at.date())
        self.column = _column(facts, question)
        self.question = replace(question, purposes=STANDING_PURPOSES.get(self.column, frozenset()))

    def at(self, instant: datetime) -> rules.Answer:
        """Return the answer at an instant."""
        return rules.answer(self.facts, self.question, self.law, instant)

    def instants(self, at: datetime) -> list[datetime]:
        """Return now, and the last second before and the first at which the answer may be another."""
        moment = rules.Moment(at)
        rules.judge(self.facts, self.question, self.law, moment)
        change = self.at(at).until or moment.changes_at
        return [at, *([change - SECOND, change] if change else [])]

    def shown(self, instant: datetime) -> Shown:
        """Return what must be seen of the row, as `wall.seen` returns it."""
        answer = self.at(instant)
        rows = answer.permit and answer.scope != Scope.DEIDENTIFIED
        hides = "location" in answer.masked or answer.scope == Scope.CARD
        return (str(answer.scope), hides) if rows else None


def _column(facts: Facts, question: Question) -> Column:
    if question.viewer == facts.child:
        return Column.YOUTH
    person = facts.people[question.viewer]
    outside = person.role in (Relation.FAMILY, Relation.PEER)
    return Column.SYSTEM if outside else rules.column_of(person, question.item.custodian)


def compare(planted: Planted, tally: Tally) -> None:
    """Refresh the child's grants as the product does, and compare every row, now and when it next changes."""
    refresh(planted.child, at=planted.at)
    facts, questions, at = facts_and_questions(Node(planted.document, ""))
    expected = [Expected(facts, question, at) for question in questions]
    looks: dict[tuple[Any, datetime], list[int]] = defaultdict(list)
    for index, one in enumerate(expected):
        for instant in one.instants(at):
            looks[one.question.viewer, instant].append(index)
    for (viewer, instant), indexes in looks.items():
        ids = {index: planted.probes[index]["id"] for index in indexes}
        found = seen(planted.person(viewer), instant, list(ids.values()))
        for index in indexes:
            if found.get(ids[index]) != expected[index].shown(instant):
                raise AssertionError(_described(planted, index, instant, expected[index], found.get(ids[index])))
    for one, asked in zip(expected, planted.document["questions"], strict=True):
        answer = one.at(at)
        said = {"obligations": answer.obligations, "masked": answer.masked, "until": answer.until}
        tally.count(
            {"basis": str(answer.basis), "scope": str(answer.scope), "permit": answer.permit, **said},
            asked["category"],
            str(one.column),
        )


def _described(planted: Planted, index: int, instant: datetime, expected: Expected, found: Shown) -> str:
    document = {**planted.document, "questions": [planted.document["questions"][index]]}
    answer = expected.at(instant)
    return (
        f"the function and PostgreSQL disagree at {instant.isoformat()}\n{json.dumps(document, indent=1)}\n"
        f"asked for: {sorted(expected.question.purposes)}\n"
        f"function: {answer.scope} {answer.basis} {answer.masked}\nPostgreSQL: {found}"
    )


@pytest.mark.slow
def test_postgresql_returns_what_the_function_permits(own_database: None, record_property: Any) -> None:
    tally = Tally()

    def agree() -> None:
        planted = [Planted(n, fitted(document)) for n, document in enumerate(block("rows", SITUATIONS))]
        plant(planted, plant_probes)
        for one in planted:
            compare(one, tally)

    try:
        elsewhere(agree)
    finally:
        record_property(ROWS, plain(tally))
    assert tally.situations >= SITUATIONS
    assert not [basis for basis in (*PERMITS, *DENIALS) if tally.bases[basis] < ENOUGH]


# Who is named in a paper and in nothing else, so that nothing else brings them or their organization.
NAMED_ALONE: dict[str, Any] = {
    "version": 1,
    "at": "2026-11-19T15:00:00Z",
    "child": {"id": "jo", "born_on": "2012-01-02"},
    "organizations": [{"id": "clinic", "kind": "clinic"}, {"id": "other_clinic", "kind": "clinic"}],
    "people": [
        {"id": "director", "role": "director", "organization": "other_clinic"},
        {"id": "mother", "role": "caregiver"},
    ],
    "caregivers": [{"person": "mother", "authority": "full"}],
    "consents": [
        {
            "id": "paper",
            "from_organization": "clinic",
            "to": {"person": "director"},
            "categories": ["school_plan"],
            "purpose": "tpo",
            "effective": "2026-11-01T00:00:00Z",
            "signed_by": "mother",
        }
    ],
    "questions": [{"viewer": "director", "category": "school_plan", "record": {"custodian": "clinic"}}],
}


def test_who_is_named_in_a_paper_alone_is_brought_with_their_organization(own_database: None) -> None:
    tally = Tally()

    def agree() -> None:
        planted = Planted(-1, NAMED_ALONE)
        plant([planted], plant_probes)
        compare(planted, tally)

    elsewhere(agree)
    assert tally.bases["consent"] == 1
