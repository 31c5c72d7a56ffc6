"""Today's lines, with many of one kind folded into one that leads to their queue."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trefoil.ground.worklist.queries import Line

MANY = 4
NOTES = ("finish_note", "cosign_note")


def folded(lines: Sequence[Line]) -> list[Line]:
    """Fold the notes of one kind into one line, where the first of them stood, once there are many."""
    shown: list[Line] = []
    for line in lines:
        same = [other for other in lines if other.kind == line.kind and not other.urgent]
        if line.kind not in NOTES or line.urgent or len(same) < MANY:
            shown.append(line)
        elif line.id == same[0].id:
            shown.append(_fold(same))
    return shown


def _fold(lines: list[Line]) -> Line:
    count = len(lines)
    if lines[0].kind == "finish_note":
        sentence = ngettext("%(n)s note to finish", "%(n)s notes to finish", count)
    else:
        sentence = ngettext("%(n)s note to co-sign", "%(n)s notes to co-sign", count)
    oldest = min(line.asked_at for line in lines)
    overdue = any(line.overdue for line in lines)
    return replace(
        lines[0],
        sentence=sentence % {"n": count},
        verb=_("Open queue"),
        url=reverse("sessions:queue"),
        asked_at=oldest,
        overdue=overdue,
        child_id=None,
    )
