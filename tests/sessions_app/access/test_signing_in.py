"""The way in: the password, the second factor, and who is let past."""

import re
from datetime import timedelta

import pytest
import time_machine

from sessions_app.access.models import Session
from sessions_app.audit.models import Event
from tests.factories.access import code_at, recovery_codes_of, with_app
from tests.factories.people import PASSWORD, AccountFactory
from tests.sessions_app.pages import words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
SIGN_IN, SECOND, TODAY = "/sign-in/", "/sign-in/second/", "/"
WRONG = "E-mail address and password do not go together. Please try again."
TOO_MANY = "Too many tries. Please wait 15 minutes and then try again."


def give(client, email, password, **extra):
    return client.post(SIGN_IN, {"email": email, "password": password}, **extra)


def plain(response):
    """The whole answer but for what is drawn by lot each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_the_password_opens_the_try_out_and_the_trail_knows(client, thea, NOW):
    response = give(client, "Thea@Elm.example", PASSWORD, headers={"user-agent": "Firefox/1 Linux"})

    assert (response.status_code, response["Location"]) == (302, TODAY)
    kept = Session.objects.get(account=thea)
    assert (kept.device, kept.began_at, kept.seen_at) == ("Firefox on Linux", NOW, NOW)
    facts = {"device": "Firefox on Linux", "second_factor": False}
    assert newest() == [row("signed in", thea, thea, NOW, **facts)]
    assert client.get(TODAY).status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(client, thea):
    with_app(thea)

    response = give(client, thea.email, PASSWORD)

    assert (response.status_code, response["Location"]) == (302, "/sign-in/second/?next=%2F")
    assert client.get(TODAY)["Location"] == "/sign-in/?next=/"
    assert not Session.objects.filter(account=thea).exists()
    assert not Event.objects.filter(deed="signed in").exists()


def test_the_code_of_the_app_opens_the_page_that_was_wanted(client, thea, NOW):
    with_app(thea)
    client.post(f"{SIGN_IN}?next=/couples/", {"email": thea.email, "password": PASSWORD})

    response = client.post(f"{SECOND}?next=/couples/", {"code": code_at(NOW)})

    assert (response.status_code, response["Location"]) == (302, "/couples/")
    assert client.get(TODAY).status_code == 200


def test_a_wrong_code_is_said_at_its_field_and_a_recovery_code_will_do(client, thea):
    with_app(thea)
    give(client, thea.email, PASSWORD)

    wrong = client.post(SECOND, {"code": "000000"})
    missing = client.post(SECOND, {"code": ""})
    right = client.post(SECOND, {"code": recovery_codes_of(thea)[0]})

    assert (wrong.status_code, missing.status_code, right.status_code) == (422, 422, 302)
    assert "That code is not right, or it was used before." in words(wrong)
    assert "Please give your second factor too; it is asked each time." in words(missing)


def test_the_second_step_is_closed_to_whoever_has_not_done_the_first(client, db):
    assert client.get(SECOND)["Location"] == "/sign-in/?next=%2F"
    assert client.post("/sign-in/question/").status_code == 404


def test_half_way_in_is_forgotten_after_ten_minutes(client, thea, NOW):
    with_app(thea)
    give(client, thea.email, PASSWORD)

    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        response = client.post(SECOND, {"code": code_at(NOW + timedelta(minutes=11))})

    assert response["Location"] == "/sign-in/?next=%2F"


@pytest.mark.parametrize("ends", ["another password", "an end of all sign-ins"])
def test_half_way_in_ends_with_what_ends_the_sign_ins_of_an_account(ends, client, thea, NOW):
    with_app(thea)
    give(client, thea.email, PASSWORD)
    if ends == "another password":
        thea.set_password("seven slow rivers of milk")
    else:
        thea.sign_in_round += 1
    thea.save()

    response = client.post(SECOND, {"code": code_at(NOW)})

    assert response["Location"] == "/sign-in/?next=%2F"
    assert client.get("/")["Location"] == "/sign-in/?next=/"


def test_only_our_own_pages_are_led_to(client, thea):
    response = client.post(
        f"{SIGN_IN}?next=https://elsewhere.example/", {"email": thea.email, "password": PASSWORD}
    )

    assert response["Location"] == TODAY


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client, thea):
    answers = [give(client, email, "wrong") for email in (thea.email, "nobody@elm.example")]

    known, unknown = (
        (each.status_code, plain(each).replace(email.encode(), b""), sorted(each.headers))
        for each, email in zip(answers, (thea.email, "nobody@elm.example"), strict=True)
    )
    assert known == unknown
    assert known[0] == 422
    assert WRONG in words(answers[0])


def test_a_closed_account_gets_the_same_answer_too(client, db):
    asleep = AccountFactory(is_active=False)

    response = give(client, asleep.email, PASSWORD)

    assert (response.status_code, WRONG in words(response)) == (422, True)


def test_rotating_addresses_buys_no_more_than_ten_guesses(client, thea, settings):
    settings.TLS_PROXY_HEADER = "X-Forwarded-Proto"

    answers = [
        give(client, thea.email, "wrong", headers={"x-forwarded-for": f"198.51.100.{number}"})
        for number in range(50)
    ]

    assert [each.status_code for each in answers] == [422] * 10 + [429] * 40
    assert TOO_MANY in words(answers[-1])
    # Not even the right one is looked at now.
    assert give(client, thea.email, PASSWORD).status_code == 429


def test_a_name_that_nobody_has_runs_out_of_tries_in_the_same_way(client, db):
    answers = [give(client, "nobody@elm.example", "wrong").status_code for _ in range(12)]

    assert answers == [422] * 10 + [429] * 2


def test_of_what_a_header_says_only_our_own_proxy_counts(client, db, settings):
    settings.TLS_PROXY_HEADER = "X-Forwarded-Proto"

    answers = [
        give(
            client,
            f"person{number}@elm.example",
            "wrong",
            headers={"x-forwarded-for": f"10.0.0.{number}, 198.51.100.7"},
        ).status_code
        for number in range(62)
    ]

    assert answers == [422] * 60 + [429] * 2


def test_ten_codes_are_looked_at_and_no_more(client, thea, NOW):
    with_app(thea)
    give(client, thea.email, PASSWORD)

    answers = [client.post(SECOND, {"code": f"{number:06}"}).status_code for number in range(12)]

    assert answers == [422] * 10 + [429] * 2
    assert client.post(SECOND, {"code": code_at(NOW)}).status_code == 429


def test_when_nobody_counts_nobody_is_let_in(client, thea, no_redis):
    response = give(client, thea.email, PASSWORD)

    assert response.status_code == 503
    assert "This cannot be checked at the moment." in words(response)


def test_signing_out_makes_the_cookie_worthless(client, thea):
    give(client, thea.email, PASSWORD)
    cookie = client.cookies["kap_session"].value

    response = client.post("/sign-out/")
    client.cookies["kap_session"] = cookie

    assert response["Location"] == SIGN_IN
    assert client.get(TODAY)["Location"] == "/sign-in/?next=/"


def test_a_form_that_stood_open_in_another_tab_still_arrives(thea, client_with_csrf):
    page = client_with_csrf.get(SIGN_IN)
    token = page.context["csrf_token"]
    body = {"email": thea.email, "password": PASSWORD, "csrfmiddlewaretoken": token}

    assert client_with_csrf.post(SIGN_IN, body).status_code == 302
    assert (
        client_with_csrf.post("/sign-out/", {"csrfmiddlewaretoken": token})["Location"] == SIGN_IN
    )
