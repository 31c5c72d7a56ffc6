"""Databases that live as long as a measurement."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from trefoil.config import database


@contextmanager
def short_lived(admin: str, name: str, *, leave: bool = False) -> Iterator[dict[str, str]]:
    """Give the environment of an empty database; drop it at the end."""
    _drop(admin, name)
    try:
        database.prepare(admin, name)
        yield os.environ | {
            "TREFOIL_DATABASE": name,
            "DJANGO_SETTINGS_MODULE": "trefoil.config.settings",
            "TREFOIL_DEMO": "1",
            "TREFOIL_DEBUG": "0",
        }
    finally:
        if leave:
            print(f"the database {name} is left standing", file=sys.stderr)
        else:
            _drop(admin, name)


def _drop(admin: str, name: str) -> None:
    with psycopg.connect(admin, autocommit=True) as link:
        link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def server_version(admin: str) -> str:
    """Return which PostgreSQL this is."""
    with psycopg.connect(admin, autocommit=True) as link:
        found = link.execute("show server_version").fetchone()
        return str(found[0]) if found else "?"


class Owner:
    """The owner of the tables, who writes fixtures past the actions."""

    def __enter__(self) -> "Owner":
        from django.db import connections

        self.link = connections["owner"]
        return self

    def __exit__(self, *trouble: object) -> None:
        self.link.close()

    def run(self, statement: str, *values: Any) -> None:
        """Run one statement."""
        with self.link.cursor() as cursor:
            cursor.execute(statement, values or None)

    def rows(self, statement: str, *values: Any) -> list[tuple]:
        """Return what a query finds."""
        with self.link.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall()

    @contextmanager
    def without_indexes(self, table: str) -> Iterator[None]:
        """Take a table's plain indexes away while millions of rows are written, and make them again."""
        found = self.rows(
            "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i"
            " where i.indrelid = %s::regclass and not i.indisunique and not i.indisexclusion",
            table,
        )
        for name, _ in found:
            self.run(f"drop index {name}")
        yield
        for _, definition in found:
            self.run(definition)
