"""What the process signs and the database verifies: HMAC-SHA-256 over a purpose, one transaction and what is said."""

import hashlib
import hmac

BLOCK = 64


def mac(key: str, *, purpose: str, stamp: str, said: str) -> str:
    """Return the code under which the database takes `said` for `purpose`, in the transaction of the stamp alone."""
    return hmac.new(key.encode(), f"{purpose}\n{stamp}\n{said}".encode(), hashlib.sha256).hexdigest()


def pads(key: str) -> tuple[bytes, bytes]:
    """Return the two blocks of HMAC that are hashed before the message and before the inner hash."""
    raw = key.encode()
    block = (hashlib.sha256(raw).digest() if len(raw) > BLOCK else raw).ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
