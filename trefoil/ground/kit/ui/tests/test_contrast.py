import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static/kit/tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLORS = {name: pair for name, *pair in PAIR.findall(TOKENS.read_text())}
GROUNDS = ("paper", "surface", "sunken")
TONES = ("school", "clinic", "home", "danger", "good", "ask")


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: int) -> float:
    light, dark = sorted((luminance(COLORS[n][theme]) for n in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_a_tone_reads_well_on_every_ground_and_on_its_own_tint(tone: str, theme: int) -> None:
    for ground in (*GROUNDS, f"{tone}-tint"):
        assert contrast(f"{tone}-ink", ground, theme) >= 4.5
    for words in ("ink", "soft", "faint"):
        assert contrast(words, f"{tone}-tint", theme) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_ink_reads_well_and_edges_can_be_seen(ground: str, theme: int) -> None:
    for words in ("ink", "soft", "faint"):
        assert contrast(words, ground, theme) >= 4.5
    for shape in ("edge", "focus"):
        assert contrast(shape, ground, theme) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_a_leaf_can_be_told_from_paper_and_tint(tone: str, theme: int) -> None:
    for ground in ("paper", "surface", f"{tone}-tint"):
        assert contrast(tone, ground, theme) >= 2.95


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_a_verb_reads_well(theme: int) -> None:
    assert contrast("on-action", "action", theme) >= 7
