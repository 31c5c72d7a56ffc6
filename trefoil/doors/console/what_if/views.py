"""The page on which anybody of the staff tries a case: facts in a form or as text, answers with their reasons."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trefoil.ground.access.contract import Malformed
from trefoil.ground.access.gate import deny
from trefoil.ground.people.types import Kind

from .answers import LONGEST, Outcome, outcome, read_text, trouble_of
from .cases import BY_KEY, READY
from .form import Filled, changed, from_document, from_post, to_document
from .shape import EVERY_PART, HEAD, Field, Part

# What a case most often turns on stands open; the rest is told in one line.
OPEN = {"questions", "consents", "court_orders", "youth_releases"}
BRIEF = ("id", "person", "level")


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest) -> HttpResponse:
    """Judge a case that somebody sets; it is about no child, and nothing of it is kept."""
    if request.viewer.kind != Kind.STAFF:
        deny(request, page="what_if", child_id=None)
    if request.method == "POST":
        filled, document, found, text = _sent(request)
        case = None
    else:
        case = BY_KEY.get(request.GET.get("case", ""), READY[0])
        document = case.facts()
        filled = from_document(document)
        found, text = outcome(document, filled, timezone.localdate(request.at)), _text(document)
    context = {
        "case": case,
        "ready": READY,
        "parts": [_part(part, filled, request.POST.get("do", ""), found) for part in EVERY_PART],
        "head": [_control(field, "head", filled.head.get(field.name), filled) for field in HEAD],
        "text": text,
        "found": found,
        "as_text": request.POST.get("do") == "text",
    }
    return render(request, "console/what_if.html", context, status=422 if found.trouble else 200)


def _text(document: Any) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False)


def _sent(request: HttpRequest) -> tuple[Filled, Any, Outcome, str]:
    verb = request.POST.get("do", "")
    if verb == "text":
        return _sent_as_text(request)
    filled = changed(from_post(request.POST), verb)
    document = to_document(filled)
    return filled, document, outcome(document, filled, timezone.localdate(request.at)), _text(document)


def _sent_as_text(request: HttpRequest) -> tuple[Filled, Any, Outcome, str]:
    text = request.POST.get("text", "")
    try:
        document = read_text(text)
    except Malformed as trouble:
        filled = from_document({})
        return filled, None, Outcome(trouble=trouble_of(trouble, filled)), text[:LONGEST]
    filled = from_document(document)
    return filled, document, outcome(document, filled, timezone.localdate(request.at)), text


# The form as the template draws it.


def _part(part: Part, filled: Filled, verb: str, found: Outcome) -> dict[str, Any]:
    rows = filled.rows[part.name]
    touched = part.name in verb.split(":") or (found.trouble is not None and found.trouble.where.startswith(part.name))
    return {
        "name": part.name,
        "title": part.title,
        "one": part.one,
        "count": len(rows),
        "open": touched or (part.name in OPEN and bool(rows)),
        "brief": ", ".join(str(row[name]) for row in rows for name in BRIEF if row.get(name)),
        "rows": [_row(part, number, row, filled) for number, row in enumerate(rows)],
        "is_question": part.name == "questions",
    }


def _row(part: Part, number: int, row: dict[str, Any], filled: Filled) -> dict[str, Any]:
    controls = [_control(field, f"{part.name}-{number}", row.get(field.name), filled) for field in part.fields]
    return {
        "number": number,
        "words": _("%(one)s %(number)s") % {"one": part.one, "number": number + 1},
        "fields": [c for c in controls if c["kind"] not in ("many", "yes")],
        "marks": [c for c in controls if c["kind"] in ("many", "yes")],
    }


def _control(field: Field, prefix: str, value: Any, filled: Filled) -> dict[str, Any]:
    chosen = value if isinstance(value, list) else []
    options = _options(field, value, filled)
    return {
        "name": f"{prefix}-{field.name}",
        "label": field.label,
        "kind": field.kind,
        "value": value,
        "options": options,
        "chosen": [words for key, words in options if key in chosen],
    }


def _options(field: Field, value: Any, filled: Filled) -> list[tuple[str, Any]]:
    """Return what may be chosen; what stands there and is not among it, is kept so that the answer can say so."""
    found: list[tuple[str, Any]]
    if field.choices is not None:
        found = [(str(key), words) for key, words in field.choices.items()]
    elif field.of:
        found = [(name, name) for name in _ids(field.of, filled)]
    else:
        return []
    known = {key for key, _words in found}
    given = value if isinstance(value, list) else [value] if value else []
    return found + [(v, v) for v in given if v not in known]


def _ids(of: str, filled: Filled) -> list[str]:
    if of == "anybody":
        child = filled.head.get("child.id") or ""
        return [*([child] if child else []), *_ids("people", filled)]
    return list(dict.fromkeys(row["id"] for row in filled.rows[of] if row.get("id")))
