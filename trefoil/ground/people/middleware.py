"""Nobody is anywhere without having signed in; staff not without a second factor; nobody stays who is idle."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

Respond = Callable[[HttpRequest], HttpResponse]
# Everything else needs a signed-in person: deny by default.
PUBLIC_VIEWS = {
    "healthz",
    "set_language",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "people:accept_invitation",
    "people:locked",
    "ui:gallery",
}
WITHOUT_SECOND_FACTOR = PUBLIC_VIEWS | {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "people:second_factor",
}


class IdleLockMiddleware:
    """End a session that nobody has used for a while; what was typed is kept as a draft on the server."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            last = request.session.get("last_seen", time.time())
            if time.time() - last > settings.IDLE_LOCK_SECONDS:
                logout(request)
                return redirect(f"{reverse('people:locked')}?{urlencode({'next': request.get_full_path()})}")
            if "HX-Poll" not in request.headers:
                request.session["last_seen"] = time.time()
        return self.get_response(request)


def own_language(request: HttpRequest) -> str:
    """Return the language a person reads best, unless they chose one on this device."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return ""
    return viewer.language if viewer.language in dict(settings.LANGUAGES) else ""


class SignedInMiddleware:
    """Let only public views answer strangers, and only the set-up of a second factor answer staff without one."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = own_language(request)
        if not language:
            return self.get_response(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in PUBLIC_VIEWS:
            return None
        if not request.viewer:  # type: ignore[attr-defined]
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        if name in WITHOUT_SECOND_FACTOR or not request.user.is_staff_member:  # type: ignore[union-attr]
            return None
        return None if is_mfa_enabled(request.user) else redirect("people:second_factor")
