"""What left the record, who looked, and telling that it looks wrong."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from trefoil.ground.access.actions import Denied, compartment_for
from trefoil.ground.access.actions import record as log
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import ConsentBasis
from trefoil.ground.consent import service_queries, services
from trefoil.ground.consent.service_types import Signed
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.law import follow_pack
from trefoil.ground.people.models import Membership
from trefoil.ground.requests import accounting, looks
from trefoil.ground.requests.looks import Asked
from trefoil.ground.requests.models import Concern, Disclosure
from trefoil.ground.requests.types import Channel, Ground
from trefoil.ground.rulebook import queries as rulebook
from trefoil.ground.worklist.models import Task


@pytest.fixture
def at():
    return now()


def read(cast, as_, part, places, at, bases=("consent",), child="maya"):
    """Let somebody read compartments, as the gate logs it."""
    with as_(part, at):
        log(
            kind="read", page="child", by=cast.person(part).pk, at=at, children=[cast.children[child].pk],
            categories=sorted({p.category for p in places}), compartments=[p.pk for p in places], bases=list(bases),
        )  # fmt: skip


def place(cast, category, kept_by="clinic", child="maya", **stamp):
    return compartment_for(
        child_id=cast.children[child].pk, category=category, custodian_id=cast.organizations[kept_by].pk, **stamp
    )


def lines(cast, as_, part, at, child="maya", **more):
    with as_(part, at):
        return accounting.lines(cast.children[child].pk, **more)[0]


def looked(cast, as_, part, at, asked=None, child="maya"):
    with as_(part, at):
        return looks.looks(cast.children[child].pk, asked or Asked())


@pytest.fixture
def across(released, as_, at):
    """The teacher reads the clinic's plan for school and, of her own, the school's observations."""
    plan, seen = place(released, "school_plan"), place(released, "behavior_observations", "school")
    for minutes in (3, 2, 1):
        read(released, as_, "teacher", [plan, seen], at - timedelta(minutes=minutes))
    return released


def test_what_is_read_across_is_accounted_for_with_its_release(across, as_, at):
    for part in ("privacy", "mother", "maya", "therapist"):
        [line] = lines(across, as_, part, at)
        assert (line.who, line.organization, line.custodian) == ("Sofia Ruiz", "Cedar Bridge School", "Harbor Clinic")
        assert (line.times, line.categories) == (3, ("school_plan",))
        assert line.released_at is not None
        assert "Sept. 2, 2026" in line.why


@pytest.mark.parametrize("part", ["father", "outsider", "teacher", "skills", "jonahs_mother"])
def test_others_learn_nothing(across, as_, at, part):
    assert lines(across, as_, part, at) == []


def test_reading_ones_own_organization_is_no_disclosure(across, as_, at):
    read(across, as_, "social_worker", [place(across, "education_records", "school")], at, ["care_team"])
    assert [line.who for line in lines(across, as_, "mother", at)] == ["Sofia Ruiz"]


@pytest.fixture
def confidential(released, as_, at):
    """A service that Jonah of 16 started alone, with a diagnosis made in it that the school's people read."""
    jonah = released.children["jonah"]
    with as_("privacy", at):
        line = services.set_line(
            organization=released.organizations["clinic"], name="Talks", acts_for_school=False, part2=False,
            outpatient_mental_health=True, typed_name="Tom Becker", by=released.person("privacy"),
            at=at - timedelta(days=30),
        )  # fmt: skip
    with as_("therapist", at):
        made = services.start_service(
            child=jonah, line=line, basis=ConsentBasis.MINOR_144_3431, by=released.person("therapist"), at=at
        )
    with as_("youth", at):
        services.sign_service(
            service=service_queries.find_service(made.pk), typed_name="Jonah Berg", language="en", how=Signed.PORTAL,
            by=released.person("youth"), at=at,
        )  # fmt: skip
    read(released, as_, "teacher", [place(released, "school_plan", child="jonah")], at, child="jonah")
    hidden = place(released, "diagnosis", child="jonah", services=[made.pk])
    read(released, as_, "social_worker", [hidden], at, child="jonah")
    return made


def test_no_guardian_learns_of_a_confidential_service_by_what_left_it(released, confidential, as_, at):
    with as_("therapist", at):
        accounting.record(
            child=released.children["jonah"], categories=["diagnosis"], what="A summary", to="Lake Hospital",
            channel=Channel.FAX, ground=Ground.EMERGENCY, purpose="Admission", sent_at=at, services=[confidential.pk],
            by=released.person("therapist"), at=at,
        )  # fmt: skip
    known = {
        part: {line.who for line in lines(released, as_, part, at, "jonah")}
        for part in ("jonahs_mother", "youth", "privacy")
    }
    assert known["jonahs_mother"] == {"Sofia Ruiz"}
    assert known["youth"] == {"Sofia Ruiz", "Dana Whitfield", "Lake Hospital"}
    assert known["privacy"] == known["youth"]
    names = {p: {x.person for x in looked(released, as_, p, at, child="jonah")[0]} for p in ("jonahs_mother", "youth")}
    assert names == {"jonahs_mother": {"Sofia Ruiz"}, "youth": {"Sofia Ruiz", "Dana Whitfield"}}
    everybody = looked(released, as_, "jonahs_mother", at, child="jonah")[1]
    assert [name for _id, name in everybody] == ["Sofia Ruiz"]


