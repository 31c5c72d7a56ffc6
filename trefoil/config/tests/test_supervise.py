"""What is started is kept up, and nothing of it is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from trefoil.config import supervise
from trefoil.config.halt import Halt

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', "
    "'import time; time.sleep(60)']); print(p.pid, flush=True); time.sleep(60)",
]


@pytest.fixture
def logs(var: Path) -> Path:
    (var / "log").mkdir()
    return var / "log"


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_dead_child_is_started_again_after_a_pause_that_grows(logs: Path) -> None:
    child = supervise.Child("short", [sys.executable, "-c", "raise SystemExit(3)"])
    supervise._start(child)
    pauses = []
    for _ in range(3):
        assert child.running is not None
        child.running.wait()
        at = time.monotonic()
        supervise._look_after(child)
        pauses.append(child.start_again - at)
        child.start_again = 0
        supervise._look_after(child)
    supervise.stop([child])
    assert pauses == pytest.approx([0.5, 1, 2], abs=0.1)


def test_stop_ends_what_a_child_has_started_as_well(logs: Path) -> None:
    child = supervise.Child("parent", PARENT)
    supervise._start(child)
    wait_for(lambda: child.log.read_text().strip())
    grandchild = int(child.log.read_text())
    supervise.stop([child])
    wait_for(lambda: not is_alive(grandchild))
    assert child.running is not None
    assert not is_alive(child.running.pid)


def test_stop_does_not_wait_for_ever(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "GRACE_SECONDS", 0.3)
    child = supervise.Child("stubborn", STUBBORN)
    supervise._start(child)
    wait_for(lambda: child.log.read_text().strip())
    began = time.monotonic()
    supervise.stop([child])
    assert time.monotonic() - began < 3
    assert child.running is not None
    assert child.running.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of such a death")
def test_children_go_when_their_parent_is_killed(logs: Path) -> None:
    script = (
        "import sys, time; from trefoil.config import supervise as s;"
        f"c = s.Child('sleeper', {SLEEPER!r}); s._start(c); print(c.running.pid, flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=os.environ.copy()
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    wait_for(lambda: not is_alive(child))


def test_one_folder_is_run_once_at_a_time(var: Path) -> None:
    with supervise.alone(), pytest.raises(Halt, match="runs with the folder"), supervise.alone():
        pass
    with supervise.alone():
        pass


def test_the_first_signal_raises_and_the_next_ones_wait_for_the_end() -> None:
    ended = False
    with supervise.interruptible():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(1)
        except KeyboardInterrupt:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)
            ended = True
    assert ended
