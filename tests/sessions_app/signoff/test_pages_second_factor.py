"""A prescriber with a second factor gives it with each signature."""

import pytest
from django.urls import reverse

from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.rules import digest
from sessions_app.signoff.models import SignOff
from tests.factories.access import code_at, with_app
from tests.factories.people import PASSWORD
from tests.sessions_app.pages import beside, value

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def at(sent_plan):
    return reverse("signoff:answer", args=[sent_plan.pk])


@pytest.fixture
def seen(sent_plan, NOW):
    return digest(content(sent_plan, on=facts.day_of(sent_plan, NOW)))


def test_the_code_is_asked_beside_the_password(client, paul, at):
    with_app(paul)
    client.force_login(paul)

    response = client.get(at)

    assert "Code of your second factor, to sign" in beside(response, "code")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "Please give your second factor too; it is asked each time."),
        ("000000", "That code is not right, or it was used before."),
    ],
)
def test_without_the_right_code_nothing_is_signed(client, paul, at, seen, code, said):
    with_app(paul)
    client.force_login(paul)

    response = client.post(at, {"seen_digest": seen, "password": PASSWORD, "code": code})

    assert response.status_code == 422
    assert said in beside(response, "code")
    assert not SignOff.objects.exists()


def test_with_both_it_is_signed_and_the_signature_says_how(client, paul, at, seen, NOW):
    with_app(paul)
    client.force_login(paul)

    response = client.post(at, {"seen_digest": seen, "password": PASSWORD, "code": code_at(NOW)})

    assert response.status_code == 302
    assert SignOff.objects.get().signed_method == "password_and_code"


def test_the_eleventh_wrong_password_is_not_looked_at_and_said_kindly(client, paul, at, seen):
    client.force_login(paul)
    for _ in range(10):
        client.post(at, {"seen_digest": seen, "password": "wrong"})

    response = client.post(at, {"seen_digest": seen, "password": PASSWORD})

    assert response.status_code == 422
    assert "Too many tries. Please wait 15 minutes" in beside(response, "password")
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("name", ["ask_for_changes", "decline"])
def test_an_answer_that_does_not_sign_is_confirmed_alike(client, paul, sent_plan, seen, name, NOW):
    with_app(paul)
    client.force_login(paul)
    at = reverse(f"signoff:{name}", args=[sent_plan.pk])
    said = {"seen_digest": seen, "reason": "Name a second companion.", "password": PASSWORD}

    without = client.post(at, said)
    wrong = client.post(at, said | {"password": "wrong", "code": code_at(NOW)})
    kept_nothing = not SignOff.objects.exists()
    right = client.post(at, said | {"code": code_at(NOW)})

    assert "Please give your second factor too" in beside(without, "code", of="back")
    assert "That is not your password" in beside(wrong, "password", of="back")
    assert value(wrong, "reason") == "Name a second companion."
    assert (without.status_code, wrong.status_code, kept_nothing) == (422, 422, True)
    assert (right.status_code, SignOff.objects.get().signed_method) == (302, "password_and_code")
