"""Whoever covers for a colleague with one child takes their part for that child alone."""

from django.db import connection

from trefoil.ground.access.actions import compartment_for, refresh
from trefoil.ground.access.types import Category
from trefoil.ground.people.models import Membership


def test_covering_for_somebody_is_of_one_child(cast, as_, at):
    clinic, colleague = cast.organizations["clinic"], cast.staff["skills"]
    places = {
        name: compartment_for(child_id=child.pk, category=Category.MESSAGES, custodian_id=clinic.pk).pk
        for name, child in cast.children.items()
    }
    with as_("director", at):
        mine = Membership.objects.filter(child=cast.children["maya"], staff=cast.staff["therapist"])
        assert mine.update(covers=colleague) == 1
        refresh(cast.children["maya"].pk, at=at)
    for part, expected in (("therapist", [(places["maya"], colleague.pk)]), ("teacher", [])):
        with as_(part, at), connection.cursor() as cursor:
            cursor.execute("select * from covered()")
            assert cursor.fetchall() == expected
