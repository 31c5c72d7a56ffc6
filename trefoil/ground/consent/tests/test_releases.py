"""Releases with everything the law asks for: papers that stand alone, answers that differ, ends that come."""

from datetime import date, timedelta

import pytest
from django.core import mail

from trefoil.demo.cast import open_accounts
from trefoil.demo.parents import add_parent
from trefoil.ground.access.actions import Denied, grants_now
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Basis, Category, Viewer, system_person
from trefoil.ground.consent import actions, answering, elements, handlers, papers, preview, queries, renewing, states
from trefoil.ground.consent.events import ReleaseEnding
from trefoil.ground.consent.models import Release, ReleaseAnswer
from trefoil.ground.documents.queries import papers as papers_with
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline.models import Entry
from trefoil.ground.worklist.queries import needs_now

REMINDERS = Viewer(person_id=system_person("reminders"), kind="system")
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def ask(cast, as_, at):
    def run(part="director", signer="mother", child="maya", giver="clinic", taker="school", when=at, **changed):
        with as_(part, when):
            facts = {
                "child": cast.children[child],
                "from_organization": cast.organizations[giver],
                "to_organization": cast.organizations[taker],
                "categories": [Category.SCHOOL_PLAN, Category.CONSENTS],
                "purpose": "coordination",
                "signer": cast.person(signer),
                "ends_at": when + timedelta(days=300),
                "by": cast.person(part),
                "at": when,
            }
            return actions.ask(**(facts | changed))

    return run


def sign(release, cast, as_, at, part="mother"):
    with as_(part, at):
        name = str(cast.person(part))
        return actions.sign(release=release, typed_name=name, language="en", by=cast.person(part), at=at)


@pytest.fixture
def aunt(cast, at):
    cast.caregivers["aunt"] = add_parent(
        cast, cast.children["maya"], "Ines", "Reyes", "other", "full", at,
        home="Ines's home", address="", phone="", email="ines@home.example",
    )  # fmt: skip
    return cast.person("aunt")


def opened(cast, release, at, child="maya"):
    """Return whom a release opens something to."""
    grants = grants_now(cast.children[child].pk, at=at)
    return {g.person for g in grants if g.source == release.pk}


def kinds(cast, as_, part, at):
    with as_(part, at):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def state(release, as_, at, part="director"):
    with as_(part, at):
        return states.state_of(Release.objects.prefetch_related("answers").get(pk=release.pk), at).code


# What every paper says.


def test_the_signed_text_has_every_element(ask, cast, as_, at):
    text = sign(ask(end_event="leaves_program", interpreter="Lucia Soto"), cast, as_, at).signed_text
    for words in (
        "Harbor Clinic", "Cedar Bridge School", "Maya Reyes", "What may be shared", "What is not shared", "Why:",
        "It begins when I sign", "leaves the program", "parent or guardian (madre", "Lucia Soto", "I may say no",
        "I can end this at any time", "cannot be called back", "stays with the school", "99.33", "A copy of this paper",
        "Form 2026-11",
    ):  # fmt: skip
        assert words in text
    assert "42 CFR" not in text


def test_the_release_keeps_its_elements(ask, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    assert (release.capacity, release.form_version) == ("parent", elements.FORM_VERSION)
    assert release.evidence.startswith("madre")
    assert release.signed_on == date(2026, 11, 19)


def test_a_named_person_alone_is_reached(ask, cast, as_, at):
    release = sign(ask(to_person=cast.person("teacher"), both_ways=False), cast, as_, at)
    assert opened(cast, release, at) == {cast.person("teacher").pk}
    assert "Sofia Ruiz of Cedar Bridge School, and with nobody else" in release.signed_text


def test_one_role_alone_is_reached(ask, cast, as_, at):
    release = sign(ask(to_role="school_mh", both_ways=False), cast, as_, at)
    assert opened(cast, release, at) == {cast.person("social_worker").pk}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"to_person": "therapist", "both_ways": False}, "works there"),
        ({"to_person": "teacher"}, "in both directions"),
        ({"to_person": "mother", "to_organization": None, "both_ways": False}, "needs no release"),
        ({"ends_at": timedelta(days=366)}, "a year at most"),
    ],
)
def test_whom_a_release_cannot_reach(ask, cast, at, changed, why):
    if "to_person" in changed:
        changed["to_person"] = cast.person(changed["to_person"])
    if "ends_at" in changed:
        changed["ends_at"] = at + changed["ends_at"]
    with pytest.raises(Refused, match=why):
        ask(**changed)


