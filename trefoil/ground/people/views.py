"""Coming in: the locked session, the invitation, the second factor."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from trefoil.ground.kit.refusal import Refused

from . import actions, queries
from .forms import PasswordForm


@require_safe
def locked(request: HttpRequest) -> HttpResponse:
    """End the session, also when only the page had noticed that nobody was there."""
    if request.user.is_authenticated:
        logout(request)
        request.viewer = request.person = None
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return render(request, "people/locked.html", {"next": target})


@never_cache
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.open_invitation(token, request.at)
    if not invitation:
        return render(request, "people/invitation_over.html", status=410)
    with translation.override(_language(request, invitation.language)):
        return _accept(request, token)


def _language(request: HttpRequest, invited_in: str) -> str:
    """Return the language chosen on this device, or else the one the person was invited in."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or invited_in not in dict(settings.LANGUAGES)
    return translation.get_language() or "en" if chosen else invited_in


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.accept_invitation(token=token, password=form.cleaned_data["password"], at=request.at)
        except Refused:
            return render(request, "people/invitation_over.html", status=410)
        get_adapter(request).login(request, account)
        record_authentication(request, account, method="password", email=account.email)
        return redirect("/")
    return render(request, "people/accept_invitation.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    return render(request, "people/second_factor.html")
