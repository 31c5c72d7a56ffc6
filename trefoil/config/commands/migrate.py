"""`trefoil migrate`: roles, database, tables."""

from __future__ import annotations

import argparse

from trefoil.config import database


def run(options: argparse.Namespace) -> int:
    """Prepare the database and bring its tables up to this version."""
    database.prepare(database.admin_dsn(), database.database_name())
    applied = migrate()
    print(f"{applied} migrations applied" if applied else "the database is up to date")
    return 0


def migrate() -> int:
    """Apply what is missing, as the owner of the tables; say how many migrations that was."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    owner = connections["owner"]
    try:
        executor = MigrationExecutor(owner)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            call_command("migrate", database="owner", interactive=False, verbosity=0)
    finally:
        owner.close()
    if missing:
        judge_anew()
    return len(missing)


def judge_anew() -> None:
    """Rebuild every grant: a new version may know other rules, and jobs that read what none had to read before."""
    from trefoil.ground.access.rebuilding import rebuild
    from trefoil.ground.kit.clock import now

    rebuild(at=now(), report=lambda done, of: None)
