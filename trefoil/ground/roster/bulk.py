"""Writes many rows of one table in one statement, without making a model of each."""

from typing import Any

from django.db import connection
from django.db.models import Field, Model

Columns = dict[str, Any]
"""One row by column."""


def upsert(model: type[Model], rows: list[Columns], unique: list[str]) -> None:
    """Insert rows; where one with the same unique fields is there, bring it up to date."""
    fields = [f for f in model._meta.concrete_fields if f.column in rows[0]]
    columns = [_Column(field, rows) for field in fields]
    keys = [_quoted(_column_of(model, name)) for name in unique]
    names = [column.name for column in columns]
    fresh = [f"{name} = excluded.{name}" for name in names if name not in (*keys, '"id"')]
    # Every part is the name of a table, a column or a type of ours; the values are bound.
    statement = (
        f"insert into {_quoted(model._meta.db_table)} ({', '.join(names)})"  # noqa: S608
        f" select {', '.join(c.read for c in columns)}"
        f" from unnest({', '.join(c.bound for c in columns)}) as row({', '.join(names)})"
        f" on conflict ({', '.join(keys)}) do update set {', '.join(fresh)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [column.values for column in columns])


class _Column:
    """One column of many rows, bound as one array."""

    def __init__(self, field: "Field[Any, Any]", rows: list[Columns]) -> None:
        kind = str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))
        column = str(field.column)
        self.name = _quoted(column)
        self.values: list[Any] = [row[column] for row in rows]
        self.read, self.bound = f"row.{self.name}", f"%s::{kind}[]"
        if kind.endswith("[]"):
            # Unnesting takes arrays of arrays apart, so that each goes in as a text of its own.
            self.values = [_literal(value) for value in self.values]
            self.read, self.bound = f"row.{self.name}::{kind}", "%s::text[]"


def _column_of(model: type[Model], name: str) -> str:
    return str(next(f.column for f in model._meta.concrete_fields if f.name == name))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _literal(texts: tuple[str, ...]) -> str:
    """Return texts as PostgreSQL writes an array of them."""
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in escaped) + "}"
