"""Check style, types, layers, templates, locks and vendored files; say all that is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STRICT = ("rules", "types", "actions", "queries")


def main() -> int:
    """Run every check and give 1 if any has failed."""
    failed = []
    for name, check in CHECKS.items():
        began = time.monotonic()
        said = check()
        print(f"{'FAIL' if said else 'ok  '} {name:<10} {time.monotonic() - began:5.1f} s")
        if said:
            failed.append(name)
            print(said, flush=True)
    if failed:
        print(f"lint: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def tool(name: str, *words: str) -> str:
    """Run a tool of .venv; give what it said if it failed, else nothing."""
    done = subprocess.run([str(BIN / name), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip() or "failed" if done.returncode else ""


def types() -> str:
    """Check the parts that decide: rules and types, actions and queries."""
    files = [path.relative_to(ROOT) for part in STRICT for path in sorted((ROOT / "trefoil").rglob(f"{part}.py"))]
    return tool("mypy", "--no-error-summary", *map(str, files)) if files else ""


def locks() -> str:
    """Refuse a lock that names a host, misses a hash or lags behind pyproject.toml."""
    found = []
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text()
        if re.search(r"\w+://|--(extra-)?index-url|--find-links", text):
            found.append(f"{lock.name}: names a host or an index")
        for pin in re.findall(r"^[a-z0-9][^\n]*==[^\n]*\n(?!    --hash)", text, re.M):
            found.append(f"{lock.name}: {pin.strip()} has no hash")
    locked = {name: (ROOT / name).read_text().lower() for name in ("requirements.lock", "requirements-dev.lock")}
    for wanted, names in declared().items():
        for name in sorted(names):
            if not re.search(rf"^{re.escape(name)}==", locked[wanted], re.M):
                found.append(f"{wanted}: lacks {name}; run `make lock`")
    return "\n".join(found)


def declared() -> dict[str, set[str]]:
    """Read what pyproject.toml asks for, by the lock that has to hold it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    dev = [entry for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)]

    def plain(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=~! ]", text.lower(), maxsplit=1)[0] for text in requirements}

    return {
        "requirements.lock": plain(project["project"]["dependencies"]),
        "requirements-dev.lock": plain(dev),
    }


def vendored() -> str:
    """Recompute the hashes of the vendored files."""
    done = subprocess.run(
        [sys.executable, "scripts/vendor.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip()


CHECKS = {
    "style": lambda: tool("ruff", "check", "-q", "."),
    "format": lambda: tool("ruff", "format", "-q", "--check", "."),
    "types": types,
    "layers": lambda: tool("lint-imports", "--no-logo"),
    "templates": lambda: tool("djlint", "trefoil", "--lint", "--quiet"),
    "security": lambda: tool("bandit", "-q", "-r", "trefoil", "-c", "pyproject.toml", "-ll"),
    "locks": locks,
    "vendored": vendored,
}

if __name__ == "__main__":
    sys.exit(main())
