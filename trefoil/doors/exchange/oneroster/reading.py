"""Reads a whole delivery."""

from pathlib import Path
from typing import BinaryIO

from trefoil.ground.roster.types import Delivery, Kind, Mode, Part, Problem, Progress

from .layout import columns_of
from .manifest import MANIFEST, Manifest, check_files, read_manifest
from .package import READ_ERRORS, Package, open_package
from .part import read_part


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def read_delivery(source: Path | BinaryIO, progress: Progress = ignore_progress, *, name: str = "") -> Delivery:
    """Read a folder or archive; what is wrong with it is in the delivery's problems."""
    delivery = Delivery()
    name = name or (source.name if isinstance(source, Path) else "")
    with open_package(source, name, delivery.problems) as package:
        if package is not None:
            _Reader(package, delivery, progress).read()
    return delivery


class _Reader:
    def __init__(self, package: Package, delivery: Delivery, progress: Progress) -> None:
        self.package = package
        self.delivery = delivery
        self.progress = progress
        self.done = 0
        self.told = 0
        self.total = sum(package.names.values())

    def read(self) -> None:
        manifest = self._manifest()
        if manifest is None:
            return
        self.delivery.source_code = manifest.source_code or manifest.source_name
        self.delivery.source_name = manifest.source_name or manifest.source_code
        self.delivery.has_role_file = bool(columns_of(Kind.ROLE, manifest.version))
        check_files(manifest, set(self.package.names), self.delivery.problems)
        for kind in Kind:
            self._part(kind, manifest)
        self.progress("reading", self.total, self.total)

    def _manifest(self) -> Manifest | None:
        problems = self.delivery.problems
        if MANIFEST not in self.package.names:
            if not problems or self.package.names:
                reason = "the delivery has no manifest.csv; nothing says what its files are"
                problems.append(Problem(MANIFEST, None, None, reason))
            return None
        try:
            with self.package.open(MANIFEST) as stream:
                return read_manifest(stream, problems)
        except READ_ERRORS:
            problems.append(Problem(MANIFEST, None, None, "the file is damaged"))
            return None

    def _part(self, kind: Kind, manifest: Manifest) -> None:
        mode = manifest.modes.get(kind.value, Mode.ABSENT)
        if mode is Mode.ABSENT or kind.file not in self.package.names:
            # A file that was announced and is missing is reported; nothing follows from it.
            is_missed = mode is not Mode.ABSENT or kind.file in self.package.names
            self.delivery.parts[kind] = Part(is_readable=not is_missed)
            return
        self.delivery.parts[kind] = self._readable_part(kind, manifest.version, mode)
        part = self.delivery.parts[kind]
        self.delivery.row_count += len(part.rows) + len(part.removed)

    def _readable_part(self, kind: Kind, version: str, mode: Mode) -> Part:
        problems = self.delivery.problems
        try:
            with self.package.open(kind.file) as stream:
                return read_part(kind, version, mode, stream, problems, self._count)
        except READ_ERRORS:
            problems.append(Problem(kind.file, None, None, "the file is damaged"))
            return Part(mode=mode, is_readable=False)

    def _count(self, count: int) -> None:
        self.done += count
        if self.done - self.told > 200_000:
            self.told = self.done
            self.progress("reading", self.done, self.total)
