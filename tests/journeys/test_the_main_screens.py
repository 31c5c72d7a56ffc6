"""The main screens by day and by night, on a desk and on a phone: each is looked at by axe and fits its screen."""

import pytest

from .visitor import COLORS

# who, which page about whom, the picture's name
ON_A_DESK = (
    ("therapist", "", "/", "today"),
    ("teacher", "", "/", "today-teacher"),
    ("therapist", "", "/children/", "children"),
    ("therapist", "Maya", "/children/{child}/", "child"),
    ("therapist", "Maya", "/children/{child}/week/?span=month", "week-month"),
    ("therapist", "Maya", "/plan/child/{child}/", "plan"),
    ("therapist", "", "/schedule/", "schedule"),
    ("therapist", "", "/sessions/", "notes"),
    ("director", "", "/referrals/", "referrals"),
    ("privacy", "Maya", "/console/children/{child}/", "who-can-see"),
    ("privacy", "", "/console/rulebook/", "rulebook"),
    ("privacy", "", "/console/rulebook/us-mn/", "rulebook-pack"),
    ("privacy", "", "/console/rulebook/us/follow/", "rulebook-follow"),
    (None, "", "/ui/", "gallery"),
)
ON_A_PHONE = (
    ("therapist", "", "/", "today-phone"),
    ("therapist", "Maya", "/children/{child}/", "child-phone"),
    ("teacher", "", "/classroom/", "board-phone"),
    ("teacher", "Maya", "/plan/child/{child}/school/", "plan-for-school-phone"),
    ("mother", "", "/home/", "home-phone"),
    ("mother", "", "/home/permissions/", "permissions-phone"),
    ("mother", "", "/home/readers/", "readers-phone"),
    ("privacy", "", "/console/rulebook/us-mn/", "rulebook-pack-phone"),
    ("youth", "", "/home/", "home-youth-phone"),
)
ALSO_BY_NIGHT = {"today", "child", "plan", "schedule", "week-month", "gallery", "board-phone", "home-phone"}


@pytest.mark.parametrize(("part", "about", "path", "name"), ON_A_DESK, ids=[name for *_, name in ON_A_DESK])
def test_on_a_desk(visit, part, about, path, name):
    visitor = given_somebody_at(visit, part, about, path)
    then_it_fits_and_reads_well_by_day_and_by_night(visitor, name)


@pytest.mark.parametrize(("part", "about", "path", "name"), ON_A_PHONE, ids=[name for *_, name in ON_A_PHONE])
def test_on_a_phone(visit, part, about, path, name):
    visitor = given_somebody_at(visit, part, about, path, phone=True)
    then_it_fits_and_reads_well_by_day_and_by_night(visitor, name)


def given_somebody_at(visit, part, about, path, **device):
    visitor = visit(part, **device)
    status = visitor.opens(about, path) if about else visitor.go(path)
    assert status == 200
    return visitor


def then_it_fits_and_reads_well_by_day_and_by_night(visitor, name):
    visitor.picture(name)
    if name in ALSO_BY_NIGHT:
        visitor.page.emulate_media(color_scheme="dark")
        visitor.picture(f"{name}-dark", COLORS)
