"""Bring front-end files into the tree, each with its license and hash, so that pages need no host.

python scripts/vendor.py           fetch the packages below with npm and write the files
python scripts/vendor.py --check   recompute the hashes of what is there
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "trefoil/ground/kit/static/vendor"
TESTS = ROOT / "tests/vendor"


@dataclass(frozen=True)
class Package:
    """One npm package, what is taken from it and where it is put."""

    name: str
    version: str
    folder: Path
    license: str
    files: dict[str, str] = field(default_factory=dict)
    icons: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Give what npm calls it."""
        return f"{self.name}@{self.version}"


ICONS = (
    *("activity", "arrow-left", "arrow-right", "ban", "bell", "book-open", "calendar"),
    *("calendar-plus", "check", "chevron-down", "chevron-left", "chevron-right", "chevron-up"),
    *("circle-alert", "circle-check", "circle-help", "circle-x", "clipboard-list", "clock"),
    *("copy", "door-open", "download", "ellipsis", "external-link", "eye", "eye-off"),
    *("file-text", "fingerprint", "flag", "footprints", "frown", "graduation-cap"),
    *("hand-helping", "headphones", "heart", "history", "house", "info", "key-round"),
    *("languages", "layers", "leaf", "life-buoy", "list", "lock", "log-out", "mail", "map-pin"),
    *("meh", "menu", "message-circle", "monitor", "moon", "notebook-pen", "paperclip", "pause"),
    *("pencil", "phone", "play", "plus", "printer", "refresh-cw", "rotate-ccw", "school"),
    *("search", "send", "settings", "shield", "shield-alert", "signature", "smile", "sprout"),
    *("star", "stethoscope", "sun", "target", "timer", "trash-2", "triangle-alert", "undo-2"),
    *("upload", "user", "user-plus", "users", "video", "x"),
)
FONT = "atkinson-hyperlegible-next"
PACKAGES = (
    Package(
        "@fontsource-variable/atkinson-hyperlegible-next",
        "5.3.0",
        STATIC / FONT,
        "OFL-1.1",
        {
            f"files/{FONT}-{part}-wght-{style}.woff2": f"{part}-{style}.woff2"
            for part in ("latin", "latin-ext")
            for style in ("normal", "italic")
        },
    ),
    Package("lucide-static", "1.62.0", STATIC / "lucide", "ISC", icons=ICONS),
    Package("axe-core", "4.14.1", TESTS / "axe", "MPL-2.0", {"axe.min.js": "axe.min.js"}),
)


def sha384(content: bytes) -> str:
    """Hash a file's content the way that a browser's integrity attribute does."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def vendor(package: Package) -> None:
    """Fetch one package and write the files taken from it, its license and its record."""
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(
            ["npm", "pack", "--json", "--pack-destination", folder, package.address],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        packed = json.loads(answer)[0]
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            taken = {new: read(archive, old) for old, new in package.files.items()}
            if package.icons:
                taken["icons.svg"] = sprite(archive, package.icons)
            text = read(archive, "LICENSE")
    record(package, taken, text, packed["integrity"])


def record(package: Package, taken: dict[str, bytes], text: bytes, integrity: str) -> None:
    """Write the files of one package and, beside them, where they come from."""
    package.folder.mkdir(parents=True, exist_ok=True)
    for old in package.folder.iterdir():
        old.unlink()
    for name, content in taken.items():
        (package.folder / name).write_bytes(content)
    (package.folder / "LICENSE").write_bytes(text)
    entries = [{"file": name, "sha384": sha384(taken[name])} for name in sorted(taken)]
    entries.append({"file": "LICENSE", "sha384": sha384(text)})
    about = {
        "name": package.name,
        "version": package.version,
        "license": package.license,
        "package": integrity,
        "files": entries,
    }
    (package.folder / "vendor.json").write_text(json.dumps(about, indent=2) + "\n")


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """Read one file of an npm package."""
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"vendor: the package has no {name}; correct the list in this script")
    return member.read()


def sprite(archive: tarfile.TarFile, names: tuple[str, ...]) -> bytes:
    """Put the chosen icons into one file, each as a symbol of its own name."""
    symbols = []
    for name in sorted(names):
        drawing = read(archive, f"icons/{name}.svg").decode()
        inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.S)
        if inside is None:
            raise SystemExit(f"vendor: the icon {name} is not a drawing")
        shapes = " ".join(inside.group(1).split())
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
            f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    body = "\n".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'.encode()


def faults() -> list[str]:
    """Say of every vendored file that is missing, changed or unknown what is wrong with it."""
    found = []
    for package in PACKAGES:
        about = json.loads((package.folder / "vendor.json").read_text())
        if about["version"] != package.version:
            found.append(f"{package.folder}: run scripts/vendor.py, the version has changed")
        hashes = {entry["file"]: entry["sha384"] for entry in about["files"]}
        there = {path.name for path in package.folder.iterdir()} - {"vendor.json"}
        for name in sorted(there | set(hashes)):
            path = package.folder / name
            if not path.exists() or sha384(path.read_bytes()) != hashes.get(name):
                found.append(f"{path.relative_to(ROOT)}: is not what was vendored")
    return found


def main() -> int:
    """Fetch, or check with --check."""
    if "--check" in sys.argv[1:]:
        found = faults()
        print("\n".join(found), file=sys.stderr) if found else None
        return 1 if found else 0
    for package in PACKAGES:
        vendor(package)
        print(f"{package.name} {package.version} -> {package.folder.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
