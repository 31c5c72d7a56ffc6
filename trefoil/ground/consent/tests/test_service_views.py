"""The pages of services, seen by who sets them, starts them, signs them and must not know of them."""

import pytest
from django.urls import reverse

from trefoil.ground.consent.models import Service, ServiceLine, YouthRelease
from trefoil.ground.kit.clock import now

LINE = {
    "name": "Therapy", "acts_for_school": "no", "outpatient_mental_health": "on", "typed_name": "Tom Becker",
}  # fmt: skip


@pytest.fixture
def line(released, sign_in, as_):
    client = sign_in("privacy")
    wanted = LINE | {"organization": str(released.organizations["clinic"].pk)}
    assert client.post(reverse("consent:set_line"), wanted).status_code == 302
    with as_("privacy"):
        return ServiceLine.objects.get()


@pytest.fixture
def asked(line, released, sign_in, as_):
    """A service that waits for Jonah's name."""
    jonah = released.children["jonah"]
    answer = sign_in("therapist").post(
        reverse("consent:start_service", args=[jonah.pk]), {"line": str(line.pk), "basis": "minor_144_3431"}
    )
    assert answer.status_code == 302
    with as_("therapist"):
        service = Service.objects.get()
    assert answer["Location"] == reverse("consent:sign_service", args=[service.pk])
    return service


def test_lines_show_each_setting_and_what_it_was(line, released, sign_in):
    client = sign_in("privacy")
    changed = LINE | {"organization": str(released.organizations["clinic"].pk), "acts_for_school": "yes"}
    untold = {key: value for key, value in changed.items() if key != "acts_for_school"}
    address = reverse("consent:change_line", args=[line.pk])
    assert client.post(address, untold).status_code == 422
    assert client.post(address, changed | {"typed_name": "Tom"}).status_code == 422
    assert client.post(address, changed).status_code == 302
    page = client.get(reverse("consent:lines")).content.decode()
    assert page.index("acts for the school: FERPA") < page.index("Earlier settings") < page.index("HIPAA")
    assert client.get(address).status_code == 404


def test_a_clinician_starts_it_and_the_youth_signs_on_their_screen(asked, sign_in, as_):
    client, address = sign_in("therapist"), reverse("consent:sign_service", args=[asked.pk])
    assert '<div class="prose" lang="es">' in client.get(address, {"language": "es"}).content.decode()
    page = client.get(address, {"language": "en"}).content.decode()
    assert "Who pays: I do" in page
    wrong = client.post(address, {"typed_name": "Jonah", "how": "screen"})
    assert wrong.status_code == 422
    assert client.post(address, {"typed_name": "Jonah Berg", "how": "screen"}).status_code == 302
    page = client.get(reverse("consent:services", args=[asked.child_id])).content.decode()
    assert "the family sees nothing of it" in page
    assert "no bill to a parent" in page


def test_the_youth_signs_at_home_and_may_say_no(asked, sign_in, as_):
    client = sign_in("youth")
    assert reverse("consent:sign_service", args=[asked.pk]) in client.get("/home/").content.decode()
    assert client.post(reverse("consent:decline_service", args=[asked.pk])).status_code == 302
    assert "said no to the service" in sign_in("therapist").get("/").content.decode()


@pytest.mark.parametrize("part", ["teacher", "director", "privacy", "peer", "mother", "father", "outsider", "youth"])
def test_the_clinicians_pages_are_not_there_for(asked, sign_in, part):
    client = sign_in(part)
    for name in ("consent:services", "consent:start_service", "consent:tell_caregiver"):
        assert client.get(reverse(name, args=[asked.child_id])).status_code == 404


def test_whoever_books_or_asks_has_to_choose_for_which_service(asked, released, sign_in):
    client = sign_in("youth")
    typed = {"typed_name": "Jonah Berg"}
    assert client.post(reverse("consent:sign_service", args=[asked.pk]), typed).status_code == 302
    client, child = sign_in("therapist"), asked.child_id
    book = f"{reverse('schedule:book')}?child={child}"
    assert "For which service" in client.get(book).content.decode()
    assert "For which service" in client.get(reverse("instruments:assign", args=[child])).content.decode()
    assert "For which service" in client.get(reverse("sessions:walk_in", args=[child])).content.decode()
    said = {"instrument": "phq-9"}
    assert client.post(reverse("instruments:assign", args=[child]), said).status_code == 422
    chosen = said | {"service": str(asked.pk)}
    assert client.post(reverse("instruments:assign", args=[child]), chosen).status_code == 302
    maya = released.children["maya"].pk
    assert "For which service" not in client.get(f"{reverse('schedule:book')}?child={maya}").content.decode()


def test_a_youth_shares_and_takes_back_in_two_taps(asked, released, sign_in, as_):
    client = sign_in("youth")
    client.post(reverse("consent:sign_service", args=[asked.pk]), {"typed_name": "Jonah Berg"})
    page = client.get(reverse("portal:parents")).content.decode()
    assert "Yours alone" in page
    assert "Ingrid Berg can see" in page
    assert "because they can decide for you by law" in page
    wanted = {
        "to": str(released.person("jonahs_mother").pk), "categories": ["schedule"], "until": "2000-01-01",
        "typed_name": "Jonah Berg",
    }  # fmt: skip
    assert client.post(reverse("portal:share"), wanted).status_code == 422
    until = now().date().replace(year=now().year + 1, day=1).isoformat()
    assert client.post(reverse("portal:share"), wanted | {"until": until, "typed_name": "J"}).status_code == 422
    assert client.post(reverse("portal:share"), wanted | {"until": until}).status_code == 302
    with as_("youth"):
        release = YouthRelease.objects.get()
    page = client.get(reverse("portal:parents")).content.decode()
    assert "What you shared" in page
    assert "not read yet" in page
    back = reverse("portal:take_back", args=[release.pk])
    assert "Take it back now" in client.get(back).content.decode()
    assert client.post(back).status_code == 302
    assert "taken back" in client.get(reverse("portal:parents")).content.decode()
