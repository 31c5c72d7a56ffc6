"""Nobody is anywhere without having signed in; staff not without a second factor; nobody stays who is idle."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from trefoil.ground.access.session import on_our_word

Respond = Callable[[HttpRequest], HttpResponse]
# Everything else needs a signed-in person: deny by default.
PUBLIC_VIEWS = {
    "healthz",
    "set_language",
    "instruments:open_link",
    "instruments:link_answer",
    "instruments:link_question",
    "instruments:link_sheet",
    "instruments:link_finish",
    "instruments:link_decline",
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
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def away(request: HttpRequest, url: str) -> HttpResponse:
    """Send a browser to another page, from which it can come back to the page it shows now."""
    target = f"{url}?{urlencode({'next': _page_shown(request)})}"
    # A fragment's request would follow a plain redirect and put the sign-in page into the middle of the old page.
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)  # type: ignore[attr-defined]


def _page_shown(request: HttpRequest) -> str:
    if request.htmx:  # type: ignore[attr-defined]
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    own = came_from.netloc == request.get_host() and came_from.path.startswith("/")
    return came_from.path + (f"?{came_from.query}" if came_from.query else "") if own else "/"


class IdleLockMiddleware:
    """End a session that nobody has used for a while, or that began half a day ago; drafts are kept on the server."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            at = time.time()
            if not _is_over(request, at):
                _touch(request, at)
            elif request.path != reverse("people:locked"):  # which ends the session itself, and knows the way back
                logout(request)
                return away(request, reverse("people:locked"))
        return self.get_response(request)


def _is_over(request: HttpRequest, at: float) -> bool:
    idle = at - request.session.get("last_seen", at) > settings.IDLE_LOCK_SECONDS
    began = request.session.get("began", at)
    ended = request.user.signed_out_at  # type: ignore[union-attr]
    return idle or at - began > settings.SESSION_COOKIE_AGE or bool(ended and began <= ended.timestamp())


def _touch(request: HttpRequest, at: float) -> None:
    """Note that somebody is there; not at every request, because each note is written down."""
    request.session.setdefault("began", at)
    exact_enough = min(10, settings.IDLE_LOCK_SECONDS / 10)
    if at - request.session.get("last_seen", 0) > exact_enough and "HX-Poll" not in request.headers:
        request.session["last_seen"] = at


class SignInWordMiddleware:
    """Let the pages of sign-in, and no others, write who signs in as whom."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/account/"):
            return self.get_response(request)
        with on_our_word("sign_in"):
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
        response = self._answer(request, own_language(request))
        if request.viewer:  # type: ignore[attr-defined]
            # What is about a child stays in no browser's store: the next person at the computer may be anybody.
            patch_cache_control(response, no_store=True, private=True)
        return response

    def _answer(self, request: HttpRequest, language: str) -> HttpResponse:
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
            return away(request, reverse("account_login"))
        if _has_left(request):
            logout(request)
            return redirect("account_login")
        if name in WITHOUT_SECOND_FACTOR or not request.user.is_staff_member:  # type: ignore[union-attr]
            return None
        return None if is_mfa_enabled(request.user, types=SECOND_FACTORS) else redirect("people:second_factor")


def _has_left(request: HttpRequest) -> bool:
    staff = getattr(request.person, "staff", None)  # type: ignore[attr-defined]
    return bool(staff and staff.ends_at and staff.ends_at <= request.at)  # type: ignore[attr-defined]
