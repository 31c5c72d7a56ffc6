"""Referring a child, answering, ordering the waiting list, enrolling, welcoming the family."""

from .answering import accept, ask_release, decline, withdraw
from .placing import end, enroll, reorder
from .referring import open_program, send
from .telling import notice

__all__ = [
    "accept",
    "ask_release",
    "decline",
    "end",
    "enroll",
    "notice",
    "open_program",
    "reorder",
    "send",
    "withdraw",
]
