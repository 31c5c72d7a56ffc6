"""Coming in: the locked session, the invitation, the second factor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest) -> HttpResponse:
    return render(request, "people/locked.html", {"next": request.GET.get("next", "/")})


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "people/accept_invitation.html")


def second_factor(request: HttpRequest) -> HttpResponse:
    return render(request, "people/second_factor.html")
