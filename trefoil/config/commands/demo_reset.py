"""`trefoil demo reset`: the demo program as it was on the first day."""

from __future__ import annotations

import argparse
import os
import shutil

from psycopg import connect, sql

from trefoil.config import database, supervise
from trefoil.config.commands import run as everything
from trefoil.config.halt import Halt


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the word that makes it happen where the data may be real."""
    parser.add_argument("--yes", action="store_true", help="also throw away a database of DATABASE_URL")


def run(options: argparse.Namespace) -> int:
    """Throw the database and its documents away, and load the demo program again."""
    name = database.database_name()
    if os.environ.get("DATABASE_URL") and not options.yes:
        raise Halt(f"this would throw away all of the database {name}; add --yes if you mean it")
    with supervise.alone(), database.at_hand() as admin:
        with connect(admin, autocommit=True, dbname=_another_than(name)) as link:
            order = sql.SQL("drop database if exists {} with (force)")
            link.execute(order.format(sql.Identifier(name)))
        shutil.rmtree(database.var() / "documents", ignore_errors=True)
        (database.var() / "newest-seal").unlink(missing_ok=True)
        everything.prepare(admin, demo=True)
    return 0


def _another_than(name: str) -> str:
    """Give a database to stand in while the other one is dropped."""
    return "template1" if name == "postgres" else "postgres"
