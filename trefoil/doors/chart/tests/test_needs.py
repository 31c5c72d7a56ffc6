"""Many lines of one kind become one; what is urgent never does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trefoil.doors.chart.needs import folded
from trefoil.ground.kit.ids import new_id
from trefoil.ground.worklist.queries import Line

AT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


def line(kind="cosign_note", urgent=False, overdue=False, days=0):
    return Line(
        id=new_id(),
        kind=kind,
        sentence=kind,
        verb="Read",
        url="/",
        urgent=urgent,
        overdue=overdue,
        asked_at=AT - timedelta(days=days),
        due_at=None,
        child_id=None,
    )


def test_a_few_notes_stand_each_on_their_own():
    lines = [line(), line(), line(), line("sign_plan")]
    assert folded(lines) == lines


def test_many_notes_are_one_line_where_the_first_stood():
    lines = [line("item_nine", urgent=True), *(line(days=n, overdue=n == 3) for n in range(4)), line("sign_plan")]
    first, notes, last = folded(lines)
    assert (first, last) == (lines[0], lines[-1])
    assert (notes.sentence, notes.overdue, notes.asked_at) == ("4 notes to co-sign", True, AT - timedelta(days=3))
    assert notes.url == "/sessions/"


def test_what_is_urgent_is_never_folded():
    lines = [replace(line(), urgent=True) for _ in range(6)]
    assert folded(lines) == lines
