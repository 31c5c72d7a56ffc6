"""Surfaces: cards, banners, empty places and what opens on demand."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.tags.drawing import Face, drawn
from trefoil.ground.kit.ui.tags.drawing import attributes as attributes_of

register = template.Library()


@register.simple_block_tag(end_name="endcard")
def card(
    content: str,
    title: str = "",
    voice: object = "",
    note: str = "",
    level: int = 2,
    plain: bool = False,
    **attributes: Any,
) -> SafeString:
    """Draw a sheet that holds one thought."""
    face: Face = {"content": content, "title": title, "note": note, "level": level, "plain": plain}
    face |= {"voice": wording.voice_name(voice), "attributes": attributes_of(attributes)}
    return drawn("card/card", face)


@register.simple_block_tag(takes_context=True, end_name="endbanner")
def banner(
    context: Context,
    content: str,
    tone: str = "info",
    verb: str = "",
    url: str = "",
    post: str = "",
) -> SafeString:
    """Draw a banner: one sentence that says what to do, and one verb."""
    icons = {"info": "info", "good": "check", "ask": "circle-help", "danger": "triangle-alert"}
    face: Face = {"content": content, "tone": tone, "icon": icons.get(tone, "info")}
    face |= {"verb": verb, "url": url, "to": post, "csrf_token": context.get("csrf_token")}
    return drawn("banner/banner", face)


@register.inclusion_tag("ui/empty/empty.html")
def empty(title: str, text: str = "", verb: str = "", url: str = "", icon: str = "", why_not: object = "") -> Face:
    """Draw the place where something will be, and how it gets there."""
    return {
        "title": title,
        "text": text,
        "verb": verb,
        "url": url,
        "icon": icon,
        "why_not": why_not,
    }


@register.simple_block_tag(end_name="endmore")
def more(content: str, summary: str, open: bool = False) -> SafeString:
    """Draw a part that opens on demand."""
    return drawn("more/more", {"content": content, "summary": summary, "open": open})
