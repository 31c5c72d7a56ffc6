"""A copy of the fresh database in which a test may commit, as the owner and as the application's own role."""

import fcntl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from trefoil.config import database

ALIASES = ("default", "owner")


@contextmanager
def copied(name: str) -> Iterator[None]:
    """Have connections yet to be made, those of other threads, lead to a copy of the template with the cast in it."""
    admin = database.admin_dsn()
    _copy(admin, name)
    usual = {alias: connections.settings[alias]["NAME"] for alias in ALIASES}
    for alias in ALIASES:
        connections.settings[alias]["NAME"] = name
    try:
        yield
    finally:
        for alias in ALIASES:
            connections.settings[alias]["NAME"] = usual[alias]
        with psycopg.connect(admin, autocommit=True) as link:
            link.execute(_dropping(name))


def elsewhere(step: Callable[[], Any]) -> Any:
    """Run a step in a thread, and so on connections of its own."""

    def alone() -> Any:
        try:
            return step()
        finally:
            for alias in ALIASES:
                connections[alias].close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()


def _dropping(name: str) -> sql.Composed:
    return sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))


def _copy(admin: str, name: str) -> None:
    with psycopg.connect(admin, autocommit=True) as link, (database.var() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        link.execute(_dropping(name))
        found = link.execute("select datname from pg_database where datname like 'trefoil_template_%'").fetchone()
        order = "create database {} template {} owner trefoil_owner"
        link.execute(sql.SQL(order).format(sql.Identifier(name), sql.Identifier(found[0] if found else "")))
    database.prepare(admin, name)
