"""The words of people."""

from enum import StrEnum


class Kind(StrEnum):
    """What a person is to the program."""

    CHILD = "child"
    CAREGIVER = "caregiver"
    STAFF = "staff"
    SYSTEM = "system"


class Relationship(StrEnum):
    """What a caregiver is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GRANDPARENT = "grandparent"
    STEPPARENT = "stepparent"
    FOSTER_PARENT = "foster_parent"
    OTHER = "other"


class ContactKind(StrEnum):
    """How a person is reached."""

    EMAIL = "email"
    PHONE = "phone"


class Decision(StrEnum):
    """What was decided about a caregiver's entry."""

    AUTHORITY = "authority"
    ENDED = "ended"


class AccountState(StrEnum):
    """Whether a person can sign in."""

    NONE = "none"
    INVITED = "invited"
    EXPIRED = "expired"
    OPEN = "open"
    SIGNED_IN = "signed_in"
    CLOSED = "closed"
