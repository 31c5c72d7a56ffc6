"""The pages of custody, seen by each; and what the person about whom they are gets from the next request on."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from trefoil.ground.access.actions import refresh
from trefoil.ground.access.types import Category, OrderKind
from trefoil.ground.consent import custody, custody_holds
from trefoil.ground.consent.models import CourtOrder, FamilyFact, Hold, Suspicion
from trefoil.ground.kit.clock import now

KEEPS = ["therapist", "supervisor", "social_worker", "director", "privacy"]
OTHERS = ["skills", "peer", "teacher", "aide", "coordinator", "outsider", "mother", "father", "maya"]
TYPED = {"court": "Ramsey County District Court", "file_number": "62-FA-1", "leaves": ["education_records"]}
pytestmark = pytest.mark.usefixtures("folder")


def url(cast, name="custody", *more, child="maya"):
    return reverse(f"consent:{name}", args=[cast.children[child].pk, *more])


def order_url(cast, part="mother", kind="limits_medical"):
    return f"{url(cast, 'enter_order', cast.caregivers[part].pk)}?kind={kind}"


def typed(**more):
    return TYPED | {"starts_on": timezone.localdate().isoformat()} | more


def paper():
    return SimpleUploadedFile("order.pdf", b"%PDF-1.4 the order", "application/pdf")


@pytest.mark.parametrize(("part", "status"), [(p, 200) for p in KEEPS] + [(p, 404) for p in OTHERS])
def test_custody_per_role(cast, sign_in, part, status):
    assert sign_in(part).get(url(cast)).status_code == status


@pytest.mark.parametrize("part", ["therapist", "director", "social_worker", "teacher", "mother", "father"])
def test_pages_of_the_officer_are_not_there_for(cast, as_, sign_in, part):
    client, mother = sign_in(part), cast.caregivers["mother"].pk
    with as_("privacy"):
        order = CourtOrder.objects.get()
    for address in (
        url(cast, "enter_order", mother),
        url(cast, "void_order", order.pk),
        url(cast, "lift", cast.person("mother").pk, "hold"),
        url(cast, "enter_fact", "lives_apart"),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"outcome": "x" * 20, "reason": "x" * 20}).status_code == 404, address


def test_custody_shows_the_officer_orders_and_what_to_do(cast, sign_in):
    page = sign_in("privacy").get(url(cast)).content.decode()
    for words in ("27-FA-26-1187", "may sign for the child", "may not sign now", "Enter a court order", "Void it"):
        assert words in page
    page = sign_in("director").get(url(cast)).content.decode()
    assert "27-FA-26-1187" in page
    for words in ("Enter a court order", "Void it", "Close it on a suspicion"):
        assert words not in page


def test_custody_shows_another_organization_the_order_without_its_paper(released, as_, sign_in):
    cast, at = released, now()
    with as_("supervisor"):
        CourtOrder(
            compartment=custody.custody_of(cast.children["maya"], cast.organizations["clinic"].pk),
            child=cast.children["maya"], person=cast.person("mother"), kind="limits_medical", court="Scott County",
            starts_at=at, entered_by=cast.person("supervisor"), entered_at=at,
        ).save(force_insert=True)  # fmt: skip
        refresh(cast.children["maya"].pk, at=at)
    page = sign_in("director").get(url(cast)).content.decode()
    assert "kept by another organization" in page
    assert "Scott County" not in page


def test_enter_order_asks_for_the_kind_first(cast, sign_in):
    client = sign_in("privacy")
    page = client.get(url(cast, "enter_order", cast.caregivers["mother"].pk)).content.decode()
    for words in ("No contact", "Limits health decisions", "Limits school decisions", "Ends parental rights"):
        assert words in page
    assert 'name="leaves"' not in client.get(order_url(cast, kind="ends_rights")).content.decode()
    assert 'value="schedule"' not in client.get(order_url(cast, kind="no_contact")).content.decode()


def test_enter_order_previews_saves_nothing_then_closes_from_the_next_request(cast, as_, sign_in):
    client = sign_in("mother")
    assert client.get(reverse("consent:releases", args=[cast.children["maya"].pk])).status_code == 200
    client = sign_in("privacy")
    page = client.post(order_url(cast), typed(step="preview")).content.decode()
    assert "Closes now" in page
    assert "the treatment plan" in page.partition("Stays open")[0]
    assert "school records" in page.partition("Stays open")[2]
    assert "can no longer sign" in page
    with as_("privacy"):
        assert CourtOrder.objects.count() == 1
    answer = client.post(order_url(cast), typed(step="save"))
    assert answer.status_code == 422
    assert "Add the order" in answer.content.decode()
    assert client.post(order_url(cast), typed(step="save", paper=paper())).status_code == 302
    with as_("privacy"):
        order = CourtOrder.objects.get(court="Ramsey County District Court")
    download = client.get(reverse("documents:download", args=[order.document_id]))
    assert download.content == b"%PDF-1.4 the order"
    client = sign_in("mother")
    assert client.get(reverse("consent:releases", args=[cast.children["maya"].pk])).status_code == 404
    assert client.get(reverse("documents:download", args=[order.document_id])).status_code == 404


def test_enter_order_can_go_back_and_keeps_what_was_typed(cast, sign_in):
    page = sign_in("privacy").post(order_url(cast), typed(step="change")).content.decode()
    assert "Ramsey County District Court" in page
    assert "See what it closes" in page
    answer = sign_in("privacy").post(order_url(cast), typed(step="preview", ends_on="2020-01-01"))
    assert answer.status_code == 422


def test_enter_order_foretells_what_closes_to_others_because_of_what_they_signed(released, sign_in):
    page = sign_in("privacy").post(order_url(released), typed(step="preview")).content.decode()
    others = page.partition("because this person signed for it")[2]
    assert "Adaeze Okafor" in others


def test_void_order_shows_what_opens_and_voids(cast, as_, sign_in):
    with as_("privacy"):
        order = CourtOrder.objects.get()
    client = sign_in("privacy")
    page = client.get(url(cast, "void_order", order.pk)).content.decode()
    assert "Opens now" in page
    assert "can sign for the child again" in page
    assert client.post(url(cast, "void_order", order.pk), {"reason": "no"}).status_code == 422
    assert client.post(url(cast, "void_order", order.pk), {"reason": "It was the other David"}).status_code == 302
    page = client.get(url(cast)).content.decode()
    assert "It was the other David" in page
    assert client.get(url(cast, "void_order", order.pk)).status_code == 404


def test_enter_hold_way(cast, as_, sign_in):
    client, mother = sign_in("social_worker"), cast.caregivers["mother"].pk
    page = client.get(url(cast, "enter_hold", mother)).content.decode()
    assert "for 48 hours" in page
    assert client.post(url(cast, "enter_hold", mother), {"claim": "", "claimed_by": ""}).status_code == 422
    said = {"claim": "She may not come near her.", "claimed_by": "David, at the door"}
    assert client.post(url(cast, "enter_hold", mother), said).status_code == 302
    assert "She may not come near her." in client.get(url(cast)).content.decode()
    again = client.post(url(cast, "enter_hold", mother), said)
    assert again.status_code == 422
    assert "already holds" in again.content.decode()
    held = sign_in("mother")
    assert held.get(reverse("consent:releases", args=[cast.children["maya"].pk])).status_code == 404
    home = held.get(reverse("portal:home"))
    assert "She may not come near her." not in home.content.decode()
    assert "claim" not in home.content.decode().lower()
    officer = sign_in("privacy")
    assert "settle it" in officer.get(reverse("chart:today")).content.decode()
    lifting = url(cast, "lift", cast.person("mother").pk, "hold")
    assert officer.post(lifting, {"outcome": "No order exists."}).status_code == 302
    assert "No order exists." in officer.get(url(cast)).content.decode()
    with as_("privacy"):
        assert Hold.objects.get().lifted_at


def test_enter_suspicion_way(released, as_, sign_in):
    cast, mother = released, released.caregivers["mother"].pk
    client = sign_in("therapist")
    assert "telephone the county" in client.get(url(cast, "enter_suspicion", mother)).content.decode()
    answer = client.post(url(cast, "enter_suspicion", mother), {"grounds": "Bruises on both arms on Monday."})
    assert answer.status_code == 302
    assert "closed until somebody lifts it" in client.get(url(cast)).content.decode()
    for part in ("director", "social_worker", "supervisor"):
        page = sign_in(part).get(url(cast)).content.decode()
        assert "closed until somebody lifts it" not in page, part
        assert "Bruises" not in page
    officer = sign_in("privacy")
    page = officer.get(url(cast)).content.decode()
    assert "closed until somebody lifts it" in page
    assert "Bruises" not in page
    assert "Adaeze" not in page
    assert "was closed to a caregiver" not in officer.get(reverse("chart:today")).content.decode()
    outcome = {"outcome": "The county found nothing."}
    assert officer.post(url(cast, "lift", cast.person("mother").pk, "suspicion"), outcome).status_code == 302
    with as_("therapist"):
        assert Suspicion.objects.get().ends_at


@pytest.mark.parametrize("part", ["director", "teacher", "outsider", "mother"])
def test_enter_suspicion_is_not_there_for(cast, sign_in, part):
    assert sign_in(part).get(url(cast, "enter_suspicion", cast.caregivers["mother"].pk)).status_code == 404


def test_enter_fact_way(cast, as_, sign_in):
    client = sign_in("privacy")
    safe = f"{url(cast, 'enter_fact', 'safe_at_home')}?caregiver={cast.caregivers['mother'].pk}"
    for address in (url(cast, "enter_fact", "lives_apart"), safe):
        assert client.get(address).status_code == 200
        assert client.post(address, {"holds": "yes", "rests_on": ""}).status_code == 422
        assert client.post(address, {"holds": "yes", "rests_on": "Card seen on May 3."}).status_code == 302
    page = client.get(url(cast)).content.decode()
    assert "This home is in Safe at Home" in page
    assert "Card seen on May 3." in page
    with as_("privacy"):
        assert FamilyFact.objects.count() == 2
    for nothing in (url(cast, "enter_fact", "other"), url(cast, "enter_fact", "safe_at_home")):
        assert client.get(nothing).status_code == 404


def test_custody_of_an_order_that_has_ended_and_a_claim_that_has(cast, as_, sign_in):
    at = now() - timedelta(days=40)
    with as_("privacy", at):
        facts = {"child": cast.children["maya"], "by": cast.person("privacy"), "at": at}
        custody_holds.enter_hold(
            person=cast.person("mother"), claim="He said she may not.", claimed_by="David", **facts
        )
        custody.enter_order(
            person=cast.person("mother"), kind=OrderKind.NO_CONTACT, leaves=[Category.EDUCATION_RECORDS],
            court="Scott County District Court", file_number="", starts_at=at, ends_at=at + timedelta(days=10),
            **facts,
        )  # fmt: skip
    page = sign_in("privacy").get(url(cast)).content.decode()
    past = page.partition("What no longer holds")[2]
    assert "Scott County District Court" in past
    assert "ended by itself" in past
