"""A refusal is a sentence: the rule that finds a reason, the error and the words on the screen."""


class Refused(Exception):
    """An action that may not happen now; its text is the sentence shown to the person."""

    def __init__(self, reason: object) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse_if(reason: object | None) -> None:
    """Raise `Refused` with the reason, unless there is none."""
    if reason:
        raise Refused(reason)
