"""How sign-in is bent to the house: invitations only, second factors, and a trail of who came in and who could not."""

import base64
import time
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trefoil.ground.access import actions as access
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit import vault
from trefoil.ground.kit.clock import now

from .models import Account

JUST_NOW_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Answer a closed account as a wrong password: who may not come in is not told why."""
        user: Any = super().authenticate(request, **credentials)
        if user and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session["began"] = time.time()
        with seen_by(user.person_id):
            access.record(kind="sign_in", page="sign_in", by=user.person_id, at=now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = Account.objects.filter(email__iexact=str(credentials.get("email") or "")).first()
        if account:
            with seen_by(account.person_id):
                access.record(kind="denied", page="sign_in", by=account.person_id, at=now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, unless somebody has just come in and adds their first second factor."""
        user = self.request.user
        came_in = [record["at"] for record in get_authentication_records(self.request, user)][-1:]
        if came_in and time.time() - came_in[0] < JUST_NOW_SECONDS and not _had_second_factor(user, came_in[0]):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_reset_password_from_key_url(self, key: str) -> str:
        # Never from the request's own host name, which is the asker's to choose.
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.PUBLIC_URL}{path}"


def _had_second_factor(user: Any, at: float) -> bool:
    return Authenticator.objects.filter(user=user, created_at__lt=datetime.fromtimestamp(at, UTC)).exists()


class MFAAdapter(DefaultMFAAdapter):
    """Second factors are kept encrypted, and the name an authenticator app shows names no person."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)

    def get_totp_issuer(self) -> str:
        return "Trefoil"

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal(text.encode(), secret=settings.SECRET_KEY, bound_to="mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
        return vault.unseal(base64.b64decode(encrypted_text), secrets_=secrets, bound_to="mfa").decode()
