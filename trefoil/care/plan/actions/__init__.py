"""What may be done with a plan: write a draft, sign it, share it with the school, propose a change."""

from .drafting import (
    add_accommodation,
    add_goal,
    add_strategy,
    change_accommodation,
    change_goal,
    change_strategy,
    draft,
    move_goal,
    remove_accommodation,
    remove_goal,
    remove_strategy,
    write_card,
)
from .places import prepare
from .proposing import answer, propose
from .sharing import acknowledge, publish
from .signing import go_on_without, sign, submit

__all__ = [
    "acknowledge",
    "add_accommodation",
    "add_goal",
    "add_strategy",
    "answer",
    "change_accommodation",
    "change_goal",
    "change_strategy",
    "draft",
    "go_on_without",
    "move_goal",
    "prepare",
    "propose",
    "publish",
    "remove_accommodation",
    "remove_goal",
    "remove_strategy",
    "sign",
    "submit",
    "write_card",
]
