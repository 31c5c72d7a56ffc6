"""What happens to an evaluation, who may do it, and who reads what of it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from trefoil.care.evaluation import actions, queries
from trefoil.care.evaluation.models import Contribution, Diagnosis, Evaluation, Evidence, Judgment, SignedPart
from trefoil.care.evaluation.types import Bears, Part, State, Status
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.session import on_our_word
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.models import Staff
from trefoil.ground.worklist.models import Task

from .scenes import HISTORY, SECRET, SEEN, STORY, SUMMARY


def _texts(play, part):
    with play.as_(part):
        return " ".join(str(p.title) + str(p.content) for p in SignedPart.objects.order_by("number"))


def test_begin_sets_the_days_of_the_rulebook_and_asks_the_family(play):
    evaluation = play.begin()

    assert (evaluation.interview_due_on, evaluation.due_on) == (date(2026, 12, 3), date(2026, 12, 19))
    for part, kind in (("mother", "tell_history"), ("maya", "tell_own_story"), ("therapist", "sign_evaluation")):
        with play.as_(part):
            assert Task.objects.filter(kind=kind, subject_id=evaluation.pk, done_at=None).count() == 1


def test_begin_refuses_a_second_one_while_one_is_open(play):
    play.begin()

    with pytest.raises(Refused, match="open evaluation"):
        play.begin("supervisor")


@pytest.mark.parametrize("part", ["teacher", "social_worker", "director", "outsider", "mother", "father"])
def test_only_those_who_treat_begin(play, part):
    with pytest.raises((Denied, DatabaseError)):
        play.begin(part)


def test_a_skills_practitioner_does_not_answer_for_an_evaluation(play):
    with pytest.raises(Refused, match="answerable"):
        play.begin("skills")


def test_what_is_missing_is_said_until_it_is_there(play):
    evaluation = play.begin()
    with play.as_("therapist"):
        before = queries.gathered(evaluation, play.at).done
    play.gather(evaluation)
    with play.as_("therapist"):
        after = queries.gathered(evaluation, play.at + timedelta(hours=1)).done

    assert before == {Part.QUESTION}
    assert {Part.CAREGIVER, Part.YOUTH, Part.OBSERVATION, Part.INTERVIEW, Part.SAFETY, Part.LEVEL} <= after


def test_records_are_missing_until_they_have_come(play):
    evaluation = play.begin()
    with play.as_("therapist"):
        asked = actions.request_records(
            evaluation=evaluation,
            from_whom="Elm School",
            what="IEP",
            asked_on=date(2026, 11, 10),
            **play.by("therapist"),
        )
        assert Part.RECORDS not in queries.gathered(evaluation, play.at).done
        with pytest.raises(Refused, match="before"):
            actions.receive_records(records=asked, received_on=date(2026, 11, 9), outcome="", **play.by("therapist"))
        actions.receive_records(records=asked, received_on=date(2026, 11, 12), outcome="504", **play.by("therapist"))

        assert Part.RECORDS in queries.gathered(evaluation, play.at).done


def test_the_working_pages_are_not_the_familys_nor_the_schools(play):
    evaluation = play.begin()
    play.gather(evaluation)
    play.conclude(evaluation)

    for part in ("mother", "maya", "teacher", "social_worker", "skills", "director", "coordinator", "father"):
        with play.as_(part):
            assert not Diagnosis.objects.exists(), part
            assert not Judgment.objects.exists(), part
            assert not Evidence.objects.exists(), part
            assert not SignedPart.objects.exists(), part
            foreign = Contribution.objects.exclude(author=play.cast.person(part)).exclude(part=Part.OBSERVATION)
            assert not foreign.exists(), part


def test_the_signed_text_reaches_each_reader_as_the_wall_allows(play):
    play.signed()

    mother, youth, therapist = (_texts(play, part) for part in ("mother", "maya", "therapist"))
    for text in (mother, youth, therapist):
        assert "F41.1" in text
        assert SUMMARY in text
        assert SEEN["saw"] in text
        assert STORY["hard"] in text
    assert SECRET["hard"] in therapist
    assert SECRET["hard"] in youth
    assert "in confidence" in therapist
    assert SECRET["hard"] not in mother
    assert HISTORY["worries"] in mother
    for part in ("teacher", "aide", "social_worker", "skills", "peer", "director", "coordinator", "outsider", "father"):
        assert _texts(play, part) == "", part


def test_what_one_home_tells_stays_from_another_home(play):
    evaluation = play.begin()
    play.gather(evaluation)

    with play.as_("therapist"):
        told = Contribution.objects.select_related("compartment").get(part=Part.CAREGIVER)
        secret = Contribution.objects.select_related("compartment").get(part=Part.YOUTH, content=SECRET)
    assert told.compartment.household_id == play.cast.caregivers["mother"].household_id
    assert secret.compartment.category == "youth_confidential"


def test_evidence_that_rests_on_a_confidence_stays_as_closed(play):
    evaluation = play.begin()
    play.gather(evaluation)
    play.conclude(evaluation)
    with play.as_("therapist"):
        secret = Contribution.objects.select_related("compartment").get(part=Part.YOUTH, content=SECRET)
        actions.support(
            diagnosis=Diagnosis.objects.get(code="F41.1"), criterion="Avoids", seen="Sits by the river instead",
            bears=Bears.FOR, contribution=secret, **play.by("therapist"),
        )  # fmt: skip
    play.sign(evaluation)

    assert "Sits by the river" in _texts(play, "therapist")
    assert "Sits by the river" in _texts(play, "maya")
    assert "Sits by the river" not in _texts(play, "mother")


def test_nobody_signs_without_interview_safety_and_formulation(play):
    evaluation = play.begin()

    with pytest.raises(Refused, match="Not yet"):
        play.sign(evaluation)


def test_a_signed_evaluation_is_locked_also_in_the_database(play):
    evaluation = play.signed()

    assert evaluation.state == State.SIGNED
    assert evaluation.next_due_on == date(2027, 11, 19)
    with play.as_("therapist"):
        with pytest.raises(Refused, match="locked"):
            actions.contribute(
                evaluation=evaluation, part=Part.INTERVIEW, content={"now": "Otherwise."}, **play.by("therapist")
            )
        for change in (
            lambda: Evaluation.objects.filter(pk=evaluation.pk).update(signed_name="Somebody"),
            lambda: Contribution.objects.filter(part=Part.INTERVIEW).update(content={}),
            lambda: SignedPart.objects.update(content=[]),
            lambda: Judgment.objects.update(because=""),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_a_diagnosis_keeps_its_history_and_says_so_after_the_signature(play):
    evaluation = play.signed()
    later = play.at + timedelta(days=20)
    with play.as_("therapist", later):
        worry = Diagnosis.objects.get(code="F41.1")
        actions.reconsider(
            diagnosis=worry, status=Status.PROVISIONAL, because="Less now.", by=play.cast.person("therapist"), at=later
        )
        considered = {c.diagnosis.code: c for c in queries.considered(evaluation.pk)}
    with play.as_("mother", later):
        added = queries.addenda(evaluation.pk)

    assert [j.status for j in considered["F41.1"].judgments] == ["provisional", "confirmed", "provisional"]
    assert considered["F43.10"].status is Status.RULED_OUT
    assert "F41.1" in added[0].text
    assert "Less now." in added[0].text


def test_a_trainees_evaluation_waits_for_the_supervisor(play):
    evaluation = play.begin()
    play.gather(evaluation)
    play.conclude(evaluation)
    with on_our_word("staff"):
        Staff.objects.filter(pk=play.cast.staff["therapist"].pk).update(trainee=True)
    play.cast.staff["therapist"].trainee = True
    play.cast.person("therapist").staff = play.cast.staff["therapist"]
    signed = play.sign(evaluation)

    assert signed.state == State.COSIGN_WAITING
    assert _texts(play, "mother") == ""
    assert "F41.1" in _texts(play, "supervisor")
    with play.as_("supervisor"):
        assert Task.objects.filter(kind="cosign_evaluation", done_at=None).exists()
        with pytest.raises(Refused, match="Sign with your name"):
            actions.cosign(evaluation=signed, typed_name="H. L.", **play.by("supervisor"))
        done = actions.cosign(evaluation=signed, typed_name="Hannah Lindqvist", **play.by("supervisor"))
    assert done.state == State.SIGNED
    assert "F41.1" in _texts(play, "mother")


def test_a_heading_or_an_unknown_code_is_no_diagnosis(play):
    evaluation = play.begin()
    with play.as_("therapist"):
        for code, why in (("F41", "heading"), ("F99.99", "no such code")):
            with pytest.raises(Refused, match=why):
                actions.diagnose(evaluation=evaluation, code=code, because="So.", **play.by("therapist"))


def test_the_school_is_asked_only_where_the_clinic_may_read_the_answer(play):
    evaluation = play.begin()
    teacher = play.cast.staff["teacher"]
    with play.as_("therapist"), pytest.raises(Refused, match="No release"):
        actions.ask_school(evaluation=evaluation, staff=[teacher], **play.by("therapist"))
    play.gather(evaluation)
    with play.as_("therapist"):
        actions.ask_school(evaluation=evaluation, staff=[teacher], **play.by("therapist"))

    with play.as_("teacher"):
        assert Task.objects.filter(kind="observe_for_evaluation", done_at=None).count() == 1


def test_withdraw_keeps_what_was_written_with_the_reason(play):
    evaluation = play.begin()
    with play.as_("therapist"):
        actions.withdraw(evaluation=evaluation, reason="Moved away.", **play.by("therapist"))
        again = queries.evaluations(play.maya.pk, play.cast.organizations["clinic"].pk)
        assert Contribution.objects.filter(part=Part.QUESTION).exists()

    assert again == []
    assert play.begin().state == State.OPEN
