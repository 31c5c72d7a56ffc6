"""Which files are kept and under which names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trefoil.ground.documents import rules
from trefoil.ground.documents.types import EXTENSIONS, FileType

from .files import JPEG, PDF, PNG, PROGRAM, TEXT, docx


@pytest.mark.parametrize(
    ("name", "content", "type_"),
    [
        ("a.pdf", PDF, FileType.PDF),
        ("a.PNG", PNG, FileType.PNG),
        ("a.jpg", JPEG, FileType.JPEG),
        ("a.jpeg", JPEG, FileType.JPEG),
        ("a.txt", TEXT, FileType.TEXT),
        ("a.docx", docx(), FileType.DOCX),
    ],
)
def test_files_of_our_kinds_are_kept(name, content, type_):
    assert rules.why_not_keep(name=name, content=content) is None
    assert rules.type_of(content) == type_


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b"x" * rules.LARGEST, "10 MB"),
        ("a.exe", PROGRAM, "Only PDF"),
        ("a.html", b"<script>", "Only PDF"),
        ("noextension", PDF, "Only PDF"),
        ("a.pdf", PROGRAM, "not what its name says"),
        ("a.pdf", PNG, "not what its name says"),
        ("a.txt", PDF, "not what its name says"),
        ("a.txt", b"\xff\xfe\x00a", "not what its name says"),
        ("a.txt", b"bell \x07", "not what its name says"),
        ("a.docx", b"PK\x03\x04 torn", "not what its name says"),
        ("a.docx", docx(without="word/document.xml"), "not what its name says"),
        ("a.docx", docx("word/vbaProject.bin"), "not what its name says"),
        ("a.pdf.exe", PDF, "Only PDF"),
    ],
)
def test_everything_else_is_refused_with_its_reason(name, content, why):
    assert why in rules.why_not_keep(name=name, content=content)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.pdf", "boot.pdf"),
        ("C:\\Users\\k\\Evaluation 2026.PDF", "Evaluation 2026.pdf"),
        ("a\u202egpj.pdf", "agpj.pdf"),
        ("line\r\nbreak.pdf", "linebreak.pdf"),
        ('quo"te.pdf', "quo te.pdf"),
        (".pdf", "document.pdf"),
        ("...pdf", "document.pdf"),
        ("con.txt", "document.txt"),
        ("x" * 400 + ".pdf", "x" * 110 + ".pdf"),
    ],
)
def test_names_lose_folders_and_signs_that_mislead(given_name, kept):
    assert rules.safe_name(given_name) == kept


@given(st.text(max_size=60), st.sampled_from(sorted(EXTENSIONS)))
def test_a_safe_name_stays_safe_and_keeps_its_extension(stem, extension):
    name = rules.safe_name(f"{stem}.{extension}")
    assert rules.safe_name(name) == name
    assert rules.extension_of(name) == extension
    assert not set(name) & set('/\\\r\n"\0')


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(content):
    assert rules.type_of(content) in (None, *FileType)
