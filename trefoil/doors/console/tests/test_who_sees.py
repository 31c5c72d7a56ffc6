"""Who can see Maya, and why: now and at an instant of the past."""

from datetime import timedelta

import pytest
from django.urls import reverse

from trefoil.doors.console.matrix import matrix
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.clock import now

OTHERS = ("therapist", "supervisor", "skills", "peer", "teacher", "aide", "social_worker", "director", "coordinator",
          "outsider", "mother", "father", "maya")  # fmt: skip


def _dots(made, name):
    row = next(row for group in made.groups for row in group.rows if row.name == name)
    return {cell.header: cell.dot for cell in row.cells}


@pytest.fixture
def page(released):
    return reverse("console:who_sees", args=[released.children["maya"].pk])


@pytest.mark.parametrize("part", OTHERS)
def test_for_others_the_console_is_not_there(sign_in, page, part):
    client = sign_in(part)
    for address in (page, reverse("console:children"), reverse("console:trail")):
        assert client.get(address).status_code == 404


def test_each_dot_says_how_much_why_and_until_when(released, as_, at):
    with as_("privacy"):
        made = matrix(released.children["maya"].pk, at)
    teacher = _dots(made, "Sofia Ruiz")
    assert teacher["Session notes"] is None
    assert teacher["School records"].scope == "full"
    [shared] = teacher["Plan for school"].reasons
    assert (shared.why, shared.whose) == ("a signed release", "Harbor Clinic")
    assert shared.until > at
    assert _dots(made, "Elena Reyes")["Session notes"].reasons[0].why == "parent or guardian with authority"
    assert _dots(made, "David Reyes")["Session notes"] is None
    assert [g.name for g in made.groups[-2:]] == ["Family", "Jobs of the program"]


def test_every_ground_for_a_category_is_told(released, as_, at):
    with as_("privacy"):
        names = _dots(matrix(released.children["maya"].pk, at), "Adaeze Okafor")["Who they are"]
    assert {(reason.why, reason.whose) for reason in names.reasons} == {
        ("on the care team", "Harbor Clinic"), ("a signed release", "Cedar Bridge School"),
    }  # fmt: skip


def test_before_the_release_the_plan_was_closed_to_school(released, as_, at):
    with as_("privacy"):
        before = matrix(released.children["maya"].pk, at - timedelta(days=200))
        assert before.groups == [] or all(g.name != "Cedar Bridge School" for g in before.groups)
        early = matrix(released.children["maya"].pk, at.replace(month=9, day=1, hour=20))
    assert _dots(early, "Sofia Ruiz").get("Plan for school") is None


def test_the_page_shows_the_past_and_is_read_under_its_own_name(released, sign_in, page):
    client = sign_in("privacy")
    assert "Open every ground" in client.get(page).content.decode()
    past = client.get(page, {"at": "2026-09-01T20:00", "explain": "1"}).content.decode()
    assert "As it was at that time" in past
    assert '<details class="sight" open>' in past
    with seen_by(system_person("auditor")):
        assert (
            AuditEntry.objects.filter(kind="read", page="who_sees", children=[released.children["maya"].pk]).count()
            == 2
        )


@pytest.mark.parametrize("nonsense", ["yesterday", "2026-99-99T00:00", ""])
def test_an_instant_that_is_none_shows_now(sign_in, page, nonsense):
    assert "As it is now" in sign_in("privacy").get(page, {"at": nonsense}).content.decode()


def test_children_are_found_by_any_part_of_a_name(released, sign_in):
    client = sign_in("privacy")
    page = client.get(reverse("console:children"), {"name": "rey"}).content.decode()
    assert "Maya Reyes" in page
    assert "Jonah Berg" not in page
    assert "Nobody by that name" in client.get(reverse("console:children"), {"name": "zzz"}).content.decode()


def test_a_child_that_is_not_there_and_one_of_another_program_are_the_same(released, sign_in):
    client = sign_in("privacy")
    missing = client.get(reverse("console:who_sees", args=["00000000-0000-7000-8000-000000000000"]))
    assert missing.status_code == 404


def test_now_is_really_now(released, as_):
    with as_("privacy"):
        assert matrix(released.children["maya"].pk, now()).groups
