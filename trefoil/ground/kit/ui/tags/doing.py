"""Verbs: buttons, posts and dialogs."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.tags.drawing import Face, drawn
from trefoil.ground.kit.ui.tags.drawing import attributes as attributes_of

register = template.Library()


def _button_face(
    label: str,
    kind: str = "",
    url: str = "",
    why_not: object = "",
    icon: str = "",
    voice: object = "",
    size: str = "",
    opens: str = "",
    **attributes: Any,
) -> Face:
    if opens:
        attributes |= {"data_dialog_open": opens, "aria_haspopup": "dialog", "type": "button"}
    if not url:
        attributes.setdefault("type", "submit")
    return {
        "label": label,
        "kind": kind,
        "url": url,
        "why_not": why_not or "",
        "icon": icon,
        "voice": wording.voice_name(voice),
        "size": size,
        "attributes": attributes_of(attributes),
    }


@register.simple_tag
def button(label: str, **options: Any) -> SafeString:
    """Draw a verb: a button, a link that looks like one, or a refusal that says why."""
    return drawn("button/button", _button_face(label, **options))


@register.inclusion_tag("ui/button/post.html", takes_context=True)
def post(context: Context, to: str, label: str, **options: Any) -> Face:
    """Draw a form of one button that posts."""
    csrf_token = context.get("csrf_token")
    return _button_face(label, **options) | {"to": to, "csrf_token": csrf_token}


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, id: str, title: str) -> SafeString:
    """Draw a dialog that a button opens."""
    return drawn("dialog/dialog", {"content": content, "id": id, "title": title})
