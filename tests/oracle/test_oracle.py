"""The disclosure function against the same rules as Cedar policies, on situations nobody thought of."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle.answers import judged
from tests.oracle.comparing import COLUMNS, DENIALS, PERMITS, SCOPES, Tally, compare, plain
from tests.oracle.counts import NAME
from tests.oracle.judge import Case, Question
from tests.oracle.scene import CATEGORIES, DAY
from tests.oracle.situations import block, documents

pytestmark = pytest.mark.xdist_group("oracle")  # what one part has asked the next need not ask again
PARTS, BLOCKS, BLOCK = 8, 25, 500
ENOUGH = 13  # in each of the eight parts, so more than 100 times together


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_function_and_the_policies_agree(part: int, record_property: Any) -> None:
    tally = Tally()

    @settings(max_examples=BLOCKS, derandomize=True, deadline=None, phases=[Phase.generate], database=None)
    @given(seed=st.integers(0, 2**63))
    def agree(seed: int) -> None:
        compare(block(f"{part} {seed}", BLOCK), tally)

    try:
        agree()
    finally:
        record_property(NAME, plain(tally))
    assert tally.situations >= BLOCKS * BLOCK
    assert not {name: tally.bases[name] for name in (*PERMITS, *DENIALS) if tally.bases[name] < ENOUGH}
    assert not {name: tally.scopes[name] for name in SCOPES if tally.scopes[name] < ENOUGH}
    assert not [f"{row}/{column}" for row in CATEGORIES for column in COLUMNS if not tally.cells[f"{row}/{column}"]]
    assert set(tally.bases) == {*PERMITS, *DENIALS}


@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(document=documents())
def test_they_agree_on_documents_that_can_shrink(document: dict[str, Any]) -> None:
    compare([document], Tally())


def test_a_permit_holds_until_its_end_and_not_a_moment_longer() -> None:
    """Between the instants at which the policies are asked again nothing changes."""
    chance, permits = Random("between"), 0
    for document in block("between", 4_000):
        case = Case(document)
        for asked, (answer, _) in zip(document["questions"], judged(document), strict=True):
            question, now = Question(case, asked), (answer["permit"], answer["scope"], answer["basis"])
            end = answer["until"] or case.at + 1000 * DAY
            permits += answer["permit"]
            moments = [chance.randrange(case.at, end) for _ in range(5 if answer["permit"] else 0)]
            assert all(question.decide(moment) == now for moment in moments)
            assert not answer["until"] or question.decide(end) != now
    assert permits > 500
