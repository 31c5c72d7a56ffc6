"""An aide adds a passkey and comes in with it; a page left alone locks, and leads back to itself."""

import time

PASSKEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_an_aide_comes_in_with_a_passkey(visit):
    aide = given_an_aide_whose_device_keeps_passkeys(visit)
    when_she_adds_a_passkey_with_her_password(aide)
    then_it_stands_among_her_keys_with_codes_for_bad_days(aide)
    when_she_signs_out_and_opens_a_page(aide)
    then_the_passkey_brings_her_to_that_page(aide)
    then_it_also_answers_for_the_second_factor(aide)
    assert aide.troubles == []


def given_an_aide_whose_device_keeps_passkeys(visit):
    aide = visit("aide", fresh=True)
    device = aide.context.new_cdp_session(aide.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    return aide


def when_she_adds_a_passkey_with_her_password(aide):
    from tests.cast import PASSWORD

    aide.go("/account/2fa/webauthn/add/")
    if "reauthenticate" in aide.page.url:
        aide.page.fill("input[name=password]", PASSWORD)
        aide.send()
    aide.page.fill("input[name=name]", "My tablet")
    aide.page.check("input[name=passwordless]")
    aide.check()
    with aide.page.expect_navigation():
        aide.page.locator("main button#mfa_webauthn_add, main form button").first.click()


def then_it_stands_among_her_keys_with_codes_for_bad_days(aide):
    aide.go("/account/2fa/webauthn/")
    assert aide.sees("My tablet")
    aide.check()
    aide.go("/account/2fa/")
    assert aide.sees("recovery codes")
    aide.picture("second-keys")


def _sign_out(aide):
    aide.go("/")
    aide.page.locator("details[data-menu] summary").click()
    with aide.page.expect_navigation():
        aide.page.locator("form[data-sign-out] button").click()


def when_she_signs_out_and_opens_a_page(aide):
    _sign_out(aide)
    aide.go("/children/?page=1")
    assert "/account/login/" in aide.page.url
    aide.check()


def then_the_passkey_brings_her_to_that_page(aide):
    aide.page.click("#passkey_login")
    aide.page.wait_for_url("**/children/?page=1")


def then_it_also_answers_for_the_second_factor(aide):
    from tests.cast import EMAILS, PASSWORD

    _sign_out(aide)
    aide.go("/account/login/")
    aide.page.fill("input[name=login]", EMAILS["aide"])
    aide.page.fill("input[name=password]", PASSWORD)
    aide.page.click("main form button[type=submit]:not([form])")
    aide.page.wait_for_url("**/2fa/authenticate/")
    aide.check()
    aide.press("Use a security key")
    aide.page.wait_for_url(lambda url: "/account/" not in url)


def test_a_page_left_alone_locks_and_leads_back(visit):
    father = visit("father", fresh=True)
    father.page.clock.install(time=time.time())
    father.go("/home/?from=letter")
    father.page.clock.fast_forward("14:30")
    father.page.locator("#idle-warning[open]").wait_for()
    assert father.sees("Are you still there?")
    father.page.clock.fast_forward("01:00")
    father.page.wait_for_url("**/people/locked/?next=%2Fhome%2F%3Ffrom%3Dletter")
    assert father.sees("this page was locked")
    assert (
        father.page.get_by_role("link", name="Sign in again").get_attribute("href").endswith("/home/%3Ffrom%3Dletter")
    )
    father.check()
    father.go("/home/")
    assert "/account/login/" in father.page.url
