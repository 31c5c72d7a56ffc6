"""The one way in which a command gives up."""


class Halt(Exception):
    """Stops a command with one line that says what is wrong and what to do."""
