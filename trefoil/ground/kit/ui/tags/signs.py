"""Signs: leaves, icons, people and states."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.tags.drawing import Face, drawn

register = template.Library()


@register.simple_tag
def leaf(voice: object, label: str = "", size: str = "") -> SafeString:
    """Draw the leaf of a voice."""
    return drawn("leaf/leaf", {"voice": wording.voice_name(voice), "label": label, "size": size})


@register.simple_tag
def voice(voice: object, text: str = "") -> SafeString:
    """Draw the leaf of a voice with its name."""
    return drawn(
        "voice/voice",
        {"voice": wording.voice_name(voice), "text": text or wording.voice_label(voice)},
    )


@register.simple_tag
def mark(size: int = 32, label: str = "") -> SafeString:
    """Draw the three leaves on their stem."""
    return drawn("mark/mark", {"size": size, "label": label})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon from the sprite."""
    return drawn("icon/icon", {"name": name, "label": label})


@register.simple_tag
def person(name: str, role: str = "", voice: object = "", url: str = "") -> SafeString:
    """Draw a person's chip."""
    face: Face = {
        "name": name,
        "role": role,
        "voice": wording.voice_name(voice),
        "url": url,
        "initials": wording.initials(str(name)),
    }
    return drawn("person/person", face)


@register.simple_tag
def badge(label: str, tone: object = "neutral") -> SafeString:
    """Draw a word that says a state."""
    return drawn("badge/badge", {"label": label, "tone": str(getattr(tone, "value", tone))})


@register.simple_tag
def status(state: Any) -> SafeString:
    """Draw the badge of a state that knows its label and tone."""
    return badge(state.label, getattr(state, "tone", "neutral"))
