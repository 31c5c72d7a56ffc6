"""The board: which tiles one sees, and what stands on each."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from trefoil.ground.access.types import Viewer
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people import queries as people
from trefoil.ground.people.models import Child

from . import queries
from .models import Episode, Rating

PAGE = 8


@dataclass(frozen=True)
class Tile:
    """One child on the board."""

    child_id: UUID
    name: str
    rating: Rating | None
    episode: Episode | None
    client_id: UUID

    @property
    def voice(self) -> str:
        """Return whose hard moment is running."""
        return self.episode.author.staff.organization.voice if self.episode else ""


@dataclass(frozen=True)
class Board:
    """Up to eight tiles, and the way to the others."""

    tiles: list[Tile]
    rooms: list[str]
    room: str
    newer: str
    older: str


def board(viewer: Viewer, at: datetime, *, room: str = "", page: int = 1, around: UUID | None = None) -> Board:
    """Return the tiles of a page of the viewer's children, or of the page that a child is on."""
    mine = list(people.children_of_team(viewer.person_id))
    rooms = sorted({child.room for child in mine if child.room})
    shown = [child for child in mine if child.room == room] if room in rooms else mine
    if around:
        page = next((n // PAGE + 1 for n, child in enumerate(shown) if child.pk == around), 1)
    page = min(max(page, 1), max(-(-len(shown) // PAGE), 1))
    first = (page - 1) * PAGE
    return Board(
        tiles=tiles(shown[first : first + PAGE], at),
        rooms=rooms if len(rooms) > 1 else [],
        room=room if room in rooms else "",
        newer=_query(room, page - 1) if page > 1 else "",
        older=_query(room, page + 1) if len(shown) > first + PAGE else "",
    )


def tiles(children: list[Child], at: datetime) -> list[Tile]:
    """Return the tiles of some children, with first names only, told apart by a letter where two share one."""
    ids = [child.pk for child in children]
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rated, running = queries.last_ratings(ids, midnight), queries.running(ids)
    called = Counter(child.person.called for child in children)
    return [
        Tile(
            child_id=child.pk,
            name=child.person.called if called[child.person.called] == 1 else child.person.short_name,
            rating=rated.get(child.pk),
            episode=running.get(child.pk),
            client_id=new_id(),
        )
        for child in children
    ]


def tile(child: Child, at: datetime) -> Tile:
    """Return one child's tile."""
    return tiles([child], at)[0]


def shown_children(board: Board) -> list[UUID]:
    """Return whom a board shows."""
    return [tile.child_id for tile in board.tiles]


def _query(room: str, page: int) -> str:
    asked: dict[str, Any] = {"room": room} if room else {}
    return "?" + urlencode(asked | {"page": page})
