"""The words of documents."""

from dataclasses import dataclass
from enum import StrEnum


class FileType(StrEnum):
    """What kinds of files are kept."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


EXTENSIONS: dict[str, FileType] = {
    "pdf": FileType.PDF,
    "png": FileType.PNG,
    "jpg": FileType.JPEG,
    "jpeg": FileType.JPEG,
    "txt": FileType.TEXT,
    "docx": FileType.DOCX,
}
ACCEPT = ".pdf,.png,.jpg,.jpeg,.txt,.docx"


@dataclass(frozen=True)
class Upload:
    """A file as somebody gave it: the name they had for it, and its bytes."""

    name: str
    content: bytes
