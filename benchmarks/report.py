"""The table, on the terminal and in docs/benchmarks.md."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

import django
import psutil

from benchmarks.measuring import Row

DOCS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEADINGS = ("", "at", "median ms", "p95 ms", "queries", "")
MINUTES = re.compile(r"about (\d+) minutes")
INTRODUCTION = """# What it costs

Measured by `make bench`, which takes about {minutes} minutes, writes this page, and drops the databases it has made.
`.venv/bin/python -m benchmarks --only feed` (or `import`, `pages`, `requests`) measures one part and keeps nothing;
`--keep` puts its lines in the place of those below.

**The ratios are what lasts.** Milliseconds belong to this machine on that day. What should stay true: a page asks as
many queries at 2,500 children as at 25 and takes about as long; the wall, in the form it has, costs what a filter
written by hand costs; and a policy that looks every row's grant up costs a hundred times that as soon as a page has no
child to start from.
"""
CLOSING = """
- *pages*: Django's test client in one process, the whole request with every middleware, `DEBUG` off, signed in with a
  second factor; 30 requests after a warm-up. *work* is processor time, which busy neighbors change less. *queries* are
  all statements that reach PostgreSQL: the session, the account, `set_config`, savepoints and the audit trail's entry
  included (not `begin` and `commit`). At 2,500 children the demo program stands there a hundred times, each with staff
  and families of its own; directors see them all.
- *feed*: 25,000 children, 2.5 million entries, 2,000 staff with 25 children each, grants as the rules make them.
  *In the database* is planning and running as `explain analyze` tells it, all statements of the question together.
- *import*: the command `trefoil import oneroster` as a process of its own; memory is that process's, not PostgreSQL's.
- *requests*: two web processes of four threads, eight clients on the same machine that keep their connections.
- The fixtures are written by SQL as the owner of the tables, past the product's actions; all that is measured runs as
  the application's role, behind the wall.
"""


def machine(postgresql: str) -> str:
    """Describe what it was measured on."""
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[1]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {psutil.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, "
        f"PostgreSQL {postgresql.split()[0]}, Python {platform.python_version()}, Django {django.get_version()}; "
        f"load before the start {load:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def table(rows: list[Row]) -> str:
    """Return the rows as one table, ready for a terminal and for Markdown."""
    cells = [HEADINGS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = ["| " + " | ".join(_padded(line, widths)) + " |" for line in cells]
    rule = "|" + "|".join(("-" * (w + 1) + ":") if 2 <= c <= 4 else "-" * (w + 2) for c, w in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    return (
        f"{row.part}: {row.what}",
        row.size,
        _number(row.median),
        _number(row.p95),
        str(row.queries or ""),
        row.note,
    )


def _number(milliseconds: float | None) -> str:
    if milliseconds is None:
        return ""
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.1f}"


def _padded(line: tuple[str, ...], widths: list[int]) -> list[str]:
    return [
        text.rjust(width) if 2 <= column <= 4 else text.ljust(width)
        for column, (text, width) in enumerate(zip(line, widths, strict=True))
    ]


def keep(rows: list[Row], machine: str, *, minutes: float, some: bool) -> None:
    """Write the page that keeps the last result; some new lines take the place of their part's old ones."""
    lines = table(rows).splitlines()
    if some and DOCS.exists():
        parts, old = {row.part for row in rows}, DOCS.read_text(encoding="utf-8")
        minutes = float(MINUTES.findall(old)[0])
        kept = [line for line in old.splitlines() if line.startswith("|")][2:]
        at = min((n for n, line in enumerate(kept) if _part(line) in parts), default=len(kept))
        others = [line for line in kept if _part(line) not in parts]
        lines[2:] = [*others[:at], *lines[2:], *others[at:]]
    head = INTRODUCTION.format(minutes=round(minutes) or 1)
    DOCS.write_text(f"{head}\n{machine}\n\n" + "\n".join(lines) + "\n" + CLOSING, encoding="utf-8")


def _part(line: str) -> str:
    return line[1:].split(":")[0].strip()
