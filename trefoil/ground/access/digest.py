"""A digest of grants, in the words in which the function `grants_digest` of the database has it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import md5

from .types import Grant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def digest(grants: Iterable[Grant]) -> str:
    """Return the digest of a child's grants, in whatever order they come."""
    return md5("\n".join(sorted(set(map(_line, grants)))).encode(), usedforsecurity=False).hexdigest()


def _line(g: Grant) -> str:
    return (
        f"{g.compartment} {g.person} {g.column} {g.scope} {g.may} {g.basis} {_instant(g.period.starts_at)}"
        f" {_instant(g.period.ends_at)} {g.source or '-'} {int(g.hides_location)} {g.stands_in_for or '-'}"
    )


def _instant(at: datetime | None) -> int | str:
    return (at - _EPOCH) // _MICROSECOND if at else "-"
