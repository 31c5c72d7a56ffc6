"""The disclosure rules: pure functions of the facts, the law and an instant.

`judge` answers one question; `answer` dresses it for the `decide` command; `grants_for` asks it for every viewer and
compartment of a child and gives what PostgreSQL enforces. One piece of code, two doors.
"""

from .answers import Answer, answer
from .glass import BREAK_GLASS_LASTS, may_break_glass, why_not_break_glass
from .grants import column_of, grants_for, grants_in
from .judge import judge
from .moment import Moment, Verdict
from .reasons import reason

__all__ = [
    "BREAK_GLASS_LASTS",
    "Answer",
    "Moment",
    "Verdict",
    "answer",
    "column_of",
    "grants_for",
    "grants_in",
    "judge",
    "may_break_glass",
    "reason",
    "why_not_break_glass",
]
