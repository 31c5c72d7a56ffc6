"""Run the tests: all of them, on both cores, or what is named.

python scripts/test.py [PATH …] [pytest's options]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = 2


def main() -> int:
    """Run pytest and give its status; a bare run is spread over two processes."""
    given = sys.argv[1:]
    command = [sys.executable, "-m", "pytest", "-q", "--durations=10"]
    if not any(word.startswith(("-n", "-x", "--pdb")) for word in given):
        command += [f"-n{PROCESSES}", "--dist=loadgroup"]
    if os.environ.get("CI"):
        command += ["--color=no"]
    return subprocess.run(command + given, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
