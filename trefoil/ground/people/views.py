"""Coming in: the locked session, the invitation, the second factor."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from trefoil.ground.kit.refusal import Refused

from . import actions, queries
from .forms import PasswordForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def locked(request: HttpRequest) -> HttpResponse:
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return render(request, "people/locked.html", {"next": target})


@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    if not queries.invitation_is_open(token, request.at):
        return render(request, "people/invitation_over.html", status=410)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.accept_invitation(token=token, password=form.cleaned_data["password"], at=request.at)
        except Refused:
            return render(request, "people/invitation_over.html", status=410)
        login(request, account, backend=BACKEND)
        return redirect("/")
    return render(request, "people/accept_invitation.html", {"form": form}, status=422 if form.errors else 200)


def second_factor(request: HttpRequest) -> HttpResponse:
    return render(request, "people/second_factor.html")
