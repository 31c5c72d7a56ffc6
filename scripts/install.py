"""Make .venv with everything that the locks name; quick when nothing has changed.

    python3.11 scripts/install.py          what Trefoil needs to run
    python3.11 scripts/install.py --dev    what its tests need as well

Needs nothing but Python's standard library. The packages are fetched by uv, which is fetched by
pip, or by pip itself where uv cannot reach the index that pip is set up for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "uv" / "bin" / "uv"


def main() -> int:
    """Install, unless the locks are those that were installed last."""
    if sys.version_info < (3, 11):  # noqa: UP036 (said here before anything else can fail)
        return stop(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    dev = "--dev" in sys.argv[1:] or (VENV / "installed-dev").exists()
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    stamp = VENV / ("installed-dev" if dev else "installed")
    mark = fingerprint(lock)
    if is_installed(stamp, mark):
        return 0
    try:
        make_environment()
        install(lock)
        run([str(PYTHON), "-m", "trefoil.config.cli", "messages"], quiet=True)
    except subprocess.CalledProcessError as trouble:
        said = ((trouble.stderr or "") + (trouble.stdout or "")).strip()
        if said:
            print(said, file=sys.stderr)
        return stop(f"`{' '.join(map(str, trouble.cmd[:6]))} …` failed; see the lines above")
    except OSError as trouble:
        return stop(f"{trouble.filename}: {trouble.strerror}; make this folder writable")
    for old in VENV.glob("installed*"):
        old.unlink()
    stamp.write_text(mark)
    return 0


def fingerprint(lock: Path) -> str:
    """Name the state of everything that decides what is installed, and where."""
    parts = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), bytes(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_installed(stamp: Path, mark: str) -> bool:
    """Say whether that state is there; once the tests' tools are in, they stay in."""
    linked = (VENV / "bin" / "trefoil").exists()
    return linked and stamp.exists() and stamp.read_text() == mark


def make_environment() -> None:
    """Make the virtual environment; Debian's Python does so without pip where venv is split off."""
    if PYTHON.exists() and works([str(PYTHON), "-c", "pass"]):
        return
    say("Making .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])


def install(lock: Path) -> None:
    """Bring the environment to the lock, checking every hash, and link Trefoil into it."""
    say(f"Installing from {lock.name} …")
    uv = find_uv()
    here = str(VENV)
    if uv:
        try:
            run([uv, "pip", "install", "-q", "--require-hashes", "-r", str(lock)], VIRTUAL_ENV=here)
        except subprocess.CalledProcessError:
            if not (pip := find_pip()):
                raise
            pip_install(pip, lock)
        link = [uv, "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--offline"]
        run([*link, "-e", str(ROOT)], VIRTUAL_ENV=here)
    elif pip := find_pip():
        pip_install(pip, lock)
        run([*pip, "install", "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    else:
        raise SystemExit(stop(missing_pip()))


def pip_install(pip: list[str], lock: Path) -> None:
    """Install a lock with pip itself, which takes longer and asks whom pip is set up to ask."""
    run([*pip, "install", "-q", "--require-hashes", "-r", str(lock)])


def find_uv() -> str:
    """Find uv on the machine, or fetch the locked one with pip into a place of its own."""
    for found in (str(UV), shutil.which("uv") or ""):
        if found and works([found, "--version"]):
            return found
    pip = find_pip()
    if not pip:
        return ""
    target = UV.parent.parent
    lock = ROOT / "requirements-uv.lock"
    try:
        run([*pip, "install", "-q", "--require-hashes", "--target", str(target), "-r", str(lock)])
    except subprocess.CalledProcessError:
        return ""
    return str(UV) if works([str(UV), "--version"]) else ""


def find_pip() -> list[str]:
    """Find a pip that installs into .venv: its own, the machine's, or one from Debian."""
    if works([str(PYTHON), "-m", "pip", "--version"]):
        return [str(PYTHON), "-m", "pip"]
    if works([str(PYTHON), "-m", "ensurepip", "--version"]):
        run([str(PYTHON), "-m", "ensurepip", "--default-pip"], quiet=True)
        return [str(PYTHON), "-m", "pip"]
    machine = [sys.executable, "-m", "pip"]
    if not works([*machine, "--version"]) and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Fetching pip from Debian …")
        run(["apt-get", "update", "-qq"], quiet=True)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-pip"])
    if works([*machine, "--python", str(PYTHON), "--version"]):
        return [*machine, "--python", str(PYTHON)]
    return []


def missing_pip() -> str:
    """Say what to ask for where there is neither uv nor pip."""
    return "neither uv nor pip is on this machine; as root: apt-get install python3-venv python3-pip"


def works(command: list[str]) -> bool:
    """Say whether a command runs and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, cwd="/").returncode == 0
    except OSError:
        return False


def run(command: list[str], *, quiet: bool = True, **environment: str) -> None:
    """Run a command, or raise with what it said."""
    subprocess.run(command, check=True, capture_output=quiet, text=True, env=os.environ | environment)


def say(sentence: str) -> None:
    """Tell the person who waits what is going on."""
    print(sentence, flush=True)


def stop(sentence: str) -> int:
    """Give up in one line."""
    print(f"install: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
