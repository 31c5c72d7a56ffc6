"""Service lines and services: who signs for a line, on whose consent a service starts, and who then knows of it."""

from datetime import timedelta

import pytest

from trefoil.ground.access.actions import Denied
from trefoil.ground.access.types import Category, ConsentBasis
from trefoil.ground.consent import service_queries as queries
from trefoil.ground.consent import services as actions
from trefoil.ground.consent.models import Service, ServiceLine
from trefoil.ground.consent.service_types import Signed
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.timeline.queries import timeline
from trefoil.ground.worklist.queries import needs_now


@pytest.fixture
def line(cast, as_, at):
    def run(**changed):
        with as_("privacy", at):
            facts = {
                "organization": cast.organizations["clinic"],
                "name": "Therapy",
                "acts_for_school": False,
                "part2": False,
                "outpatient_mental_health": True,
                "typed_name": "Tom Becker",
                "by": cast.person("privacy"),
                "at": at - timedelta(days=30),
            }
            return actions.set_line(**(facts | changed))

    return run


@pytest.fixture
def start(cast, as_, at, line):
    def run(child="jonah", basis=ConsentBasis.MINOR_144_3431, part="therapist", **changed):
        set_in = changed.pop("line", None) or line()
        with as_(part, at):
            facts = {"child": cast.children[child], "line": set_in, "basis": basis, "by": cast.person(part), "at": at}
            return actions.start_service(**(facts | changed))

    return run


def sign(service, cast, as_, at, part="youth", **changed):
    with as_(part, at):
        facts = {"typed_name": "Jonah Berg", "language": "en", "how": Signed.PORTAL, "by": cast.person(part), "at": at}
        return actions.sign_service(service=queries.find_service(service.pk), **(facts | changed))


def kinds(cast, as_, part, at):
    with as_(part, at):
        return [line.kind for line in needs_now(cast.person(part).pk, at)]


def test_set_line_is_signed_and_a_change_ends_the_old_one(line, as_, at, cast):
    old = line()
    new = line(acts_for_school=True, replaces=old, at=at)
    with as_("teacher", at):
        rows = list(ServiceLine.objects.order_by("signed_at"))
    assert [(row.pk, row.ends_at, row.acts_for_school) for row in rows] == [(old.pk, at, False), (new.pk, None, True)]
    assert (rows[1].replaces_id, rows[1].signed_name) == (old.pk, "Tom Becker")


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"typed_name": "Tom"}, "Type your name"), ({"name": " "}, "Give the line the name")],
)
def test_set_line_refuses(line, changed, why):
    with pytest.raises(Refused, match=why):
        line(**changed)


def test_set_line_is_the_privacy_officers(line, cast, as_, at):
    with as_("director", at), pytest.raises(Refused, match="privacy officer"):
        actions.set_line(
            organization=cast.organizations["school"], name="x", acts_for_school=True, part2=False,
            outpatient_mental_health=False, typed_name="Priya Raman", by=cast.person("director"), at=at,
        )  # fmt: skip
    with as_("privacy", at):
        assert not queries.answers_for(cast.person("privacy"), cast.organizations["other_clinic"])


def test_a_line_is_not_written_past_the_action(line, as_, at):
    made = line()
    with pytest.raises(Exception, match="row-level security"), as_("privacy", at):
        ServiceLine.objects.filter(pk=made.pk).update(acts_for_school=True)


def test_start_waits_for_the_youth_and_nobody_else_learns_of_it(start, cast, as_, at):
    service = start()
    assert kinds(cast, as_, "youth", at) == ["sign_service"]
    for part in ("jonahs_mother", "teacher", "director", "privacy", "outsider"):
        with as_(part, at):
            assert not Service.objects.exists(), part
    with as_("therapist", at):
        assert not queries.live(service.child_id, at).exists()


def test_sign_keeps_the_text_and_starts_it(start, cast, as_, at):
    later = at + timedelta(hours=1)
    service = sign(start(), cast, as_, later, language="es", may_bill_plan=False)
    assert (service.signed_at, service.starts_at, service.may_bill_plan) == (later, later, False)
    assert "144.347" in service.signed_text
    assert kinds(cast, as_, "youth", later) == []
    assert "service_signed" in kinds(cast, as_, "therapist", later)
    with as_("therapist", later):
        assert [s.pk for s in queries.live(service.child_id, later)] == [service.pk]
        assert timeline(service.child_id)[0].kind == "service_started"
    with as_("jonahs_mother", later):
        assert timeline(service.child_id) == []


