"""A cache in the database that holds JSON: Django's own holds pickles, and who can write a pickle can run a program."""

import json
from collections.abc import Callable
from types import FunctionType
from typing import Any, cast

from django.core.cache.backends import db


class Plain:
    """What Django's cache takes for `pickle`."""

    @staticmethod
    def dumps(value: Any, _protocol: int) -> bytes:
        """Write a value as JSON; what is no JSON is refused."""
        return json.dumps(value).encode()

    @staticmethod
    def loads(written: bytes) -> Any:
        """Read a value; what is no JSON is as if it were not there."""
        try:
            return json.loads(written)
        except ValueError:
            return None


def _plainly(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return one of Django's methods as it is, but for the name `pickle`."""
    source = cast("FunctionType", method)
    names = {**source.__globals__, "pickle": Plain}
    return FunctionType(source.__code__, names, source.__name__, source.__defaults__, source.__closure__)


class PlainCache(db.DatabaseCache):
    """Django's database cache, without pickles."""

    get_many = _plainly(db.DatabaseCache.get_many)
    _base_set = _plainly(db.DatabaseCache._base_set)  # type: ignore[attr-defined]
