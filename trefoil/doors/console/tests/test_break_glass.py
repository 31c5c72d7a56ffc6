"""Breaking the glass: a reason, sixty minutes, the minimum, a banner, a notice, a review, every read in the trail."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from trefoil.doors.console import actions
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry, BreakGlass
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.worklist.queries import needs_now

BORN = date(2014, 5, 2)
REASON = "She fainted in the hall and I am alone with her."
FORM = {"name": "Maya Reyes", "born_on": "2014-05-02", "reason": REASON}
EMERGENCY = "/console/emergency/"


def _break(cast, part="outsider", at=None, **more):
    person = cast.person(part)
    with seen_by(person):
        return actions.open_glass(
            viewer=person.as_viewer(),
            **{"name": "Maya Reyes", "born_on": BORN, "reason": REASON, **more},
            at=at or now(),
        )


def _trail(**filters):
    with seen_by(system_person("auditor")):
        return list(AuditEntry.objects.filter(**filters).order_by("pk"))


@pytest.mark.parametrize("part", ["peer", "director", "privacy", "coordinator", "mother", "maya"])
def test_for_those_who_neither_treat_nor_teach_it_is_not_there(cast, sign_in, part):
    client = sign_in(part)
    assert client.get(EMERGENCY).status_code == 404
    assert client.post(EMERGENCY, FORM).status_code == 404


def test_a_wrong_name_a_wrong_birth_date_and_no_child_get_the_same_answer(cast, sign_in):
    client = sign_in("outsider")
    wrong = [{"name": "Maya Reyez"}, {"born_on": "2014-05-03"}, {"name": "Nobody Atall"}, {"name": "reyes"}]
    answers = set()
    for change in wrong:
        response = client.post(EMERGENCY, FORM | change)
        assert response.status_code == 422
        answers.add(str(response.context["form"].non_field_errors()))
    assert len(answers) == 1
    assert not _trail(kind="act", page="BreakGlass")


def test_trying_in_vain_is_recorded_and_the_officer_of_ones_own_house_reads_it(cast, sign_in):
    sign_in("teacher").post(EMERGENCY, FORM | {"name": "Somebody Else"})
    [entry] = _trail(kind="denied", page="break_glass")
    assert entry.children == []
    with seen_by(cast.person("privacy")):
        assert AuditEntry.objects.filter(pk=entry.pk).exists()
    with seen_by(cast.person("director")):
        assert not AuditEntry.objects.filter(pk=entry.pk).exists()


def test_trying_again_and_again_is_stopped(cast, sign_in):
    client = sign_in("outsider")
    for _ in range(10):
        client.post(EMERGENCY, FORM | {"name": "Somebody Else"})
    response = client.post(EMERGENCY, FORM)
    assert response.status_code == 422
    assert "too often" in response.content.decode()


def test_a_reason_is_a_sentence(cast, sign_in):
    response = sign_in("outsider").post(EMERGENCY, FORM | {"reason": "urgent"})
    assert response.status_code == 422
    with pytest.raises(Refused):
        _break(cast, reason="   urgent   ")


def test_the_name_may_be_written_as_people_write(cast):
    assert _break(cast, name="  maya   REYES ").child_id == cast.children["maya"].pk


def test_the_outsider_sees_contacts_and_a_banner_and_no_timeline(released, sign_in):
    from trefoil.ground.timeline import actions as timeline
    from trefoil.ground.timeline.types import Voice

    maya, teacher = released.children["maya"], released.person("teacher")
    with seen_by(teacher):
        from trefoil.ground.access.actions import compartment_for
        from trefoil.ground.access.types import Category

        own = compartment_for(
            child_id=maya.pk, category=Category.BEHAVIOR_OBSERVATIONS, custodian_id=released.organizations["school"].pk
        )
        timeline.note(child=maya, compartment=own, at=now(), kind="home_note", voice=Voice.SCHOOL, by=teacher,
                      params={"text": "A hard morning"})  # fmt: skip
    client = sign_in("outsider")
    child = reverse("chart:child", args=[maya.pk])
    assert client.get(child).status_code == 404
    assert client.post(EMERGENCY, FORM).url == child
    page = client.get(child).content.decode()
    assert "Emergency access is open." in page
    assert REASON.rstrip(".") in page
    assert "612-555-0101" in page
    assert "12 Lark Street" not in page
    assert "A hard morning" not in page
    assert "A hard morning" not in client.get(reverse("chart:timeline", args=[maya.pk])).content.decode()


def test_every_read_through_the_broken_glass_is_logged_as_such(released, sign_in):
    client = sign_in("outsider")
    client.post(EMERGENCY, FORM)
    client.get(reverse("chart:child", args=[released.children["maya"].pk]))
    reads = _trail(kind="read", page="child", person_id=released.person("outsider").pk)
    assert [entry.bases for entry in reads] == [["break_glass"]]
    assert [entry.bases for entry in _trail(kind="act", page="BreakGlass")] == [["break_glass"]]


def test_the_glass_closes_after_sixty_minutes(released, sign_in):
    maya = released.children["maya"]
    began = now()
    with time_machine.travel(began, tick=False) as clock:
        client = sign_in("outsider")
        client.post(EMERGENCY, FORM)
        child = reverse("chart:child", args=[maya.pk])
        for minutes in (14, 28, 42, 56, 59):  # somebody who keeps using the page, or the session would lock
            clock.move_to(began + timedelta(minutes=minutes), tick=False)
            assert client.get(child).status_code == 200, minutes
        clock.move_to(began + timedelta(minutes=60), tick=False)
        assert client.get(child).status_code == 404
        assert "Reyes" not in client.get(reverse("chart:find"), {"q": "Maya"}).content.decode()


def test_once_is_enough_while_it_is_open(cast):
    at = now()
    _break(cast, at=at)
    with pytest.raises(Refused, match="already"):
        _break(cast, at=at + timedelta(minutes=5))
    assert _break(cast, at=at + timedelta(minutes=61))


def test_a_teacher_of_another_class_opens_no_more_than_a_card(released, as_):
    with seen_by(released.person("teacher")):
        before = BreakGlass.objects.count()
    _break(released, part="teacher")
    with seen_by(released.person("privacy")):
        assert BreakGlass.objects.count() == before + 1


def test_the_privacy_officer_is_asked_at_once_and_first_of_all(cast):
    from trefoil.ground.worklist import actions as worklist

    officer, at = cast.person("privacy"), now()
    with seen_by(officer):
        worklist.ask(person=officer, kind="release_ending", url="/", due_at=at - timedelta(days=9), by=officer, at=at)
    glass = _break(cast, at=at)
    with seen_by(officer):
        first = needs_now(officer.pk, at)[0]
    assert (first.kind, first.urgent) == ("review_break_glass", True)
    assert first.url == reverse("console:review_glass", args=[glass.pk])
    assert "Maya" in first.sentence


def test_review_keeps_what_was_found_and_ends_the_asking(cast, sign_in):
    glass = _break(cast)
    client = sign_in("privacy")
    page = reverse("console:review_glass", args=[glass.pk])
    shown = client.get(page).content.decode()
    assert "Grace Kim opened Maya Reyes in an emergency" in shown
    assert REASON in shown
    assert client.post(page, {"review": ""}).status_code == 422
    assert client.post(page, {"review": "It was one. The family was called."}).url == reverse("console:children")
    after = client.get(page).content.decode()
    assert "It was one." in after
    assert "Keep the review" not in after
    assert client.post(page, {"review": "Once more"}).status_code == 422
    with seen_by(cast.person("privacy")):
        assert not needs_now(cast.person("privacy").pk, now())
    assert _trail(kind="act", page="BreakGlassReviewed")[0].children == [cast.children["maya"].pk]


@pytest.mark.parametrize("part", ["outsider", "director", "therapist", "mother"])
def test_nobody_else_reviews(cast, sign_in, part):
    glass = _break(cast)
    client = sign_in(part)
    assert client.post(reverse("console:review_glass", args=[glass.pk]), {"review": "Fine"}).status_code == 404
    with seen_by(cast.person("outsider")), pytest.raises(Denied):
        actions.review(glass=glass, text="Fine", by=cast.person("outsider"), at=now())


def test_who_broke_the_glass_sees_that_they_did_and_nobody_beside_them(cast):
    _break(cast)
    with seen_by(cast.person("outsider")):
        assert BreakGlass.objects.count() == 1
    for part in ("father", "jonahs_mother"):
        with seen_by(cast.person(part)):
            assert not BreakGlass.objects.exists()
