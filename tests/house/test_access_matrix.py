"""Every address × every member of the cast. An address missing from the table fails the build."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from tests.cast import EMAILS, PARTS, STRANGER, Cast
from trefoil.ground.people.models import Account

from .access_matrix import COLUMNS, ROWS
from .addresses import path_of, patterns
from .scene import Stage, play

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
VIEWERS = (*PARTS, STRANGER)


@pytest.fixture(scope="module")
def stage(everybody: Callable[[], Cast], django_db_blocker: Any) -> Iterator[Stage]:
    """Play the scene once for all viewers; everything is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(AT):
        yield play(everybody(), AT)
        transaction.set_rollback(True)


def client_of(part: str) -> Client:
    """Return a browser signed in as a part of the cast, or nobody's."""
    client = Client()
    if part != STRANGER:
        client.force_login(Account.objects.get(email=EMAILS[part]))
    return client


def ask(client: Client, path: str) -> Any:
    """Ask for a page; where only a form may be sent, send it empty. Whatever that did is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


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


@pytest.mark.parametrize("part", PARTS)
def test_what_one_may_not_see_is_not_there(part: str, stage: Stage) -> None:
    client, column = client_of(part), VIEWERS.index(part)
    telling = []
    for row, expected in ROWS.items():
        if expected[column] == "404":
            denied, missing = ask(client, path_of(row, stage)), ask(client, path_of(row, stage, of_nothing=True))
            same = denied.status_code == missing.status_code and body(denied) == body(missing)
            telling += [] if same else [row]
    assert telling == []
