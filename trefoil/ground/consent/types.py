"""The words of releases."""

from enum import StrEnum


class Invited(StrEnum):
    """How inviting the person who is asked went."""

    NOT_NEEDED = "not_needed"
    SENT = "sent"
    NO_ADDRESS = "no_address"
    NOT_SENT = "not_sent"


class Reach(StrEnum):
    """Whom a release reaches: all of an organization, one role in it, or one person."""

    ORGANIZATION = "organization"
    ROLE = "role"
    PERSON = "person"


class Capacity(StrEnum):
    """In which capacity somebody signs."""

    PARENT = "parent"
    COURT = "court"
    YOUTH = "youth"
    ADULT = "adult"


class EndEvent(StrEnum):
    """What may end a release before its last day."""

    LEAVES_PROGRAM = "leaves_program"
    SERVICE_ENDS = "service_ends"
    EVALUATION_DONE = "evaluation_done"


class Says(StrEnum):
    """What somebody who decides for the child answered."""

    ALLOW = "allow"
    REFUSE = "refuse"


class RevokedHow(StrEnum):
    """In which way a release was ended."""

    PORTAL = "portal"
    SPOKEN = "spoken"
    WRITTEN = "written"