def test_sign_at_the_therapists_screen_or_on_paper(start, cast, as_, at):
    service = start()
    with pytest.raises(Refused, match="Only the person who consents"):
        sign(service, cast, as_, at, part="therapist")
    signed = sign(service, cast, as_, at, part="therapist", how=Signed.PAPER)
    assert signed.signed_how == Signed.PAPER


def test_sign_refuses_another_name_and_a_second_time(start, cast, as_, at):
    service = start()
    with pytest.raises(Refused, match="Type the name"):
        sign(service, cast, as_, at, typed_name="Jonah")
    sign(service, cast, as_, at)
    with pytest.raises(Refused, match="already signed"):
        sign(service, cast, as_, at)


def test_decline_starts_nothing(start, cast, as_, at):
    service = start()
    with as_("youth", at):
        actions.decline_service(service=queries.find_service(service.pk), by=cast.person("youth"), at=at)
    assert "service_declined" in kinds(cast, as_, "therapist", at)
    with pytest.raises(Refused, match="said no"):
        sign(service, cast, as_, at)


@pytest.mark.parametrize("part", ["skills", "teacher", "director", "jonahs_mother", "outsider", "youth"])
def test_start_is_a_clinicians(start, part):
    with pytest.raises((Denied, AttributeError)):
        start(part=part)


def test_start_is_refused_to_who_is_too_young(start):
    with pytest.raises(Refused, match="16 or older"):
        start(child="maya")


def test_a_parents_service_is_theirs_to_sign_and_to_know(released, start, cast, as_, at):
    mother = cast.person("jonahs_mother")
    service = start(basis=ConsentBasis.PARENT, consenter=mother)
    assert kinds(cast, as_, "jonahs_mother", at) == ["sign_service"]
    signed = sign(service, cast, as_, at, part="jonahs_mother", typed_name="Ingrid Berg")
    assert signed.signed_at == at
    with as_("jonahs_mother", at):
        assert Service.objects.filter(pk=service.pk).exists()


def test_an_emergency_needs_a_reason_and_no_signature(start, as_, at):
    with pytest.raises(Refused, match="could not wait"):
        start(basis=ConsentBasis.EMERGENCY, reason="now")
    service = start(basis=ConsentBasis.EMERGENCY, reason="Came in after an overdose; nobody was reached.")
    with as_("therapist", at):
        assert queries.live(service.child_id, at).filter(pk=service.pk).exists()
    with as_("jonahs_mother", at):
        assert not Service.objects.exists()


def test_end_keeps_what_was_made_as_private_as_it_was(start, cast, as_, at):
    service = sign(start(), cast, as_, at)
    later = at + timedelta(days=3)
    with as_("youth", later):
        found = queries.find_service(service.pk)
        actions.end_service(service=found, reason="", by=cast.person("youth"), at=later)
    with as_("therapist", later):
        assert not queries.live(service.child_id, later).exists()
    with as_("jonahs_mother", later):
        assert not Service.objects.exists()
    with as_("therapist", later), pytest.raises(Refused, match="already ended"):
        actions.end_service(service=queries.find_service(service.pk), reason="x", by=cast.person("therapist"), at=later)


def test_choices_ask_only_where_something_is_kept_from_somebody(released, start, line, cast, as_, at):
    therapy, clinic = line(), cast.organizations["clinic"].pk
    jonah = cast.children["jonah"].pk
    first = start(line=therapy, basis=ConsentBasis.PARENT, consenter=cast.person("jonahs_mother"))
    sign(first, cast, as_, at, part="jonahs_mother", typed_name="Ingrid Berg")
    with as_("therapist", at):
        assert queries.choices(jonah, clinic, at) == []
    second = sign(start(line=therapy), cast, as_, at)
    with as_("therapist", at):
        assert {s.pk for s in queries.choices(jonah, clinic, at)} == {first.pk, second.pk}


def test_the_history_of_a_service_is_closed_to_a_parent(start, cast, as_, at):
    from trefoil.ground.access.models import History

    sign(start(), cast, as_, at)
    with as_("jonahs_mother", at):
        assert not History.objects.filter(table_name="consent_service").exists()


def test_nothing_is_shown_of_the_categories_that_it_opened(start, cast, as_, at):
    """A compartment that a parent cannot open is not theirs to count either."""
    from trefoil.ground.access.models import Compartment, GrantRow

    jonah = cast.children["jonah"].pk
    with as_("jonahs_mother", at):
        before = set(Compartment.objects.filter(child_id=jonah).values_list("pk", flat=True))
    sign(start(), cast, as_, at)
    with as_("jonahs_mother", at):
        assert set(Compartment.objects.filter(child_id=jonah).values_list("pk", flat=True)) == before
        assert not GrantRow.objects.filter(category=Category.YOUTH_CONFIDENTIAL).exists()
