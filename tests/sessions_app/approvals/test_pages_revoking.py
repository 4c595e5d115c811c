"""Ending an approval is signed as giving it was, and the record prints it."""

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from tests.factories.approvals import ENDS
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_pages import record
from tests.sessions_app.pages import beside, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def alex(couple):
    return couple.pair[0]


@pytest.fixture
def approval(alex):
    return alex.approvals.get()


def test_ending_asks_for_a_reason_and_for_the_password_again(client, paul, approval):
    client.force_login(paul)
    address = reverse("approvals:revoke", args=[approval.pk])

    page = client.get(address)
    empty = client.post(address, {})
    wrong = client.post(address, ENDS | {"password": "not this one"})

    assert "I end this approval. Nothing is planned with it from now on." in words(page)
    assert [each.status_code for each in (empty, wrong)] == [422, 422]
    assert "Please write why you end it." in beside(empty, "reason")
    assert "Please type your password; it is your signature." in beside(empty, "password")
    assert "That is not your password, so nothing was signed." in beside(wrong, "password")
    assert value(wrong, "reason") == "A new product."
    assert Approval.objects.get(pk=approval.pk).ended == ""


def test_the_record_prints_who_ended_it_and_with_what_words(client, paul, alex, approval):
    client.force_login(paul)

    page = client.post(
        reverse("approvals:revoke", args=[approval.pk]), ENDS | {"reason": "A rash."}, follow=True
    )

    said, signature = words(page), approval.revocation
    assert "The approval has ended. Plans that lean on it stand still." in said
    assert "Ended by the prescriber The prescriber ended it. A rash." in said
    assert (
        "Paul Adeyemi, MD, prescriber I end this approval. Nothing is planned with it from now "
        f"on. Content {signature.short_digest}, Mon 1 March 2027, 10:00 (Denver)"
    ) in said


def test_what_ended_before_ending_was_signed_is_shown_without_a_signature(
    client, paul, alex, approval
):
    ended = {"ended_at": NOW, "ended_by": paul, "ended_why": "revoked"}
    Approval.objects.filter(pk=approval.pk).update(ended="revoked", **ended)
    client.force_login(paul)

    said = words(record(client, alex))

    assert "Ended by the prescriber The prescriber ended it." in said
    assert "I end this approval." not in said
