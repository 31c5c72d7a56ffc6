"""Ages and typed names: no database needed."""

from datetime import date

import pytest

from trefoil.ground.people import rules


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2010, 11, 19), date(2026, 11, 18), 15),
        (date(2010, 11, 19), date(2026, 11, 19), 16),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_on(born_on, day, age):
    assert rules.age_on(born_on, day) == age
    assert rules.birthday_on(born_on, age) <= day < rules.birthday_on(born_on, age + 1)


@pytest.mark.parametrize(
    ("typed", "same"),
    [("Elena Reyes", True), (" elena  REYES ", True), ("Elena", False), ("ElenaReyes", False), ("", False)],
)
def test_same_name(typed, same):
    assert rules.same_name(typed, "Elena Reyes") is same
