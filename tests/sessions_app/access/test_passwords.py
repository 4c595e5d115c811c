"""Choosing and changing the password and the address, and what nobody can learn from it."""

from datetime import timedelta

import pytest
import time_machine

from sessions_app.access import links
from sessions_app.access.models import Notice
from sessions_app.people.models import Account
from tests.factories.access import code_at, with_app
from tests.factories.people import PASSWORD, AccountFactory
from tests.sessions_app.access.test_signing_in import plain
from tests.sessions_app.pages import beside, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
RESET, CHANGE, EMAIL, ACCOUNT = "/reset/", "/account/password/", "/account/email/", "/account/"
NEW = "seven slow evening walks"


def asked_for():
    return list(Notice.objects.order_by("pk").values_list("kind", "address"))


def link_for(account):
    return f"/reset/{links.to_choose_password(account)}/"


def test_a_link_is_asked_and_the_answer_is_the_same_for_everybody(client, thea, NOW):
    known = client.post(RESET, {"email": "THEA@elm.example"}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@elm.example"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain == [("/reset/asked/", 302)]
    assert plain(known) == plain(unknown)
    assert asked_for() == [("reset_asked", "thea@elm.example")]
    assert newest() == [row("password link asked", thea, None, NOW, colleague=thea.name)]


def test_a_closed_account_gets_no_link(client, db):
    asleep = AccountFactory(is_active=False)

    response = client.post(RESET, {"email": asleep.email})

    assert response["Location"] == "/reset/asked/"
    assert asked_for() == []


def test_one_address_gets_three_letters_in_15_minutes_and_the_answer_stays_the_same(client, thea):
    answers = [client.post(RESET, {"email": thea.email}) for _ in range(6)]

    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/reset/asked/")}
    assert asked_for() == [("reset_asked", thea.email)] * 3


def test_when_nobody_counts_no_link_is_sent(client, thea, no_redis):
    response = client.post(RESET, {"email": thea.email})

    assert response.status_code == 503
    assert asked_for() == []


def test_the_link_opens_a_page_where_a_new_password_is_chosen(client, thea, NOW):
    client.force_login(thea)
    elsewhere, page = type(client)(), link_for(thea)

    response = elsewhere.post(page, {"new_password": NEW})

    thea.refresh_from_db()
    assert response["Location"] == "/sign-in/"
    assert thea.check_password(NEW)
    assert asked_for() == [("password_changed", thea.email)]
    assert newest() == [row("password chosen by link", thea, thea, NOW)]
    assert client.get("/")["Location"] == "/sign-in/?next=/"


def test_a_link_is_good_once(client, thea):
    page = link_for(thea)
    client.post(page, {"new_password": NEW})

    response = client.post(page, {"new_password": "eight slow evening walks"})

    assert response.status_code == 404
    assert "This link is over" in words(response)
    assert Account.objects.get(pk=thea.pk).check_password(NEW)


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 404)])
def test_a_link_is_good_for_an_hour(client, thea, NOW, minutes, status):
    page = link_for(thea)

    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        assert client.get(page).status_code == status


@pytest.mark.parametrize("code", ["x", "1", "1-", "-x", "99999999999999999999-x", "0-cz-9", "²-x"])
def test_a_bent_link_is_over(client, thea, code):
    response = client.get(f"/reset/{code}/")

    assert response.status_code == 404
    assert "This link is over" in words(response)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "This password is too short. It must contain at least 12 characters."),
        ("passwordpassword", "This password is easy to guess."),
        ("thea@elm.example", "The password is too similar to the e"),
        ("Kapcouples2027!", "This password is easy to guess."),
        ("123456789012", "This password is easy to guess."),
        ("aaaaaaaaaaaaaaaa", "This password is easy to guess."),
        ("x" * 257, "Use at most 256 signs; these are 257."),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused_and_told_why(client, thea, password, said):
    page = link_for(thea)

    response = client.post(page, {"new_password": password})

    assert response.status_code == 422
    assert said in beside(response, "new_password")
    assert Account.objects.get(pk=thea.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    "password",
    [NEW, "všechno bude dobré", "word " * 50 + "end", "twelve chars", "🐢🐇🦔🐢🐇🦔🐢🐇🦔🐢🐇🦔"],
)
def test_any_signs_and_long_ones_are_welcome(client, thea, password):
    response = client.post(link_for(thea), {"new_password": password})

    assert response.status_code == 302
    assert Account.objects.get(pk=thea.pk).check_password(password)


def test_a_sign_that_keyboards_write_in_two_ways_is_one(client, thea):
    composed, apart = "un été très doux", "un e\u0301te\u0301 tre\u0300s doux"

    client.post(link_for(thea), {"new_password": composed})

    assert composed != apart
    assert Account.objects.get(pk=thea.pk).check_password(apart)


