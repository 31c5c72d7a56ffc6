"""The cast: the same invented people in tests, demo, gallery and screenshots."""

from trefoil.demo.cast import EMAILS, PASSWORD, STAFF, TOTP_SECRET, Cast, assemble, open_accounts
from trefoil.demo.scenes import release_together

# Everybody who signs in, and the stranger who does not.
PARTS = (*STAFF, "mother", "father", "maya", "youth")
STRANGER = "stranger"

__all__ = [
    "EMAILS",
    "PARTS",
    "PASSWORD",
    "STRANGER",
    "TOTP_SECRET",
    "Cast",
    "assemble",
    "open_accounts",
    "release_together",
]