def test_a_paper_for_certain_days_opens_no_page(ask, cast, as_, at):
    release = sign(ask(records_from=date(2026, 9, 1), records_until=date(2026, 10, 1)), cast, as_, at)
    assert opened(cast, release, at) == set()
    assert "opens no page here" in release.signed_text


# Papers that stand alone.


def test_psychotherapy_notes_stand_alone_and_open_nothing(ask, cast, as_, at):
    release = sign(
        ask("therapist", categories=[Category.PSYCHOTHERAPY_NOTES], both_ways=False, purpose="legal"), cast, as_, at
    )
    assert opened(cast, release, at) == set()
    assert "nobody but their author" in release.signed_text


@pytest.mark.parametrize("beside", [Category.SCHEDULE, Category.SESSION_NOTES])
def test_substance_use_care_is_asked_for_alone(ask, cast, at, beside):
    with pytest.raises(Refused, match="paper of its own"):
        ask("therapist", signer="youth", child="jonah", categories=[Category.SUD, beside], both_ways=False)


def part2(ask):
    return ask(
        "therapist", signer="youth", child="jonah", taker="other_clinic", purpose="treatment", both_ways=False,
        categories=[Category.SUD, Category.CONSENTS],
    )  # fmt: skip


def test_only_the_youth_signs_for_substance_use_care_and_no_guardian_sees_it(ask, cast, as_, at):
    release = part2(ask)
    assert kinds(cast, as_, "youth", at) == ["own_release"]
    assert kinds(cast, as_, "jonahs_mother", at) == []
    with as_("jonahs_mother", at):
        assert not Release.objects.filter(pk=release.pk).exists()
    release = sign(release, cast, as_, at, "youth")
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in release.signed_text
    assert release.part2
    with as_("jonahs_mother", at):
        assert not Release.objects.filter(pk=release.pk).exists()
        assert not ReleaseAnswer.objects.exists()
        assert not Entry.objects.filter(subject_id=release.pk).exists()
        with pytest.raises(Denied):
            answering.object_to(release=release, by=cast.person("jonahs_mother"), at=at)
    with as_("youth", at):
        assert actions.revoke(release=release, by=cast.person("youth"), at=at).revoked_how == "portal"


@pytest.mark.parametrize("signer", ["jonahs_mother"])
def test_a_guardian_is_not_asked_for_what_is_the_youths(ask, signer):
    with pytest.raises(Refused, match="Only the youth"):
        ask("therapist", signer=signer, child="jonah", categories=[Category.SUD], both_ways=False)


def test_a_minor_is_not_asked_for_what_a_guardian_decides(ask):
    with pytest.raises(Refused, match="guardian decides"):
        ask("therapist", signer="youth", child="jonah")


# Several who decide.


