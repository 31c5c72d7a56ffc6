"""The plan: its three columns and its printed head."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from trefoil.ground.kit.clock import now
from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.tags.drawing import Face, drawn

register = template.Library()


@register.simple_block_tag(end_name="endcolumns")
def columns(content: str) -> SafeString:
    """Draw the three columns of a goal."""
    return drawn("columns/columns", {"content": content})


@register.simple_block_tag(end_name="endcolumn")
def column(content: str, voice: object, title: str = "", foot: str = "", level: int = 3) -> SafeString:
    """Draw what one voice does for a goal."""
    titles = {
        "school": gettext("At school"),
        "clinic": gettext("In therapy"),
        "home": gettext("At home"),
    }
    name = wording.voice_name(voice)
    face: Face = {"content": content, "voice": name, "title": title or titles.get(name, "")}
    return drawn("columns/column", face | {"foot": foot, "level": level})


@register.inclusion_tag("ui/sheet_header/sheet_header.html")
def sheet_header(title: str, who: str = "", note: str = "", at: datetime | None = None) -> Face:
    """Draw the head of a printed page."""
    return {"title": title, "who": who, "note": note, "at": at or now()}
