"""What may be done with a plan: the change, the refusal and what was told."""

from datetime import timedelta

import pytest
from django.db import transaction

from trefoil.care.plan import actions, queries
from trefoil.care.plan.content import digest, mark
from trefoil.care.plan.models import PlanVersion, SchoolPlan, Signature
from trefoil.care.plan.types import PlanContent, Setting, VersionState
from trefoil.ground.access.actions import Denied
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline.queries import timeline
from trefoil.ground.worklist.queries import needs_now

from . import scenes
from .scenes import DAY, START


def _told(cast, name):
    with seen_by(cast.person("privacy")):
        return AuditEntry.objects.filter(kind="act", page=name).count()


def _asked(cast, as_, part, at):
    with as_(part, at):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def _write(cast, as_, part, call, **fields):
    person = cast.person(part)
    with as_(part, START):
        return call(by=person, at=START, **fields)


def test_draft_begins_a_version_and_says_so(released, as_):
    version = scenes.drafted(released, plan=PlanContent())

    assert (version.number, version.state) == (1, VersionState.DRAFT)
    assert _told(released, "PlanDrafted") == 1
    with as_("mother", START):
        assert "plan_drafted" in [line.kind for line in timeline(released.children["maya"].pk)]


def test_draft_is_refused_beside_a_draft_and_denied_to_who_does_not_write(released, as_):
    scenes.drafted(released)
    with pytest.raises(Refused, match="already a draft"):
        scenes.drafted(released)
    for part in ("mother", "maya", "peer", "outsider"):
        with as_(part, START), pytest.raises((Denied, AttributeError)), transaction.atomic():
            actions.draft(child=released.children["maya"], by=released.person(part), at=START)


def test_goals_and_strategies_are_written_changed_moved_and_taken_out(released, as_):
    version = scenes.drafted(released, plan=PlanContent())
    first = _write(released, as_, "therapist", actions.add_goal, version=version, title=" I ask ")
    second = _write(released, as_, "skills", actions.add_goal, version=version, title="I rest", parent_id=first.id)
    one = _write(
        released,
        as_,
        "therapist",
        actions.add_strategy,
        version=version,
        goal_id=first.id,
        setting=Setting.SCHOOL,
        text="Card",
    )
    _write(released, as_, "therapist", actions.change_strategy, version=version, strategy_id=one.id, text="Break card")
    _write(released, as_, "therapist", actions.change_goal, version=version, goal_id=second.id, for_school=True)

    goals = version.plan.goals
    assert [g.title for g in goals] == ["I ask", "I rest"]
    assert goals[0].strategies[0].text == "Break card"
    assert goals[1].for_school
    assert _told(released, "DraftChanged") == 5

    _write(released, as_, "therapist", actions.remove_goal, version=version, goal_id=first.id)
    assert [(g.title, g.parent_id) for g in version.plan.goals] == [("I rest", None)]


def test_two_editors_do_not_overwrite_each_other(released, as_):
    version = scenes.drafted(released)
    goal = version.plan.goals[0]
    seen = mark(goal)
    with as_("supervisor", START):
        theirs = PlanVersion.objects.get(pk=version.pk)
        by = released.person("supervisor")
        actions.change_goal(version=theirs, goal_id=goal.id, seen=seen, page="b", title="Theirs", by=by, at=START)

    with pytest.raises(Refused, match="Hannah Lindqvist changed this"):
        _write(
            released,
            as_,
            "therapist",
            actions.change_goal,
            version=version,
            goal_id=goal.id,
            seen=seen,
            page="a",
            title="Mine",
        )
    with as_("therapist", START):
        version.refresh_from_db()
        assert version.plan.goals[0].title == "Theirs"


def test_who_writes_on_from_the_same_page_is_not_in_their_own_way(released, as_):
    version = scenes.drafted(released)
    goal = version.plan.goals[0]
    for title in ("One", "Two", "Three"):
        _write(
            released,
            as_,
            "therapist",
            actions.change_goal,
            version=version,
            goal_id=goal.id,
            seen=mark(goal),
            page="a",
            title=title,
        )
    assert version.plan.goals[0].title == "Three"


def test_submit_asks_everybody_and_closes_the_words(released, as_):
    version = scenes.submitted(released)

    for part in ("therapist", "mother", "maya", "social_worker"):
        assert "sign_plan" in _asked(released, as_, part, START), part
    assert "sign_plan" not in _asked(released, as_, "father", START)
    assert _told(released, "PlanSubmitted") == 1
    with pytest.raises(Refused, match="out for signature"):
        _write(released, as_, "therapist", actions.add_goal, version=version, title="Late")