def test_a_reader_whose_part_in_the_team_is_hidden_is_not_named(released, confidential, as_, at):
    hidden = place(released, "demographics", child="jonah", services=[confidential.pk])
    open_to_all = place(released, "demographics", child="jonah")
    with as_("therapist", at):
        Membership(
            compartment=hidden, child=released.children["jonah"], staff=released.staff["outsider"],
            starts_at=at - timedelta(days=2),
        ).save(force_insert=True)  # fmt: skip
    read(released, as_, "outsider", [open_to_all], at, ["care_team"], child="jonah")
    seen = {p: {x.person for x in looked(released, as_, p, at, child="jonah")[0]} for p in ("jonahs_mother", "youth")}
    assert "Grace Kim" not in seen["jonahs_mother"]
    assert "Grace Kim" in seen["youth"]
    left = {p: {x.who for x in lines(released, as_, p, at, "jonah")} for p in ("jonahs_mother", "youth")}
    assert "Grace Kim" not in left["jonahs_mother"]
    assert "Grace Kim" in left["youth"]


def record(cast, as_, at, part="therapist", **changed):
    told = {
        "categories": ["assessments"], "what": "Scores of October", "to": "Lake Hospital", "channel": Channel.FAX,
        "ground": Ground.EMERGENCY, "purpose": "Admission", "sent_at": at - timedelta(hours=2),
    }  # fmt: skip
    with as_(part, at):
        return accounting.record(
            child=cast.children["maya"], by=cast.person(part), at=at, **(told | changed)
        )  # fmt: skip


def test_what_was_faxed_is_told_to_the_family(across, as_, at):
    record(across, as_, at)
    line = next(x for x in lines(across, as_, "mother", at) if x.kind == "outside")
    assert (line.who, line.custodian, line.how) == ("Lake Hospital", "Harbor Clinic", "by fax")
    assert "an emergency" in line.why


def test_a_report_is_told_to_no_family_member(across, as_, at):
    record(across, as_, at, to="County child protection", ground=Ground.REPORT)
    for part in ("mother", "maya", "privacy", "supervisor"):
        assert all(line.kind != "outside" for line in lines(across, as_, part, at))
        with as_(part, at):
            assert not Disclosure.objects.exists()
    assert any(line.kind == "outside" for line in lines(across, as_, "therapist", at))


def test_recording_is_refused_without_its_release_or_in_the_future(across, as_, at):
    for changed in ({"ground": Ground.RELEASE}, {"sent_at": at + timedelta(days=1)}, {"to": " "}, {"categories": []}):
        with pytest.raises(Refused):
            record(across, as_, at, **changed)
    with pytest.raises(Denied):
        record(across, as_, at, "teacher")


def test_looks_are_told_by_person_and_week_with_why(across, as_, at):
    last_week = at - timedelta(days=7)
    read(across, as_, "teacher", [place(across, "behavior_observations", "school")], last_week, ["care_team"])
    read(across, as_, "therapist", [place(across, "clinical_plan")], at, ["care_team"])
    read(across, as_, "skills", [place(across, "safety_plan", "school")], at, ["break_glass"])
    found, people_, more = looked(across, as_, "mother", at)
    assert not more
    assert [p for _id, p in people_] == ["Adaeze Okafor", "Marcus Bell", "Sofia Ruiz"]
    now_, before = [x for x in found if x.person == "Sofia Ruiz"]
    assert (now_.times, before.times) == (3, 1)
    assert now_.release_id
    assert now_.released_by == across.person("mother").pk
    assert before.release_id is None
    assert before.reasons == ["because it is part of their work there"]
    [glass] = looked(across, as_, "mother", at, Asked(side="emergency"))[0]
    assert (glass.person, glass.emergency) == ("Marcus Bell", True)
    [one] = looked(across, as_, "mother", at, Asked(person=across.person("therapist").pk))[0]
    assert one.person == "Adaeze Okafor"
    assert {x.person for x in looked(across, as_, "mother", at, Asked(side="clinic"))[0]} == {
        "Adaeze Okafor",
        "Marcus Bell",
    }


def test_family_members_do_not_see_each_other_looking(across, as_, at):
    place_ = place(across, "education_records", "school")
    for part in ("father", "mother", "maya"):
        read(across, as_, part, [place_], at, ["parental_authority"])
    for part in ("mother", "maya"):
        assert {x.person for x in looked(across, as_, part, at)[0]} == {"Sofia Ruiz"}


@pytest.mark.parametrize("asked", [lines, looked])
def test_queries_do_not_grow_with_rows(across, as_, at, asked):
    with CaptureQueriesContext(connection) as few:
        asked(across, as_, "mother", at)
    for hours in range(30):
        read(across, as_, "teacher", [place(across, "school_plan")], at - timedelta(hours=hours * 20))
    with CaptureQueriesContext(connection) as many:
        asked(across, as_, "mother", at)
    assert len(few) == len(many)


