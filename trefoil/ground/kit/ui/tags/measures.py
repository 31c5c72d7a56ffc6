"""Measures: times, scores, progress, charts and differences."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from trefoil.ground.kit.charts.sparkline import Sparkline
from trefoil.ground.kit.charts.types import Chart
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.tags.drawing import Face, drawn

register = template.Library()


def _today() -> date:
    return timezone.localtime(now()).date()


@register.simple_tag
def time(at: datetime | date | None, style: str = "") -> SafeString:
    """Say a time as people do; the exact one shows on hover and focus."""
    if at is None:
        return SafeString()
    face: Face = {
        "machine": at.isoformat(),
        "said": wording.human_time(at, today=_today(), style=style),
        "exact": wording.exact_time(at),
    }
    return drawn("time/time", face)


@register.simple_tag
def timer(since: datetime, label: str = "") -> SafeString:
    """Draw a clock that counts up from an instant."""
    gone = wording.running_time(int((now() - since).total_seconds()))
    return drawn("timer/timer", {"since": since.isoformat(), "gone": gone, "label": label})


@register.inclusion_tag("ui/score/score.html")
def score(
    instrument: str,
    value: float | None = None,
    of: float | None = None,
    band: str = "",
    tone: str = "neutral",
    **options: Any,
) -> Face:
    """Draw a score with its instrument, its band, who answered and when."""
    shown = "" if value is None else f"{value:g}"
    face: Face = {"instrument": instrument, "value": shown, "band": band, "tone": tone}
    return face | {"of": "" if of is None else f"{of:g}"} | options


@register.inclusion_tag("ui/progress/progress.html")
def progress(value: float, of: float, label: str, voice: object = "") -> Face:
    """Draw how much of a whole is done."""
    shown = {"value": f"{value:g}", "of": f"{of:g}", "label": label}
    return shown | {"voice": wording.voice_name(voice)}


@register.inclusion_tag("ui/chart/chart.html")
def chart(chart: Chart) -> Face:
    """Draw a chart and the table that says the same."""
    return {"svg": mark_safe(chart.svg), "table": chart.table}  # noqa: S308 — escaped by charts


@register.simple_tag
def sparkline(
    values: Sequence[float | None],
    label: str,
    voice: object = "",
    low: float | None = None,
    high: float | None = None,
) -> SafeString:
    """Draw a word-sized line."""
    line = Sparkline(tuple(values), label, wording.voice_name(voice), low, high)
    return mark_safe(line.svg())  # noqa: S308 — escaped by charts


@register.inclusion_tag("ui/diff/diff.html")
def diff(before: str, after: str) -> Face:
    """Draw what was added and removed."""
    return {"pieces": list(wording.differences(before, after))}
