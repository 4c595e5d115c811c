"""Asking for an approval, page by page, until a prescriber answers."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions
from sessions_app.approvals.models import Request
from tests.factories.planning import NOW as WORKING_HOUR
from tests.sessions_app.approvals.test_pages import WISH, record
from tests.sessions_app.pages import beside, buttons, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def alex(couple):
    return couple.pair[0]


@pytest.fixture
def submitted(alex, thea):
    asked = actions.prepare(partner=alex, **WISH, by=thea, at=WORKING_HOUR)
    return actions.submit(request=asked, by=thea, at=WORKING_HOUR)


def test_the_therapist_prepares_sends_and_takes_back(client, thea, alex):
    client.force_login(thea)

    kept = client.post(reverse("approvals:prepare", args=[alex.pk]), WISH, follow=True)
    asked = Request.objects.get()
    sent = client.post(reverse("approvals:submit", args=[asked.pk]), follow=True)
    back = client.post(reverse("approvals:take_back", args=[asked.pk]), follow=True)

    assert "Kept. Send it when a prescriber should look at it." in words(kept)
    assert "An approval on its way Being prepared Asked for A first session." in words(kept)
    assert "An approval on its way Waits for a prescriber" in words(sent)
    assert "Take it back" in buttons(sent)
    assert "Being prepared" in words(back)


def test_the_prescriber_takes_it_and_is_led_to_the_form(client, paul, alex, submitted):
    client.force_login(paul)
    page = record(client, alex)

    response = client.post(reverse("approvals:take", args=[submitted.pk]), follow=True)

    assert "Take it under review" in buttons(page)
    assert response.redirect_chain == [(reverse("approvals:approve", args=[alex.pk]), 302)]
    assert "Asked for A first session. Approaches thought of Solo dosing" in words(response)
    again = client.post(reverse("approvals:take", args=[submitted.pk]), follow=True)
    assert "This stands otherwise by now: a prescriber is looking at it." in words(again)


@pytest.mark.parametrize(
    ("name", "state", "told"),
    [("ask_for_changes", "changes_requested", "Sent back."), ("decline", "declined", "Declined.")],
)
def test_the_prescriber_does_not_sign_with_a_reason(
    name, state, told, client, paul, alex, submitted
):
    actions.take(request=submitted, by=paul, at=WORKING_HOUR)
    client.force_login(paul)
    address = reverse(f"approvals:{name}", args=[submitted.pk])

    empty = client.post(address, {"reason": ""})
    response = client.post(address, {"reason": "Which place?"}, follow=True)

    assert empty.status_code == 422
    assert "Please write what is missing, or why not." in beside(empty, "reason")
    assert f"{told} Whoever prepared it reads your reason here." in words(response)
    assert (Request.objects.get().state, Request.objects.get().answer) == (state, "Which place?")
    assert client.post(address, {"reason": "Again."}).status_code == 422


def test_preparing_what_a_prescriber_looks_at_is_refused_with_what_was_typed(
    client, thea, alex, submitted
):
    client.force_login(thea)

    response = client.post(
        reverse("approvals:prepare", args=[alex.pk]), WISH | {"wish": "Other words."}
    )

    assert response.status_code == 422
    assert "This stands otherwise by now: waits for a prescriber." in words(response)
    assert value(response, "wish") == "Other words."
