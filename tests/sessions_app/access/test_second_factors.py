"""Getting, using and giving up a second factor; and that nothing opens without one."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.core.management import CommandError, call_command

from sessions_app.access import actions
from sessions_app.access.models import Notice, Session
from tests.factories.access import code_at, recovery_codes_of, with_app
from tests.factories.people import PASSWORD
from tests.house.routes import address, routes
from tests.sessions_app.pages import beside, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
BEGIN, APP, CODES, ACCOUNT = (
    "/account/second/",
    "/account/second/app/",
    "/account/codes/",
    "/account/",
)
# Open to whoever has given the password and still needs a second factor, and to everybody.
BEFORE = {
    "access:add_app",
    "access:add_passkey",
    "access:begin_factors",
    "access:codes",
    "access:invitation",
    "access:sign_out",
}
OPEN = {
    "health",
    "access:ask_reset",
    "access:choose_password",
    "access:question",
    "access:reset_asked",
    "access:second",
    "access:sign_in",
}


def offered(page):
    return page.context["app"]["letters"].replace(" ", "")


def add_app(client, NOW, **answers):
    secret = offered(client.get(APP))
    body = {"app_code": code_at(NOW, secret), "password": PASSWORD, **answers}
    return secret, client.post(APP, body)


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_with_the_password_alone_no_page_opens(client, thea, asked, method):
    client.force_login(thea)

    answers = {
        name: getattr(client, method)(address(path))
        for name, path, _ in routes()
        if name not in BEFORE | OPEN
    }

    assert {(a.status_code, a.headers.get("Location")) for a in answers.values()} == {(302, BEGIN)}
    assert {a.content for a in answers.values()} == {b""}


def test_the_pages_that_are_open_before_are_these_and_no_others(client, thea, asked):
    client.force_login(thea)

    led_away = {
        name
        for name, path, _ in routes()
        if client.get(address(path)).headers.get("Location") == BEGIN
    }

    assert {name for name, _, _ in routes()} - led_away - OPEN == BEFORE


def test_a_part_of_a_page_is_not_open_either(client, thea, asked):
    client.force_login(thea)

    response = client.get("/", headers={"hx-request": "true"})

    assert (response["HX-Redirect"], response.content) == (BEGIN, b"")


def test_an_app_is_added_and_every_page_opens(client, thea, asked, NOW):
    client.force_login(thea)

    secret, response = add_app(client, NOW)

    assert response["Location"] == CODES
    kept = Authenticator.objects.get(user=thea, type="totp")
    assert decrypt(kept.data["secret"]) == secret
    assert newest() == [row("second factor added", thea, thea, NOW, kind="app")]
    assert [n.kind for n in Notice.objects.all()] == ["factor_added"]
    assert client.get("/").status_code == 200


def test_recovery_codes_are_shown_once(client, thea, asked, NOW):
    client.force_login(thea)
    add_app(client, NOW)

    shown = client.get(CODES)
    kept = client.post(CODES)

    codes = recovery_codes_of(thea)
    assert len(codes) == 10
    assert all(f"{code[:5]} {code[5:]}" in words(shown) for code in codes)
    assert kept["Location"] == "/"
    assert client.get(CODES)["Location"] == ACCOUNT


def test_adding_a_factor_signs_other_devices_out_and_not_this_one(client, thea, asked, NOW):
    other = type(client)()
    other.force_login(thea)
    client.force_login(thea)

    add_app(client, NOW)

    assert client.get("/").status_code == 200
    assert other.get("/")["Location"] == "/sign-in/?next=/"


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"app_code": "000000"}, "app_code", "The app shows something else."),
        ({"password": "wrong"}, "password", "That is not your password. Please type it again."),
        ({"password": ""}, "password", "Please type your password."),
    ],
)
def test_an_app_that_does_not_agree_and_a_wrong_password_are_said(
    client, thea, asked, NOW, answers, field, said
):
    client.force_login(thea)

    _, response = add_app(client, NOW, **answers)

    assert response.status_code == 422
    assert said in beside(response, field)
    assert not Authenticator.objects.exists()


def test_the_secret_stays_the_same_while_the_page_is_open_and_lies_sealed(client, thea, NOW):
    client.force_login(thea)

    first, again = offered(client.get(APP)), offered(client.get(APP))

    assert first == again
    assert first not in json.dumps(dict(client.session.items()))


def test_there_is_one_app_at_a_time(client, thea, NOW):
    with_app(thea)
    client.force_login(thea)

    _, response = add_app(client, NOW, code=code_at(NOW))

    assert response.status_code == 422
    assert "There is an app already. Remove it first, then add the new one." in words(response)


def test_the_picture_says_the_secret_and_nothing_about_the_clinic(client, thea):
    client.force_login(thea)

    app = client.get(APP).context["app"]

    assert len(app["letters"].replace(" ", "")) == 32
    assert app["path"].startswith("M")
    assert app["side"] > 20


def test_the_last_factor_stays_where_one_is_asked(client, thea, asked, NOW):
    with_app(thea)
    factor = Authenticator.objects.get()

    with pytest.raises(actions.OneMustStay) as refusal:
        actions.remove_factor(account=thea, factor=factor, by=thea, at=NOW)

    assert str(refusal.value) == (
        "This is your only second factor. Add another one first, then remove this."
    )
    assert Authenticator.objects.count() == 1


def test_removing_the_last_one_in_a_try_out_takes_its_codes_too(client, thea, NOW):
    with_app(thea)
    recovery_codes_of(thea)
    client.force_login(thea)
    factor = Authenticator.objects.get(type="totp")

    response = client.post(
        f"/account/second/{factor.pk}/remove/", {"password": PASSWORD, "code": code_at(NOW)}
    )

    assert response["Location"] == ACCOUNT
    assert not Authenticator.objects.exists()
    assert newest() == [row("second factor removed", thea, thea, NOW, kind="totp")]
    assert [n.kind for n in Notice.objects.all()] == ["factor_removed"]
    assert client.get("/").status_code == 200


def test_removing_asks_for_both_and_nobody_removes_anothers(client, thea, paul, NOW):
    with_app(thea)
    factor = Authenticator.objects.get(type="totp")
    client.force_login(thea)
    page = f"/account/second/{factor.pk}/remove/"

    without = client.post(page, {"password": PASSWORD})
    client.force_login(paul)

    assert without.status_code == 422
    assert "Please give your second factor too" in beside(without, "code")
    assert client.get(page).status_code == 404
    assert Authenticator.objects.count() == 1


def test_new_recovery_codes_end_the_old_ones(client, thea, NOW):
    with_app(thea)
    old = recovery_codes_of(thea)
    client.force_login(thea)

    response = client.post("/account/codes/new/", {"password": PASSWORD, "code": code_at(NOW)})

    assert response["Location"] == CODES
    assert set(recovery_codes_of(thea)) & set(old) == set()
    assert newest() == [row("recovery codes made", thea, thea, NOW)]
    assert [n.kind for n in Notice.objects.all()] == ["codes_made"]


def test_somebody_who_lost_them_all_begins_anew(thea, ada, NOW):
    with_app(thea)
    recovery_codes_of(thea)

    actions.forget_factors(account=thea, by=ada, at=NOW)

    assert not Authenticator.objects.exists()
    assert newest() == [row("second factors forgotten", thea, ada, NOW, colleague=thea.name)]
    assert [(n.kind, n.address) for n in Notice.objects.all()] == [("factors_reset", thea.email)]


def test_whoever_has_one_is_not_led_to_begin_again(client, thea, asked, NOW):
    client.force_login(thea)
    add_app(client, NOW)

    assert client.get(BEGIN)["Location"] == ACCOUNT
    assert Session.objects.visible_to(thea).filter(ended_at=None).count() == 1


def test_an_operator_lets_somebody_begin_anew(thea, NOW, capsys):
    with_app(thea)

    call_command("forget_second_factors", "THEA@elm.example")

    assert capsys.readouterr().out == (
        "Thea Lindqvist, LMFT sets up a second factor after the next sign-in.\n"
    )
    assert not Authenticator.objects.exists()
    assert newest() == [row("second factors forgotten", thea, None, NOW, colleague=thea.name)]


def test_an_operator_who_mistypes_is_told(db):
    with pytest.raises(CommandError) as refusal:
        call_command("forget_second_factors", "nobody@elm.example")

    assert str(refusal.value) == "Nobody signs in with nobody@elm.example."
