from datetime import timedelta

import pytest

from trefoil.care.instruments import actions, queries, rules
from trefoil.care.instruments.models import Assignment, Flag, Response, Score
from trefoil.care.instruments.types import Change
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.types import system_person
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline.queries import timeline
from trefoil.ground.worklist.queries import needs_now

from .shelf import FREQUENCY, ITEM_NINE, NINE, answers

DIFFICULTY = ("/69722-7", "LA6573-5")


@pytest.fixture
def jonah(cast):
    return cast.children["jonah"]


@pytest.fixture
def asked(cast, jonah, as_, at):
    """The therapist is on duty and has asked Jonah."""
    therapist = cast.person("therapist")
    with as_("therapist", at):
        actions.set_duty(
            staff=cast.staff["therapist"],
            starts_at=at - timedelta(hours=2),
            ends_at=at + timedelta(hours=8),
            by=therapist,
            at=at,
        )
        return actions.assign(child=jonah, key="phq-9", by=therapist, at=at)


@pytest.fixture
def answer(cast, as_):
    """`answer(asked, 1, 0, 2, …, at=at)` answers the first questions with these weights."""

    def give(assignment, *weights, at, by="youth"):
        with as_(by, at):
            for link, code in answers(*weights).items():
                actions.answer(
                    assignment=assignment,
                    link_id=link,
                    code=code,
                    language="en",
                    by=cast.person(by),
                    at=at,
                )

    return give


@pytest.fixture
def hand_in(cast, as_, answer):
    """Answer all nine, the follow-up, and hand in."""

    def give(assignment, *weights, at):
        answer(assignment, *weights, at=at)
        youth = cast.person("youth")
        with as_("youth", at):
            if any(weights):
                link, code = DIFFICULTY
                actions.answer(assignment=assignment, link_id=link, code=code, language="en", by=youth, at=at)
            return actions.finish(assignment=assignment, by=youth, at=at)

    return give


def told(name):
    from trefoil.ground.access.session import seen_by

    with seen_by(system_person("auditor")):
        return AuditEntry.objects.filter(kind="act", page=name).count()


def kinds_for(cast, as_, part, at):
    with as_(part, at):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def test_assign_puts_the_questions_on_the_youths_list_and_tells(cast, asked, as_, at):
    with as_("youth", at):
        assert list(queries.open_assignments(cast.person("youth"))) == [asked]

    assert kinds_for(cast, as_, "youth", at) == ["answer_questionnaire"]
    assert told("QuestionnaireAssigned") == 1


def test_assign_twice_is_refused(cast, jonah, asked, as_, at):
    with as_("therapist", at), pytest.raises(Refused, match=rules.ALREADY_ASKED):
        actions.assign(child=jonah, key="phq-9", by=cast.person("therapist"), at=at)


def test_assign_of_an_unworded_form_is_refused(cast, jonah, as_, at):
    with as_("therapist", at), pytest.raises(Refused, match=rules.NOT_WORDED):
        actions.assign(child=jonah, key="phq-9-modified-teens", by=cast.person("therapist"), at=at)


@pytest.mark.parametrize("part", ["teacher", "social_worker", "peer", "outsider", "coordinator"])
def test_assign_is_for_those_who_treat(cast, jonah, as_, at, part):
    with as_(part, at), pytest.raises(Denied):
        actions.assign(child=jonah, key="phq-9", by=cast.person(part), at=at)


def test_every_answer_is_kept_as_it_is_given(asked, answer, as_, at):
    answer(asked, 1, 2, at=at)

    with as_("youth", at):
        response = Response.objects.get(assignment=asked)
        assert response.resource["status"] == "in-progress"
        assert len(response.resource["item"][0]["item"]) == 2
        assert (response.mode, response.language) == ("alone", "en")


@pytest.mark.parametrize("part", ["outsider", "jonahs_mother", "teacher", "maya"])
def test_answer_is_for_who_was_asked(cast, asked, as_, at, part):
    with as_(part, at), pytest.raises(Denied):
        actions.answer(
            assignment=asked,
            link_id=NINE[0],
            code=FREQUENCY[0],
            language="en",
            by=cast.person(part),
            at=at,
        )


def test_item_nine_waits_when_nobody_is_on_duty(asked, answer, as_, at):
    night = at + timedelta(hours=12)
    answer(asked, *[1] * 8, at=night)

    with pytest.raises(Refused, match=rules.NOBODY_ON_DUTY):
        answer(asked, *[1] * 9, at=night)


def test_item_nine_asks_the_team_at_once_before_anything_is_handed_in(cast, released, asked, answer, as_, at):
    answer(asked, *[0] * 8, 1, at=at)

    assert kinds_for(cast, as_, "therapist", at)[0] == "item_nine"
    assert kinds_for(cast, as_, "supervisor", at)[0] == "item_nine"
    assert "item_nine" not in kinds_for(cast, as_, "teacher", at)
    with as_("therapist", at):
        assert needs_now(cast.person("therapist").pk, at)[0].urgent


def test_a_flag_stays_when_the_answer_is_changed_back(asked, answer, as_, at):
    answer(asked, *[0] * 8, 2, at=at)
    answer(asked, *[0] * 9, at=at)

    with as_("therapist", at):
        assert Flag.objects.count() == 1


