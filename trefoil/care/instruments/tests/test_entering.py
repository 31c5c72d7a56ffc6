"""Scores of licensed forms: entered with who answered, form and language, checked, crossed out, never deleted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from trefoil.care.instruments import entering
from trefoil.care.instruments.licensed import SLOTS, why_not
from trefoil.care.instruments.models import EnteredScore
from trefoil.ground.access.session import seen_by
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.refusal import Refused

pytestmark = pytest.mark.django_db
SDQ = {"slot": "sdq", "informant": "caregiver", "form": "P4-17", "language": "es", "value": Decimal(14)}


def enter(cast, **change):
    by, at = cast.person("therapist"), now()
    with seen_by(by, at):
        said = {**SDQ, "answered_on": at.date() - timedelta(days=1), **change}
        return entering.enter_score(child=cast.children["maya"], **said, by=by, at=at)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": Decimal(41)}, "between 0 and 40"),
        ({"value": Decimal("1.5")}, "fewer places"),
        ({"informant": "clinician"}, "Nobody of that kind"),
        ({"form": " "}, "which form"),
        ({"answered_on": now().date() + timedelta(days=2)}, "still to come"),
    ],
)
def test_what_cannot_be_is_refused(cast, change, words):
    with pytest.raises(Refused, match=words):
        enter(cast, **change)


def test_every_slot_takes_its_lowest_and_its_highest():
    for slot in SLOTS.values():
        assert why_not(slot, slot.informants[0], slot.low) is None
        assert why_not(slot, slot.informants[0], slot.high) is None


def test_the_page_enters_and_crosses_out(cast, sign_in):
    client, address = sign_in("therapist"), reverse("instruments:enter_score", args=[cast.children["maya"].pk])
    client.get(address)
    said = {**SDQ, "answered_on": now().date() - timedelta(days=1)}
    assert client.post(address, {**said, "value": "99"}).status_code == 422
    assert client.post(address, said).status_code == 302
    page = client.get(address).content.decode()
    assert "SDQ" in page
    assert "P4-17" in page
    with seen_by(cast.person("therapist")):
        row = EnteredScore.objects.get()
    client.post(reverse("instruments:void_score", args=[row.pk]))
    assert "crossed out" in client.get(address).content.decode()
    with seen_by(cast.person("therapist")):
        assert EnteredScore.objects.get().voided_at
