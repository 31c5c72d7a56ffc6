"""`trefoil manage …`: Django's own commands."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything as it comes."""
    parser.add_help = False
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.prefix_chars = "\0"  # nothing is an option of ours


def run(options: argparse.Namespace) -> int:
    """Hand the words to Django."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["trefoil manage", *options.words])
    return 0