def test_submit_is_refused_for_an_empty_plan_and_for_words_the_school_should_not_keep(released, as_):
    version = scenes.drafted(released, plan=PlanContent())
    with pytest.raises(Refused, match="at least one goal"):
        _write(released, as_, "therapist", actions.submit, version=version)
    goal = _write(
        released, as_, "therapist", actions.add_goal, version=version, title="I live with F32.1", for_school=True
    )
    step = {"goal_id": goal.id, "setting": Setting.SCHOOL, "text": "Zoloft after lunch, Elena calls"}
    _write(released, as_, "therapist", actions.add_strategy, version=version, **step)
    with pytest.raises(Refused, match=r"F32\.1.*Zoloft.*Elena"):
        _write(released, as_, "therapist", actions.submit, version=version)
    why = "The nurse gives it and the mother asked for it"
    done = _write(released, as_, "therapist", actions.submit, version=version, justification=why)
    assert done.justification == why
    with as_("social_worker", START):
        assert why not in str(SchoolPlan.objects.values_list())


def test_the_last_signature_makes_the_plan_whoever_gives_it(released, as_):
    version = scenes.submitted(released)
    for hours, part in enumerate(("maya", "therapist", "mother"), 1):
        scenes.sign(released, version, part, START + timedelta(hours=hours))
    with as_("therapist", START):
        assert PlanVersion.objects.get(pk=version.pk).state == VersionState.IN_SIGNATURE

    scenes.sign(released, version, "social_worker", START + DAY)

    with as_("therapist", START + DAY):
        fresh = PlanVersion.objects.get(pk=version.pk)
        assert (fresh.state, fresh.signed_at) == (VersionState.SIGNED, START + DAY)
    assert "publish_plan" in _asked(released, as_, "therapist", START + DAY)
    assert _told(released, "SignatureGiven") == 4
    assert _told(released, "PlanSigned") == 1
    with as_("maya", START + DAY):
        assert "plan_signed" in [line.kind for line in timeline(released.children["maya"].pk)]


def test_a_signature_keeps_the_very_words(released, as_):
    version = scenes.submitted(released)
    whole = scenes.sign(released, version, "mother", START)
    part = scenes.sign(released, version, "social_worker", START)

    assert "Role-play asking" in whole.signed_text
    assert whole.digest == digest(version.plan)
    assert "Break card on the desk" in part.signed_text
    for hidden in ("Role-play", "fridge", "asleep", "Secret"):
        assert hidden not in part.signed_text
    assert part.digest != whole.digest


def test_sign_is_refused_with_another_name_or_twice_and_closed_to_a_restricted_parent(released, as_):
    version = scenes.submitted(released)
    with pytest.raises(Refused, match="Type your name"):
        scenes.sign(released, version, "mother", START, name="Somebody Else")
    signature = scenes.sign(released, version, "mother", START)
    with pytest.raises(Refused, match="already signed"):
        scenes.sign(released, version, "mother", START)
    with as_("father", START):
        assert queries.signature_of(version.pk, released.person("father").pk) is None
        with pytest.raises(Denied):
            actions.sign(
                signature=signature, typed_name="David Reyes", language="en", by=released.person("father"), at=START
            )


def test_nobody_signs_for_another(released, as_):
    version = scenes.submitted(released)
    with as_("therapist", START):
        of_mother = Signature.objects.get(version=version, person=released.person("mother"))
    with as_("maya", START), pytest.raises(Signature.DoesNotExist):
        actions.sign(signature=of_mother, typed_name="Maya Reyes", language="en", by=released.person("maya"), at=START)


def test_the_plan_can_go_on_without_the_youth_for_a_reason_but_not_without_the_family(released, as_):
    version = scenes.submitted(released)
    with as_("therapist", START):
        of = {s.party: s for s in queries.signatures(version.pk)}
    with pytest.raises(Refused, match="in a sentence why"):
        _write(released, as_, "therapist", actions.go_on_without, signature=of["youth"], reason="no")
    with pytest.raises(Refused, match="without the therapist or the family"):
        _write(released, as_, "therapist", actions.go_on_without, signature=of["guardian"], reason="She is away now")
    _write(
        released, as_, "therapist", actions.go_on_without, signature=of["youth"], reason="Maya would rather not sign"
    )
    for part in ("therapist", "mother", "social_worker"):
        scenes.sign(released, version, part, START)
    with as_("therapist", START):
        assert PlanVersion.objects.get(pk=version.pk).state == VersionState.SIGNED
    assert _told(released, "SignatureWaived") == 1


def test_a_new_draft_takes_back_what_is_out_for_signature(released, as_):
    version = scenes.submitted(released)
    scenes.sign(released, version, "mother", START)
    again = _write(released, as_, "therapist", actions.draft, child=released.children["maya"])

    assert (again.number, again.plan) == (2, version.plan)
    assert "sign_plan" not in _asked(released, as_, "maya", START)
    with pytest.raises(Refused, match="taken back"):
        scenes.sign(released, version, "maya", START)


def test_the_newly_signed_version_replaces_the_one_before(released, as_):
    first = scenes.signed(released)
    second = scenes.signed(released, START + 30 * DAY, first.plan)

    with as_("therapist", START + 40 * DAY):
        states = list(PlanVersion.objects.order_by("number").values_list("state", flat=True))
    assert states == [VersionState.SUPERSEDED, VersionState.SIGNED]
    assert second.number == 2


