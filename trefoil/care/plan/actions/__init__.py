"""What may be done with a plan: write a draft, sign it, share it with the school, propose a change and decide."""

from .dosing import (
    add_service,
    change_service,
    give_reason,
    link_diagnosis,
    remove_service,
    unlink_diagnosis,
)
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
from .priorities import drop_priority, name_priority
from .proposing import answer, approve, propose, remark, withdraw
from .sharing import acknowledge, publish
from .signing import go_on_without, sign, submit
from .starting import start_in_emergency
from .telling import confirm

__all__ = [
    "acknowledge",
    "add_accommodation",
    "add_goal",
    "add_service",
    "add_strategy",
    "answer",
    "approve",
    "change_accommodation",
    "change_goal",
    "change_service",
    "change_strategy",
    "confirm",
    "draft",
    "drop_priority",
    "give_reason",
    "go_on_without",
    "link_diagnosis",
    "move_goal",
    "name_priority",
    "prepare",
    "propose",
    "publish",
    "remark",
    "remove_accommodation",
    "remove_goal",
    "remove_service",
    "remove_strategy",
    "sign",
    "start_in_emergency",
    "submit",
    "unlink_diagnosis",
    "withdraw",
    "write_card",
]
