"""In a demonstration, and there alone, the sign-in page says who can sign in and what the code is."""

from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .cast import TOTP_SECRET, sign_ins


def sign_in_help(request: HttpRequest) -> dict[str, Any]:
    """Return the demo's sign-ins on the sign-in page, and the present code on the page that asks for it."""
    if not settings.DEMO:
        return {}
    if request.path == reverse("account_login"):
        return {"demo_sign_ins": sign_ins()}
    if request.path == reverse("mfa_authenticate"):
        return {"demo_code": present_code()}
    return {}


def present_code() -> str:
    """Return the six digits that the demo's authenticator shows now."""
    return format_hotp_value(hotp_value(TOTP_SECRET, next(iter(yield_hotp_counters_from_time()))))
