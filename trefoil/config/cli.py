"""The command `trefoil`: finds a command's module, and turns every failure into one line."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import logging
import os
import sys
import traceback
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from trefoil import __version__
from trefoil.config import database
from trefoil.config.halt import Halt

REFUSED = 2
INTERRUPTED = 130


@dataclass(frozen=True)
class Command:
    """Where a command lives, what it is for, and what has to be up before it runs.

    Its module offers `run(options) -> int` and, when it takes any, `add_arguments(parser)`.
    """

    module: str
    summary: str
    needs: str = "database"  # or "django", or "nothing"


COMMANDS: dict[str, Command] = {
    "run": Command(
        "trefoil.config.commands.run",
        "start everything: database, pages, worker; Ctrl-C stops it",
        needs="nothing",
    ),
    "migrate": Command("trefoil.config.commands.migrate", "bring the database up to this version"),
    "web": Command("trefoil.config.commands.web", "serve the pages, without worker", "nothing"),
    "worker": Command("trefoil.config.commands.worker", "work through the jobs"),
    "wall": Command(
        "trefoil.ground.access.commands.wall",
        "check that no table with a child's records can be read without a viewer",
    ),
    "grants": Command("trefoil.ground.access.commands.grants", "rebuild every grant from the facts"),
    "decide": Command("trefoil.ground.access.commands.decide", "judge a file of facts: decide FACTS.json", "nothing"),
    "score": Command(
        "trefoil.care.instruments.commands.score",
        "score an answered questionnaire: score QUESTIONNAIRE.json RESPONSE.json",
        "nothing",
    ),
    "specify": Command(
        "trefoil.care.instruments.commands.specify",
        "say how a questionnaire is scored, or why it cannot be: specify QUESTIONNAIRE.json",
        "nothing",
    ),
    "audit": Command("trefoil.ground.access.commands.audit", "verify the seals of the audit trail"),
    "import": Command("trefoil.doors.exchange.commands.oneroster", "bring in a roster: import oneroster FOLDER"),
    "demo load": Command("trefoil.demo.load", "fill an empty database with the demo program"),
    "demo reset": Command(
        "trefoil.config.commands.demo_reset",
        "throw the database away and load the demo again",
        needs="nothing",
    ),
    "demo code": Command("trefoil.config.commands.demo_code", "show the demo staff's second factor", needs="django"),
    "messages": Command("trefoil.config.commands.messages", "compile the translations", needs="nothing"),
    "shell": Command("trefoil.config.commands.shell", "open Python with the models at hand"),
    "manage": Command("trefoil.config.commands.manage", "pass the rest on to Django"),
}


class OneLineParser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments."""
        raise Halt(f"{message}; see `{self.prog} --help`")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] in {"-h", "--help", "help"}:
        print(_listing())
        return 0
    if given[0] in {"-V", "--version"}:
        print(f"trefoil {__version__}")
        return 0
    name = _name(given)
    try:
        return _run(name, given)
    except Halt as halt:
        return _refuse(name or given[0], str(halt))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as trouble:
        return _refuse(name or given[0], _in_words(trouble))


def _listing() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(["trefoil COMMAND [--help]", "", *lines])


def _name(given: list[str]) -> str:
    """Find the command that is meant: its first word, or its first two."""
    pair = " ".join(given[:2])
    return pair if pair in COMMANDS else given[0] if given[0] in COMMANDS else ""


def _run(name: str, given: list[str]) -> int:
    if not name:
        known = [known for known in COMMANDS if known.startswith(f"{given[0]} ")]
        wanted = f"say one of: {', '.join(known)}" if known else "`trefoil --help` lists them all"
        raise Halt(f"there is no such command; {wanted}")
    command = COMMANDS[name]
    with ExitStack() as stack:
        # Asking for help needs no database.
        asks_for_help = {"-h", "--help"} & set(given) and name != "manage"
        if command.needs == "database" and not asks_for_help:
            stack.enter_context(database.at_hand())
        if command.needs != "nothing":
            set_up_django()
        module = _module(command.module)
        parser = OneLineParser(prog=f"trefoil {name}", description=command.summary)
        if hasattr(module, "add_arguments"):
            module.add_arguments(parser)
        words = given[len(name.split()) :]
        options = parser.parse_args(words)
        return int(module.run(options) or 0)


def set_up_django() -> None:
    """Load the settings and the models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trefoil.config.settings")
    import django

    django.setup()


def _module(path: str):  # type: ignore[no-untyped-def]
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as missing:
        if missing.name and path.startswith(missing.name):
            raise Halt("this installation comes without that command") from missing
        raise


def _refuse(name: str, sentence: str) -> int:
    print(f"trefoil {name}: {' '.join(sentence.split())}", file=sys.stderr)
    return REFUSED


def _in_words(trouble: Exception) -> str:
    """Put a failure into one line; what nobody foresaw goes to the log, and the line says so."""
    for known in (_refusal, _database_trouble):
        if sentence := known(trouble):
            return sentence
    where = log_failure(trouble)
    if isinstance(trouble, OSError) and trouble.strerror:
        place = f" ({trouble.filename})" if trouble.filename else ""
        return f"{trouble.strerror}{place}; details in {where}"
    return f"something went wrong that should not ({type(trouble).__name__}); details in {where}"


def _refusal(trouble: Exception) -> str:
    with suppress(ImportError):
        from django.core.management import CommandError

        from trefoil.ground.kit.refusal import Refused

        if isinstance(trouble, Refused | CommandError):
            return str(trouble)
    return ""


def _database_trouble(trouble: Exception) -> str:
    with suppress(ImportError):
        from django.db import OperationalError, ProgrammingError

        reason = (str(trouble).splitlines() or [""])[0].rsplit("failed: ", 1)[-1]
        not_prepared = "does not exist" in reason or "password authentication" in reason
        if isinstance(trouble, OperationalError | ProgrammingError) and not_prepared:
            return f"the database is not up to date ({reason}); run `trefoil migrate`"
        if isinstance(trouble, OperationalError):
            return f"the database does not answer ({reason}); start it and try again"
    return ""


def log_failure(trouble: BaseException) -> Path | str:
    """Write a failure with its whole story into the log file, and say where that is."""
    path = database.var() / "log" / "trefoil.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {sys.argv[1:2]}\n")
            log.write("".join(traceback.format_exception(trouble)) + "\n")
    except OSError:
        logging.getLogger("trefoil").exception("A command failed", exc_info=trouble)
        return "the lines above"
    return path


if __name__ == "__main__":
    sys.exit(main())