def test_finish_scores_tells_and_notes(cast, released, jonah, asked, hand_in, as_, at):
    score = hand_in(asked, 2, 2, 1, 1, 1, 2, 2, 1, 0, at=at)

    assert (score.value, score.band, score.unanswered) == (12, "moderate", 0)
    assert score.reaches_cut
    assert told("ResponseFinished") == 1
    with as_("therapist", at):
        assert "questionnaire_finished" in {line.kind for line in timeline(jonah.pk)}
    with as_("teacher", at):
        assert "questionnaire_finished" not in {line.kind for line in timeline(jonah.pk)}
    assert kinds_for(cast, as_, "youth", at) == []
    assert "questionnaire_finished" in kinds_for(cast, as_, "therapist", at)


def test_finish_before_everything_was_seen_is_refused(cast, asked, answer, as_, at):
    answer(asked, 1, 1, at=at)

    with as_("youth", at), pytest.raises(Refused, match=rules.NOT_ALL_SEEN):
        actions.finish(assignment=asked, by=cast.person("youth"), at=at)


def test_a_question_left_out_leaves_no_score_and_asks_a_person(cast, asked, answer, as_, at):
    answer(asked, *[1] * 8, at=at)
    youth = cast.person("youth")
    with as_("youth", at):
        for link in (ITEM_NINE, DIFFICULTY[0]):
            actions.answer(assignment=asked, link_id=link, code=None, language="en", by=youth, at=at)
        score = actions.finish(assignment=asked, by=youth, at=at)

    assert (score.value, score.band, score.unanswered) == (None, "", 1)
    assert kinds_for(cast, as_, "therapist", at)[0] == "answer_needs_person"


def test_finished_answers_cannot_be_changed(asked, hand_in, answer, at):
    hand_in(asked, *[0] * 9, at=at)

    with pytest.raises(Refused, match=rules.FINISHED):
        answer(asked, 3, at=at)


def test_withdraw_takes_the_questions_away(cast, asked, as_, at):
    with as_("therapist", at):
        actions.withdraw(assignment=asked, reason="Asked on paper.", by=cast.person("therapist"), at=at)

    assert kinds_for(cast, as_, "youth", at) == []
    assert told("QuestionnaireWithdrawn") == 1


def test_withdraw_without_a_reason_is_refused(cast, asked, as_, at):
    with as_("therapist", at), pytest.raises(Refused, match=rules.NO_REASON):
        actions.withdraw(assignment=asked, reason=" ", by=cast.person("therapist"), at=at)


def test_acknowledge_takes_the_flag_off_every_list(cast, released, asked, answer, as_, at):
    answer(asked, *[0] * 8, 3, at=at)
    with as_("therapist", at):
        flag = actions.acknowledge(
            flag=Flag.objects.get(),
            words="Saw him at once; safe with his mother tonight.",
            by=cast.person("therapist"),
            at=at + timedelta(minutes=9),
        )

    assert flag.acknowledged_by == cast.person("therapist")
    assert "item_nine" not in kinds_for(cast, as_, "supervisor", at)
    assert told("FlagAcknowledged") == 1


def test_acknowledge_needs_words_and_somebody_who_treats(cast, asked, answer, as_, at):
    answer(asked, *[0] * 8, 3, at=at)
    with as_("therapist", at):
        flag = Flag.objects.get()
        with pytest.raises(Refused, match=rules.NOTHING_WRITTEN):
            actions.acknowledge(flag=flag, words="", by=cast.person("therapist"), at=at)
    with as_("youth", at), pytest.raises(Denied):
        actions.acknowledge(flag=flag, words="I am fine.", by=cast.person("youth"), at=at)


def test_scores_are_read_against_the_time_before(cast, jonah, asked, hand_in, as_, at):
    hand_in(asked, *[2] * 8, 0, at=at)
    later = at + timedelta(hours=1)
    with as_("therapist", later):
        again = actions.assign(child=jonah, key="phq-9", by=cast.person("therapist"), at=later)
    hand_in(again, *[1] * 8, 0, at=later)

    with as_("therapist", later):
        newest, first = queries.scores(jonah)
        assert (newest.difference, newest.change) == (-8, Change.BETTER)
        assert (first.difference, first.change) == (None, Change.FIRST)
        assert [point.value for point in queries.series(jonah)] == [16, 8]
        assert queries.latest(jonah) == newest
        assert newest.answered_by == "Jonah Berg"


@pytest.mark.parametrize("part", ["teacher", "aide", "social_worker", "peer", "outsider"])
def test_others_see_neither_answers_nor_score_nor_flag(cast, released, asked, hand_in, as_, at, part):
    hand_in(asked, *[1] * 9, at=at)

    with as_(part, at):
        for model in (Assignment, Response, Score, Flag):
            assert not model.objects.exists()


def test_skills_staff_see_the_score_and_not_the_answers(released, asked, hand_in, as_, at):
    hand_in(asked, *[1] * 9, at=at)

    with as_("skills", at):
        assert Score.objects.count() == 1
        assert not Response.objects.exists()


def test_duty_ended_covers_nobody(cast, jonah, asked, as_, at):
    with as_("therapist", at):
        actions.end_duty(
            duty=queries.duty_rows(cast.staff["therapist"].organization_id, at).get(),
            by=cast.person("therapist"),
            at=at,
        )
    with as_("youth", at):
        assert queries.duties(jonah.pk, at) == []


def test_duty_is_set_by_people_of_the_same_organization(cast, as_, at):
    with as_("teacher", at), pytest.raises(Refused, match=rules.OTHER_ORGANIZATION):
        actions.set_duty(
            staff=cast.staff["therapist"],
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            by=cast.person("teacher"),
            at=at,
        )
