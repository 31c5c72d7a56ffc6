"""What somebody may not know stands on no page they can reach: neither by links nor by guessing an address."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from trefoil.care.instruments import packs

from .asking import ask, client_of
from .scene import INSTRUMENT, NOTE, THERAPY, Stage

LINK = re.compile(r"""(?:href|hx-get|action|src)=["'](/[^"'#]*)""")
ELSEWHERE = ("/static/", "/account/", "/language/", "/ui/")
# Of the rooms of a list, of its pages, and of the many children, a few are enough.
ENOUGH = 4
FINE = (200, 204, 302, 422)


def crawl(client: Client, start: str = "/") -> Iterator[tuple[str, str, int, str]]:
    """Follow links from page to page; give each page's path, where the link stood, its status and its text."""
    seen: Counter[str] = Counter()
    waiting, known = [(start, "the beginning")], {start}
    while waiting:
        path, origin = waiting.pop(0)
        answer = ask(client, path)
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        yield path, origin, answer.status_code, text
        for raw in _onward(answer, text):
            link = html.unescape(raw)
            name = _name(link)
            if name and link not in known and seen[name] < ENOUGH and not link.startswith(ELSEWHERE):
                seen[name] += 1
                known.add(link)
                waiting.append((link, path))


def _onward(answer: Any, text: str) -> list[str]:
    if answer.status_code != 302:
        return LINK.findall(text)
    # Where a form leads may be what it has just made, and that was undone with the asking.
    return [answer["Location"]] if answer.request["REQUEST_METHOD"] == "GET" else []


def _name(link: str) -> str:
    try:
        return resolve(link.partition("?")[0]).view_name
    except Resolver404:
        return "nowhere"


def _without_tokens(text: str) -> str:
    """Leave out the form tokens: letters drawn by chance, which now and then spell anything."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"', "", text)


@cache
def questions() -> tuple[str, ...]:
    """Return the words of the questionnaire that was answered."""
    asked = packs.installed()[INSTRUMENT].questionnaire.questions
    return tuple(q.text.in_language("en") for q in asked)


# Everybody from whom something is kept walks the site in test_leak_scan.py, past a canary in every field.
@pytest.mark.parametrize("part", ["therapist", "director"])
def test_no_link_leads_nowhere_and_a_director_never_reads_what_was_said_in_therapy(part: str, stage: Stage) -> None:
    secret = (NOTE, THERAPY, "PHQ", "depressi", *questions()) if part == "director" else ()
    wrong = []
    for path, origin, status, text in crawl(client_of(part)):
        if status not in FINE:
            wrong.append(f"{path} on {origin}: {status}")
        wrong += [f"{path}: {word}" for word in secret if word in _without_tokens(text)]
    assert wrong == []
