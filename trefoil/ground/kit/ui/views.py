"""The gallery of components, and the pages for what is not there and for what broke."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from trefoil.ground.kit.ui.examples import example_facts

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Example:
    """One component on the gallery page."""

    name: str
    drawn: str


def component_names() -> list[str]:
    """Name every component that has an example."""
    return sorted(path.parent.name for path in HERE.glob("*/example.html"))


def gallery(request: HttpRequest) -> HttpResponse:
    facts = example_facts()
    examples = [
        Example(name, render_to_string(f"ui/{name}/example.html", facts, request)) for name in component_names()
    ]
    face = {"examples": examples, "names": component_names(), "query": request.GET}
    return render(request, "ui/gallery.html", face)


def here(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for our own fault without asking anything of the parts that may be broken."""
    template = "500.html" if "HX-Request" in request.headers else "shell/broken.html"
    return HttpResponse(render_to_string(template), status=500)
