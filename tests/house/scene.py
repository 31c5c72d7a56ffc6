"""One of everything about Maya and Jonah, made through the real actions: something behind every address."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from tests.cast import Cast, open_accounts, release_together
from trefoil.care.classroom import actions as classroom
from trefoil.care.classroom import general
from trefoil.care.classroom.types import Outcome
from trefoil.care.evaluation import actions as evaluations
from trefoil.care.evaluation.types import Bears, Part, Reason
from trefoil.care.instruments import actions as instruments
from trefoil.care.instruments import entering, links, measures, packs, shelving
from trefoil.care.instruments.measure_types import Informant, Rhythm
from trefoil.care.instruments.models import Flag
from trefoil.care.pathway import actions as pathway
from trefoil.care.pathway.types import ChildFacts, GuardianFacts
from trefoil.care.plan import actions as plans
from trefoil.care.plan import queries as plan_queries
from trefoil.care.plan.models import Signature
from trefoil.care.plan.types import Setting
from trefoil.care.reviews import actions as reviews
from trefoil.care.schedule import actions as schedule
from trefoil.care.schedule.types import Kind
from trefoil.care.sessions import actions as sessions
from trefoil.care.sessions.types import Status, Text
from trefoil.ground.access import actions as access
from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import Category, ConsentBasis
from trefoil.ground.consent import actions as consent
from trefoil.ground.consent import services, sharing, withholdings
from trefoil.ground.consent.models import CourtOrder
from trefoil.ground.consent.service_types import Signed
from trefoil.ground.documents import actions as documents
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people import actions as people
from trefoil.ground.people import staffing, suspending
from trefoil.ground.people.models import Child, Membership
from trefoil.ground.requests import actions as requests
from trefoil.ground.requests import handing, looks
from trefoil.ground.roster import actions as roster

INSTRUMENT = "phq-9"
NOTE = "She spoke of the quarrel about the lake house."
THERAPY = "Role-play saying no to the cousin"
TITLE = "I ask for a break before I leave the room"
HOURS = (time(8, 30), time(9, 20)), (time(9, 25), time(10, 15))


class Stage:
    """The cast, an instant, and what was made of whom: `stage.of["maya"].rating_id`."""

    def __init__(self, cast: Cast, at: datetime) -> None:
        self.cast, self.at = cast, at
        self.of = {name: SimpleNamespace(child_id=child.pk) for name, child in cast.children.items()}
        self.shared: dict[str, Any] = {}

    def as_(self, part: str) -> Any:
        """See as a part of the cast, at the instant of the stage."""
        return seen_by(self.cast.person(part), self.at)

    def by(self, part: str) -> dict[str, Any]:
        """Return who acts and when, as every action asks."""
        return {"by": self.cast.person(part), "at": self.at}


def play(cast: Cast, at: datetime) -> Stage:
    """Play one of everything and return the stage."""
    open_accounts(cast)
    stage = Stage(cast, at)
    _place(stage)
    for name, guardian in (("maya", "mother"), ("jonah", "jonahs_mother")):
        child = cast.children[name]
        signed = release_together(cast, child, guardian, datetime(2026, 9, 2, 13, 0, tzinfo=UTC))
        stage.of[name].signed_release_id = signed.pk
        _ask_for_a_release(stage, child, guardian)
        _write_a_plan(stage, child, guardian)
        _ask_how_it_goes(stage, child)
        _see_the_classroom(stage, child)
        _keep_a_paper(stage, child)
        _evaluate(stage, child)
        _meet(stage, child)
        _know_the_people(stage, child, guardian)
    _meet_in_a_group(stage)
    _refer(stage)
    _declare_an_emergency(stage)
    _ask_for_the_record(stage)
    _let_in(stage)
    _suspend_somebody(stage)
    _start_a_service(stage)
    _withhold(stage)
    return stage


def _place(stage: Stage) -> None:
    site = stage.cast.organizations["school"].sites.get()
    with stage.as_("director"):
        periods = [(str(number), *hours) for number, hours in enumerate(HOURS, 1)]
        bells = schedule.set_bells(
            site=site, name="Every day", weekdays=range(5), periods=periods, **stage.by("director")
        )
        schedule.add_room(site=site, name="Room 114", **stage.by("director"))
        upload = roster.keep_upload(
            upload_id=new_id(),
            file_name="roster.zip",
            size=1,
            into=stage.cast.organizations["school"],
            **stage.by("director"),
        )
    with stage.as_("supervisor"):
        duty = instruments.set_duty(
            staff=stage.cast.staff["supervisor"],
            starts_at=stage.at,
            ends_at=stage.at + timedelta(days=7),
            **stage.by("supervisor"),
        )
        measure = measures.set_measure(
            organization=stage.cast.organizations["clinic"],
            key=INSTRUMENT,
            informant=Informant.YOUTH,
            rhythm=Rhythm(0, 28, 7),
            **stage.by("supervisor"),
        )
        brought = shelving.bring(
            name="Ours", resource=packs.document("phq-9", "questionnaire"), **stage.by("supervisor")
        )
    stage.shared |= {"bells_id": bells.pk, "upload_id": upload.pk, "duty_id": duty.pk, "measure_id": measure.pk}
    stage.shared["form_id"] = brought.pk


def _ask_for_a_release(stage: Stage, child: Child, guardian: str) -> None:
    mine = stage.of[child.person.given_name.lower()]
    with stage.as_("director"):
        asked = consent.ask(
            child=child,
            from_organization=stage.cast.organizations["school"],
            to_organization=stage.cast.organizations["virtual"],
            categories=[Category.SCHEDULE],
            purpose="coordination",
            signer=stage.cast.person(guardian),
            ends_at=stage.at + timedelta(days=90),
            **stage.by("director"),
        )
    mine.release_id = asked.pk


def _write_a_plan(stage: Stage, child: Child, guardian: str) -> None:
    mine, name = stage.of[child.person.given_name.lower()], child.person.given_name.lower()
    by = stage.by("therapist")
    with stage.as_("therapist"):
        version = plans.draft(child=child, **by)
        goal = plans.add_goal(version=version, title=TITLE, for_school=True, **by)
        for setting, text in ((Setting.SCHOOL, "Break card on the desk"), (Setting.THERAPY, THERAPY)):
            strategy = plans.add_strategy(version=version, goal_id=goal.id, setting=setting, text=text, **by)
        extra = plans.add_accommodation(version=version, text="Seat beside the door", **by)
        given = plans.add_service(version=version, kind="individual", **by)
        link = plans.link_diagnosis(version=version, goal_id=goal.id, code="F93.0", text="", **by)
        plans.submit(version=version, school_signer=stage.cast.staff["social_worker"], **by)
    for part in ("therapist", guardian, name, "social_worker"):
        with stage.as_(part):
            signature = Signature.objects.get(version_id=version.pk, person=stage.cast.person(part))
            plans.sign(signature=signature, typed_name=str(stage.cast.person(part)), language="en", **stage.by(part))
            mine.signature_id = signature.pk
    with stage.as_("therapist"):
        version.refresh_from_db()
        mine.school_plan_id = plans.publish(version=version, **by).pk
        draft = plans.draft(child=child, **by)
        place = compartment_for(
            child_id=child.pk,
            category=Category.SCHOOL_PLAN,
            custodian_id=stage.cast.organizations["clinic"].pk,
        )
    with stage.as_(guardian):
        proposal = plans.propose(child=child, compartment_id=place.pk, text="A later start", **stage.by(guardian))
    mine.version_id, mine.draft_id, mine.proposal_id = version.pk, draft.pk, proposal.pk
    mine.goal_id, mine.strategy_id, mine.accommodation_id = goal.id, strategy.id, extra.id
    mine.dose_id, mine.link_id = given.id, link.pk
    _look_at_it_together(stage, child, guardian)


def _look_at_it_together(stage: Stage, child: Child, guardian: str) -> None:
    mine, by = stage.of[child.person.given_name.lower()], stage.by("therapist")
    therapist, mother = stage.cast.person("therapist"), stage.cast.person(guardian)
    shape = {"child": child, "kind": "joint", "starts_at": stage.at, "minutes": 30, "lead": therapist}
    with stage.as_("therapist"):
        mine.rhythm_id = reviews.set_rhythm(every_days=28, **shape, **by).pk
        meeting = reviews.arrange(invited=[mother.pk], **shape, **by)
        decision = reviews.decide(meeting=meeting, kind="task", text="Call the bus", owner=therapist, **by)
    with stage.as_(guardian):
        place = plan_queries.place_of_words(child.pk)
        question = reviews.ask(child=child, compartment_id=place, text="May he walk home?", **stage.by(guardian))
        priority = plans.name_priority(child=child, compartment_id=place, text="He sleeps", **stage.by(guardian))
    mine.review_id, mine.decision_id = meeting.pk, decision.pk
    mine.question_id, mine.priority_id = question.pk, priority.pk


def _ask_how_it_goes(stage: Stage, child: Child) -> None:
    name = child.person.given_name.lower()
    mine, youth = stage.of[name], stage.cast.person(name)
    questions = [q for q in packs.installed()[INSTRUMENT].questionnaire.questions if q.options]
    with stage.as_("therapist"):
        done = instruments.assign(child=child, key=INSTRUMENT, **stage.by("therapist"))
    with seen_by(youth, stage.at):
        for question in questions:
            code = question.options[1].code
            instruments.answer(
                assignment=done, link_id=question.link_id, code=code, language="en", by=youth, at=stage.at
            )
        instruments.finish(assignment=done, by=youth, at=stage.at)
    with stage.as_("therapist"):
        waiting = instruments.assign(child=child, key=INSTRUMENT, **stage.by("therapist"))
        link = links.make_link(assignment=waiting, email="", **stage.by("therapist"))
        mine.assignment_id, mine.answer_token = waiting.pk, links.token_of(link)
        mine.flag_id = Flag.objects.get(child_id=child.pk).pk
        mine.score_id = entering.enter_score(
            child=child, slot="sdq", informant="caregiver", form="P4-17", language="en", value=Decimal(14),
            answered_on=stage.at.date(), **stage.by("therapist"),
        ).pk  # fmt: skip


def _see_the_classroom(stage: Stage, child: Child) -> None:
    mine, by = stage.of[child.person.given_name.lower()], stage.by("teacher")
    water = next(s for s in general.strategies() if s.key == "general:water")
    with stage.as_("teacher"):
        mine.rating_id = classroom.rate(child=child, regulation=4, engagement=6, **by).pk
        earlier = {"by": by["by"], "at": stage.at - timedelta(hours=2)}
        past = classroom.start_episode(child=child, **earlier)
        classroom.grade_episode(episode=past, intensity=2, **earlier)
        classroom.choose_strategy(episode=past, strategy=water, **earlier)
        classroom.end_episode(episode=past, outcome=Outcome.CALMER_ALONE, **earlier)
        mine.past_episode_id = past.pk
        mine.episode_id = classroom.start_episode(child=child, **by).pk


def _keep_a_paper(stage: Stage, child: Child) -> None:
    school = stage.cast.organizations["school"]
    place = compartment_for(child_id=child.pk, category=Category.EDUCATION_RECORDS, custodian_id=school.pk)
    with stage.as_("social_worker"):
        paper = documents.keep(
            child=child,
            compartment=place,
            upload=Upload("Evaluation.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
            **stage.by("social_worker"),
        )
    stage.of[child.person.given_name.lower()].document_id = paper.pk


def _evaluate(stage: Stage, child: Child) -> None:
    """Sign one evaluation and begin the next."""
    mine, by = stage.of[child.person.given_name.lower()], stage.by("therapist")
    with stage.as_("therapist"):
        signed = _begin(child, Reason.FIRST, by)
        for part, content in ((Part.INTERVIEW, {"now": "Whispers."}), (Part.SAFETY, {"risk": "None told."})):
            evaluations.contribute(evaluation=signed, part=part, content=content, **by)
        evaluations.formulate(evaluation=signed, summary="Worry.", recommends="", finds_none=False, **by)
        evaluations.diagnose(evaluation=signed, code="F41.1", because="Worry on most days.", **by)
        evaluations.sign(evaluation=signed, typed_name=str(by["by"]), why_missing="So soon.", **by)
        going_on = _begin(child, Reason.CHANGE, by)
        diagnosis = evaluations.diagnose(evaluation=going_on, code="F43.10", because="After the flood.", **by)
        evidence = evaluations.support(diagnosis=diagnosis, criterion="Startles", seen="Once", bears=Bears.FOR, **by)
        asked = evaluations.request_records(
            evaluation=going_on, from_whom="Elm School", what="IEP", asked_on=date(2026, 11, 2), **by
        )
    mine.signed_evaluation_id, mine.evaluation_id = signed.pk, going_on.pk
    mine.diagnosis_id, mine.evidence_id, mine.record_request_id = diagnosis.pk, evidence.pk, asked.pk


def _begin(child: Child, reason: Reason, by: dict[str, Any]) -> Any:
    return evaluations.begin(child=child, reason=reason, question={"question": "What is it?"}, **by)


def _meet(stage: Stage, child: Child) -> None:
    mine, cast = stage.of[child.person.given_name.lower()], stage.cast
    starts = stage.at + timedelta(hours=1 if child.person.given_name == "Maya" else 2)
    with stage.as_("therapist"):
        (row,) = schedule.book(
            plan=schedule.Plan(kind=Kind.INDIVIDUAL, children=(child,), staff=(cast.person("therapist"),)),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=30),
            **stage.by("therapist"),
        )
    with stage.as_("director"):
        seats = [{"title": "Mathematics 6", "weekdays": range(5), "period": "2", "starts_on": date(2026, 9, 1)}]
        (seat,) = schedule.add_classes(
            child=child, site=cast.organizations["school"].sites.get(), seats=seats, **stage.by("director")
        )
    mine.appointment_id, mine.class_id = row.pk, seat.pk
    _write_a_note(stage, child)


def _write_a_note(stage: Stage, child: Child) -> None:
    mine = stage.of[child.person.given_name.lower()]
    held_at = stage.at - timedelta(days=1)
    with stage.as_("therapist"):
        session = sessions.record(
            child=child,
            kind=Kind.CHECK_IN,
            held_at=held_at,
            minutes=20,
            status=Status.ATTENDED,
            **stage.by("therapist"),
        )
        note = sessions.write(session=session, text=Text(did=NOTE, went="Calm at the end."), **stage.by("therapist"))
        sessions.sign(note=note, **stage.by("therapist"))
    mine.session_id, mine.note_id = session.pk, note.pk


def _know_the_people(stage: Stage, child: Child, guardian: str) -> None:
    caregiver, mine = stage.cast.caregivers[guardian], stage.of[child.person.given_name.lower()]
    with stage.as_("director"):
        mine.membership_id = Membership.objects.get(child=child, staff=stage.cast.staff["teacher"]).pk
    mine.caregiver_id, mine.household_id = caregiver.pk, caregiver.household_id
    mine.guardian_id = caregiver.person_id
    with stage.as_("privacy"):
        mine.order_id = CourtOrder.objects.filter(child=child).values_list("pk", flat=True).first()
    mine.staff_id = stage.cast.staff["teacher"].pk


def _meet_in_a_group(stage: Stage) -> None:
    starts = stage.at - timedelta(hours=3)
    with stage.as_("skills"):
        rows = schedule.book(
            plan=schedule.Plan(
                kind=Kind.SKILLS_GROUP,
                children=(stage.cast.children["maya"], stage.cast.children["jonah"]),
                staff=(stage.cast.person("skills"),),
            ),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=45),
            by=stage.cast.person("skills"),
            at=starts - timedelta(days=1),
        )
    stage.shared["meeting_id"] = rows[0].meeting_id


def _refer(stage: Stage) -> None:
    with stage.as_("director"):
        program = pathway.open_program(
            school=stage.cast.organizations["school"],
            clinic=stage.cast.organizations["clinic"],
            capacity=25,
            **stage.by("director"),
        )
    with stage.as_("coordinator"):
        referral = pathway.send(
            program=program,
            child=ChildFacts(given_name="Ana", family_name="Lopez", born_on=date(2015, 3, 4), grade="5"),
            guardian=GuardianFacts(
                given_name="Carla", family_name="Lopez", relationship="mother", email="carla@home.example"
            ),
            concern="Leaves the room when it is loud, several times a day, since September.",
            **stage.by("coordinator"),
        )
    stage.shared["referral_id"] = referral.pk


def _declare_an_emergency(stage: Stage) -> None:
    with stage.as_("skills"):
        glass = access.break_glass(
            viewer=stage.cast.person("skills").as_viewer(),
            child_id=stage.of["maya"].child_id,
            custodian_id=stage.cast.organizations["school"].pk,
            reason="Maya ran from the building and nobody reached the clinic.",
            at=stage.at,
        )
    stage.shared["glass_id"] = glass.pk


def _ask_for_the_record(stage: Stage) -> None:
    """Elena asks for the record and wonders about a reading; Maya has been handed hers."""
    mine, maya, school = stage.of["maya"], stage.cast.children["maya"], stage.cast.organizations["school"]
    asked = {}
    for part in ("mother", "maya"):
        with stage.as_(part):
            asked[part] = requests.ask(
                child=maya, custodian=school, requester=stage.cast.person(part), **stage.by(part)
            )
    with stage.as_("privacy"):
        for request in asked.values():
            requests.check(request=request, how="Own account", **stage.by("privacy"))
        files = handing.deliver(request=asked["maya"], handed="portal", proof="", **stage.by("privacy"))
    place = compartment_for(child_id=maya.pk, category=Category.BEHAVIOR_OBSERVATIONS, custodian_id=school.pk)
    with stage.as_("teacher"):
        access.record(
            kind="read",
            page="child",
            children=[maya.pk],
            categories=[place.category],
            compartments=[place.pk],
            bases=["care_team"],
            **{"by": stage.cast.person("teacher").pk, "at": stage.at},
        )
    with stage.as_("mother"):
        concern = looks.tell_officer(
            child=maya, about=stage.cast.person("teacher"), words="Why on a Sunday?", **stage.by("mother")
        )
    mine.request_id, mine.answered_request_id = asked["mother"].pk, asked["maya"].pk
    mine.package_id, mine.concern_id, mine.looker_id = files[0].pk, concern.pk, stage.cast.person("teacher").pk


def _start_a_service(stage: Stage) -> None:
    """Jonah, who is 16, starts therapy alone; he opens some of it to his mother, and his therapist tells her more."""
    mine, jonah, cast = stage.of["jonah"], stage.cast.children["jonah"], stage.cast
    with stage.as_("privacy"):
        line = services.set_line(
            organization=cast.organizations["clinic"],
            name="Therapy",
            acts_for_school=False,
            part2=False,
            outpatient_mental_health=True,
            typed_name="Tom Becker",
            **stage.by("privacy"),
        )
    basis, mother = ConsentBasis.MINOR_144_3431, cast.person("jonahs_mother")
    with stage.as_("therapist"):
        service = services.start_service(child=jonah, line=line, basis=basis, **stage.by("therapist"))
    with stage.as_("youth"):
        typed = {"typed_name": "Jonah Berg", "language": "en"}
        services.sign_service(service=service, how=Signed.PORTAL, **typed, **stage.by("youth"))
        opened = sharing.release_more(
            child=jonah,
            to=mother,
            categories=[Category.SCHEDULE],
            ends_at=stage.at + timedelta(days=20),
            **typed,
            **stage.by("youth"),
        )
    with stage.as_("therapist"):
        telling = sharing.tell_caregiver(
            child=jonah,
            to=mother,
            categories=[Category.CLINICAL_PLAN],
            reason="Spoke of running away tonight without a place to go.",
            words="Stay with him tonight.",
            **stage.by("therapist"),
        )
    mine.service_id, mine.youth_release_id, mine.override_id = service.pk, opened.pk, telling.pk
    stage.shared["line_id"] = line.pk


def _withhold(stage: Stage) -> None:
    """Jonah asks that notes be withheld from his mother; his therapist withholds a diagnosis without being asked."""
    mine, jonah, mother = stage.of["jonah"], stage.cast.children["jonah"], stage.cast.person("jonahs_mother")
    clinic = stage.cast.organizations["clinic"].pk
    with stage.as_("youth"):
        (asked,) = withholdings.ask(
            child=jonah, people={mother.pk}, wanted={clinic: frozenset({Category.ASSESSMENTS})}, words="She is upset.",
            **stage.by("youth"),
        )  # fmt: skip
    with stage.as_("therapist"):
        begun = withholdings.start(
            child=jonah, people={mother.pk}, categories=[Category.DIAGNOSIS], factors=["harm"],
            reason="He would not be safe with it known.", ends_at=stage.at + timedelta(days=90),
            **stage.by("therapist"),
        )  # fmt: skip
    mine.withholding_id, mine.live_withholding_id = asked.pk, begun.pk


def _let_in(stage: Stage) -> None:
    with stage.as_("director"):
        _invitation, token = people.invite(
            person=stage.cast.person("jonahs_mother"), email="ingrid.berg@home.example", **stage.by("director")
        )
    stage.shared |= {"token": token, "job_id": 1, "key": "note"}


def _suspend_somebody(stage: Stage) -> None:
    with stage.as_("director"):
        substitute = staffing.employ(
            organization=stage.cast.organizations["school"],
            given_name="Ida",
            family_name="Moss",
            role="teacher",
            title="Substitute teacher",
            discipline="",
            license="",
            supervisor=None,
            **stage.by("director"),
        )
    with stage.as_("privacy"):
        made = suspending.suspend(person=substitute.person, reason="The badge was lost.", **stage.by("privacy"))
    stage.shared["suspension_id"] = made.pk
