"""`trefoil wall`: is every table with a child's records behind the wall?"""

from argparse import ArgumentParser, Namespace

from trefoil.ground.access import inspection


def add_arguments(parser: ArgumentParser) -> None:
    """Add nothing: the command takes no arguments."""


def run(options: Namespace) -> int:
    """Print a line per table and return 1 if there is any gap."""
    rows, gaps = inspection.tables(), inspection.connection_gaps()
    width = max((len(row.table) for row in rows), default=5)
    print(f"{'table':<{width}}  row security  forced  rows seen without a viewer")
    for row in rows:
        seen = row.refusal or row.seen
        print(f"{row.table:<{width}}  {_word(row.enabled):<12}  {_word(row.forced):<6}  {seen}")
        gaps += row.gaps()
    for gap in gaps:
        print(f"gap: {gap}")
    print(f"{len(rows)} tables, {len(gaps)} gaps")
    return 1 if gaps else 0


def _word(yes: bool) -> str:
    return "yes" if yes else "NO"
