"""Why something is closed, for the officer alone; and what one change would open or close, written nowhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from trefoil.doors.console import why as reasons
from trefoil.doors.console.facts_then import facts_then
from trefoil.doors.console.matrix import matrix
from trefoil.doors.console.what_if.changes import CHANGES, Change
from trefoil.ground.access.actions import grants_now
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category
from trefoil.ground.kit.clock import now


def _why(cast, part, category, at):
    with seen_by(cast.person("privacy")):
        return reasons.why(cast.children["maya"].pk, cast.person(part), category, at, past=False)


@pytest.mark.parametrize(("part", "category", "said"), [
    ("teacher", Category.SESSION_NOTES, "the decision table does not open it to their role"),
    ("outsider", Category.SESSION_NOTES, "not on the care team now"),
    ("father", Category.CLINICAL_PLAN, "a court order does not leave it open"),
    ("jonahs_mother", Category.SESSION_NOTES, "no legal authority over the child"),
    ("maya", Category.PSYCHOTHERAPY_NOTES, "psychotherapy notes are their author's alone"),
])  # fmt: skip
def test_a_denial_has_its_sentence_and_its_rules(released, at, part, category, said):
    found = _why(released, part, category, at)
    assert found.parts
    for part_of_record in found.parts:
        assert (part_of_record.permit, part_of_record.why) == (False, said)
        assert part_of_record.sentence.endswith(".")
        assert part_of_record.rules


def test_every_cell_of_the_matrix_agrees_with_why(released, at):
    maya = released.children["maya"].pk
    with seen_by(released.person("privacy")):
        made = matrix(maya, at, past=False)
        for row in [row for group in made.groups for row in group.rows if not row.is_job]:
            person = next((p for p in map(released.person, _parts()) if p.pk == row.id), None)
            for cell in row.cells if person else ():
                parts = reasons.why(maya, person, Category(cell.category), at, past=False).parts
                if cell.dot is None or cell.dot.scope != "own":
                    assert bool(cell.dot) == any(part.permit for part in parts), (row.name, cell.header)


def _parts():
    return ("therapist", "teacher", "director", "privacy", "mother", "father", "maya", "coordinator")


def test_the_page_says_it_to_the_officer_alone(released, sign_in):
    page = reverse("console:why", args=[released.children["maya"].pk])
    asked = {"person": released.person("father").pk, "category": "clinical_plan"}
    assert "A court order does not leave it open." in sign_in("privacy").get(page, asked).content.decode()
    for part in ("director", "therapist", "mother", "outsider"):
        assert sign_in(part).get(page, asked).status_code == 404


@pytest.mark.parametrize("nonsense", [{}, {"person": "x"}, {"category": "x"}, {"person": "", "at": "x"}])
def test_nonsense_shows_the_form(released, sign_in, nonsense):
    page = reverse("console:why", args=[released.children["maya"].pk])
    assert sign_in("privacy").get(page, nonsense).status_code == 200


def test_an_authority_that_was_changed_in_place_stands_in_the_past_as_it_was(released, at):
    from trefoil.ground.people.models import Caregiver

    maya, mother = released.children["maya"], released.person("mother")
    before = now() - timedelta(minutes=1)  # the history is written with the start of the transaction
    with seen_by(released.person("director")):
        entry = Caregiver.objects.get(child=maya, person=mother)
        entry.authority = "none"
        entry.save(update_fields=["authority"])
    with seen_by(released.person("privacy")):
        then, today = facts_then(maya.pk, before, past=True), facts_then(maya.pk, now(), past=False)
    assert then.facts.caregivers[mother.pk].authority == "full"
    assert today.facts.caregivers[mother.pk].authority == "none"
    assert then.changed == 1


def test_who_was_suspended_then_saw_nothing_then(released):
    from trefoil.ground.people import suspending

    officer, teacher = released.person("privacy"), released.person("teacher")
    with seen_by(officer):
        made = suspending.suspend(person=teacher, reason="The badge was lost.", by=officer, at=now())
        meanwhile = now()
        suspending.lift(suspension=made, reason="It was found.", by=officer, at=now())
        maya = released.children["maya"].pk
        then, today = facts_then(maya, meanwhile, past=True), facts_then(maya, now(), past=False)
    assert teacher.pk not in {g.person for g in then.grants()}
    assert teacher.pk in {g.person for g in today.grants()}


# What one change would do.


def _try(client, cast, change, **chosen):
    page = reverse("console:what_if_child", args=[cast.children["maya"].pk])
    return client.get(page, {"change": change, "go": "1"} | chosen)


def _moved(answer):
    return {one.name: one for one in answer.context["moved"]}


def test_an_order_closes_and_nothing_is_written(released, sign_in):
    maya, client = released.children["maya"].pk, sign_in("privacy")
    with seen_by(released.person("privacy")):
        before = grants_now(maya)
    answer = _try(client, released, Change.ORDER, caregiver=released.person("mother").pk, kind="ends_rights")
    mother = _moved(answer)["Elena Reyes"]
    assert not mother.opens
    assert {"Session notes", "School records"} <= {row.what for row in mother.closes}
    with seen_by(released.person("privacy")):
        assert grants_now(maya) == before


def test_a_release_opens_what_it_names(released, sign_in):
    clinic, school = released.organizations["clinic"].pk, released.organizations["school"].pk
    answer = _try(
        sign_in("privacy"), released, Change.RELEASE, giver=clinic, taker=school, categories="diagnosis",
        purpose="coordination", signer=released.person("mother").pk,
    )  # fmt: skip
    moved = _moved(answer)
    social_worker = str(released.person("social_worker"))
    assert [(row.what, row.whose) for row in moved[social_worker].opens] == [("Diagnosis", "Harbor Clinic")]
    assert "Sofia Ruiz" not in moved


def test_somebody_leaves_and_somebody_joins(released, sign_in):
    client = sign_in("privacy")
    gone = _moved(_try(client, released, Change.LINK_ENDS, linked=released.person("teacher").pk))
    assert gone["Sofia Ruiz"].closes
    come = _moved(_try(client, released, Change.LINK_BEGINS, staff=released.person("outsider").pk))
    assert come == {} or come["Grace Kim"].opens


def test_the_birthday_closes_to_the_mother(released, sign_in):
    moved = _moved(_try(sign_in("privacy"), released, Change.BIRTHDAY))
    assert moved["Elena Reyes"].closes
    assert not moved["Elena Reyes"].opens


@pytest.mark.parametrize("change", list(CHANGES))
def test_every_change_opens_and_says_what_it_needs(released, sign_in, change):
    client = sign_in("privacy")
    page = reverse("console:what_if_child", args=[released.children["maya"].pk])
    assert client.get(page, {"change": change}).status_code == 200
    assert _try(client, released, change).status_code in (200, 422)
    assert _try(client, released, change, caregiver="x", person="y").status_code in (200, 422)


@pytest.mark.parametrize("part", ["director", "therapist", "outsider", "mother"])
def test_it_is_the_officers_page(released, sign_in, part):
    page = reverse("console:what_if_child", args=[released.children["maya"].pk])
    assert sign_in(part).get(page).status_code == 404
