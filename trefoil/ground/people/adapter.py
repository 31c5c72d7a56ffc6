"""How sign-in is bent to the house: invitations only, second factors, one contact point per generation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from trefoil.ground.access import actions as access
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.clock import now


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        with seen_by(user.person_id):
            access.record(kind="sign_in", page="sign_in", by=user.person_id, at=now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/"


class MFAAdapter(DefaultMFAAdapter):
    """The name under which an authenticator app lists the account names no person."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)

    def get_totp_issuer(self) -> str:
        return "Trefoil"
