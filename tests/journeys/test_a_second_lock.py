"""A father puts a second lock on his account: from then on his phone's code is asked for."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.cast import EMAILS, PASSWORD


def test_a_father_adds_a_second_factor(visit):
    father = given_a_father_who_wants_a_second_lock(visit)
    when_he_sets_up_an_authenticator(father)
    then_the_next_sign_in_asks_for_a_code(visit)
    then_he_may_take_it_off_again(father)


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


def then_he_may_take_it_off_again(father):
    father.go("/account/2fa/totp/deactivate/")
    father.send()
    assert "/2fa/" in father.page.url
