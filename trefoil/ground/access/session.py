"""Through whose eyes the database is seen: set per transaction, never per connection.

The database does not take this process's word for it: the viewer is a token that it verifies itself, made with a key
that the application's role cannot read, and good in one transaction alone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from . import tokens

REQUEST_LASTS = timedelta(minutes=10)
# Jobs and commands hold one transaction as long as they need: loading a district's roster takes its time.
BLOCK_LASTS = timedelta(hours=12)


def set_viewer(
    person_id: UUID | None, at: datetime | None = None, *, lasts: timedelta = REQUEST_LASTS, using: Any = None
) -> None:
    """Set the viewer, and the instant at which grants are judged, until the transaction ends or the token expires."""
    with (using or connection).cursor() as cursor:
        token = ""
        if person_id:
            cursor.execute("select transaction_stamp(), extract(epoch from clock_timestamp())::bigint")
            stamp, moment = cursor.fetchone()
            token = viewer_token(person_id, at, stamp=stamp, expires=moment + int(lasts.total_seconds()))
        _set(cursor, token, "")


def viewer_token(person_id: UUID | str, at: datetime | None, *, stamp: str, expires: int) -> str:
    """Return the token of a viewer: who, the judged instant, when it expires, and the code that vouches for them."""
    said = f"{person_id} {at.isoformat() if at else '-'} {expires}"
    return f"{said} {tokens.mac(settings.WALL_KEY, purpose='viewer', stamp=stamp, said=said)}"


def _set(cursor: Any, token: str, child: str) -> None:
    cursor.execute(
        "select set_config('trefoil.viewer', %s, true), set_config('trefoil.child', %s, true)", [token, child]
    )


def look_at_one(child_id: UUID) -> None:
    """Hide all other children from the viewer too, until the transaction ends; it never opens anything."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('trefoil.child', %s, true)", [str(child_id)])


def _present() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(current_setting('trefoil.viewer', true), ''),"
            " coalesce(current_setting('trefoil.child', true), '')"
        )
        token, child = cursor.fetchone()
        return token, child


@contextmanager
def seen_by(person: Any, at: datetime | None = None) -> Iterator[None]:
    """Run a block in a transaction as a person (a `Person`, a `Viewer` or an id), then be who we were before."""
    person_id = getattr(person, "person_id", None) or getattr(person, "id", person)
    # What is set locally ends with the transaction: only a block inside another one has something to give back.
    inside = connection.in_atomic_block
    with transaction.atomic():
        before = _present() if inside else None
        set_viewer(person_id, at, lasts=BLOCK_LASTS)
        yield
        if before:
            with connection.cursor() as cursor:
                _set(cursor, *before)


def ask_refresher(verb: str, **said: Any) -> Any:
    """Have the database do what no viewer may do alone, on the word of this process and of nobody in SQL.

    Args:
        verb: one of those that the function `refresher` knows.
        said: its arguments; the code covers the verb and every one of them.
    """
    with nullcontext() if connection.in_atomic_block else transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select transaction_stamp()")
        text = json.dumps(said, default=_plain)
        vouched = tokens.mac(settings.WALL_KEY, purpose=f"refresher {verb}", stamp=cursor.fetchone()[0], said=text)
        cursor.execute("select refresher(%s, %s, %s)", [verb, text, vouched])
        found = cursor.fetchone()[0]
    return json.loads(found) if isinstance(found, str) else found


@contextmanager
def on_our_word(what: str) -> Iterator[None]:
    """Run a block in which the database takes this process's word for writing facts that lie in no compartment."""
    with transaction.atomic(), connection.cursor() as cursor:  # undone, the word is taken back as well
        cursor.execute("select transaction_stamp()")
        word = tokens.mac(settings.WALL_KEY, purpose="word", stamp=cursor.fetchone()[0], said=what)
        cursor.execute("select set_config('trefoil.word', %s, true)", [word])
        yield
        cursor.execute("select set_config('trefoil.word', '', true)")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def writable_compartments() -> list[int]:
    """Return the numbers of the compartments in which the present viewer may write."""
    with connection.cursor() as cursor:
        cursor.execute("select open_compartments('write')")
        numbers: list[int] = cursor.fetchone()[0]
    return numbers
