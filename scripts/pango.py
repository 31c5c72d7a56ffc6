"""See to it that PDFs can be laid out: Debian's Pango, which WeasyPrint calls.

python3.11 scripts/pango.py            try; without it Trefoil runs, and says so where a PDF is asked for
python3.11 scripts/pango.py --must     the tests make PDFs: without it, stop
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

LIBRARIES = [
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
]
PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]


def main() -> int:
    """Do nothing where Pango is; install it as root; say what to ask for otherwise."""
    if is_there():
        return 0
    wanted = "apt-get install --no-install-recommends " + " ".join(PACKAGES)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Pango from Debian's packages …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
        ):
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
            if done.returncode:
                print(done.stderr.strip(), file=sys.stderr)
                break
        if is_there():
            return 0
    print(f"pango: no PDF can be made here; ask for it to be installed: {wanted}", file=sys.stderr)
    return 2 if "--must" in sys.argv[1:] else 0


def is_there() -> bool:
    """Say whether all that WeasyPrint loads is there."""
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
