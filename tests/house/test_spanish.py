"""Whatever a family, a youth or a stranger can read is there in Spanish, and says the same."""

import ast
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from trefoil.config import sentences

PRODUCT = Path(__file__).resolve().parents[2] / "trefoil"
KIT = PRODUCT / "ground/kit"
PO = PRODUCT / "locale/es/LC_MESSAGES/django.po"
TEMPLATES = sorted(p for p in PRODUCT.rglob("*.*") if p.suffix in (".html", ".txt") and "static" not in p.parts)
LAZY = {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
WITHOUT_FAMILIES = {
    "page.html",
    "_break_glass.html",
    "_keys.html",
    "second_factor.html",
    "gallery.html",
    "example.html",
}
# What these modules say may stand on a page of a family or in a letter to one.
SPEAKERS = [
    *sorted((PRODUCT / "doors/portal").glob("*.py")),
    *(PRODUCT / "ground" / p for p in ("people/forms.py", "people/letters.py", "people/actions.py")),
    *(PRODUCT / "ground" / p for p in ("people/own_home.py", "consent/words.py", "consent/states.py")),
    *(PRODUCT / "ground" / p for p in ("consent/views.py", "consent/forms.py", "kit/ui/wording.py")),
    *(PRODUCT / "ground" / p for p in ("consent/answer_views.py", "consent/standing.py")),
    *(PRODUCT / "ground/requests" / f"{p}.py" for p in ("words", "looks", "looks_views", "views", "accounting")),
    *(PRODUCT / "ground/requests" / f"{p}.py" for p in ("offers", "forms")),
    *(PRODUCT / "ground" / p for p in ("timeline/sentences.py", "worklist/sentences.py")),
    *(PRODUCT / "care" / p for p in ("pathway/welcome_views.py", "pathway/forms.py", "schedule/words.py")),
    PRODUCT / "care/evaluation/family_views.py",
    *(PRODUCT / "care" / p for p in ("instruments/youth_views.py", "plan/words.py", "plan/forms.py")),
    *(PRODUCT / "care" / p for p in ("plan/sign_views.py", "classroom/words.py")),
    *(PRODUCT / "care" / p for p in ("plan/proposal_views.py", "reviews/words.py", "reviews/agenda.py")),
]
REFUSALS = {
    "ground/requests/rules.py": ("why_not_ask", "why_not_ask_review", "why_not_tell"),
    "ground/consent/rules.py": (
        "why_not_sign",
        "why_not_decline",
        "why_not_revoke",
        "why_not_renew",
        "why_not_object",
    ),
    "ground/consent/withholding_rules.py": ("why_not_ask", "_why_not_whom_and_what", "why_not_take_back"),
    "care/plan/rules.py": (
        "why_not_sign",
        "why_not_propose",
        "why_not_reword",
        "why_not_remark",
        "why_not_withdraw",
        "why_not_confirm",
        "why_not_name_priority",
        "why_not_drop_priority",
    ),
    "care/reviews/rules.py": ("why_not_ask", "why_not_settle", "why_not_finish"),
    "care/evaluation/rules.py": ("why_not_contribute", "why_not_change"),
    "care/instruments/rules.py": ("why_not_show", "why_not_answer", "why_not_finish"),
}


@cache
def _spanish() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="es")


def _said_in(source: str) -> set[tuple[str | None, str]]:
    """Return context and words of every sentence that a piece of Python gives to gettext."""
    found = extract("python", io.BytesIO(source.encode()), keywords=DEFAULT_KEYWORDS | LAZY)  # type: ignore[arg-type]
    return {(context, said if isinstance(said, str) else said[0]) for _line, said, _comments, context in found}


def _said_on(template: Path) -> set[tuple[str | None, str]]:
    return _said_in(" ".join(templatize(template.read_text()).split()))


def _missing(said: set[tuple[str | None, str]]) -> list[str]:
    missing = []
    for context, words in sorted(said, key=str):
        message = _spanish().get(words, context)
        strings = message.string if message and isinstance(message.string, tuple) else (message and message.string,)
        if not all(strings):
            missing.append(words)
    return missing