@pytest.mark.parametrize(("length", "status"), [(64, 302), (256, 302), (257, 422)])
def test_what_is_kept_fits_the_field_of_the_sign_in_page(client, thea, length, status):
    chosen = ("four otters swim to " * 13)[:length]

    assert client.post(link_for(thea), {"new_password": chosen}).status_code == status


def test_a_password_may_be_pasted_and_kept_by_a_password_manager(client, thea):
    page = client.get(link_for(thea)).content.decode()

    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


def test_the_password_is_changed_and_other_devices_are_signed_out(client, thea, NOW):
    other = type(client)()
    other.force_login(thea)
    client.force_login(thea)

    response = client.post(CHANGE, {"password": PASSWORD, "new_password": NEW})

    assert response["Location"] == ACCOUNT
    assert Account.objects.get(pk=thea.pk).check_password(NEW)
    assert asked_for() == [("password_changed", thea.email)]
    assert newest() == [row("password changed", thea, thea, NOW)]
    assert client.get("/").status_code == 200
    assert other.get("/")["Location"] == "/sign-in/?next=/"


def test_changing_it_asks_for_the_old_one_and_the_second_factor(client, thea, NOW):
    with_app(thea)
    client.force_login(thea)

    wrong = client.post(CHANGE, {"password": "wrong", "new_password": NEW, "code": code_at(NOW)})
    without = client.post(CHANGE, {"password": PASSWORD, "new_password": NEW, "code": "1"})

    assert "That is not your password." in beside(wrong, "password")
    assert "That code is not right" in beside(without, "code")
    assert (wrong.status_code, without.status_code) == (422, 422)
    assert Account.objects.get(pk=thea.pk).check_password(PASSWORD)


def change_link(account, email):
    return f"/account/email/{links.to_change_address(account, email)}/"


def test_a_new_address_is_asked_and_nothing_changes_before_its_link_is_opened(client, thea, NOW):
    client.force_login(thea)

    response = client.post(EMAIL, {"email": "new@elm.example", "password": PASSWORD})

    assert response["Location"] == ACCOUNT
    assert asked_for() == [("address_asked", "new@elm.example")]
    assert Account.objects.get(pk=thea.pk).email == "thea@elm.example"
    assert newest() == [row("new e-mail address asked", thea, thea, NOW)]


def test_an_address_that_is_somebodys_gets_the_same_answer_and_no_letter(client, thea, paul):
    client.force_login(thea)

    response = client.post(EMAIL, {"email": "PAUL@elm.example", "password": PASSWORD})

    assert response["Location"] == ACCOUNT
    assert asked_for() == []


def test_nobody_is_sent_letters_without_end(client, thea):
    client.force_login(thea)

    for _ in range(5):
        client.post(EMAIL, {"email": "new@elm.example", "password": PASSWORD})

    assert asked_for() == [("address_asked", "new@elm.example")] * 3


def test_opening_the_link_changes_the_address_and_tells_the_old_one(client, thea, NOW):
    client.force_login(thea)
    page = change_link(thea, "new@elm.example")

    shown = client.get(page)
    response = client.post(page)

    assert "Sign in with new@elm.example?" in words(shown)
    assert response["Location"] == ACCOUNT
    assert Account.objects.get(pk=thea.pk).email == "new@elm.example"
    assert asked_for() == [("address_changed", "thea@elm.example")]
    assert newest() == [row("e-mail address changed", thea, thea, NOW)]
    assert client.get("/").status_code == 200
    assert client.get(page).status_code == 404


def test_a_link_for_somebody_else_a_bent_and_an_old_one_change_nothing(client, thea, paul, NOW):
    client.force_login(paul)
    page = change_link(thea, "new@elm.example")

    assert client.post(page).status_code == 404
    assert client.post("/account/email/bent/").status_code == 404
    with time_machine.travel(NOW - timedelta(hours=2), tick=False):
        old = change_link(paul, "new@elm.example")
    assert client.post(old).status_code == 404
    assert sorted(Account.objects.values_list("email", flat=True)) == [
        "paul@elm.example",
        "thea@elm.example",
    ]


def test_an_address_that_was_taken_meanwhile_is_not_taken_again(client, thea):
    client.force_login(thea)
    page = change_link(thea, "new@elm.example")
    AccountFactory(email="New@elm.example")

    response = client.post(page, follow=True)

    assert "Somebody else signs in with this e-mail address by now" in words(response)
    assert Account.objects.get(pk=thea.pk).email == "thea@elm.example"


def test_a_link_does_not_show_the_address_it_is_for(thea):
    assert "new" not in change_link(thea, "new@elm.example").partition("email/")[2]
