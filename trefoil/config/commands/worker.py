"""`trefoil worker`: does the jobs that actions have left behind."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many jobs may run at a time."""
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at a time (2)")
    parser.add_argument("--once", action="store_true", help="leave when no job is left")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop; a job begun is finished or, after 20 s, left for the next worker."""
    from django.core.management import call_command

    words = ["worker", f"--concurrency={options.concurrency}", "--shutdown-graceful-timeout=20"]
    if options.once:
        words.append("--one-shot")
    call_command("procrastinate", *words)
    return 0
