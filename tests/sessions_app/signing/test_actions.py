import pytest

from sessions_app.people.rules import Role
from sessions_app.signing import actions
from sessions_app.signing.models import Signature
from sessions_app.signing.rules import Meaning, canonical, digest
from tests.factories.people import PASSWORD, AccountFactory
from tests.factories.planning import NOW


@pytest.mark.django_db
def test_a_signer_types_their_own_password_again():
    paul, thea = AccountFactory(), AccountFactory(password="another pass phrase")

    actions.reauthenticate(by=paul, password=PASSWORD)

    for account, password in [(paul, "wrong"), (paul, ""), (thea, PASSWORD)]:
        with pytest.raises(actions.PasswordDoesNotMatch) as refusal:
            actions.reauthenticate(by=account, password=password)
        assert str(refusal.value) == (
            "That is not your password, so nothing was signed. Please type it again."
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
    }
    columns = {field.name for field in Signature._meta.get_fields()}
    assert set(kept) == columns