def test_publish_opens_it_to_the_named_readers_and_asks_them_to_read(released, as_):
    part = scenes.published(released)

    assert part.release is not None
    for reader in ("teacher", "aide", "social_worker"):
        assert "acknowledge_plan" in _asked(released, as_, reader, START + DAY), reader
    assert "publish_plan" not in _asked(released, as_, "therapist", START + DAY)
    assert _told(released, "PlanPublished") == 1
    with as_("teacher", START + DAY):
        lines = queries.school_strategies(released.children["maya"].pk)
        assert [line.text for line in lines] == ["Break card on the desk", "Seat near the door"]
        assert [g.title for g in queries.goals(released.children["maya"].pk)] == [
            "I ask for a break before I leave the room"
        ]
        assert queries.current(released.children["maya"].pk) is None


def test_publish_is_refused_before_everybody_signed_and_twice(released, as_):
    version = scenes.submitted(released)
    with pytest.raises(Refused, match="everybody has signed"):
        _write(released, as_, "therapist", actions.publish, version=version)
    for part in ("therapist", "mother", "maya", "social_worker"):
        scenes.sign(released, version, part, START)
    with as_("therapist", START):
        version.refresh_from_db()
    _write(released, as_, "therapist", actions.publish, version=version)
    with pytest.raises(Refused, match="already published"):
        _write(released, as_, "therapist", actions.publish, version=version)


def test_publish_is_refused_without_a_release(released, as_):
    from trefoil.ground.consent import actions as consent
    from trefoil.ground.consent.models import Release

    version = scenes.signed(released)
    with as_("mother", START + DAY):
        for release in Release.objects.filter(child=released.children["maya"]):
            consent.revoke(release=release, by=released.person("mother"), at=START + DAY)
    therapist = released.person("therapist")
    with as_("therapist", START + DAY), pytest.raises(Refused, match="No release"):
        actions.publish(version=version, by=therapist, at=START + DAY)


def test_without_a_release_the_school_learns_nothing_of_what_it_is_to_sign(cast, as_):
    therapist, later = cast.person("therapist"), START + DAY
    from trefoil.demo.scenes import release_together

    release = release_together(cast, cast.children["maya"], "mother", START - DAY)
    version = scenes.submitted(cast)
    from trefoil.ground.consent import actions as consent

    with as_("mother", later):
        consent.revoke(release=release, by=cast.person("mother"), at=later)
    with as_("social_worker", later):
        assert not SchoolPlan.objects.exists()
        assert queries.signature_of(version.pk, cast.person("social_worker").pk) is None
        assert "sign_plan" not in [line.kind for line in needs_now(cast.person("social_worker").pk, later)]
    with as_("therapist", later):
        of = {s.party: s for s in queries.signatures(version.pk)}
        actions.go_on_without(signature=of["school"], reason="The release was ended", by=therapist, at=later)


def test_acknowledge_is_kept_once_and_takes_the_task_away(released, as_):
    scenes.published(released)
    later = START + 2 * DAY
    with as_("teacher", later):
        shown = queries.published(released.children["maya"].pk)
        actions.acknowledge(school_plan=shown, by=released.person("teacher"), at=later)
        with pytest.raises(Refused, match="already said so"):
            actions.acknowledge(school_plan=shown, by=released.person("teacher"), at=later)
    assert "acknowledge_plan" not in _asked(released, as_, "teacher", later)
    assert "acknowledge_plan" in _asked(released, as_, "aide", later)
    assert _told(released, "PlanAcknowledged") == 1


def test_a_proposal_reaches_the_therapist_and_its_answer_returns(released, as_):
    scenes.signed(released)
    child, later = released.children["maya"], START + 2 * DAY
    with as_("mother", later):
        place = queries.place_of_words(child.pk)
        made = actions.propose(
            child=child, compartment_id=place, text="Card in the car too", by=released.person("mother"), at=later
        )
    assert "answer_proposal" in _asked(released, as_, "therapist", later)
    with as_("therapist", later):
        actions.answer(proposal=made, words="Yes, from Monday", by=released.person("therapist"), at=later)
        with pytest.raises(Refused, match="already answered"):
            actions.answer(proposal=made, words="Again", by=released.person("therapist"), at=later)
    with as_("mother", later):
        assert queries.proposals(child.pk)[0].answer == "Yes, from Monday"
    with as_("teacher", later):
        assert not queries.proposals(child.pk)


def test_the_card_is_seen_by_those_who_treat_and_not_by_the_school(released, as_):
    child = released.children["maya"]
    for words in ("peanuts", "peanuts, bee stings"):
        _write(released, as_, "therapist", actions.write_card, child=child, allergies=words, medicines="")
    for part, sees in {"skills": True, "peer": True, "mother": True, "teacher": False, "outsider": False}.items():
        with as_(part, START):
            card = queries.care_card(child.pk)
            assert (card.allergies if card else None) == ("peanuts, bee stings" if sees else None), part


def test_a_family_peer_reads_the_home_part_only(released, as_):
    scenes.signed(released)
    with as_("peer", START + DAY):
        assert not PlanVersion.objects.exists()
        part = queries.home_plan(released.children["maya"].pk)
        assert "fridge" in str(part.content)
        assert "Role-play" not in str(part.content)
