"""Lists: lines, tables, timelines, steps and pages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.tags.drawing import Face, drawn
from trefoil.ground.kit.ui.tags.drawing import attributes as attributes_of

register = template.Library()


@register.simple_block_tag(end_name="endlines")
def lines(content: str, label: str = "") -> SafeString:
    """Draw a list of sentences."""
    return drawn("lines/lines", {"content": content, "label": label})


@register.simple_block_tag(takes_context=True, end_name="endline")
def line(
    context: Context,
    content: str,
    tone: str = "",
    voice: object = "",
    verb: str = "",
    url: str = "",
    post: str = "",
    why_not: object = "",
    note: str = "",
    primary: bool = False,
    **attributes: Any,
) -> SafeString:
    """Draw one sentence and one verb."""
    kind = "primary" if primary else ""
    face: Face = {"content": content, "tone": tone, "voice": wording.voice_name(voice), "verb": verb}
    face |= {"url": url, "to": post, "why_not": why_not, "note": note, "kind": kind}
    face |= {"attributes": attributes_of(attributes), "csrf_token": context.get("csrf_token")}
    return drawn("lines/line", face)


@register.inclusion_tag("ui/table/table.html")
def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    caption: str = "",
    stacks: bool = True,
    numeric: str = "",
) -> Face:
    """Draw a table that stacks on a phone."""
    right = {int(number) for number in str(numeric).replace(" ", "").split(",") if number}
    marked = [(header, index in right) for index, header in enumerate(headers, 1)]
    cells = [[(text, *head) for text, head in zip(row, marked, strict=True)] for row in rows]
    return {"headers": marked, "rows": cells, "caption": caption, "stacks": stacks}


@register.simple_block_tag(end_name="endtimeline")
def timeline(content: str, label: str = "") -> SafeString:
    """Draw what happened, newest first."""
    return drawn("timeline/timeline", {"content": content, "label": label})


@register.simple_block_tag(end_name="endentry")
def entry(
    content: str,
    voice: object = "",
    who: str = "",
    at: datetime | None = None,
    kind: str = "",
    url: str = "",
    voided: bool = False,
) -> SafeString:
    """Draw one thing that happened, with the leaf of who says so."""
    face: Face = {"content": content, "voice": wording.voice_name(voice), "who": who, "at": at}
    face |= {"kind": kind, "url": url, "voided": voided}
    return drawn("timeline/entry", face | {"label": wording.voice_label(voice)})


@register.simple_block_tag(end_name="endsteps")
def steps(content: str, label: str = "") -> SafeString:
    """Draw a path of steps."""
    return drawn("steps/steps", {"content": content, "label": label})


@register.inclusion_tag("ui/steps/step.html", takes_context=True)
def step(
    context: Context,
    text: str,
    state: str = "later",
    note: str = "",
    verb: str = "",
    url: str = "",
    post: str = "",
    why_not: object = "",
) -> Face:
    """Draw one step: done, now or later."""
    face: Face = {"text": text, "state": state, "note": note, "verb": verb, "url": url, "to": post}
    return face | {"why_not": why_not, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/pages/pages.html")
def pages(newer: str = "", older: str = "", label: str = "") -> Face:
    """Draw the way to newer and older."""
    return {"newer": newer, "older": older, "label": label}
