"""Papers that people take home: PDF/UA from a page of our own, without the network and without the machine's files."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from .refusal import Refused

_FONTS = Path(__file__).parent / "static" / "vendor" / "atkinson-hyperlegible-next"
_STYLE = Path(__file__).parent / "static" / "kit" / "paper.css"
_OURS = "trefoil-font:"


class NotAllowed(ValueError):
    """A page asked for something that is not part of it."""


def is_available() -> bool:
    """Tell whether this machine can lay out PDFs: it needs Pango beside Python."""
    try:
        _tools()
    except OSError:
        return False
    return True


def pdf_of(template: str, context: dict[str, Any], *, title: str, language: str) -> bytes:
    """Return a tagged PDF of a template, in a language.

    Args:
        template: it extends `pdf/sheet.html`.
        context: what the template shows; nothing else is looked up while it is laid out.
        title: what a reader announces and a window shows; it names nobody.
        language: what the paper is written in.
    """
    with translation.override(language):
        page = render_to_string(template, context | {"title": title, "language": language})
    return from_html(page)


def from_html(page: str) -> bytes:
    """Return a tagged PDF of a page whose every part is in it."""
    try:
        tools = _tools()
    except OSError:
        raise Refused(
            "This machine cannot make PDFs yet: it lacks Pango. Ask for libpango-1.0-0 and libpangoft2-1.0-0."
        ) from None
    fonts, fetcher = tools.fonts(), tools.fetcher()
    style = tools.css(string=_STYLE.read_text(), font_config=fonts, url_fetcher=fetcher)
    document = tools.html(string=page, base_url=None, url_fetcher=fetcher, media_type="print")
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", font_config=fonts, stylesheets=[style])
    return made


class _Tools(NamedTuple):
    html: Any
    css: Any
    fonts: Any
    fetcher: Any


@cache
def _tools() -> _Tools:
    """Load the layout engine when the first paper is made: it takes a second, and needs Pango."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OursAlone(URLFetcher):
        """Hands out our own type and refuses every address, file and picture: a paper has nothing to fetch."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(_OURS)
            if url.startswith(_OURS) and name in _names():
                return URLFetcherResponse(url, (_FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})
            raise NotAllowed("a paper fetches nothing")

    return _Tools(HTML, CSS, FontConfiguration, OursAlone)


@cache
def _names() -> frozenset[str]:
    return frozenset(file.name for file in _FONTS.glob("*.woff2"))
