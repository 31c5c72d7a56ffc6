"""Whatever a delivery holds, reading it ends with records or with located problems."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from trefoil.doors.exchange.oneroster.fields import read_value
from trefoil.doors.exchange.oneroster.layout import Column, Form, columns_of
from trefoil.doors.exchange.oneroster.reading import read_delivery
from trefoil.ground.roster.types import Kind, quote

from .deliveries import as_folder, as_zip, delivery, set_value, text_of
from .test_oneroster import all_problems, problems

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r"), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)
SOME_FILES = sorted(kind.file for kind in Kind)


@settings(max_examples=40, deadline=None)
@given(names=st.lists(TEXT, min_size=4, max_size=4), version=st.sampled_from(["1.1", "1.2"]))
def test_every_name_survives_the_way_through_the_file(names: list[str], version: str) -> None:
    files = delivery(version)
    for line, name in enumerate(names, start=3):
        set_value(files, "users.csv", line, "familyName", name)
    with tempfile.TemporaryDirectory() as folder:
        read = read_delivery(as_zip(files, Path(folder) / "a.zip"))

    assert all_problems(read) == []
    rows = list(read.part(Kind.USER).rows.values())
    assert [row.record.family_name for row in rows[1:5]] == names


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), file=st.sampled_from([*SOME_FILES, "manifest.csv"]))
def test_damaged_bytes_never_break_the_reader(seed: int, file: str) -> None:
    chance = random.Random(seed)
    files = delivery(chance.choice(["1.1", "1.2"]), mode=chance.choice(["bulk", "delta"]))
    if file not in files:
        return
    content = bytearray(text_of(files[file]))
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(content))
        content[place : place + chance.randint(0, 3)] = chance.choice(
            [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"", b"'", chance.randbytes(2)]
        )
    with tempfile.TemporaryDirectory() as folder:
        found = problems(files, Path(folder), **{file.removesuffix(".csv"): bytes(content)})

    lines = bytes(content).count(b"\n") + 1
    for problem in found:
        assert problem.file
        assert problem.reason
        if problem.file == file and problem.line is not None:
            assert 1 <= problem.line <= lines


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400), file=st.sampled_from([*SOME_FILES, "manifest.csv"]))
def test_noise_in_place_of_a_file_is_refused(content: bytes, file: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stem = file.removesuffix(".csv")
        path = as_folder(delivery(), Path(folder), **{stem: content})

        assert all_problems(read_delivery(path))


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_one_wrong_value_is_one_problem_in_its_place(seed: int) -> None:
    chance = random.Random(seed)
    kind = chance.choice([Kind.SESSION, Kind.DEMOGRAPHICS, Kind.ENROLLMENT, Kind.ROLE])
    columns = [c.name for c in columns_of(kind, "1.2") if c.form is Form.DATE]
    files = delivery(students=3)
    line, column = chance.randint(2, len(files[kind.file])), chance.choice(columns)
    set_value(files, kind.file, line, column, chance.choice(["08/23/2021", "soon", "2021-13-01"]))
    with tempfile.TemporaryDirectory() as folder:
        found = problems(files, Path(folder))

    assert [(p.file, p.line, p.column) for p in found] == [(kind.file, line, column)]


@given(form=st.sampled_from(Form), text=st.text(max_size=60), needed=st.booleans())
def test_every_form_reads_every_text(form: Form, text: str, needed: bool) -> None:
    found = read_value(Column("x", form, needed, frozenset({"a"})), text)

    assert found.reason is None or found.reason.isprintable()
    if needed and not text.strip():
        assert found.reason


@given(st.text())
def test_what_is_quoted_can_be_printed(text: str) -> None:
    assert quote(text)[1:-1].isprintable()
