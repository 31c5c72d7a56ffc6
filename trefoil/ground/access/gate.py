"""The gate: every page about a child enters here; it decides, and logs both reads and denials."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest

from . import actions
from .session import look_at_one
from .types import Basis, Category, Scope

_WIDTH = {Scope.FULL: 3, Scope.MINIMUM: 2, Scope.CARD: 1, Scope.OWN: 0}


@dataclass(frozen=True)
class Sight:
    """What one viewer may see of one child now: per category the widest scope and its bases."""

    child_id: UUID
    scopes: dict[Category, frozenset[Scope]]
    bases: dict[Category, frozenset[Basis]]
    writable: frozenset[Category]
    column: str
    hides_location: bool = False
    """No place and no time may reach this viewer: an order of no contact, or a home that is Safe at Home."""

    def sees(self, category: Category) -> bool:
        """Tell whether anything of the category is open."""
        return category in self.scopes

    def scope(self, category: Category) -> Scope | None:
        """Return the widest scope in which the category is open."""
        return max(self.scopes.get(category, ()), key=_WIDTH.__getitem__, default=None)

    def sees_fully(self, category: Category) -> bool:
        """Tell whether some compartment of the category is open in full."""
        return self.scope(category) == Scope.FULL

    def writes(self, category: Category) -> bool:
        """Tell whether the viewer may write in some compartment of the category."""
        return category in self.writable

    @property
    def by_break_glass(self) -> bool:
        """Tell whether an emergency is what opens this child to the viewer."""
        return any(Basis.BREAK_GLASS in bases for bases in self.bases.values())


_GRANTS = """
select category, scope, basis, may, compartment_id, "column", hides_location from access_grant
where person_id = (select viewer()) and child_id = %s
  and (starts_at is null or starts_at <= (select viewed_at())) and (ends_at is null or (select viewed_at()) < ends_at)
"""


def sight_of(child_id: UUID) -> tuple[Sight, dict[Category, set[int]]]:
    """Return what the present viewer may see of a child, and the compartments by category."""
    scopes: dict[Category, set[Scope]] = {}
    bases: dict[Category, set[Basis]] = {}
    numbers: dict[Category, set[int]] = {}
    writable, columns, hides = set(), set(), False
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS, [child_id])
        for name, scope, basis, may, number, column, hidden in cursor.fetchall():
            category = Category(name)
            scopes.setdefault(category, set()).add(Scope(scope))
            bases.setdefault(category, set()).add(Basis(basis))
            numbers.setdefault(category, set()).add(number)
            columns.add(column)
            hides = hides or hidden
            if may == "write":
                writable.add(category)
    sight = Sight(
        child_id=child_id,
        scopes={k: frozenset(v) for k, v in scopes.items()},
        bases={k: frozenset(v) for k, v in bases.items()},
        writable=frozenset(writable),
        column=min(columns, default=""),
        hides_location=hides,
    )
    return sight, numbers


def enter(
    request: HttpRequest,
    child_id: UUID | str,
    *,
    page: str,
    categories: Iterable[Category],
    alone: bool = False,
    only: int | None = None,
) -> Sight:
    """Let the viewer in to a page about a child, or raise 404; either way it is logged.

    Args:
        request: the request, whose viewer the middleware has set.
        child_id: whose record it is.
        page: the name of the page, as it stands in the log.
        categories: what the page can show; one open category is enough to enter.
        alone: nothing of another child belongs on the page, so the wall hides all others until it is answered;
            such a page costs whoever sees thousands of children no more than whoever sees eight.
        only: the one compartment that the page shows; a caregiver who reads who looked learns of that one alone.
    """
    asked = set(categories)
    sight, numbers = sight_of(UUID(str(child_id)))
    open_now = asked & set(sight.scopes)
    if not open_now:
        deny(request, page=page, child_id=UUID(str(child_id)), categories=asked)
    request.sight = sight  # type: ignore[attr-defined]
    # Of what is open by authorship alone a page of many kinds shows nothing, and the family is not told otherwise.
    wider = {category for category in open_now if sight.scope(category) != Scope.OWN}
    shown = wider or open_now
    read = {c: {only} if only else numbers[c] for c in shown if only is None or only in numbers[c]}
    _log(request, page, [sight.child_id], sight, shown if only is None else set(read), read)
    if alone:
        look_at_one(sight.child_id)
    return sight


def _log(
    request: HttpRequest,
    page: str,
    children: list[UUID],
    sight: Sight,
    open_now: set[Category],
    numbers: dict[Category, set[int]],
) -> None:
    actions.record(
        kind="read",
        page=page,
        by=request.viewer.person_id,  # type: ignore[attr-defined]
        at=request.at,  # type: ignore[attr-defined]
        children=children,
        categories=sorted(open_now),
        compartments=sorted(n for c in open_now for n in numbers[c]),
        bases=sorted({b for c in open_now for b in sight.bases[c]}),
    )


def deny(request: HttpRequest, *, page: str, child_id: UUID | None, categories: Iterable[Category] = ()) -> Any:
    """Log a denial and answer as for a thing that is not there."""
    request.denial = {  # type: ignore[attr-defined]
        "page": page,
        "children": [child_id] if child_id else [],
        "categories": sorted(categories),
    }
    raise Http404


def children_in_sight(
    request: HttpRequest,
    *,
    page: str,
    children: Iterable[UUID],
    categories: Iterable[Category],
    only: Iterable[int] | None = None,
) -> None:
    """Log that a list about several children was shown; what it may hold, the policies have decided.

    Args:
        only: the compartments of the rows on the page, where the page shows no more than those.
    """
    shown = list(children)
    if shown:
        actions.record(
            kind="read",
            page=page,
            by=request.viewer.person_id,  # type: ignore[attr-defined]
            at=request.at,  # type: ignore[attr-defined]
            children=shown,
            categories=sorted(categories),
            compartments=_open_compartments_of(shown, list(categories)) if only is None else sorted(set(only)),
        )


def _open_compartments_of(children: list[UUID], categories: list[Category]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(array_agg(distinct compartment_id), '{}') from access_grant"
            " where person_id = (select viewer()) and child_id = any(%s) and category = any(%s)"
            " and (starts_at is null or starts_at <= (select viewed_at()))"
            " and (ends_at is null or (select viewed_at()) < ends_at)",
            [children, [str(c) for c in categories]],
        )
        return cursor.fetchone()[0]
