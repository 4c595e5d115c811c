from datetime import timedelta

import pytest

from sessions_app.people.rules import Role
from sessions_app.signing import actions
from sessions_app.signing.models import Signature
from sessions_app.signing.rules import Meaning, canonical, digest
from tests.factories.access import code_at, recovery_codes_of, with_app
from tests.factories.people import PASSWORD, AccountFactory
from tests.factories.planning import NOW


def refused(**given):
    """The refusal, and the field beside which it is said."""
    with pytest.raises(actions.NotConfirmed) as refusal:
        actions.reauthenticate(at=NOW, **given)
    return refusal.value.field, str(refusal.value)


@pytest.mark.django_db
def test_a_signer_types_their_own_password_again():
    paul, thea = AccountFactory(), AccountFactory(password="another pass phrase")
    sentence = "That is not your password, so nothing was signed. Please type it again."

    actions.reauthenticate(by=paul, password=PASSWORD, at=NOW)

    assert refused(by=paul, password="wrong") == ("password", sentence)
    assert refused(by=paul, password="") == ("password", sentence)
    assert refused(by=thea, password=PASSWORD) == ("password", sentence)


@pytest.mark.django_db
def test_a_signer_with_a_second_factor_gives_it_too_and_each_code_once():
    paul, code = with_app(AccountFactory()), code_at(NOW)
    sentence = (
        "That code is not right, or it was used before. "
        "Please type the next one that your app shows. Nothing was signed."
    )

    assert refused(by=paul, password=PASSWORD) == ("code", sentence)
    assert refused(by=paul, password=PASSWORD, code="000000") == ("code", sentence)
    actions.reauthenticate(by=paul, password=PASSWORD, code=code, at=NOW)

    assert refused(by=paul, password=PASSWORD, code=code) == ("code", sentence)


@pytest.mark.django_db
def test_the_right_code_does_not_make_up_for_the_wrong_password_and_is_not_used_up():
    paul, code = with_app(AccountFactory()), code_at(NOW)

    assert refused(by=paul, password="wrong", code=code)[0] == "password"

    actions.reauthenticate(by=paul, password=PASSWORD, code=code, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "fits"), [(0, True), (30, True), (61, False), (300, False)])
def test_a_code_is_good_for_its_moment(age, fits):
    paul = with_app(AccountFactory())
    given = {"by": paul, "password": PASSWORD, "code": code_at(NOW - timedelta(seconds=age))}

    if fits:
        actions.reauthenticate(at=NOW, **given)
    else:
        assert refused(**given)[0] == "code"


@pytest.mark.django_db
def test_a_recovery_code_stands_in_once():
    paul = with_app(AccountFactory())
    first, second, *_ = recovery_codes_of(paul)

    actions.reauthenticate(by=paul, password=PASSWORD, code=first, at=NOW)

    assert refused(by=paul, password=PASSWORD, code=first)[0] == "code"
    actions.reauthenticate(by=paul, password=PASSWORD, code=second, at=NOW)


@pytest.mark.django_db
def test_somebody_at_an_open_screen_does_not_guess_the_password_for_long():
    paul = AccountFactory()
    for _ in range(10):
        refused(by=paul, password="wrong")

    assert refused(by=paul, password=PASSWORD) == (
        "password",
        "Too many tries. Please wait 15 minutes and then try again. Nothing was signed.",
    )


def test_only_what_was_seen_can_be_signed():
    seen = digest({"joint": "To be near."})

    actions.same_as_seen(content={"joint": "To be near."}, seen_digest=seen)

    with pytest.raises(actions.ContentHasChanged) as refusal:
        actions.same_as_seen(content={"joint": "To be near!"}, seen_digest=seen)
    assert str(refusal.value) == (
        "This changed while you were reading, so nothing was signed. Please read it again."
    )


def test_a_signature_keeps_the_bytes_and_the_signer_as_they_were():
    paul = AccountFactory.build(name="Paul Adeyemi", credentials="MD")

    kept = actions.signature(
        content={"dose_mg": "200.00"},
        meaning=Meaning.APPROVED_MEDICINE,
        role=Role.PRESCRIBER,
        zone="America/Denver",
        by=paul,
        at=NOW,
    )

    assert kept == {
        "content": canonical({"dose_mg": "200.00"}),
        "digest": digest({"dose_mg": "200.00"}),
        "meaning": "approved_medicine",
        "signed_by": paul,
        "signed_name": "Paul Adeyemi",
        "signed_credentials": "MD",
        "signed_role": "prescriber",
        "signed_at": NOW,
        "signed_zone": "America/Denver",
        "signed_local": "2027-03-01T10:00:00-07:00",
        "signed_words": "I have reviewed the risks with this partner and approve this medicine.",
        "signed_licence": "",
        "signed_method": "signed_in",
    }
    columns = {field.name for field in Signature._meta.get_fields()}
    assert set(kept) == columns
