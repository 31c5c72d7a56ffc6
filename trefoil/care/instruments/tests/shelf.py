"""The shipped instruments, read once for the tests that need no database."""

import json
from typing import Any

from trefoil.care.instruments import packs
from trefoil.care.instruments.reading import read_instrument

SHARED = packs.SHIPPED.parents[4] / "shared" / "data" / "questionnaires"


def pack(key: str, name: str) -> dict[str, Any]:
    """Return one file of a shipped pack."""
    return json.loads((packs.SHIPPED / key / name).read_text(encoding="utf-8"))


PHQ9 = read_instrument(
    pack("phq-9", "questionnaire.json"), pack("phq-9", "scores.json")["scores"], pack("phq-9", "facts.json")
)
TEENS = read_instrument(
    pack("phq-9-modified-teens", "questionnaire.json"),
    pack("phq-9-modified-teens", "scores.json")["scores"],
    pack("phq-9-modified-teens", "facts.json"),
)
FREQUENCY = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")
NINE = PHQ9.questionnaire.contributing(PHQ9.total)
ITEM_NINE = "/44260-8"
DIFFICULTY = "/69722-7"


def answers(*weights: int) -> dict[str, str]:
    """Return answers to the first questions of the PHQ-9 with these weights."""
    return {link: FREQUENCY[weight] for link, weight in zip(NINE, weights, strict=False)}
