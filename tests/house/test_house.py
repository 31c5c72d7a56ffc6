"""The house's own rules, held by tests: a rule without a test is a wish."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "trefoil"
MODULES = sorted(p for p in PRODUCT.rglob("*.py") if "migrations" not in p.parts)
SOURCES = [p for p in MODULES if "tests" not in p.parts]
TEMPLATES = sorted(PRODUCT.rglob("*.html"))
CONTEXTS = sorted(p.parent for floor in ("ground", "care", "doors") for p in (PRODUCT / floor).glob("*/apps.py"))
BANNED_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "service", "process", "handle", "data"}
PURE = ("rules.py", "types.py", "events.py")
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 400, 600, 50


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]


def test_files_and_functions_stay_short():
    too_long = [
        f"{_relative(p)}: {n} lines"
        for p in MODULES
        if (n := p.read_text().count("\n")) > (LONGEST_TEST if "tests" in p.parts else LONGEST_FILE)
    ]
    too_long += [
        f"{_relative(p)}:{f.lineno} {f.name}"
        for p in SOURCES
        for f in _functions(p)
        if (f.end_lineno or f.lineno) - f.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_nothing_is_called_after_nothing():
    assert [_relative(p) for p in SOURCES if p.stem in BANNED_NAMES or p.parent.name in BANNED_NAMES] == []


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_context_opens_with_its_charter(context):
    tree = ast.parse((context / "__init__.py").read_text())
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1, "a charter holds no code"


def test_rules_types_and_events_are_pure():
    impure = []
    for path in SOURCES:
        if path.name in PURE and "kit" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                # Sentences may be translatable: gettext is a function of words alone.
                bad = [n for n in names if (n.startswith("django") and n != "django.utils.translation") or "clock" in n]
                impure += [f"{_relative(path)}: {n}" for n in bad]
    assert impure == []


def test_the_clock_is_read_only_at_the_edge():
    edge = {"views.py", "clock.py", "middleware.py", "adapter.py", "jobs.py", "handlers.py", "ids.py"}
    readers = []
    for path in SOURCES:
        if path.name in edge or "commands" in path.parts or "config" in path.parts or "views" in path.parts:
            continue
        if re.search(r"\bdatetime\.now\(|timezone\.now\(|date\.today\(|time\.time\(", path.read_text()):
            readers.append(_relative(path))
    assert readers == []


def test_no_signals_and_no_save_overrides():
    found = []
    for path in SOURCES:
        text = path.read_text()
        if "django.dispatch" in text or "django.db.models.signals" in text or re.search(r"def save\(self", text):
            found.append(_relative(path))
    assert found == []


def test_no_foreign_key_by_name_across_walls():
    pattern = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"']\w+\.\w+")
    assert [_relative(p) for p in SOURCES if pattern.search(p.read_text())] == []


def test_pages_carry_no_inline_script_or_style():
    found = []
    for path in TEMPLATES:
        text = re.sub(r"{%.*?%}", "", path.read_text())  # a tag's own words are not attributes
        if re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:|hx-vals=['\"]js:", text):
            found.append(_relative(path))
        found += [
            _relative(path) for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "json" not in tag
        ]
    assert found == []


def test_views_do_not_save():
    found = []
    for path in SOURCES:
        if path.name == "views.py" or path.parent.name == "views":
            found += [
                f"{_relative(path)}:{n}"
                for n, line in enumerate(path.read_text().splitlines(), 1)
                if re.search(r"(?<!actions)\.save\(|\.objects\.create\(|\.delete\(\)|bulk_create\(", line)
            ]
    assert found == []


def test_every_setting_from_the_environment_is_documented():
    readme = (ROOT / "README.md").read_text()
    names = set()
    for path in SOURCES:
        names |= set(re.findall(r"environ(?:\.get)?[\[(]\s*[\"'](\w+)[\"']", path.read_text()))
    own = {n for n in names if n.startswith("TREFOIL_") or n in ("PORT", "DATABASE_URL")}
    assert sorted(n for n in own if n not in readme) == []


def test_no_host_or_machine_path_is_written_down():
    found = []
    for path in [*ROOT.glob("requirements*.lock"), ROOT / "pyproject.toml", ROOT / "Makefile"]:
        if re.search(r"https?://(?!localhost)", path.read_text()):
            found.append(_relative(path))
    assert found == []
