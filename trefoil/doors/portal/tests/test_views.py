"""The family's and the youth's pages."""

import pytest
from django.urls import reverse


@pytest.fixture
def maya(released):
    return released.children["maya"]


@pytest.mark.parametrize("part", ["mother", "father", "maya", "youth"])
@pytest.mark.parametrize("name", ["portal:home", "portal:permissions", "portal:readers"])
def test_a_family_opens_its_pages(released, sign_in, part, name):
    assert sign_in(part).get(reverse(name)).status_code == 200


def test_home_speaks_the_language_of_its_reader(released, sign_in, settings):
    client = sign_in("mother")
    client.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    answer = client.get(reverse("portal:home"), headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "es"
    assert '<html lang="es"' in answer.content.decode()
    assert "Hola, Elena" in answer.content.decode()


def test_home_speaks_the_language_chosen_on_this_device(released, sign_in):
    client = sign_in("mother")
    client.post(reverse("set_language"), {"language": "en", "next": "/home/"})
    assert "Hello Elena" in client.get(reverse("portal:home")).content.decode()


def test_staff_are_shown_to_their_own_door(released, sign_in):
    assert sign_in("teacher").get(reverse("portal:home")).url == reverse("chart:today")


def test_a_restricted_father_sees_neither_the_other_home_nor_the_times(maya, sign_in):
    client = sign_in("father")
    for name in ("portal:home", "portal:permissions", "portal:readers"):
        page = client.get(reverse(name)).content.decode()
        for secret in ("12 Lark Street", "612-555-0101", "elena@home.example"):
            assert secret not in page


def test_readers_names_who_opened_the_record(maya, sign_in, client):
    sign_in("teacher").get(reverse("chart:child", args=[maya.pk]))
    client.logout()
    assert "Sofia Ruiz" in sign_in("mother").get(reverse("portal:readers")).content.decode()
