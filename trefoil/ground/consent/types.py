"""The words of releases."""

from enum import StrEnum


class Invited(StrEnum):
    """How inviting the person who is asked went."""

    NOT_NEEDED = "not_needed"
    SENT = "sent"
    NO_ADDRESS = "no_address"
    NOT_SENT = "not_sent"
