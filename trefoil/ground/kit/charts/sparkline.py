"""A word-sized line for a goal."""

from collections.abc import Sequence
from dataclasses import dataclass

from trefoil.ground.kit.charts.drawing import VOICE_FILL, element, finite, number

WIDTH, HEIGHT, EDGE = 80.0, 20.0, 3.0


@dataclass(frozen=True)
class Sparkline:
    """Values in order; None leaves a gap."""

    values: Sequence[float | None]
    label: str
    voice: str = ""
    low: float | None = None
    high: float | None = None

    def svg(self) -> str:
        """Draw the line; its last value gets a dot."""
        known = [value for value in self.values if finite(value)]
        title = element("title", self.label)
        runs = self._runs(known) if known else []
        drawn = [_run(run) for run in runs]
        if not runs:
            drawn.append(_nothing())
        else:
            x, y = runs[-1][-1]
            dot = {"cx": number(x), "cy": number(y), "r": "2.4", "fill": "currentColor"}
            drawn.append(element("circle", **dot))
        frame: dict[str, str | None] = {"class": "sparkline", "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}", "role": "img"}
        tint = VOICE_FILL.get(self.voice, "#241f1b")
        frame |= {"aria-label": self.label, "color": tint, "data-voice": self.voice or None}
        return element("svg", title, *drawn, **frame)

    def _runs(self, known: Sequence[float | None]) -> list[list[tuple[float, float]]]:
        values = [value for value in known if value is not None]
        low = min(values) if self.low is None else self.low
        high = max(values) if self.high is None else self.high
        span, step = (high - low) or 1.0, (WIDTH - 2 * EDGE) / max(1, len(self.values) - 1)
        runs: list[list[tuple[float, float]]] = [[]]
        for index, value in enumerate(self.values):
            if value is None or not finite(value):
                runs.append([])
                continue
            share = min(1.0, max(0.0, (value - low) / span))
            runs[-1].append((EDGE + index * step, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)))
        return [run for run in runs if run]


def _run(points: list[tuple[float, float]]) -> str:
    if len(points) == 1:
        x, y = points[0]
        return element("circle", cx=number(x), cy=number(y), r="1.2", fill="currentColor")
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    line = {"d": path, "fill": "none", "stroke": "currentColor", "stroke-width": "1.8"}
    return element("path", **line | {"stroke-linejoin": "round", "stroke-linecap": "round"})


def _nothing() -> str:
    line = {"x1": number(EDGE), "x2": number(WIDTH - EDGE), "stroke": "currentColor"}
    line |= {"y1": number(HEIGHT / 2), "y2": number(HEIGHT / 2), "stroke-dasharray": "2 5"}
    return element("line", **line)
