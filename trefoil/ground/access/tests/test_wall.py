"""The wall itself: no viewer, no rows; each sees what their grants open."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from tests.links import connect_as_owner
from trefoil.ground.access import inspection
from trefoil.ground.access.models import AuditEntry, GrantRow
from trefoil.ground.people.models import Caregiver, Child, Household, Membership


def test_without_a_viewer_nothing_is_seen(cast):
    assert not Child.objects.exists()
    assert not Caregiver.objects.exists()
    assert not GrantRow.objects.exists()


def test_the_team_sees_the_child_and_an_outsider_does_not(released, as_):
    for part in ("therapist", "teacher", "mother", "maya", "coordinator", "director"):
        with as_(part):
            assert Child.objects.filter(person__given_name="Maya").exists(), part
    with as_("outsider"):
        assert not Child.objects.exists()


def test_each_parent_sees_only_their_own_home(cast, as_):
    with as_("mother"):
        assert [h.address for h in Household.objects.all()] == ["12 Lark Street"]
    with as_("father"):
        assert [h.address for h in Household.objects.all()] == []


def test_a_teacher_learns_no_address(released, as_):
    with as_("teacher"):
        assert Membership.objects.exists()
        assert not Household.objects.exists()


def test_the_app_can_neither_delete_nor_rewrite_the_trail(cast, as_):
    with as_("director"), pytest.raises(ProgrammingError), transaction.atomic():
        AuditEntry.objects.all().delete()
    with as_("director"), pytest.raises(ProgrammingError), transaction.atomic():
        AuditEntry.objects.update(page="nothing")
    with as_("director"), pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        Caregiver.objects.all().delete()


def test_every_table_with_a_childs_records_is_walled(db):
    gaps = [gap for table in inspection.tables() for gap in table.gaps()]
    assert gaps + inspection.connection_gaps() == []


def test_an_open_table_is_a_gap(db):
    with connect_as_owner() as link:
        link.execute("create table gallery_slip (id int, child_id uuid)")
    try:
        with transaction.atomic():  # a savepoint rolled back lets go of its locks, so that the owner can drop
            assert any("gallery_slip" in gap for t in inspection.tables() for gap in t.gaps())
            transaction.set_rollback(True)
    finally:
        with connect_as_owner() as link:
            link.execute("drop table gallery_slip")


def test_a_signed_release_opens_and_its_revocation_closes(cast, as_, at):
    from trefoil.demo.scenes import release_together
    from trefoil.ground.access.actions import compartment_for
    from trefoil.ground.access.types import Category
    from trefoil.ground.consent import actions as consent

    maya, clinic = cast.children["maya"], cast.organizations["clinic"]
    plan = compartment_for(child_id=maya.pk, category=Category.SCHOOL_PLAN, custodian_id=clinic.pk)
    release = release_together(cast, maya, "mother", at)

    assert _opens("teacher", plan, as_, at)
    with as_("mother", at):
        consent.revoke(release=release, by=cast.person("mother"), at=at)
    assert not _opens("teacher", plan, as_, at)


def _opens(part, compartment, as_, at):
    with as_(part, at), connection.cursor() as cursor:
        cursor.execute("select %s = any(open_compartments('full'))", [compartment.pk])
        return cursor.fetchone()[0]
