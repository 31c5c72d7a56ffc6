"""The proof that the grants in force are those that the facts give."""

from datetime import datetime
from uuid import UUID

from .actions import grants_of
from .rebuilding import batches
from .session import ask_refresher
from .types import Grant


class GrantsDiffer(Exception):
    """Grants in force differ from the facts; the text counts, and names nobody."""

    def __init__(self, differences: dict[UUID, int]) -> None:
        super().__init__(f"{sum(differences.values())} grants of {len(differences)} children differ from the facts")


def differences(*, at: datetime) -> dict[UUID, int]:
    """Return, per child, how many live grants differ between the table and the facts."""
    held = {UUID(row["child"]): set(row["held"]) for row in ask_refresher("held", moment=at)}
    counts = {
        child: len(held[child] ^ {_key(g) for g in grants if not g.period.starts_at or g.period.starts_at <= at})
        for batch in batches(list(held))
        for child, grants in grants_of(batch, at=at).items()
    }
    return {child: count for child, count in counts.items() if count}


def _key(grant: Grant) -> str:
    return f"{grant.person}|{grant.compartment}|{grant.column}|{grant.scope}|{grant.may}|{grant.basis}"
