"""`trefoil demo load`: twenty-five children and a school year, played through the same actions as real life."""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from trefoil.ground.kit.clock import now
from trefoil.ground.people.models import Organization

from . import calendar, cast, classroom_year, clinic_year, plans, present
from .opening import Placed, Program, open_program

SEED = 25


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the seed, the day that is today, and how many children have a year behind them."""
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed tells the same story")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="the day on which the story stands")
    parser.add_argument("--quick", action="store_true", help="six weeks instead of a school year")


def run(options: argparse.Namespace) -> int:
    """Fill an empty database; one that is in use is left alone."""
    if Organization.objects.exists():
        print("There are organizations here already; the demo is for an empty database.", file=sys.stderr)
        return 2
    began = time.monotonic()
    until = now() if options.today is None else calendar.moment(options.today, 12)
    with transaction.atomic():
        program = load(until, Random(options.seed), weeks=6 if options.quick else 47)
    print(f"{len(program.placed)} children, {time.monotonic() - began:.0f} s")
    return 0


def load(until: datetime, chance: Random, *, weeks: int = 47) -> Program:
    """Play the whole story up to an instant."""
    today = timezone.localdate(until)
    days = calendar.school_days(today - timedelta(weeks=weeks), today)
    program = open_program(days[0])
    cast.open_accounts(program.cast)
    clinic_year.keep_watch(program, days[0], until)
    for number, placed in _shown(list(enumerate(program.placed))):
        _year(program, number, placed, days, until, Random(chance.random()))
    clinic_year.book_the_future(program, today, until)
    present.set_the_table(program, until)
    return program


def _year(program: Program, number: int, placed: Placed, days: list[date], until: datetime, chance: Random) -> None:
    absent = {day for day in days if chance.random() < placed.part.absent}
    first_plan = calendar.moment(days[min(8, len(days) - 1)], 10)
    plans.sign_and_share(program, placed, number, days[0], first_plan, chance)
    classroom_year.live_the_year(placed, days, absent, until, chance)
    clinic_year.live_the_year(program, number, placed, days, absent, until, chance)


def _shown(items: list[tuple[int, Placed]]) -> Iterator[tuple[int, Placed]]:
    """Go through the items with a line of progress where somebody watches."""
    for done, item in enumerate(items, 1):
        yield item
        if sys.stderr.isatty():
            print(f"\r{done} of {len(items)} children", end="\n" if done == len(items) else "", file=sys.stderr)
