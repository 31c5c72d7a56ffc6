"""Papers are tagged, name their language, and fetch nothing."""

import logging
import re
import zlib

import pytest

from trefoil.ground.kit import pdf

PAGE = """<!doctype html><html lang="es"><head><title>Papel</title></head><body>
<p class="mark foot" data-foot="" data-page="Página" data-of="de"><strong>Trefoil</strong></p><h1>Uno</h1>{}
</body></html>"""


def unpacked(content: bytes) -> bytes:
    """Return a PDF with what is compressed in it laid open."""
    parts = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_a_paper_is_tagged_and_says_its_title_and_language():
    made = unpacked(pdf.from_html(PAGE.format("<p>Dos</p>")))
    assert b"/StructTreeRoot" in made
    assert b"/Lang (es)" in made or b"/Lang <6573>" in made
    assert b"Papel" in made or "Papel".encode("utf-16-be") in made
    assert b"pdfuaid" in made


@pytest.mark.parametrize(
    "part",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="file:///etc/hosts">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_a_paper_fetches_nothing(part, caplog, monkeypatch):
    import socket
    import urllib.request

    def refuse(*_given, **_more):
        raise AssertionError("a paper reached outside")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refuse)
    with caplog.at_level(logging.CRITICAL, logger="weasyprint"):
        made = unpacked(pdf.from_html(PAGE.format(part)))
    assert b"root:" not in made
    assert b"/EmbeddedFile" not in made
