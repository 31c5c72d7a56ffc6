"""Who is cut out of a record for whom."""

from types import SimpleNamespace

import pytest

from trefoil.ground.access.types import Column, Viewer
from trefoil.ground.people.masking import masked, treats_here

PEOPLE = [
    SimpleNamespace(pk=pk, kind=kind)
    for pk, kind in (("maya", "child"), ("elena", "caregiver"), ("okafor", "staff"), ("jonah", "child"))
]


def viewer(person_id, organization_id=None):
    return Viewer(person_id=person_id, kind="staff", name="", role=None, organization_id=organization_id, language="en")


def test_family_and_peers_are_cut_and_staff_and_the_child_are_not():
    assert masked(PEOPLE, viewer=viewer("director"), child_id="maya", sees_all=False) == {"elena", "jonah"}


def test_nobody_is_cut_for_themselves():
    assert masked(PEOPLE, viewer=viewer("elena"), child_id="maya", sees_all=False) == {"jonah"}


def test_who_wrote_it_or_treats_reads_all():
    assert masked(PEOPLE, viewer=viewer("okafor"), child_id="maya", sees_all=True) == set()


@pytest.mark.parametrize(
    ("column", "organization", "whole"),
    [(Column.TREATMENT, "clinic", True), (Column.TREATMENT, "school", False), (Column.DIRECTOR, "clinic", False)],
)
def test_only_who_treats_where_the_record_is_kept_reads_all(column, organization, whole):
    assert treats_here(viewer("somebody", organization), column, "clinic") is whole
