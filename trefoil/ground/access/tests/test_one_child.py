"""A page about one child: the wall hides all others too, and opens nothing by it."""

from trefoil.ground.access.session import look_at_one
from trefoil.ground.people.models import Caregiver, Child, Membership


def _children():
    return set(Child.objects.values_list("person__given_name", flat=True))


def test_on_a_page_about_one_child_no_other_is_there(released, as_):
    with as_("director"):
        assert _children() == {"Maya", "Jonah"}
        look_at_one(released.children["maya"].pk)
        assert _children() == {"Maya"}
        assert {c.child_id for c in Caregiver.objects.all()} == {released.children["maya"].pk}
        assert {m.child_id for m in Membership.objects.all()} == {released.children["maya"].pk}
    with as_("director"):
        assert _children() == {"Maya", "Jonah"}


def test_looking_at_a_child_opens_nothing(released, as_):
    with as_("outsider"):
        look_at_one(released.children["maya"].pk)
        assert not Child.objects.exists()
    with as_("mother"):
        look_at_one(released.children["jonah"].pk)
        assert _children() == set()


def test_whoever_acts_within_sees_through_their_own_eyes_and_gives_the_page_back(released, as_):
    with as_("director"):
        look_at_one(released.children["maya"].pk)
        with as_("social_worker"):
            assert _children() == {"Maya", "Jonah"}
        assert _children() == {"Maya"}


def test_the_page_of_a_child_is_such_a_page(released, sign_in):
    page = sign_in("therapist").get(f"/children/{released.children['maya'].pk}/")
    assert b"Maya" in page.content
    assert b"Jonah" not in page.content
