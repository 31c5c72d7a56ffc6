"""`trefoil demo load`: twenty-five children and a school year, played through the same actions as real life."""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.db import connection, connections, transaction
from django.utils import timezone

from trefoil.ground.kit.clock import now
from trefoil.ground.people.models import Organization

from . import calendar, cast, classroom_year, clinic_year, confidential, evaluations, plans, present, together
from .opening import Placed, Program, open_program

SEED = 25
SCHOOL_YEAR_WEEKS = 44
QUICK_WEEKS = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the seed, the day that is today, and how long the story is."""
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed tells the same story")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="the day on which the story stands")
    parser.add_argument("--quick", action="store_true", help="six weeks instead of a school year")


def run(options: argparse.Namespace) -> int:
    """Fill an empty database; one that is in use is left alone."""
    if Organization.objects.exists():
        print("trefoil demo load: there are organizations here already; see `trefoil demo reset`", file=sys.stderr)
        return 2
    began = time.monotonic()
    until = now() if options.today is None else calendar.moment(options.today, 12)
    weeks = QUICK_WEEKS if options.quick else SCHOOL_YEAR_WEEKS
    number = load(until, Random(options.seed), weeks=weeks)
    print(f"{number} children, {time.monotonic() - began:.0f} s")
    return 0


@dataclass(frozen=True)
class Year:
    """One child's year: everything that is needed to play it, in any process."""

    program: Program
    number: int
    days: list[date]
    until: datetime
    seed: float

    @property
    def placed(self) -> Placed:
        """Return the child whose year it is."""
        return self.program.placed[self.number]


def load(until: datetime, chance: Random, *, weeks: int = SCHOOL_YEAR_WEEKS) -> int:
    """Play the whole story up to an instant; return the number of children."""
    today = timezone.localdate(until)
    days = calendar.days_of_story(today, weeks)
    with transaction.atomic():
        program = open_program(days[0])
        cast.open_accounts(program.cast)
        clinic_year.keep_watch(program, days[0], until)
        clinic_year.book_the_year(program, days)
        confidential.sign_lines(program, days[0])
    _play([Year(program, n, days, until, chance.random()) for n in range(len(program.placed))])
    with transaction.atomic():
        confidential.start_jonahs(program, until)
        present.set_the_table(program, until)
        evaluations.look_into(program, until)
    return len(program.placed)


def _play(years: list[Year]) -> None:
    """Play the years side by side, a process for each core: each year is one child's and meets no other."""
    connections.close_all()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as pool:
        _watch((done.result() for done in as_completed([pool.submit(_live, year) for year in years])), len(years))


def _live(year: Year) -> None:
    chance = Random(year.seed)
    # A demo may lose its last moments in a crash: waiting for the disk at every step would double its time.
    connection.cursor().execute("set synchronous_commit = off")
    absent = {day for day in year.days if chance.random() < year.placed.part.absent}
    plans.plan_the_year(year.program, year.placed, year.number, year.days, chance)
    classroom_year.live_the_year(year.placed, year.days, absent, year.until, chance)
    clinic_year.live_the_year(year.program, year.number, year.placed, year.days, absent, year.until, chance)
    if year.number % 3 == 0:
        together.look_together(year.program, year.placed, year.until)


def _watch(steps: Iterable[None], total: int) -> None:
    for done, _ in enumerate(steps, 1):
        if sys.stderr.isatty():
            print(f"\r{done} of {total} children", end="\n" if done == total else "", file=sys.stderr)
