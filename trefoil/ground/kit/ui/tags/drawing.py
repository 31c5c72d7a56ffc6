"""What every component tag stands on: its attributes and its template."""

from typing import Any

from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Face = dict[str, Any]


def attributes(given: dict[str, Any]) -> SafeString:
    """Return HTML attributes for keywords: `hx_post` is `hx-post`; what is empty is left out."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
    return flatatt({name: value for name, value in named.items() if value not in (None, "")})


def drawn(name: str, face: Face) -> SafeString:
    """Render a component's template, without the white space around it."""
    return SafeString(render_to_string(f"ui/{name}.html", face).strip())
