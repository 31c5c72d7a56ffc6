"""The words of requests in templates."""

from django import template

from .. import words
from ..types import Reason

register = template.Library()


@register.filter
def reason_words(reason: str) -> str:
    """Return why something was kept back, in plain words."""
    return str(words.REASONS[Reason(reason)])
