"""The access matrix again, where something has ended, was taken back, forbidden, or is somebody's own."""

import pytest
from django.test import Client

from .access_matrix import COLUMNS, ROWS
from .addresses import PLAIN, arguments_of, path_of
from .asking import ask
from .scene import Stage
from .situation_table import ASKED, NOBODY
from .situations import SITUATIONS, Played, browser_of, played
from .test_access_matrix import body

A_FEW = 4


def about_a_child(stage: Stage, whose: str) -> list[str]:
    """Return the addresses that lead to something of a child's which the stage has."""
    hers = {name for name, made in vars(stage.of[whose]).items() if made is not None}
    there = {*hers, *stage.shared, *PLAIN}
    names = dict.fromkeys(row.partition("@")[0] for row in ROWS)
    return [name for name in names if (found := arguments_of(name)) & hers and found <= there and _row(name, whose)]


def _row(name: str, whose: str) -> str:
    """Return the row of the matrix that an address has, of Maya's if it can be."""
    return next((row for row in (name, f"{name}@{whose}") if row in ROWS), "")


def expected(name: str, whose: str, viewer: str, like: str, changes: dict[str, str]) -> str:
    """Return what somebody gets: what the situation changes, else what the matrix says of whom they are like."""
    if name in changes or like == NOBODY:
        return changes.get(name, "404")
    row = _row(name, whose)
    column = viewer if row != name and viewer in COLUMNS else like
    return ROWS[row][COLUMNS.index(column)]


def test_every_situation_is_asked_and_nothing_else() -> None:
    assert set(ASKED) == set(SITUATIONS)
    named = {name for viewers in ASKED.values() for _, changes in viewers.values() for name in changes}
    assert named <= {row.partition("@")[0] for row in ROWS}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_situation_opens_and_closes_what_it_says(situation: str, stage: Stage) -> None:
    wrong, telling = {}, []
    with played(stage, situation) as made:
        for viewer, (like, changes) in ASKED[situation].items():
            client = browser_of(viewer, made)
            for name in about_a_child(stage, made.whose):
                wanted = expected(name, made.whose, viewer, like, changes)
                got = str(ask(client, _path(name, stage, made)).status_code)
                if got != wanted:
                    wrong[f"{viewer} {name}"] = f"expected {wanted}, got {got}"
            closed = [name for name, status in changes.items() if status == "404"][:A_FEW]
            telling += [f"{viewer} {name}" for name in closed if _tells(client, name, stage, made)]
    assert wrong == {}
    assert telling == []


def _path(name: str, stage: Stage, made: Played, *, of_nothing: bool = False) -> str:
    return path_of(f"{name}@{made.whose}", stage, of_nothing=of_nothing)


def _tells(client: Client, name: str, stage: Stage, made: Played) -> bool:
    """Tell whether what was closed differs from what is not there."""
    closed, missing = (ask(client, _path(name, stage, made, of_nothing=nothing)) for nothing in (False, True))
    return closed.status_code != missing.status_code or body(closed) != body(missing)
