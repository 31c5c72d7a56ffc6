"""`trefoil demo code`: the demo staff's second factor, for who has no authenticator at hand."""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import re
import struct
import time

from trefoil.config.commands.run import sign_ins

STEP_SECONDS = 30
SECRET = re.compile(r"[A-Z2-7]{16,}=*")


def run(options: argparse.Namespace) -> int:
    """Print the code of each secret that the demo's people share."""
    at = time.time()
    secrets = {found.group() for row in sign_ins() if (found := SECRET.search(row[3]))}
    for secret in sorted(secrets):
        left = STEP_SECONDS - int(at) % STEP_SECONDS
        print(f"{code(secret, at=at)}  for another {left} s, once for each person")
    if not secrets:
        print("the demo program has no second factor")
    return 0


def code(secret: str, *, at: float) -> str:
    """Compute the six digits that an authenticator shows at a time (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(at) // STEP_SECONDS)
    digest = hmac.new(key, counter, hashlib.sha1).digest()  # what authenticators compute
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
