"""Data folders of their own for the tests that start servers."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from trefoil.config import embedded

IS_ROOT = os.geteuid() == 0
ELSEWHERE = ("DATABASE_URL", "TREFOIL_SECRET", "TREFOIL_DATABASE", "TREFOIL_APP_PASSWORD")
ELSEWHERE += ("TREFOIL_POOL", "PORT")


def make_folder() -> Path:
    """Make a folder that a server's own user may pass through, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="trefoil-test-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def remove(folder: Path) -> None:
    """Take a folder and its server down."""
    embedded.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an installation's data folder that nobody else uses."""
    folder = make_folder()
    monkeypatch.setenv("TREFOIL_VAR", str(folder))
    for name in ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    yield folder
    remove(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """Give a data folder whose server runs for all tests of a module."""
    folder = make_folder()
    embedded.start(folder, durable=False)
    yield folder
    remove(folder)


@pytest.fixture
def on_server(server: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point the environment at that server; give its administrator's address."""
    monkeypatch.setenv("TREFOIL_VAR", str(server))
    for name in ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    return embedded.dsn(server)
