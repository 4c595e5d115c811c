"""The part of a form that asks for the password and, with one, the second factor."""

import pytest
from allauth.mfa.models import Authenticator

from sessions_app.signing.actions import PasswordDoesNotMatch
from sessions_app.signing.forms import Confirmed
from tests.factories.access import with_app
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
MISSING = "Please give your second factor too; it is asked each time."


def with_passkey(account):
    Authenticator.objects.create(
        user=account, type="webauthn", data={"name": "Key", "credential": {}}
    )
    return account


def test_without_a_second_factor_only_the_password_is_asked():
    form = Confirmed({"password": "typed", "code": "123456"}, by=AccountFactory())

    assert form.is_valid()
    assert form.cleaned_data == {"password": "typed"}


def test_with_an_app_its_code_is_asked_too():
    paul = with_app(AccountFactory())

    given = Confirmed({"password": "typed", "code": "123456"}, by=paul)
    missing = Confirmed({"password": "typed"}, by=paul)

    assert given.is_valid()
    assert given.cleaned_data == {"password": "typed", "code": "123456"}
    assert missing.errors == {"code": [MISSING]}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"code": "123456"}, "123456"),
        ({"passkey": '{"id": "x"}'}, '{"id": "x"}'),
        ({"passkey": '{"id": "x"}', "code": "123456"}, "123456"),
    ],
)
def test_with_a_passkey_either_answer_will_do(typed, code):
    form = Confirmed({"password": "typed", **typed}, by=with_passkey(AccountFactory()))

    assert form.is_valid()
    assert form.cleaned_data == {"password": "typed", "code": code}


def test_with_a_passkey_no_answer_will_not_do():
    form = Confirmed({"password": "typed"}, by=with_passkey(AccountFactory()))

    assert form.errors == {"code": [MISSING]}


def test_a_refusal_is_said_beside_its_field():
    form = Confirmed({"password": "typed"}, by=AccountFactory())

    form.refuse(PasswordDoesNotMatch())

    assert form.errors == {"password": [str(PasswordDoesNotMatch())]}
