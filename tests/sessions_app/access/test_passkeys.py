"""A passkey in a real browser: added, used to sign in, and used to sign."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from sessions_app.access import passkeys
from tests.factories.people import PASSWORD
from tests.sessions_app.pages import value

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(live_server):
    """Browsers know passkeys on https and, for trying out, on a machine named localhost."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def device(page):
    """A laptop with a fingerprint reader, as the browser's own tools imitate one."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    answer = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": answer})
    return tools


@pytest.fixture
def refused(page):
    """What the browser refused to do, by its policy or by mistake."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def give_password(page, here, account):
    page.goto(f"{here}/sign-in/")
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_passkey_is_added_and_lets_its_owner_in_and_sign(
    page, here, device, refused, asked, thea
):
    give_password(page, here, thea)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_label("What do you call this device?").fill("Work laptop")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add this passkey").click()

    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(f"{here}/")
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Work laptop"

    page.get_by_role("button", name="Sign out").click()
    give_password(page, here, thea)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page).to_have_url(f"{here}/")

    page.goto(f"{here}/account/codes/new/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    assert refused == []


def test_nothing_is_sent_before_the_script_can_ask_the_device(page, here, asked, thea):
    held = []
    page.route("**/passkeys*.js", lambda route: held.append(route))
    give_password(page, here, thea)
    page.goto(f"{here}/account/second/passkey/", wait_until="commit")
    button = page.get_by_role("button", name="Add this passkey")

    expect(button).to_be_disabled()
    held[-1].continue_()
    expect(button).to_be_enabled()


def test_a_browser_that_knows_no_passkeys_is_told_of_the_app(page, here, asked, thea):
    page.add_init_script("delete window.PublicKeyCredential")
    give_password(page, here, thea)
    page.goto(f"{here}/account/second/passkey/")

    expect(page.get_by_text("This browser knows no passkeys")).to_be_visible()
    expect(page.get_by_role("button", name="Add this passkey")).to_be_disabled()


def test_without_a_device_that_answers_the_page_says_so(page, here, asked, thea):
    give_password(page, here, thea)
    page.goto(f"{here}/account/second/passkey/")
    page.evaluate("() => { navigator.credentials.create = async () => { throw new Error(); }; }")
    page.get_by_label("What do you call this device?").fill("Work laptop")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add this passkey").click()

    expect(page.get_by_text("That did not work. Please try again")).to_be_visible()
    expect(page).to_have_url(re.compile("/account/second/passkey/$"))
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("answer", ["{}", '{"id": 1}', "{bent", '{"response": {"a": "b"}}'])
def test_a_bent_answer_is_no_answer(client, thea, asked, answer):
    client.force_login(thea)
    client.post("/account/second/passkey/invitation/")

    response = client.post(
        "/account/second/passkey/",
        {"name": "Laptop", "password": PASSWORD, "credential": answer},
    )

    assert response.status_code == 422
    assert "That answer of the device does not fit." in response.content.decode()
    assert not value(response, "credential")
    assert not Authenticator.objects.exists()


def test_an_answer_to_no_question_is_no_answer(thea):
    assert passkeys.answering(thea, "{}") is None
    assert passkeys.joining(thea, "{}") is None