def _is_of_families(template: Path) -> bool:
    if template.name in WITHOUT_FAMILIES:
        return False
    extends = re.match(r"\s*{%\s*extends (.*?)%}", template.read_text())
    return template.is_relative_to(KIT) or bool(extends and re.search(r"portal\.html|bare\.html|\bbase\b", extends[1]))


def _with_parts(pages: list[Path]) -> list[Path]:
    """Return the pages with the templates they include, and those that these include."""
    by_name = {str(p).rsplit("/templates/", 1)[-1]: p for p in TEMPLATES}
    found, waiting = set(), list(pages)
    while waiting:
        page = waiting.pop()
        if page not in found and page.name not in WITHOUT_FAMILIES:
            found.add(page)
            names = re.findall(r"{%\s*include [\"'](.*?)[\"']", page.read_text())
            waiting += [by_name[name] for name in names if name in by_name]
    return sorted(found)


OF_FAMILIES = _with_parts([p for p in TEMPLATES if _is_of_families(p)])


def _name(path: Path) -> str:
    return str(path.relative_to(PRODUCT))


@pytest.mark.parametrize("template", OF_FAMILIES, ids=_name)
def test_a_page_of_families_is_there_in_spanish(template):
    assert _missing(_said_on(template)) == []


@pytest.mark.parametrize("module", SPEAKERS, ids=_name)
def test_a_sentence_to_families_is_there_in_spanish(module):
    assert _missing(_said_in(module.read_text())) == []


def test_the_pages_of_families_are_found():
    names = {_name(p) for p in OF_FAMILIES}
    assert {
        "doors/portal/templates/portal/home.html",
        "ground/kit/templates/404.html",
        "ground/people/templates/people/locked.html",
        "ground/consent/templates/consent/sign.html",
        "care/instruments/templates/instruments/_help_now.html",
        "care/plan/templates/plan/sign.html",
    } <= names
    assert not any("doors/console" in name for name in names)


def test_refusals_that_families_meet_are_listed_and_there_in_spanish():
    returned = {s for path, functions in REFUSALS.items() for f in functions for s in _returned(PRODUCT / path, f)}
    assert returned == set(sentences.FOR_FAMILIES)
    assert _missing({(None, s) for s in (*sentences.FOR_FAMILIES, *sentences.OF_ALLAUTH)}) == []


def _returned(path: Path, function: str) -> set[str]:
    """Return the sentences that a rule can return, be they written in it or named at the top of its module."""
    tree = ast.parse(path.read_text())
    named = {
        n.targets[0].id: n.value.value
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name) and isinstance(n.value, ast.Constant)
    }
    rule = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
    nodes = [n for r in ast.walk(rule) if isinstance(r, ast.Return) and r.value for n in ast.walk(r.value)]
    words = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return words | {named[n.id] for n in nodes if isinstance(n, ast.Name) and n.id in named}


def test_what_is_filled_in_and_marked_up_is_the_same_in_both_languages():
    pattern = re.compile(r"%\(\w+\)[sd]|{\w*}|</?\w+")
    differ = []
    for message in _spanish():
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        spanish = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and all(spanish):
            known = set(pattern.findall(english[-1]))
            last, rest = set(pattern.findall(spanish[-1])), {m for s in spanish[:-1] for m in pattern.findall(s)}
            differ += [english[0]] if last != known or rest - known else []
    assert differ == []


def test_nothing_is_guessed_and_nothing_names_a_machine():
    text = PO.read_text()
    assert [m.id for m in _spanish() if m.fuzzy and m.id] == []
    assert "#~" not in text
    assert not re.search(r"^#: /|\w+@\w+\.\w+|POT-Creation-Date", text, re.MULTILINE)


def test_it_compiles():
    compiled = io.BytesIO()
    write_mo(compiled, _spanish())
    assert compiled.tell() > 10_000
    assert [str(e) for m, errors in _spanish().check() for e in errors] == []
