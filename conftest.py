"""Every test runs against a real PostgreSQL, as the application's own role, with the wall up."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Hash the cast's passwords quickly: their strength is not what is tested."""
    from django.conf import settings
    from django.contrib.auth import hashers

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()


def _fresh_database(admin: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    from trefoil.config import database

    with psycopg.connect(admin, autocommit=True) as link:
        link.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )
    database.prepare(admin, name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Make a fresh database and migrate it as its owner."""
    from django.core.management import call_command
    from django.db import connections

    from trefoil.config import database

    with database.at_hand() as admin, django_db_blocker.unblock():
        _fresh_database(admin, database.database_name())
        call_command("migrate", database="owner", verbosity=0)
        connections["owner"].close()
        yield
        connections.close_all()


@pytest.fixture
def at() -> datetime:
    """An ordinary school morning."""
    return datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None, at: datetime) -> Any:
    """Maya, Jonah, their families and their team, on the wall of the test's own transaction."""
    from trefoil.demo.cast import assemble

    return assemble(datetime(2026, 9, 1, 13, 0, tzinfo=UTC))


@pytest.fixture
def released(cast: Any, at: datetime) -> Any:
    """The cast, after Elena signed that school and clinic may share what they work on together."""
    from trefoil.demo.scenes import release_together

    release_together(cast, cast.children["maya"], "mother", datetime(2026, 9, 2, 13, 0, tzinfo=UTC))
    release_together(
        cast, cast.children["jonah"], "jonahs_mother", datetime(2026, 9, 2, 13, 0, tzinfo=UTC)
    )
    return cast


@pytest.fixture
def as_(cast: Any) -> Callable[..., AbstractContextManager[None]]:
    """`with as_("teacher"):` sees through the eyes of a part of the cast."""
    from trefoil.ground.access.session import seen_by

    return lambda part, at=None: seen_by(cast.person(part), at)


@pytest.fixture
def sign_in(cast: Any, client: Any) -> Callable[[str], Any]:
    """`client = sign_in("teacher")` returns a test client signed in as a part of the cast, second factor passed."""
    from trefoil.demo.cast import open_accounts
    from trefoil.ground.people.models import Account

    open_accounts(cast)

    def enter(part: str) -> Any:
        client.force_login(Account.objects.get(person_id=cast.person(part).pk))
        return client

    return enter
