"""The page on which a person says what became of a letter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.reminders.models import Letter
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.planning import NOW

pytestmark = pytest.mark.usefixtures("frozen")

INDEX = "/letters/"
EVERY = "/letters/?show=every"
LONG_AGO = NOW - timedelta(minutes=5)
CLAIMED = {
    "claim": "11111111-2222-3333-4444-555555555555",
    "claimed_at": LONG_AGO,
    "address": "alex@mail.example",
}


def page(client, address=INDEX):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_prescriber_of_the_team_reads_the_letters_and_settles_none(
    client, meeting, letter_of, paul, awake
):
    CareTeamMemberFactory(couple=meeting.plan.couple, account=paul)
    letter = letter_of(failed_at=LONG_AGO, failed_why="No.")
    address = reverse("reminders:settle", args=[letter.pk])
    client.force_login(paul)

    html = page(client, EVERY)
    response = client.post(address, {"outcome": "called"}, follow=True)

    assert "Alex Moreno" in html
    assert address not in html
    assert "Your role cannot do this." in response.content.decode()
    assert Letter.objects.get().outcome == ""


def test_a_person_notes_that_an_uncertain_letter_arrived(ada_in, letter_of, awake):
    letter = letter_of(**CLAIMED, handing_at=LONG_AGO)
    address = reverse("reminders:settle", args=[letter.pk])
    asked = page(ada_in, address)

    response = ada_in.post(address, {"outcome": "arrived"}, follow=True)

    assert "What did you find out?" in asked
    assert response.redirect_chain == [(INDEX, 302)]
    assert "Noted. This letter needs nobody any more." in response.content.decode()
    assert Letter.objects.get().outcome == "arrived"


def test_a_person_notes_a_call_about_a_letter_that_never_left(ada_in, letter_of, awake):
    letter = letter_of(failed_at=LONG_AGO, failed_why="No.")
    address = reverse("reminders:settle", args=[letter.pk])
    asked = page(ada_in, address)

    ada_in.post(address, {"outcome": "called"})

    assert "I told them by telephone" in asked
    assert "What did you find out?" not in asked
    assert Letter.objects.get().outcome == "called"


@pytest.mark.parametrize("given", [{}, {"outcome": "eaten"}])
def test_an_answer_that_is_none_is_asked_for_again(ada_in, letter_of, awake, given):
    letter = letter_of(**CLAIMED, handing_at=LONG_AGO)

    response = ada_in.post(reverse("reminders:settle", args=[letter.pk]), given)

    assert response.status_code == 422
    assert Letter.objects.get().outcome == ""


def test_a_letter_that_was_sent_meanwhile_refuses_in_plain_words(ada_in, letter_of, awake):
    letter = letter_of(**CLAIMED, handing_at=LONG_AGO, sent_at=LONG_AGO)
    address = reverse("reminders:settle", args=[letter.pk])
    html = page(ada_in, address)

    response = ada_in.post(address, {"outcome": "called"}, follow=True)

    assert "This letter needs nobody any more." in html
    assert "I told them by telephone" not in html
    assert "Somebody saw to it, or it was sent meanwhile." in response.content.decode()
    assert Letter.objects.get().outcome == ""
