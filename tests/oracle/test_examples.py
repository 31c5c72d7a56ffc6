"""The policies against the worked cases of the contract: what judges the function is judged itself."""

import json
from pathlib import Path

import pytest

from tests.oracle.answers import answers, suppressed
from tests.oracle.comparing import comparable

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "decide-examples.json"


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the contract's examples are not beside this checkout")
def test_the_policies_agree_with_every_worked_case() -> None:
    for case in json.loads(EXAMPLES.read_text())["cases"]:
        expected = [comparable(answer) for answer in case["expected"]]
        assert answers(case["facts"]) == expected, case["name"]


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ([], []),
        ([10, 11], []),
        ([3], [0]),
        ([3, 40, 20], [0, 2]),
        ([9, 9, 50], [0, 1]),
        ([0, 0, 12, 12], [0, 1, 2]),
        ([4, 5, 30], [0, 1, 2]),
    ],
)
def test_small_cells_take_enough_with_them(cells: list[int], hidden: list[int]) -> None:
    assert suppressed(cells) == hidden
