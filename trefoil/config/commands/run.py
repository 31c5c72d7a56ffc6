"""`trefoil run`: everything, from an empty folder to the sign-in page."""

from __future__ import annotations

import argparse
import importlib
import os
import time

from trefoil.config import cli, database, supervise
from trefoil.config.commands import messages
from trefoil.config.commands.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether the demo program is wanted."""
    parser.add_argument("--no-demo", action="store_true", help="start with an empty program")


def run(options: argparse.Namespace) -> int:
    """Start everything and keep it up until Ctrl-C."""
    began = time.monotonic()
    supervise.check_port()
    with supervise.interruptible(), supervise.alone():
        try:
            with database.at_hand() as admin:
                demo = not options.no_demo and os.environ.get("TREFOIL_DEMO") != "0"
                prepare(admin, demo=demo)
                people = sign_ins() if demo else []
                children = [supervise.web(), supervise.worker()]
                supervise.supervise(children, ready=lambda: greet(time.monotonic() - began, people))
        except KeyboardInterrupt:
            print("\nTrefoil has stopped.")
    return 0


def prepare(admin: str, *, demo: bool) -> None:
    """Bring database, translations and demo program to where the pages need them."""
    database.prepare(admin, database.database_name())
    messages.compile_messages()
    cli.set_up_django()
    if applied := migrate():
        print(f"The database is ready: {applied} migrations applied.", flush=True)
    (database.var() / "static").mkdir(exist_ok=True)
    if demo and is_empty():
        load_demo()
    from django.db import connections

    connections.close_all()


def is_empty() -> bool:
    """Say whether nobody has used this database yet."""
    try:
        people = importlib.import_module("trefoil.ground.people.models")
    except ModuleNotFoundError:
        return False
    return not people.Organization.objects.exists()


def load_demo() -> None:
    """Load the demo program as `trefoil demo load` would."""
    began = time.monotonic()
    print("Loading the demo program; this takes a minute, once …", flush=True)
    try:
        load = importlib.import_module("trefoil.demo.load")
    except ModuleNotFoundError as missing:
        if missing.name not in {"trefoil.demo", "trefoil.demo.load"}:
            raise
        print("This installation comes without a demo program.")
        return
    parser = argparse.ArgumentParser()
    if hasattr(load, "add_arguments"):
        load.add_arguments(parser)
    load.run(parser.parse_args([]))
    print(f"The demo program is loaded ({time.monotonic() - began:.0f} s).", flush=True)


def greet(seconds: float, people: list[tuple[str, str, str, str]]) -> None:
    """Print where to go and as whom."""
    _, port = supervise.address()
    url = os.environ.get("TREFOIL_URL") or f"http://localhost:{port}"
    print(f"\nTrefoil is up after {seconds:.1f} s:  {url}\n")
    if people:
        rows = [("role", "e-mail", "password", "second factor"), *people]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
            print("  " + "  ".join(cells).rstrip())
        print("\nA code of the second factor, without a telephone:  .venv/bin/trefoil demo code")
    print("Ctrl-C stops everything.", flush=True)


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Give one sign-in per role of the demo program, if it is there."""
    try:
        cast = importlib.import_module("trefoil.demo.cast")
    except ModuleNotFoundError:
        return []
    return [(role, email, password, str(second or "")) for role, email, password, second in cast.sign_ins()]