def test_on_paper_a_month_of_one_reader_is_one_line(across, as_, at):
    for days in range(3):
        read(across, as_, "teacher", [place(across, "schedule")], at - timedelta(days=days))
    found = lines(across, as_, "mother", at)
    paper = accounting.by_month(found)
    assert sum(line.times for line in paper) == sum(line.times for line in found) == 6
    assert len(paper) < len(found)
    assert any(set(line.categories) == {"school_plan", "schedule"} for line in paper)


def test_telling_reaches_the_officer_and_not_the_reader(across, as_, at, sign_in):
    maya = across.children["maya"]
    mother = sign_in("mother")
    url = reverse("requests:tell_officer", args=[maya.pk, across.person("teacher").pk])
    page = mother.post(url, {"words": "Why three times on one day?"}, follow=True).content.decode()
    assert "Why three times on one day?" in page
    with as_("privacy"):
        concern = Concern.objects.get()
        assert Task.objects.filter(kind="answer_concern", person=across.person("privacy")).exists()
    for part in ("teacher", "social_worker", "director", "therapist", "father", "maya", "outsider"):
        with as_(part):
            assert not Concern.objects.exists()
    here = reverse("requests:concern", args=[concern.pk])
    assert sign_in("teacher").get(here).status_code == 404
    officer = sign_in("privacy")
    assert "Why three times" in officer.get(here).content.decode()
    assert officer.post(here, {"words": ""}).status_code == 422
    officer.post(here, {"words": "She wrote the plan that day."})
    mother = sign_in("mother")
    assert "She wrote the plan that day." in mother.get(here).content.decode()
    stranger = reverse("requests:tell_officer", args=[maya.pk, across.person("outsider").pk])
    assert mother.get(stranger).status_code == 404  # who never looked cannot be asked after


def test_the_pages_and_the_paper(across, as_, at, sign_in):
    maya = across.children["maya"].pk
    page_url, paper_url = (reverse(f"requests:{n}", args=[maya]) for n in ("accounting", "accounting_paper"))
    for part in ("mother", "privacy"):
        client = sign_in(part)
        page = client.get(page_url).content.decode()
        assert "Sofia Ruiz" in page
        assert "Harbor Clinic" in page
    paper = client.get(paper_url)
    assert paper.content.startswith(b"%PDF-")
    assert 'filename="accounting.pdf"' in paper["Content-Disposition"]
    for part in ("father", "outsider", "teacher", "skills"):
        assert sign_in(part).get(page_url).status_code == 404
        assert sign_in(part).get(paper_url).status_code == 404
    readers = sign_in("mother").get("/home/readers/").content.decode()
    assert re.search(r"Sofia Ruiz</strong>, Classroom teacher", readers)
    assert "because you allowed it" in readers


LONGER = """
[pack]
title = "Test state (made up for the tests, no real law)"
extends = "us"

[[rule]]
key = "clock.access_log_kept"
value = { years = 30 }
says = "Made up for the tests: who read what is kept for thirty years."
source = "none: made up"
read_on = 2026-11-21
certainty = "design"
"""


def test_how_long_it_is_kept_is_said_by_the_law_of_who_keeps_it(across, as_, at, sign_in, tmp_path, monkeypatch):
    (tmp_path / "us-zz.toml").write_text(LONGER)
    monkeypatch.setattr(rulebook, "own_folder", lambda: tmp_path)
    officer, school = across.person("privacy"), across.organizations["school"]
    with as_("privacy", at):
        follow_pack(organization=school, pack="us-zz", typed_name=str(officer), by=officer, at=at)
    page = sign_in("mother").get(reverse("requests:accounting", args=[across.children["maya"].pk])).content.decode()
    assert "kept for thirty years" in page
    assert "kept for at least six years" in page  # the clinic's
    with as_("privacy", at):
        follow_pack(organization=school, pack="us", typed_name=str(officer), by=officer, at=at)
    with as_("social_worker", at):
        kept = accounting.kept(across.children["maya"].pk, at.date())
    assert {rule.pack for rule in kept} == {"us"}
    assert len(kept) == 3


def test_no_compartment_is_opened_by_reading_the_accounts(across, as_, at):
    with as_("mother", at):
        before = Compartment.objects.count()
        accounting.lines(across.children["maya"].pk)
        looks.looks(across.children["maya"].pk, Asked())
        assert Compartment.objects.count() == before


def test_a_category_of_the_youth_goes_where_the_youth_decides(across, as_, at):
    made = record(across, as_, at, categories=["assessments", "youth_confidential"])
    assert len(made) == 2
    shown = [x.categories for x in lines(across, as_, "mother", at) if x.kind == "outside"]
    assert shown == [("assessments",)]
    assert len([x for x in lines(across, as_, "maya", at) if x.kind == "outside"]) == 2
