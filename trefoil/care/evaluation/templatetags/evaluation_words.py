"""A contribution in words, for the pages that show several."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from ..models import Contribution
from ..sections import blocks_of, closed_to
from ..types import Block, Part
from ..words import PART

register = template.Library()


@dataclass(frozen=True)
class ContributionFace:
    """Who wrote which part, and what they said."""

    title: str
    voice: str
    note: str
    blocks: list[Block]


@register.simple_tag
def contribution_face(one: Contribution) -> ContributionFace:
    """Return a contribution as it is shown."""
    words: Any = PART[Part(one.part)]
    notes = [date_format(localtime(one.changed_at), "M j")]
    notes += filter(None, [closed_to(one)])
    return ContributionFace(f"{words.title}: {one.author}", words.voice, " · ".join(notes), blocks_of(one))
