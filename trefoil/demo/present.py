"""What stands on the table today: papers to sign, notes to finish, a referral that has come in."""

from datetime import datetime

from .opening import Program


def set_the_table(program: Program, until: datetime) -> None:
    """Leave each of the cast something that needs them now."""
