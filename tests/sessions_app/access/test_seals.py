import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management import call_command
from django.db import connection

from sessions_app.access import factors, seals
from tests.factories.access import (
    SECRET,
    KeptWordsFactory,
    code_at,
    recovery_codes_of,
    with_app,
)
from tests.factories.people import AccountFactory

OLD, NEW = "an-old-key-" * 6, "a-new-key-" * 7


def test_what_is_sealed_opens_again_and_says_nothing_by_itself():
    sealed = seals.seal("JBSWY3DP", purpose="second factor")

    assert seals.unseal(sealed, purpose="second factor") == "JBSWY3DP"
    assert "JBSWY3DP" not in sealed
    assert seals.seal("JBSWY3DP", purpose="second factor") != sealed


def test_a_seal_for_one_purpose_does_not_open_for_another():
    sealed = seals.seal("words", purpose="typed")

    with pytest.raises(InvalidToken):
        seals.unseal(sealed, purpose="second factor")


def test_a_key_is_replaced_without_losing_anything(settings):
    settings.SEALING_KEYS = [OLD]
    sealed = seals.seal("words", purpose="typed")

    settings.SEALING_KEYS = [NEW, OLD]
    again = seals.reseal(sealed, purpose="typed")

    assert seals.unseal(sealed, purpose="typed") == "words"
    settings.SEALING_KEYS = [NEW]
    assert seals.unseal(again, purpose="typed") == "words"
    with pytest.raises(InvalidToken):
        seals.unseal(sealed, purpose="typed")


@pytest.mark.django_db
def test_no_secret_of_a_second_factor_stands_in_the_database_as_it_is():
    paul = with_app(AccountFactory())
    codes = recovery_codes_of(paul)

    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator")
        kept = " ".join(row[0] for row in cursor.fetchall())

    assert Authenticator.objects.count() == 2
    assert [word for word in (SECRET, *codes) if word in kept] == []


@pytest.mark.django_db
def test_everything_sealed_is_put_under_the_new_key_by_one_command(settings, capsys, NOW):
    settings.SEALING_KEYS = [OLD]
    paul = with_app(AccountFactory())
    codes, kept = recovery_codes_of(paul), KeptWordsFactory(account=paul)

    settings.SEALING_KEYS = [NEW, OLD]
    call_command("reseal")

    assert capsys.readouterr().out == "3 sealed texts are under the newest key now.\n"
    settings.SEALING_KEYS = [NEW]
    assert factors.check(account=paul, answer=code_at(NOW), at=NOW).type == "totp"
    assert recovery_codes_of(paul) == codes
    kept.refresh_from_db()
    assert kept.answers == [("joint", "To be near.")]
