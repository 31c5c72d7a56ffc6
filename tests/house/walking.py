"""Walking the whole site as one person: every address, every link and form found, every byte of every answer."""

import html
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve

from .addresses import path_of, patterns
from .asking import ask
from .scene import Stage

LINK = re.compile(r"""(?:href|hx-get|hx-post|action|src|formaction|data-url)=["'](/[^"'#]*)""")
# Signing in and out is nobody's record, and the gallery holds invented rows.
ELSEWHERE = ("account_", "mfa_", "ui:", "set_language", "healthz", "people:locked")
ENOUGH = 3
WORDS = ("zq", "Maya", "Jonah", "Elena", "Lark", "12%20Lark%20Street", "612-555-0101", "PHQ", "Therapy")
FORMS = re.compile(r"""<form[^>]*method=["']?get["']?[^>]*>.*?</form>|<form(?![^>]*method)[^>]*>.*?</form>""", re.S)
FIELD = re.compile(r"""<(?:input|select|textarea)[^>]*name=["']([^"']+)""")


@dataclass(frozen=True)
class Answered:
    """What came back from one address."""

    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def everything(self) -> str:
        """Return all that an eye or a program could read in it."""
        heads = "\n".join(f"{k}: {v}" for k, v in self.headers)
        return f"{self.path}\n{heads}\n{_opened(self.body)}"


def walk(client: Client, stage: Stage, whose: Iterable[str]) -> Iterator[Answered]:
    """Ask for every address about each child, then follow links and fill search boxes until nothing is new."""
    seen: Counter[str] = Counter()
    known: set[str] = set()
    waiting = list(dict.fromkeys(path for child in whose for path in addresses(stage, child)))
    seen.update(_name(path) for path in waiting)
    waiting += [f"{path}?q={word}" for path in waiting if path.endswith("/find/") for word in WORDS]
    waiting += ["/no-such-page/", "/children/not-an-id/", "/?next=//elsewhere.example"]
    while waiting:
        path = waiting.pop(0)
        if path in known:
            continue
        known.add(path)
        answered = answer_of(client, path)
        yield answered
        for link in _onward(answered):
            name = _name(link)
            if name and link not in known and seen[name] < ENOUGH and not name.startswith(ELSEWHERE):
                seen[name] += 1
                waiting.append(link)


def addresses(stage: Stage, whose: str, *, of_nothing: bool = False) -> list[str]:
    """Return every address of the product, about one child."""
    found = []
    for name in patterns():
        if not name.startswith(ELSEWHERE):
            with suppress(
                KeyError, NoReverseMatch
            ):  # what there is of one child alone; the matrix misses an address that is of none
                found.append(path_of(f"{name}@{whose}", stage, of_nothing=of_nothing))
    return found


def answer_of(client: Client, path: str) -> Answered:
    """Ask for a path and keep all of the answer."""
    answer = ask(client, path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Answered(path, answer.status_code, tuple(sorted(answer.headers.items())), body)


def _onward(answered: Answered) -> list[str]:
    heads = dict(answered.headers)
    if "Location" in heads:
        return [heads["Location"]]
    if "html" not in heads.get("Content-Type", ""):
        return []
    text = answered.body.decode(errors="replace")
    here = answered.path.partition("?")[0]
    searches = [f"{here}?{name}=zq" for form in FORMS.findall(text) for name in FIELD.findall(form)[:2]]
    return [*links_of(answered), *searches]


def links_of(answered: Answered) -> list[str]:
    """Return where the links and forms of a page lead."""
    if "html" not in dict(answered.headers).get("Content-Type", ""):
        return []
    return [html.unescape(link) for link in LINK.findall(answered.body.decode(errors="replace"))]


def _name(link: str) -> str:
    try:
        return resolve(link.partition("?")[0]).view_name
    except Resolver404:
        return ""


def _opened(body: bytes) -> str:
    """Return a body with what is packed in it: a ZIP's files, a PDF's streams."""
    parts = [body]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts += [name.encode() for name in packed.namelist()]
            parts += [packed.read(name) for name in packed.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", body, re.S):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    return "\n".join(part.decode(errors="replace") for part in parts)


def plain(answered: Answered) -> tuple[Any, ...]:
    """Return an answer without what differs from one request to the next."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": ?"\w+"|nonce="[^"]+"', b"", answered.body)
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", b"ID", body)
    heads = {k: v for k, v in answered.headers if k not in ("Content-Security-Policy", "X-Request-ID")}
    heads["Location"] = re.sub(r"[0-9a-f-]{36}", "ID", heads.get("Location", ""))
    return answered.status, len(body), tuple(sorted(heads.items())), body
