"""The stage of the house tests: one of everything, played once for all of a file's tests."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.cast import Cast

from .scene import Stage, play

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def stage(
    everybody: Callable[[], Cast],
    quick_passwords: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """Play the scene once for all viewers; everything is undone at the end."""
    from django.conf import settings

    kept, settings.DOCUMENTS = settings.DOCUMENTS, tmp_path_factory.mktemp("documents")
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(AT):
        yield play(everybody(), AT)
        transaction.set_rollback(True)
    settings.DOCUMENTS = kept
