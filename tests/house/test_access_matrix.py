"""Every address × every member of the cast. An address missing from the table fails the build."""

import re
from typing import Any

import pytest

from tests.cast import PARTS, STRANGER

from .access_matrix import COLUMNS, ROWS
from .addresses import path_of, patterns
from .asking import ask, client_of
from .scene import Stage

VIEWERS = (*PARTS, STRANGER)
ONE_OF_EACH = (
    "chart:child",
    "portal:week",
    "console:who_sees",
    "exchange:roster",
    "documents:download",
    "consent:sign",
    "pathway:referral",
    "instruments:scores",
    "schedule:appointment",
    "plan:plan",
    "sessions:read",
    "classroom:rate",
)


def body(answer: Any) -> bytes:
    """Return the page without what differs from one request to the next."""
    plain = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    plain = re.sub(rb'"X-CSRFToken": ?"\w+"|nonce="[^"]+"', b"", plain)
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", b"", plain)


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    named = {row.partition("@")[0] for row in ROWS}
    assert named == set(patterns())


def test_every_member_of_the_cast_has_a_column() -> None:
    assert COLUMNS == VIEWERS


@pytest.mark.parametrize("part", VIEWERS)
def test_everybody_gets_what_the_table_says(part: str, stage: Stage) -> None:
    client, column = client_of(part), VIEWERS.index(part)
    wrong = {}
    for row, expected in ROWS.items():
        got = str(ask(client, path_of(row, stage)).status_code)
        if got != expected[column]:
            wrong[row] = f"expected {expected[column]}, got {got}"
    assert wrong == {}


# At one address of each context; test_leak_scan.py asks for all of them as whoever is kept out of most.
@pytest.mark.parametrize("part", ["teacher", "mother"])
def test_what_one_may_not_see_is_not_there(part: str, stage: Stage) -> None:
    client, column = client_of(part), VIEWERS.index(part)
    telling = []
    for row in ONE_OF_EACH:
        if ROWS[row][column] == "404":
            denied, missing = ask(client, path_of(row, stage)), ask(client, path_of(row, stage, of_nothing=True))
            same = denied.status_code == missing.status_code and body(denied) == body(missing)
            telling += [] if same else [row]
    assert telling == []
