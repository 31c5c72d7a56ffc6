"""What may be done with an evaluation: gather, conclude, sign."""

from ..places import prepare
from .concluding import diagnose, formulate, reconsider, support, take_back
from .gathering import ask_school, begin, contribute, observe, receive_records, request_records, tell, withdraw
from .signing import addend, cosign, have_read, sign

__all__ = [
    "addend",
    "ask_school",
    "begin",
    "contribute",
    "cosign",
    "diagnose",
    "formulate",
    "have_read",
    "observe",
    "prepare",
    "receive_records",
    "reconsider",
    "request_records",
    "sign",
    "support",
    "take_back",
    "tell",
    "withdraw",
]
