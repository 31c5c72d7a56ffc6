"""Small files of every kind, good and bad."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
TEXT = "Niño, 10 años.\nReads well.\n".encode()
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 40


def docx(*more: str, without: str = "") -> bytes:
    """Return an archive shaped like a Word document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            if name != without:
                archive.writestr(name, "<x/>")
    return packed.getvalue()
