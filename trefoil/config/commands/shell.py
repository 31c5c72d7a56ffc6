"""`trefoil shell`: Python with the models at hand; without a viewer it sees no child."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is to be run instead of a prompt."""
    parser.add_argument("-c", "--command", help="run this and leave")


def run(options: argparse.Namespace) -> int:
    """Open the shell."""
    from django.core.management import call_command

    call_command("shell", command=options.command, verbosity=0)
    return 0
