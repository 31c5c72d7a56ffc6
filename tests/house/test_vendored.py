"""Vendored files and locks are what they were when they came in."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / f"scripts/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_vendored_file_has_its_hash_and_its_license() -> None:
    vendor = script("vendor")
    assert vendor.faults() == []
    for package in vendor.PACKAGES:
        assert (package.folder / "LICENSE").read_text().strip(), package.name


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    vendor = script("vendor")
    assert vendor.sha384(b"one") != vendor.sha384(b"two")
    assert vendor.sha384(b"").startswith("sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdD")


def test_the_locks_name_no_host_and_hold_what_is_asked_for() -> None:
    assert script("lint").locks() == ""


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    asked = [line for line in lines if re.match(r'    "[a-z][^"]*[<>=\]a-z0-9.]",', line)]
    listed = [line for line in asked if re.search(r'",\s+#', line)]
    wanting = [line for line in asked if line not in listed and re.match(r'    "[a-z0-9-]+(\[[a-z,-]+\])?[<>=]', line)]
    assert len(listed) > 25
    assert wanting == []


def test_every_environment_variable_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    named = set()
    for path in (ROOT / "trefoil").rglob("*.py"):
        if "tests" not in path.parts:
            named |= set(re.findall(r'environ(?:\.get\(|\[)\s*"([A-Z_]+)"', path.read_text()))
    inside = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    inside |= {"TREFOIL_POOL", "TREFOIL_THROWAWAY"}  # set by Trefoil for its own processes
    mail = {name for name in named if name.startswith("TREFOIL_SMTP_")}
    assert {name for name in named - inside - mail if f"`{name}`" not in readme} == set()
    assert all(name.removeprefix("TREFOIL_SMTP") in readme for name in mail)