def test_an_objection_closes_at_once_and_each_answer_stays(ask, aunt, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    assert opened(cast, release, at)
    with as_("aunt", at):
        answering.object_to(release=release, by=aunt, at=at)
    assert opened(cast, release, at) == set()
    assert state(release, as_, at) == "conflict"
    assert "release_conflict" in kinds(cast, as_, "privacy", at)
    with as_("mother", at):
        assert sorted(ReleaseAnswer.objects.values_list("says", flat=True)) == ["allow", "refuse"]
        assert not queries.live(cast.children["maya"].pk, at).exists()


def test_an_objection_before_the_signature_holds_too(ask, aunt, cast, as_, at):
    release = ask()
    with as_("aunt", at):
        answering.object_to(release=release, by=aunt, at=at)
        with pytest.raises(Refused, match="already stands"):
            answering.object_to(release=Release.objects.get(pk=release.pk), by=aunt, at=at)
    sign(release, cast, as_, at)
    assert state(release, as_, at) == "conflict"
    assert opened(cast, release, at) == set()
    assert "release_conflict" in kinds(cast, as_, "privacy", at)


def test_taking_an_objection_back_opens_again(ask, aunt, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    with as_("aunt", at):
        answering.object_to(release=release, by=aunt, at=at)
        answering.withdraw(release=Release.objects.get(pk=release.pk), by=aunt, at=at)
    assert state(release, as_, at) == "live"
    assert opened(cast, release, at)
    assert kinds(cast, as_, "privacy", at) == []


def test_a_no_to_the_same_counts_wherever_it_was_said(ask, aunt, cast, as_, at):
    signed, later = sign(ask(), cast, as_, at), at + timedelta(hours=1)
    asked = ask(signer="aunt", when=later)
    with as_("aunt", later):
        actions.decline(release=asked, by=aunt, at=later)
    assert state(signed, as_, later) == "conflict"
    again = ask(when=later + timedelta(hours=1))
    sign(again, cast, as_, later + timedelta(hours=1))
    assert state(again, as_, later + timedelta(hours=1)) == "conflict"
    assert opened(cast, again, later + timedelta(hours=1)) == set()


@pytest.mark.parametrize("part", ["father", "mother"])
def test_who_lost_the_right_or_was_asked_does_not_object(ask, cast, as_, at, part):
    release = sign(ask(), cast, as_, at)
    with as_(part, at), pytest.raises((Denied, Refused)):
        answering.object_to(release=release, by=cast.person(part), at=at)


def test_the_privacy_officer_alone_settles_with_a_reason(ask, aunt, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    with as_("aunt", at):
        answer = answering.object_to(release=release, by=aunt, at=at)
    with as_("director", at), pytest.raises(Refused, match="privacy officer"):
        answering.settle(answer=answer, reason="Order 12", by=cast.person("director"), at=at)
    with as_("privacy", at):
        with pytest.raises(Refused, match="Say what shows"):
            answering.settle(answer=answer, reason=" ", by=cast.person("privacy"), at=at)
        answering.settle(answer=answer, reason="Order 27-FA-12 of 3 Nov", by=cast.person("privacy"), at=at)
    assert state(release, as_, at) == "live"
    assert opened(cast, release, at)


# Paper, warnings, renewals, ends.


SCAN = Upload("Release.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")


def enter(cast, as_, at, **changed):
    with as_("director", at):
        facts = {
            "child": cast.children["maya"],
            "from_organization": cast.organizations["clinic"],
            "to_organization": cast.organizations["school"],
            "categories": [Category.SCHOOL_PLAN],
            "purpose": "coordination",
            "signer": cast.person("mother"),
            "ends_at": at + timedelta(days=200),
            "signed_on": date(2026, 11, 2),
            "language": "es",
            "upload": SCAN,
            "by": cast.person("director"),
            "at": at,
        }
        return papers.enter_paper(**(facts | changed))


def test_a_paper_is_in_force_from_its_entry_with_its_scan(cast, as_, at):
    release = enter(cast, as_, at)
    assert (release.signed_on, release.starts_at, release.on_paper) == (date(2026, 11, 2), at, True)
    assert opened(cast, release, at)
    with as_("mother", at):
        assert [paper.name for paper in papers_with(release.pk)] == ["Release.pdf"]
    assert kinds(cast, as_, "mother", at) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"signed_on": date(2026, 11, 25)}, "in the future"),
        ({"signed_on": date(2025, 12, 1)}, "a year at most"),
    ],
)
def test_a_paper_is_refused_with_its_reason(cast, as_, at, changed, why):
    with pytest.raises(Refused, match=why):
        enter(cast, as_, at, **changed)


