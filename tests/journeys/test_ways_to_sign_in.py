"""Staff add a second factor and a passkey, and a passkey alone lets them in."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.cast import EMAILS, PASSWORD


def test_a_passkey_is_added_and_signs_in(visit):
    aide = given_an_aide_with_a_key_in_the_device(visit)
    when_he_adds_a_passkey(aide)
    then_it_stands_in_the_list(aide)
    when_he_signs_out(aide)
    then_the_passkey_alone_lets_him_in(aide)


def given_an_aide_with_a_key_in_the_device(visit):
    aide = visit("aide", fresh=True)
    device = aide.context.new_cdp_session(aide.page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return aide


def when_he_adds_a_passkey(aide):
    aide.go("/account/2fa/")
    aide.picture("second-factors")
    aide.go("/account/2fa/webauthn/add/")
    if "reauthenticate" in aide.page.url:
        aide.page.locator("input[name=password]").fill(PASSWORD)
        aide.send()
    aide.page.locator("[name=name]").fill("Classroom tablet")
    aide.page.locator("[name=passwordless]").check()
    aide.picture("passkey")
    aide.page.locator("#mfa_webauthn_add").click()
    aide.page.wait_for_url(lambda url: "/add/" not in url)


def then_it_stands_in_the_list(aide):
    aide.go("/account/2fa/webauthn/")
    assert aide.sees("Classroom tablet")
    aide.picture("passkeys")


def when_he_signs_out(aide):
    aide.go("/account/logout/")
    aide.send()


def then_the_passkey_alone_lets_him_in(aide):
    aide.go("/account/login/")
    aide.picture("sign-in")
    aide.page.locator("#passkey_login").click()
    aide.page.wait_for_url(aide.address + "/")
    assert aide.sees("Minh Tran")


def test_a_father_adds_a_second_factor(visit):
    father = given_a_father_who_wants_a_second_lock(visit)
    when_he_sets_up_an_authenticator(father)
    then_the_next_sign_in_asks_for_a_code(visit)


def given_a_father_who_wants_a_second_lock(visit):
    father = visit("father", fresh=True, phone=True)
    father.go("/account/2fa/totp/activate/")
    if "reauthenticate" in father.page.url:
        father.page.locator("input[name=password]").fill(PASSWORD)
        father.send()
    father.picture("authenticator")
    return father


def when_he_sets_up_an_authenticator(father):
    secret = father.page.locator("#authenticator_secret").input_value()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    father.page.locator("[name=code]").fill(code)
    father.send()


def then_the_next_sign_in_asks_for_a_code(visit):
    again = visit(None, phone=True)
    again.go("/account/login/")
    again.page.fill("input[name=login]", EMAILS["father"])
    again.page.fill("input[name=password]", PASSWORD)
    again.send()
    assert "/2fa/authenticate/" in again.page.url
