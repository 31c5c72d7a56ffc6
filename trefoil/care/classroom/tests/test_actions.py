from datetime import timedelta

import pytest

from trefoil.care.classroom import actions, general, queries
from trefoil.care.classroom.models import Episode, Rating
from trefoil.care.classroom.types import NewRating, Outcome, Success
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry, History
from trefoil.ground.kit.ids import new_id
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline import queries as timelines

WATER, WALK = (s for s in general.strategies() if s.key in ("general:water", "general:walk"))


@pytest.fixture
def maya(released):
    return released.children["maya"]


@pytest.fixture
def rated(maya, released, as_, at):
    with as_("teacher"):
        return actions.rate(child=maya, regulation=4, engagement=6, by=released.person("teacher"), at=at)


def play(maya, by, at, *, minutes=6, outcome=Outcome.CALMER_WITH_HELP, strategy=WATER):
    episode = actions.start_episode(child=maya, by=by, at=at)
    actions.grade_episode(episode=episode, intensity=3, by=by, at=at)
    actions.choose_strategy(episode=episode, strategy=strategy, by=by, at=at)
    return actions.end_episode(episode=episode, outcome=outcome, by=by, at=at + timedelta(minutes=minutes))


def told(cast, as_):
    with as_("privacy"):
        return list(AuditEntry.objects.filter(kind="act").order_by("pk").values_list("page", flat=True))


def test_rate_keeps_two_numbers_and_tells(rated, released, as_):
    with as_("teacher"):
        row = Rating.objects.get()
    assert (row.regulation, row.engagement, row.pk) == (4, 6, rated.pk)
    assert told(released, as_)[-1] == "ChildRated"


def test_rating_sent_twice_is_one_row(maya, released, as_, at):
    sent, teacher = new_id(), released.person("teacher")
    with as_("teacher"):
        first = actions.rate(child=maya, regulation=4, engagement=6, by=teacher, at=at, client_id=sent)
        again = actions.rate(child=maya, regulation=4, engagement=6, by=teacher, at=at, client_id=sent)
        assert first.pk == again.pk == sent
        assert Rating.objects.count() == 1
    assert told(released, as_).count("ChildRated") == 1


def test_an_id_that_names_another_childs_rating_is_nothing_there(maya, rated, released, as_, at):
    with as_("teacher"), pytest.raises(Denied):
        actions.rate(
            child=released.children["jonah"],
            regulation=1,
            engagement=1,
            by=released.person("teacher"),
            at=at,
            client_id=rated.pk,
        )


def test_numbers_out_of_range_are_refused(maya, released, as_, at):
    with as_("teacher"), pytest.raises(Refused):
        actions.rate(child=maya, regulation=11, engagement=6, by=released.person("teacher"), at=at)


@pytest.mark.parametrize("part", ["outsider", "coordinator", "mother", "maya", "therapist", "director", "peer"])
def test_who_does_not_write_observations_cannot_rate(part, maya, released, as_, at):
    person = released.person(part)
    with as_(part), pytest.raises((Denied, AttributeError)):
        actions.rate(child=maya, regulation=4, engagement=6, by=person, at=at)


def test_the_practitioners_rating_is_the_clinics_and_the_school_reads_it(maya, released, as_, at):
    with as_("skills"):
        actions.rate(child=maya, regulation=7, engagement=8, by=released.person("skills"), at=at)
    with as_("teacher"):
        (line,) = queries.ratings(maya.pk, at - timedelta(days=1), at + timedelta(days=1))
    assert line.voice == "clinic"


def test_without_a_release_the_clinic_reads_nothing_of_the_school(cast, as_, at):
    maya, teacher = cast.children["maya"], cast.person("teacher")
    with as_("teacher"):
        actions.rate(child=maya, regulation=4, engagement=6, by=teacher, at=at)
        play(maya, teacher, at)
    for part in ("therapist", "skills", "supervisor", "outsider", "father"):
        with as_(part):
            assert not Rating.objects.exists(), part
            assert not Episode.objects.exists(), part
    with as_("mother"):
        assert Rating.objects.count() == Episode.objects.count() == 1


def test_who_holds_the_minimum_sees_the_numbers_and_not_the_moment(maya, rated, released, as_, at):
    with as_("teacher"):
        play(maya, released.person("teacher"), at)
    with as_("director"):
        assert Rating.objects.count() == 1
        assert not Episode.objects.exists()


def test_correct_keeps_what_stood_there(rated, released, as_, at):
    teacher = released.person("teacher")
    with as_("teacher"):
        actions.correct_rating(
            rating=rated, regulation=5, engagement=6, period="Math", by=teacher, at=at + timedelta(hours=2)
        )
        assert Rating.objects.get().regulation == 5
        assert [h.row["regulation"] for h in History.objects.filter(row_id=rated.pk)] == [4]
    assert told(released, as_)[-1] == "RatingCorrected"


@pytest.mark.parametrize(("part", "hours"), [("teacher", 25), ("aide", 1)])
def test_correct_is_for_the_author_and_a_day(part, hours, rated, released, as_, at):
    with as_(part), pytest.raises(Refused):
        actions.correct_rating(
            rating=rated,
            regulation=5,
            engagement=6,
            period="",
            by=released.person(part),
            at=at + timedelta(hours=hours),
        )


def test_undo_takes_a_rating_back(maya, rated, released, as_, at):
    with as_("teacher"):
        actions.undo_rating(rating=rated, by=released.person("teacher"), at=at)
        assert queries.ratings(maya.pk, at - timedelta(days=1), at + timedelta(days=1)) == []
        assert Rating.objects.get().void_reason == actions.UNDONE


