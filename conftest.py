"""Every test runs against a real PostgreSQL, as the application's own role, with the wall up."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["tests.oracle.counts"]
TEMPLATE = "trefoil_template_"


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Hash the cast's passwords quickly: their strength is not what is tested."""
    from django.conf import settings
    from django.contrib.auth import hashers

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Make a fresh database with the cast in it: by migrations once for each state of the code, then by copying."""
    from django.db import connections

    from trefoil.config import database

    with database.at_hand() as admin, django_db_blocker.unblock():
        _make_database(admin, database.database_name())
        yield
        connections.close_all()


def _make_database(admin: str, name: str) -> None:
    from tests import databases
    from trefoil.config import database

    template = TEMPLATE + databases.state_of_the_code()
    with databases.one_at_a_time("template"):
        databases.drop(admin, name)
        if template in databases.named(admin, TEMPLATE) and _kept_cast().exists():
            databases.copy(admin, template, name)
            database.prepare(admin, name)
            return
        databases.copy(admin, databases.empty(admin), name)
        database.prepare(admin, name)
        _bring_in_the_cast()
        for stale in databases.named(admin, TEMPLATE):
            databases.drop(admin, stale)
        databases.copy(admin, name, template)


def _bring_in_the_cast() -> None:
    from django.db import connections

    from trefoil.demo.cast import assemble

    cast = assemble(datetime(2026, 9, 1, 13, 0, tzinfo=UTC))
    _kept_cast().write_bytes(pickle.dumps(cast))
    connections.close_all()


def _kept_cast() -> Path:
    from tests import databases
    from trefoil.config import database

    return database.var() / f"cast_{databases.state_of_the_code()}.pickle"


@pytest.fixture
def at() -> datetime:
    """An ordinary school morning."""
    return datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def everybody(django_db_setup: None) -> Callable[[], Any]:
    """`everybody()` gives the cast that stands in every fresh database, to each caller their own copy."""
    return lambda: pickle.loads(_kept_cast().read_bytes())  # noqa: S301  our own file


@pytest.fixture
def cast(db: None, everybody: Callable[[], Any]) -> Any:
    """Maya, Jonah, their families and their team, as they stand in every fresh database."""
    return everybody()


@pytest.fixture
def released(cast: Any, at: datetime) -> Any:
    """The cast, after Elena signed that school and clinic may share what they work on together."""
    from trefoil.demo.scenes import release_together

    release_together(cast, cast.children["maya"], "mother", datetime(2026, 9, 2, 13, 0, tzinfo=UTC))
    release_together(cast, cast.children["jonah"], "jonahs_mother", datetime(2026, 9, 2, 13, 0, tzinfo=UTC))
    return cast


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where documents are kept during one test."""
    settings.DOCUMENTS = tmp_path / "documents"
    return settings.DOCUMENTS


@pytest.fixture
def as_(cast: Any) -> Callable[..., AbstractContextManager[None]]:
    """`with as_("teacher"):` sees through the eyes of a part of the cast."""
    from trefoil.ground.access.session import seen_by

    return lambda part, at=None: seen_by(cast.person(part), at)


@pytest.fixture
def client(client: Any) -> Any:
    """A browser on which English was chosen, so that tests read one language; without the cookie, Elena gets hers."""
    from django.conf import settings

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


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
