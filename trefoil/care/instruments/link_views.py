"""The pages behind a link: nobody is signed in, and nothing but the one form is there."""

from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.gate import enter
from trefoil.ground.access.session import set_viewer
from trefoil.ground.access.types import Category

from . import answer_pages, links
from .answering import Way
from .models import AnswerLink

DEVICE = "trefoil_form"
Show = Callable[[Any, Way], HttpResponse]


def _found(request: Any, token: str) -> AnswerLink | None:
    """Look through the eyes of whom the link is for; a token that nobody here has signed opens no eyes."""
    named = links.named_in(token)
    if named is None:
        return None
    set_viewer(named.person_id, request.at)
    return links.open_link(named, request.at)


def _answered(request: Any, token: str, page: str, show: Callable[[AnswerLink], HttpResponse]) -> HttpResponse:
    if not ratelimit.consume(request, action="answer_link"):
        return render(request, "429.html", status=429)
    # Who has signed in answers as themselves: a link never lets one person look through another's eyes.
    link = None if request.viewer else _found(request, token)
    if link is None:
        return _over(request)
    language = _language(request, link.person.language)
    with translation.override(language):
        request.LANGUAGE_CODE = language
        _log(request, link, page)
        response = show(link)
    patch_cache_control(response, no_store=True, private=True)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "instruments/link_over.html", status=410)


def _language(request: HttpRequest, read_best: str) -> str:
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or read_best not in dict(settings.LANGUAGES)
    return (translation.get_language() or "en") if chosen else read_best


def _log(request: Any, link: AnswerLink, page: str) -> None:
    request.viewer = link.person.as_viewer()
    enter(request, link.assignment.child_id, page=page, categories={Category.ASSESSMENTS}, only=link.compartment_id)
    # The page around the form is nobody's: no name, no menu, no other page to go to.
    request.viewer = None


@never_cache
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before opening: a mail program that looks at the address in advance does not use the link up."""

    def show(link: AnswerLink) -> HttpResponse:
        way = _way(request, link, token)
        if _is_here(request, link):
            return answer_pages.start(request, way)
        device = links.begin(link=link, by=link.person, at=way.at) if request.method == "POST" else None
        if device is None:
            taken = link.opened_at is not None
            page = "instruments/link_over.html" if taken else "instruments/open_link.html"
            return render(request, page, {"link": link}, status=410 if taken else 200)
        response = answer_pages.start(request, way)
        response.set_cookie(
            DEVICE,
            device,
            expires=link.expires_at,
            path=_path(request, token),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    return _answered(request, token, "instruments:open_link", show)


def _path(request: HttpRequest, token: str) -> str:
    return request.path[: request.path.index(token)]


def _is_here(request: HttpRequest, link: AnswerLink) -> bool:
    return links.is_device(link, request.COOKIES.get(DEVICE, ""))


def _way(request: Any, link: AnswerLink, token: str) -> Way:
    return Way(link.assignment, link.person, token, at=request.at)


def _on_device(request: HttpRequest, token: str, page: str, show: Show) -> HttpResponse:
    def shown(link: AnswerLink) -> HttpResponse:
        if _is_here(request, link):
            return show(request, _way(request, link, token))
        return _over(request) if link.opened_at else redirect("instruments:open_link", token)

    return _answered(request, token, page, shown)


@never_cache
@require_http_methods(["GET"])
def link_answer(request: HttpRequest, token: str) -> HttpResponse:
    return _on_device(request, token, "instruments:link_answer", answer_pages.start)


@never_cache
@require_http_methods(["GET", "POST"])
def link_question(request: HttpRequest, token: str, number: int) -> HttpResponse:
    def show(asked: HttpRequest, way: Way) -> HttpResponse:
        return answer_pages.question(asked, way, number)

    return _on_device(request, token, "instruments:link_question", show)


@never_cache
@require_http_methods(["GET", "POST"])
def link_sheet(request: HttpRequest, token: str) -> HttpResponse:
    return _on_device(request, token, "instruments:link_sheet", answer_pages.sheet)


@never_cache
@require_http_methods(["GET", "POST"])
def link_finish(request: HttpRequest, token: str) -> HttpResponse:
    return _on_device(request, token, "instruments:link_finish", answer_pages.finish)


@never_cache
@require_http_methods(["GET", "POST"])
def link_decline(request: HttpRequest, token: str) -> HttpResponse:
    return _on_device(request, token, "instruments:link_decline", answer_pages.decline)
