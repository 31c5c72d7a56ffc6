"""Opens the folder or archive a delivery comes in, and nothing that is not inside it."""

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from trefoil.ground.roster.types import Problem

MOST_BYTES = 300_000_000
MOST_ENTRIES = 1_000
MOST_TIMES = 200
"""How many times larger than in the archive a file may be, once it is large at all."""
LARGE = 5_000_000
READ_ERRORS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


class Package(Protocol):
    """The files of a delivery by name."""

    names: dict[str, int]

    def open(self, name: str) -> BinaryIO: ...


@contextmanager
def open_package(source: Path | BinaryIO, name: str, problems: list[Problem]) -> Iterator[Package | None]:
    """Open a folder, a zip archive or the bytes of one; None, and a problem, when it is neither."""
    label = _shown(name)
    with ExitStack() as stack:
        yield _opened(source, label, problems, stack)


def _opened(source: Path | BinaryIO, label: str, problems: list[Problem], stack: ExitStack) -> Package | None:
    try:
        if isinstance(source, Path) and source.is_dir():
            return _Folder(source, label, problems)
        archive = stack.enter_context(zipfile.ZipFile(source))
        return _Archive(archive, label, problems)
    except FileNotFoundError:
        reason = "there is no such file or folder"
    except PermissionError:
        reason = "this may not be read"
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError):
        reason = "this is neither a folder nor a zip archive"
    problems.append(Problem(label, None, None, reason))
    return None


class _Folder:
    def __init__(self, path: Path, label: str, problems: list[Problem]) -> None:
        self.path = path
        self.names: dict[str, int] = {}
        for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
            if not _is_csv(entry.name):
                continue
            reason = None if _is_plain(entry) else "this is a link or no plain file"
            if reason:
                problems.append(Problem(_shown(entry.name), None, None, reason))
            else:
                self.names[entry.name] = entry.stat().st_size
        _require_size(sum(self.names.values()), problems, label, self.names)

    def open(self, name: str) -> BinaryIO:
        opened = os.open(self.path / name, os.O_RDONLY | os.O_NOFOLLOW)
        return cast(BinaryIO, os.fdopen(opened, "rb"))


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, label: str, problems: list[Problem]) -> None:
        self.archive = archive
        self.names: dict[str, int] = {}
        self.members: dict[str, zipfile.ZipInfo] = {}
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            problems.append(Problem(label, None, None, f"more than {MOST_ENTRIES} files in it"))
            return
        safe = [entry for entry in entries if not _report_unsafe(entry, problems)]
        self._take([e for e in safe if not e.is_dir() and _is_csv(_base(e))], problems)
        _require_size(sum(self.names.values()), problems, label, self.names)

    def _take(self, entries: list[zipfile.ZipInfo], problems: list[Problem]) -> None:
        root = _root_of(entries)
        times = Counter(entry.filename for entry in entries)
        for entry in entries:
            name = _base(entry)
            reason = None
            if str(PurePosixPath(entry.filename).parent) != root:
                reason = "the file is not beside the manifest"
            elif times[entry.filename] > 1:
                reason = "the archive has this file more than once"
            if reason:
                problems.append(Problem(_shown(entry.filename), None, None, reason))
            else:
                self.names[name] = entry.file_size
                self.members[name] = entry

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self.archive.open(self.members[name]))


def _report_unsafe(entry: zipfile.ZipInfo, problems: list[Problem]) -> bool:
    reason = why_not_open(entry)
    if reason:
        problems.append(Problem(_shown(entry.filename), None, None, reason))
    return bool(reason)


def why_not_open(entry: zipfile.ZipInfo) -> str | None:
    """Say why a member of an archive is not to be trusted."""
    name = getattr(entry, "orig_filename", entry.filename)
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ":" in parts[0]:
        return "the path is absolute; a delivery stays inside its archive"
    if ".." in parts:
        return "the path leaves the archive"
    if "\\" in name or "\0" in name:
        return "the path has a character in it that a file name may not have"
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "this is a link or no plain file"
    if entry.flag_bits & 0x1:
        return "the file is encrypted"
    if entry.file_size > LARGE and entry.file_size > MOST_TIMES * max(entry.compress_size, 1):
        return "the file is packed so tightly that it looks like a trap"
    return None


def _require_size(size: int, problems: list[Problem], label: str, names: dict[str, int]) -> None:
    if size > MOST_BYTES:
        limit = f"{MOST_BYTES // 1_000_000} MB"
        problems.append(Problem(label, None, None, f"unpacked, this is larger than {limit}"))
        names.clear()


def _root_of(entries: list[zipfile.ZipInfo]) -> str:
    """Return the folder of the archive in which the manifest is; people zip folders whole."""
    homes = {str(PurePosixPath(e.filename).parent) for e in entries if _base(e) == "manifest.csv"}
    return homes.pop() if len(homes) == 1 else "."


def _base(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).name


def _is_csv(name: str) -> bool:
    return name.casefold().endswith(".csv") and not name.startswith(".")


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _shown(name: str) -> str:
    text = name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "�" for c in text)[:200]
