"""Compile the locks from pyproject.toml: hashed, for every platform, and naming no host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = ["pip", "compile", "-q", "--universal", "--generate-hashes", "--no-header"]
COMPILE += ["--python-version", "3.11", "--no-emit-index-url"]
LOCKS = {
    "requirements.lock": ["pyproject.toml", "--group", "build"],
    "requirements-dev.lock": ["pyproject.toml", "--group", "dev", "-c", "requirements.lock"],
    "requirements-uv.lock": ["--group", "bootstrap"],
}


def main() -> int:
    """Compile each lock; what is locked stays as it is unless --upgrade is given."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from install import find_uv

    uv = find_uv()
    if not uv:
        print("lock: uv is needed to compile the locks; pip install uv", file=sys.stderr)
        return 2
    for lock, sources in LOCKS.items():
        command = [uv, *COMPILE, *sources, "-o", lock, *sys.argv[1:]]
        if done := subprocess.run(command, cwd=ROOT).returncode:
            return done
        print(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
