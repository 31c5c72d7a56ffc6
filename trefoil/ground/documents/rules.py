"""Which files are kept, told by what is in them and not only by what they are called."""

import io
import re
import unicodedata
import zipfile

from .types import EXTENSIONS, FileType

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
TOO_LARGE = "This file is larger than 10 MB. Send it in parts, or scan it with less detail."
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def type_of(content: bytes) -> FileType | None:
    """Tell a file's type from its bytes, or that it is none of ours."""
    if content.startswith(b"%PDF-"):
        return FileType.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if content.startswith(b"PK\x03\x04"):
        return FileType.DOCX if _is_plain_docx(content) else None
    return FileType.TEXT if _is_text(content) else None


def _is_plain_docx(content: bytes) -> bool:
    """Tell a Word document from any other archive, and from one that carries a program."""
    try:
        names = {name.lower() for name in zipfile.ZipFile(io.BytesIO(content)).namelist()}
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    has_program = any(name.endswith("vbaproject.bin") for name in names)
    return {"[content_types].xml", "word/document.xml"} <= names and not has_program


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text)


def extension_of(name: str) -> str:
    """Return the extension of a file name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def safe_name(name: str) -> str:
    """Return a name without folders, control signs or signs that turn the reading direction around."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    plain = re.sub(r'[<>:"|?*]', " ", plain)
    stem, _, extension = " ".join(plain.split()).strip(". ").rpartition(".")
    if not stem or _DEVICES.fullmatch(stem):
        stem = "document"
    return f"{stem[: LONGEST_NAME - 10].rstrip('. ')}.{extension.lower()}"


def why_not_keep(*, name: str, content: bytes) -> str | None:
    """Say why a file cannot be kept."""
    if not content:
        return "This file is empty."
    if len(content) > LARGEST:
        return TOO_LARGE
    wanted = EXTENSIONS.get(extension_of(name))
    if wanted is None:
        return "Only PDF, PNG, JPEG, plain text and Word (docx) files can be kept here."
    if type_of(content) != wanted:
        return "What is in this file is not what its name says. Save it again in its own program, then choose it here."
    return None