def test_void_is_for_the_social_worker_with_a_reason(rated, released, as_, at):
    later = at + timedelta(days=3)
    with as_("teacher"), pytest.raises(Refused):
        actions.void_rating(rating=rated, reason="Wrong child.", by=released.person("teacher"), at=later)
    with as_("social_worker"):
        actions.void_rating(rating=rated, reason="Wrong child.", by=released.person("social_worker"), at=later)
    assert told(released, as_)[-1] == "RatingVoided"


def test_transcribe_writes_many_at_once(maya, released, as_, at):
    sheet = [NewRating(at - timedelta(days=n), n, 10 - n) for n in range(5)]
    with as_("teacher"):
        actions.transcribe(child=maya, ratings=sheet, by=released.person("teacher"), at=at)
        assert Rating.objects.count() == 5
    assert told(released, as_).count("RatingsTranscribed") == 1


def test_three_taps_make_an_episode_that_the_timeline_shows(maya, released, as_, at):
    with as_("teacher"):
        play(maya, released.person("teacher"), at)
        (line,) = queries.episodes(maya.pk, at - timedelta(days=1), at + timedelta(days=1))
        (entry,) = [e for e in timelines.timeline(maya.pk) if e.kind == "episode"]
    assert (line.intensity, line.strategy, line.outcome, line.minutes) == (
        3,
        WATER.text,
        Outcome.CALMER_WITH_HELP,
        6,
    )
    assert entry.voice == "school"
    assert "calmer, with help" in entry.sentence
    assert told(released, as_)[-1] == "EpisodeEnded"


def test_start_twice_is_one_running_episode(maya, released, as_, at):
    sent = new_id()
    with as_("teacher"):
        first = actions.start_episode(child=maya, by=released.person("teacher"), at=at, client_id=sent)
        again = actions.start_episode(child=maya, by=released.person("teacher"), at=at, client_id=sent)
    with as_("aide"):
        other = actions.start_episode(child=maya, by=released.person("aide"), at=at)
        assert Episode.objects.count() == 1
    assert first.pk == again.pk == other.pk


def test_a_colleague_goes_on_and_the_clinic_cannot(maya, released, as_, at):
    with as_("teacher"):
        episode = actions.start_episode(child=maya, by=released.person("teacher"), at=at)
    with as_("aide"):
        actions.grade_episode(episode=episode, intensity=4, by=released.person("aide"), at=at)
    with as_("skills"), pytest.raises(Denied):
        actions.grade_episode(episode=episode, intensity=1, by=released.person("skills"), at=at)


def test_an_episode_cannot_end_before_its_answers(maya, released, as_, at):
    teacher = released.person("teacher")
    with as_("teacher"):
        episode = actions.start_episode(child=maya, by=teacher, at=at)
        with pytest.raises(Refused):
            actions.end_episode(episode=episode, outcome=Outcome.OTHER, by=teacher, at=at)


def test_end_twice_is_one_end_and_reopen_lets_it_run(maya, released, as_, at):
    teacher = released.person("teacher")
    with as_("teacher"):
        episode = play(maya, teacher, at)
        actions.end_episode(episode=episode, outcome=Outcome.CALMER_WITH_HELP, by=teacher, at=at + timedelta(hours=1))
        assert queries.episode_line(episode).minutes == 6
        with pytest.raises(Refused):
            actions.end_episode(episode=episode, outcome=Outcome.ESCALATED, by=teacher, at=at)
        actions.reopen_episode(episode=episode, by=teacher, at=at + timedelta(minutes=7))
        assert maya.pk in queries.running([maya.pk])
        actions.end_episode(episode=episode, outcome=Outcome.ESCALATED, by=teacher, at=at + timedelta(minutes=9))
        entries = [e for e in timelines.timeline(maya.pk) if e.kind == "episode"]
    assert len(entries) == 1
    assert "got harder" in entries[0].sentence


def test_correct_episode_keeps_what_stood_there(maya, released, as_, at):
    teacher = released.person("teacher")
    with as_("teacher"):
        episode = play(maya, teacher, at)
        actions.correct_episode(
            episode=episode,
            intensity=2,
            strategy=WALK,
            outcome=Outcome.CALMER_ALONE,
            minutes=4,
            by=teacher,
            at=at + timedelta(hours=1),
        )
        (line,) = queries.episodes(maya.pk, at - timedelta(days=1), at + timedelta(days=1))
        kept = [h.row["intensity"] for h in History.objects.filter(row_id=episode.pk)]
    assert (line.intensity, line.strategy, line.minutes) == (2, WALK.text, 4)
    assert 3 in kept


def test_a_voided_episode_is_gone_and_said_so(maya, released, as_, at):
    with as_("teacher"):
        episode = play(maya, released.person("teacher"), at)
        actions.undo_episode(episode=episode, by=released.person("teacher"), at=at + timedelta(hours=1))
        assert queries.episodes(maya.pk, at - timedelta(days=1), at + timedelta(days=1)) == []
        kinds = {e.kind for e in timelines.timeline(maya.pk)}
    assert "episode_voided" in kinds
    assert "episode" not in kinds


def test_what_helped_is_counted_and_comes_first(maya, released, as_, at):
    teacher = released.person("teacher")
    with as_("teacher"):
        for hour in range(3):
            play(maya, teacher, at - timedelta(hours=10 - hour), strategy=WALK)
        play(maya, teacher, at, strategy=WATER, outcome=Outcome.ESCALATED)
        best, others = queries.strategies(maya.pk, at + timedelta(hours=1))
        assert queries.success(maya.pk)[WALK.key] == Success(3, 3)
    assert best[0].strategy == WALK
    assert WATER in [c.strategy for c in others]
