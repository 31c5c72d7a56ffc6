import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from trefoil.ground.kit.ui import views
from trefoil.ground.kit.ui.examples import ExampleForm, example_facts

pytestmark = pytest.mark.urls("trefoil.ground.kit.ui.tests.urls")
HERE = Path(views.__file__).parent
KIT = HERE.parent
COMPONENTS = sorted(p.parent.name for p in HERE.glob("*/*.html"))
NAMES = sorted(set(COMPONENTS))


def drawn(source: str, **facts: object) -> str:
    return Template("{% load ui %}" + source).render(Context(facts))


@pytest.mark.parametrize("name", NAMES)
def test_every_component_has_an_example_that_renders(name: str):
    html = render_to_string(f"ui/{name}/example.html", example_facts())

    assert html.strip()
    assert "{%" not in html
    assert "{{" not in html


@pytest.mark.parametrize("name", NAMES)
def test_no_component_needs_a_loosened_policy(name: str):
    html = render_to_string(f"ui/{name}/example.html", example_facts())

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|hx-on|javascript:|js:", html)


def test_numbers_keep_their_point_in_spanish():
    with translation.override("es"):
        html = drawn('{% score "X" value=12.5 of=27 %}{% progress 1.5 2 "p" %}{% mark size=30 %}')

    assert "12.5" in html
    assert 'value="1.5"' in html


def test_a_refused_button_says_why_and_does_nothing():
    html = drawn('{% button "Publish" why_not="The release has ended." url="/publish" %}')

    assert "The release has ended." in html
    assert "href" not in html
    assert 'aria-disabled="true"' in html
    assert 'type="button"' in html


def test_a_refused_post_is_no_form():
    assert "<form" not in drawn('{% post "/sign" "Sign" why_not="Not yet." %}')


def test_a_post_carries_its_token():
    html = drawn('{% post "/sign" "Sign" %}', csrf_token="token-of-the-test")

    assert 'value="token-of-the-test"' in html
    assert 'action="/sign"' in html


def test_attributes_pass_through_and_are_escaped():
    html = drawn('{% button "Go" hx_post=url disabled=True %}', url='/a"><b>')

    assert 'hx-post="/a&quot;&gt;&lt;b&gt;"' in html
    assert " disabled" in html


def test_words_are_escaped_everywhere():
    evil = "<img src=x>"
    html = drawn(
        "{% button evil %}{% badge evil %}{% card evil %}{{ evil }}{% endcard %}{% voice 'home' evil %}"
        "{% person evil role=evil %}{% diff evil 'b' %}{% empty evil text=evil %}{% sparkline v evil %}"
        "{% line note=evil %}{{ evil }}{% endline %}{% table h r caption=evil %}",
        evil=evil,
        v=[1, 2],
        h=[evil],
        r=[[evil]],
    )

    assert "<img" not in html


def test_a_missing_score_is_not_a_zero():
    html = drawn('{% score "PHQ-A" missing="Three answers are missing." %}')

    assert "Not scored" in html
    assert "A screen, not a diagnosis." in html
    assert drawn('{% score "PHQ-A" value=0 of=27 %}').count("Not scored") == 0


def test_a_field_tells_its_errors_to_a_screen_reader():
    form = ExampleForm({})
    form.is_valid()
    html = drawn("{% field form.name %}", form=form)

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_error id_name_help"' in html
    assert 'id="id_name_error"' in html
    assert 'for="id_name"' in html


def test_a_date_speaks_the_browser_s_language():
    from datetime import date

    form = ExampleForm(initial={"on": date(2026, 11, 20)})
    with translation.override("es"):
        html = drawn("{% field form.on %}", form=form)

    assert 'type="date"' in html
    assert html.count("type=") == 1
    assert 'value="2026-11-20"' in html


def test_choices_are_a_group_with_a_name():
    html = drawn("{% field form.outcome %}", form=ExampleForm())

    assert "<fieldset" in html
    assert "<legend>" in html
    assert html.count('type="radio"') == 3


def test_hidden_fields_are_drawn_too():
    class Hidden(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, initial="k")
        word = forms.CharField()

    html = drawn("{% fields form %}", form=Hidden())

    assert 'type="hidden"' in html
    assert 'name="word"' in html


def test_a_rating_has_eleven_choices_and_keeps_what_was_chosen():
    html = drawn('{% rating "calm" "Calm" value=0 %}')

    assert html.count('type="radio"') == 11
    assert 'value="0" checked' in html
    assert drawn('{% rating "calm" "Calm" %}').count("checked") == 0


def test_inline_components_bring_no_space_of_their_own():
    html = drawn('({% leaf "home" %})({% badge "x" %})({% icon "bell" %})')

    assert "( " not in html
    assert "\n" not in html


@pytest.mark.parametrize("page", ["page.html", "portal.html", "bare.html", "404.html", "400.html", "refused.html"])
def test_a_shell_renders_for_a_stranger(page: str):
    html = render_to_string(page, {"reason": "Not yet."}, request=RequestFactory().get("/"))

    assert 'id="main"' in html
    assert 'href="#main"' in html
    assert "hx-headers:inherited" in html


def test_missing_and_forbidden_are_the_same_page():
    one, other = ((KIT / f"templates/{code}.html").read_text() for code in (403, 404))

    assert one == other


def test_a_fault_is_a_fragment_for_htmx_and_a_page_for_a_browser():
    fragment = views.broken(RequestFactory().get("/", headers={"HX-Request": "true"}))
    page = views.broken(RequestFactory().get("/"))

    assert fragment.status_code == page.status_code == 500
    assert fragment.content.lstrip().startswith(b"<section")
    assert page.content.startswith(b"<!doctype html>")


def test_the_gallery_shows_every_component():
    request = RequestFactory().get("/ui/", {"dir": "rtl", "size": "large", "theme": "dark"})
    html = views.gallery(request).content.decode()

    assert 'dir="rtl"' in html
    assert 'data-size="large"' in html
    assert 'data-theme="dark"' in html
    assert all(f'id="{name}"' in html for name in NAMES)
    assert "data-draft-url" not in html


def test_icons_named_in_templates_are_in_the_sprite():
    sprite = (KIT / "static/vendor/lucide/icons.svg").read_text()
    root = KIT.parents[1]
    for template in root.rglob("templates/**/*.html"):
        named = re.findall(r'{% icon "([\w-]+)"', template.read_text())
        assert all(f'id="{name}"' in sprite for name in named), template
