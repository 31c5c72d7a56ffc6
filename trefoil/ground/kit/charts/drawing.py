"""Marks on paper: elements with presentation attributes only, and numbers without a language."""

import math
import re
from html import escape as escape_html

VOICE_FILL = {"school": "#c47a0a", "clinic": "#1b8681", "home": "#9c4285"}
VOICE_INK = {"school": "#784700", "clinic": "#0b5a59", "home": "#762a62"}
INK, SOFT, EDGE, LINE, PAPER = "#241f1b", "#564e46", "#8b8075", "#e4dccf", "#fffdf9"
DANGER = "#c2302a"


# XML has no way to write these at all: one in a note would break a picture for a PDF.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Write text so that it stays text in XML."""
    return escape_html(UNWRITABLE.sub(" ", text))


def number(value: float) -> str:
    """Write a coordinate with a point, whatever the reader's language."""
    return f"{round(value, 2) + 0.0:g}"


def finite(value: float | None) -> bool:
    """Say whether a value can be drawn."""
    return value is not None and math.isfinite(value)


def element(name: str, *children: str, **attributes: str | None) -> str:
    """Write one element; a child is text for title, desc and text, else finished markup."""
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value is not None)
    inside = "".join(children)
    if name in ("title", "desc", "text", "tspan"):
        inside = escape(inside)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def shape_path(shape: str, x: float, y: float, size: float) -> str:
    """Return the path of a circle, square, diamond or triangle around a point."""
    if shape == "circle":
        d = (
            f"M{number(x - size)} {number(y)}a{number(size)} {number(size)} 0 1 0 {number(2 * size)} 0"
            f"a{number(size)} {number(size)} 0 1 0 {number(-2 * size)} 0Z"
        )
    else:
        d = "M" + "L".join(f"{number(a)} {number(b)}" for a, b in _corners(shape, x, y, size)) + "Z"
    return d


def _corners(shape: str, x: float, y: float, size: float) -> list[tuple[float, float]]:
    if shape == "square":
        half = size * 0.9
        return [
            (x - half, y - half),
            (x + half, y - half),
            (x + half, y + half),
            (x - half, y + half),
        ]
    if shape == "triangle":
        return [
            (x, y - size * 1.2),
            (x + size * 1.15, y + size * 0.9),
            (x - size * 1.15, y + size * 0.9),
        ]
    reach = size * 1.3
    return [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