def warn(at):
    with seen_by(REMINDERS, at):
        return renewing.warn(by=REMINDERS, at=at)


def test_both_are_warned_once_at_each_threshold(ask, cast, as_, at):
    release = sign(ask(ends_at=at + timedelta(days=40)), cast, as_, at)
    days = [warn(at + timedelta(days=d)) for d in (5, 10, 11, 20, 26, 27, 36, 37, 38, 39)]
    assert days == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    late = at + timedelta(days=38)
    assert kinds(cast, as_, "mother", late) == ["permission_ending"]
    assert "release_ending" in kinds(cast, as_, "director", late)
    open_accounts(cast)
    handlers.nudge_before_the_end(ReleaseEnding(child_id=release.child_id, release_id=release.pk, at=late))
    (letter,) = mail.outbox
    assert "Maya" not in letter.subject + letter.body


def test_renewing_asks_for_the_same_and_ends_the_warning(ask, cast, as_, at):
    release = sign(ask(ends_at=at + timedelta(days=40)), cast, as_, at)
    late = at + timedelta(days=30)
    warn(late)
    with as_("mother", late):
        again = renewing.renew(release=release, by=cast.person("mother"), at=late)
        assert renewing.renew(release=release, by=cast.person("mother"), at=late).pk == again.pk
    assert (again.categories, again.renews_id) == (release.categories, release.pk)
    assert again.ends_at - late == timedelta(days=40)
    sign(again, cast, as_, late)
    assert kinds(cast, as_, "mother", late) == []
    assert "release_ending" not in kinds(cast, as_, "director", late)
    assert warn(at + timedelta(days=38)) == 0


def test_what_was_ended_by_the_family_is_not_renewed(ask, cast, as_, at):
    release = sign(ask(), cast, as_, at)
    with as_("mother", at):
        actions.revoke(release=release, by=cast.person("mother"), at=at)
        with pytest.raises(Refused, match="ended by the family"):
            renewing.renew(release=release, by=cast.person("mother"), at=at)


def test_the_event_ends_it(ask, cast, as_, at):
    release, plain = sign(ask(end_event="leaves_program"), cast, as_, at), None
    plain = sign(ask(categories=[Category.SCHEDULE]), cast, as_, at)
    with as_("director", at):
        actions.note_event(release=release, by=cast.person("director"), at=at)
        with pytest.raises(Refused, match="by nothing else"):
            actions.note_event(release=plain, by=cast.person("director"), at=at)
    assert state(release, as_, at) == "over"
    assert opened(cast, release, at) == set()


# The preview.


def test_the_preview_says_who_gains_what_and_nobody_else(ask, cast, as_, at):
    release = ask(categories=[Category.SCHOOL_PLAN, Category.SCHEDULE])
    with as_("mother", at):
        found = preview.preview_of(Release.objects.get(pk=release.pk), at)
    names = {str(r.person): r for r in found.readers}
    assert "Sofia Ruiz" in names
    assert "Grace Kim" not in names
    assert any("plan for school" in words for words in names["Sofia Ruiz"].what)
    before = {g.person for g in grants_now(cast.children["maya"].pk, at=at) if g.basis == Basis.CONSENT}
    signed = sign(release, cast, as_, at)
    after = opened(cast, signed, at)
    assert {r.person.pk for r in found.readers} == after - before


def test_the_preview_never_shows_more_than_the_viewer_may_see(ask, cast, as_, at):
    release = ask("therapist", categories=[Category.DIAGNOSIS], taker="other_clinic", both_ways=False)
    for part in ("director", "teacher"):
        with as_(part, at):
            mine = preview.grants_under(release, cast.person("therapist").pk, cast.person(part).pk, at)
            seen = {
                g.compartment for g in grants_now(cast.children["maya"].pk, at=at) if g.person == cast.person(part).pk
            }
            assert {g.compartment for g in mine} <= seen
