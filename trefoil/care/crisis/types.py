"""The words of a crisis."""

from enum import IntEnum


class Level(IntEnum):
    """How grave it is: watched, help is called, danger to life."""

    WATCHED = 1
    HELP_CALLED = 2
    DANGER = 3
