"""Databases of the tests: migrated once for each state of the code, then copied."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from trefoil.config import database

ROOT = Path(__file__).resolve().parents[1]
EMPTY = "trefoil_empty_"


def empty(admin: str) -> str:
    """Return the name of a database with every table and no row, made when it is not there."""
    name = EMPTY + state_of_the_code()
    with one_at_a_time("empty"):
        if name not in named(admin, EMPTY):
            half = f"half_{name}"
            drop(admin, half)
            command = [sys.executable, "-m", "trefoil.config.cli", "migrate"]
            subprocess.run(
                command, cwd=ROOT, env=os.environ | {"TREFOIL_DATABASE": half}, check=True, stdout=subprocess.DEVNULL
            )
            for stale in named(admin, EMPTY):
                drop(admin, stale)
            order(admin, "alter database {} rename to {}", half, name)
    return name


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Let other processes wait that want to make the same."""
    with (database.var() / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(admin: str, source: str, target: str) -> None:
    """Make a database that is like another one."""
    order(admin, "create database {} template {} owner trefoil_owner", target, source)


def drop(admin: str, name: str) -> None:
    """Drop a database, whoever is connected to it."""
    order(admin, "drop database if exists {} with (force)", name)


def named(admin: str, prefix: str) -> list[str]:
    """Return the databases whose names begin like this."""
    return [name for (name,) in _run(admin, "select datname from pg_database") if name.startswith(prefix)]


def order(admin: str, words: str, *names: str) -> None:
    """Run one statement about databases."""
    _run(admin, sql.SQL(words).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _run(admin: str, what: Any) -> list[Any]:
    with psycopg.connect(admin, autocommit=True) as link:
        cursor = link.execute(what)
        return cursor.fetchall() if cursor.description else []


@cache
def state_of_the_code() -> str:
    """Return a digest of every file that has a part in the migrated database with the cast in it."""
    digest = hashlib.sha256()
    for path in filter(_shapes_the_database, sorted((ROOT / "trefoil").rglob("*.*"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _shapes_the_database(path: Path) -> bool:
    """Tell whether a file has a part in the database: pages do not."""
    if path.suffix == ".toml":
        return "packs" in path.parts
    if path.suffix != ".py" or "tests" in path.parts:
        return False
    if "migrations" in path.parts or "models" in path.stem or "models" in path.parts:
        return True
    page = any(word in path.stem for word in ("views", "forms", "urls", "words", "wording"))
    return ("ground" in path.parts or path.name == "cast.py") and not page
