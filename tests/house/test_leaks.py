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

from .access_matrix import ROWS
from .addresses import path_of
from .asking import ask, client_of
from .scene import INSTRUMENT, NOTE, THERAPY, Stage

LINK = re.compile(r"""(?:href|hx-get|action|src)=["'](/[^"'#]*)""")
ELSEWHERE = ("/static/", "/account/", "/language/", "/ui/")
# Of the rooms of a list, of its pages, and of the many children, a few are enough.
ENOUGH = 4
OF_THE_OTHER_HOME = ("12 Lark Street", "612-555-0101", "elena@home.example", "Elena&#x27;s home", "Elena's home")
SCHOOL_TIMES = ("Mathematics 6", "9:25", "10:15", "Room 114")


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


def everything(client: Client, stage: Stage) -> Iterator[tuple[str, str]]:
    """Give every page that somebody gets, by links or by address, with its text."""
    for path, _origin, _status, text in crawl(client):
        yield path, text
    for row in ROWS:
        if not row.startswith(("ui:", "account_", "mfa_")):
            answer = ask(client, path_of(row, stage))
            yield row, answer.content.decode(errors="replace")


def _without_tokens(text: str) -> str:
    """Leave out the form tokens: letters drawn by chance, which now and then spell anything."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"', "", text)


def told(client: Client, stage: Stage, words: tuple[str, ...]) -> list[str]:
    """Return where any of the words stand."""
    return [
        f"{where}: {word}"
        for where, text in everything(client, stage)
        for word in words
        if word in _without_tokens(text)
    ]


@cache
def questions() -> tuple[str, ...]:
    """Return the words of the questionnaire that was answered."""
    asked = packs.installed()[INSTRUMENT].questionnaire.questions
    return tuple(q.text.in_language("en") for q in asked)


def test_a_restricted_father_never_learns_where_the_other_home_is(stage: Stage) -> None:
    assert told(client_of("father"), stage, OF_THE_OTHER_HOME) == []


def test_a_restricted_father_never_learns_when_the_child_is_where(stage: Stage) -> None:
    assert told(client_of("father"), stage, SCHOOL_TIMES) == []


# Everybody else of school and districts walks the site in test_leak_scan.py, past a canary in every field.
@pytest.mark.parametrize("part", ["aide", "director"])
def test_school_and_districts_never_read_what_was_said_in_therapy(part: str, stage: Stage) -> None:
    assert told(client_of(part), stage, (NOTE, THERAPY, "PHQ", "depressi", *questions())) == []


@pytest.mark.parametrize("part", ["therapist", "teacher", "director", "privacy", "mother", "youth"])
def test_no_link_leads_nowhere(part: str, stage: Stage) -> None:
    wrong = [
        f"{path} on {origin}: {status}"
        for path, origin, status, _text in crawl(client_of(part))
        if status not in (200, 204, 302, 422)
    ]
    assert wrong == []
