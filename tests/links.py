"""Connections of the application's own roles, as `psql` would have them, for what a test does beside Django."""

from typing import Any

import psycopg
from django.conf import settings

LATER = 99999999999
"""When a token ends that is to outlast the test."""


def connect(alias: str = "default", **options: Any) -> psycopg.Connection[Any]:
    """Open one more connection to the database of the tests, or to another one that `dbname` names."""
    known = settings.DATABASES[alias]
    place = {"host": known["HOST"], "port": known["PORT"] or None, "dbname": known["NAME"]}
    who = {"user": known["USER"], "password": known["PASSWORD"] or None}
    return psycopg.connect(**(place | who | options))


def stamp_of(link: psycopg.Connection[Any]) -> str:
    """Return the stamp of the transaction that runs on a connection; what a token is good in."""
    found = link.execute("select transaction_stamp()").fetchone()
    return str(found[0]) if found else ""


def connect_as_owner(**options: Any) -> psycopg.Connection[Any]:
    """Open a connection with the hand of who owns the tables, which no wall holds back."""
    return connect("owner", options="-c role=trefoil_owner", **options)
