"""See to it that the journeys have a browser: Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-noto-core"]


def main() -> int:
    """Do nothing where Chromium is; install it as root; say what to ask for otherwise."""
    given = os.environ.get("TREFOIL_CHROMIUM")
    if given and not shutil.which(given):
        return stop(f"TREFOIL_CHROMIUM is {given}, which is no program")
    if given or os.access("/usr/bin/chromium", os.X_OK):
        return 0
    wanted = "apt-get install --no-install-recommends " + " ".join(PACKAGES)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return stop(f"the journeys need Chromium; ask for it to be installed: {wanted}")
    print("Installing Chromium from Debian's packages …", flush=True)
    quiet = {"capture_output": True, "text": True}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        done = subprocess.run(command, env=environment, **quiet)  # type: ignore[call-overload]
        if done.returncode:
            print(done.stderr.strip(), file=sys.stderr)
            return stop(f"Debian's package manager gave up; try `{wanted}` yourself")
    return 0


def stop(sentence: str) -> int:
    """Give up in one line."""
    print(f"browser: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
