"""Whose voice an entry speaks in."""

from enum import StrEnum


class Voice(StrEnum):
    """School, clinic or home: every fact wears the leaf of whose voice it is."""

    SCHOOL = "school"
    CLINIC = "clinic"
    HOME = "home"
