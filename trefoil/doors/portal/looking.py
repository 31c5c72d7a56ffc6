"""Who looked, as the family reads it: by week, by person, by place, a page at a time."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import pgettext

from trefoil.ground.access.gate import sight_of
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Child
from trefoil.ground.requests import looks
from trefoil.ground.requests.looks import Asked, Week

SIDES = ("school", "clinic", "emergency")


@dataclass(frozen=True)
class Looked:
    """One child's part of the page."""

    child: Child
    asked: dict[str, str]
    people: list[tuple[str, str]]
    weeks: list[Week]
    may_tell: bool
    hides_places: bool
    newer: str
    older: str


def day_format() -> str:
    """Return how a day is written in a sentence."""
    return pgettext("date format", "F j")


def looked_at(child: Child, wanted: QueryDict) -> Looked:
    """Return who looked at one child's record, as far as what was asked is about this child."""
    mine = wanted if wanted.get("child") == str(child.pk) else QueryDict()
    person, side, page = _person(mine), mine.get("side", ""), _page(mine)
    side = side if side in SIDES else ""
    found, people, more = looks.looks(child.pk, Asked(person=person, side=side, page=page))
    sight = sight_of(child.pk)[0]
    asked = {"child": str(child.pk), "person": str(person or ""), "side": side}
    return Looked(
        child=child,
        asked=asked,
        people=people,
        weeks=looks.by_week(found),
        may_tell=Category.CONSENTS in sight.scopes,
        hides_places=sight.hides_location,
        newer=f"?{urlencode(asked | {'page': page - 1})}" if page > 1 else "",
        older=f"?{urlencode(asked | {'page': page + 1})}" if more else "",
    )


def _person(wanted: QueryDict) -> UUID | None:
    try:
        return UUID(wanted.get("person", ""))
    except ValueError:
        return None


def _page(wanted: QueryDict) -> int:
    number = wanted.get("page", "1")
    return min(int(number), 1000) if number.isdecimal() and int(number) else 1
