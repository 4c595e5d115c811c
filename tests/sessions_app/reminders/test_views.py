"""The page of letters: what becomes of each, who sees it, and what asks for a person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from sessions_app.couples.models import Partner
from sessions_app.planning.models import Meeting
from sessions_app.reminders.models import Sweep
from tests.factories.couples import couple_of
from tests.factories.planning import NOW, MeetingFactory, PlanFactory
from tests.factories.reminders import LetterFactory, SweepFactory

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


def lines(client, address=EVERY):
    return client.get(address).context["lines"]


def test_a_planned_letter_is_shown_with_its_time_and_its_text(ada_in, letter_of, awake):
    letter_of()

    html = page(ada_in)

    assert "Alex Moreno" in html
    assert "Planned" in html
    assert "Tue 2 March 2027, 07:00 (Denver)" in html
    assert "3 hours before" in html
    assert "You have an appointment with Elm Appointments on Tue 2 March 2027" in html


def test_a_letter_that_will_stay_says_so_beforehand(ada_in, letter_of, awake):
    letter_of()
    Meeting.objects.update(starts_at=NOW + timedelta(days=9))

    (line,) = lines(ada_in)

    assert (line.label, line.sentence, line.text) == (
        "Will not leave",
        "The meeting was moved; its new time has its own letters.",
        None,
    )


def test_a_letter_that_was_tried_says_what_went_wrong_and_when_it_is_tried_again(
    ada_in, letter_of, awake, due
):
    letter_of(
        tries=2, failed_why="The mail server said “450 Later”.", due_at=due + timedelta(hours=1)
    )

    (line,) = lines(ada_in)

    assert (line.verb, line.at, line.sentence) == (
        "Leaves",
        due + timedelta(hours=1),
        "Tried 2 times. The mail server said “450 Later”.",
    )


@pytest.mark.parametrize(
    ("facts", "label", "sentence", "asks"),
    [
        (CLAIMED | {"handing_at": NOW}, "On its way", "", False),
        (CLAIMED | {"handing_at": LONG_AGO, "sent_at": LONG_AGO}, "Sent", "", False),
        (
            CLAIMED | {"handing_at": LONG_AGO},
            "Uncertain",
            "The mail server never said whether it took this letter. Most likely it arrived; "
            "it is not sent again by itself.",
            True,
        ),
        (
            {"failed_at": LONG_AGO, "failed_why": "The mail server said “550 No”."},
            "Failed",
            "The mail server said “550 No”. Please call.",
            True,
        ),
        (
            {"skipped_at": LONG_AGO, "skipped_why": "no_hour"},
            "Not sent",
            "There is no allowed hour before the meeting: please call.",
            True,
        ),
        (
            {"skipped_at": LONG_AGO, "skipped_why": "unwanted"},
            "Not sent",
            "This person wishes no letters.",
            False,
        ),
    ],
)
def test_each_letter_says_what_became_of_it_and_whether_a_person_is_needed(
    ada_in, letter_of, awake, facts, label, sentence, asks
):
    letter = letter_of(**facts)

    html = page(ada_in, EVERY)
    (line,) = lines(ada_in)

    assert (line.label, line.sentence, line.asks) == (label, sentence, asks)
    assert escape(sentence) in html
    assert (reverse("reminders:settle", args=[letter.pk]) in html) is asks


@pytest.mark.parametrize(
    ("outcome", "facts", "label", "sentence"),
    [
        ("arrived", {}, "Sent", "The letter arrived. Noted by Ada Okafor."),
        ("called", {}, "Failed", "They were told by telephone. Noted by Ada Okafor."),
    ],
)
def test_a_settled_letter_says_who_settled_it(
    ada_in, ada, letter_of, awake, outcome, facts, label, sentence
):
    letter_of(
        **CLAIMED, handing_at=LONG_AGO, settled_at=NOW, settled_by=ada, outcome=outcome, **facts
    )

    (line,) = lines(ada_in)

    assert (line.label, line.sentence, line.asks) == (label, sentence, False)


def test_the_lists_show_their_own_letters_and_the_page_says_how_many_ask(ada_in, letter_of, awake):
    letter_of()
    letter_of("b", failed_at=LONG_AGO, failed_why="No.")

    shown = {
        show: [line.letter.partner.name for line in lines(ada_in, f"{INDEX}?show={show}")]
        for show in ("every", "calls", "planned", "failed", "sent", "nonsense")
    }

    assert shown == {
        "every": ["Robin Hale", "Alex Moreno"],
        "calls": ["Robin Hale"],
        "planned": ["Alex Moreno"],
        "failed": ["Robin Hale"],
        "sent": [],
        "nonsense": ["Alex Moreno"],
    }
    assert "One letter asks for a call." in page(ada_in)


def test_without_letters_the_page_says_what_it_is_for(ada_in, awake):
    assert "No letters are planned" in page(ada_in)
    assert "No such letters" in page(ada_in, f"{INDEX}?show=sent")


def test_twenty_five_letters_are_on_a_page(ada_in, letter_of, awake):
    for lead in range(1, 28):
        letter_of(lead=lead)

    assert len(lines(ada_in)) == 25
    assert len(lines(ada_in, f"{EVERY}&page=2")) == 2
    assert "Page 1 of 2" in page(ada_in)


def test_letters_older_than_ninety_days_are_not_on_the_page(ada_in, letter_of, awake):
    letter_of(due_at=NOW - timedelta(days=90))
    letter_of("b", due_at=NOW - timedelta(days=90, seconds=1))

    assert [line.letter.partner.name for line in lines(ada_in)] == ["Alex Moreno"]


def test_a_machine_that_sleeps_is_told_of_on_the_page(ada_in):
    never = page(ada_in)
    SweepFactory(last_at=NOW - timedelta(minutes=2, seconds=1))
    asleep = page(ada_in)
    Sweep.objects.update(last_at=NOW - timedelta(minutes=2))
    awake = page(ada_in)

    assert "Letters have not been looked at yet." in never
    assert "Letters have not been looked at since Mon 1 March 2027, 09:57 (Denver)." in asleep
    assert "Ask whoever runs this app to look at worker and beat." in asleep
    assert "have not been looked at" not in awake


def test_a_mail_server_that_is_down_is_told_of_on_the_page(ada_in):
    SweepFactory(
        last_at=NOW, mail_down_since=LONG_AGO, mail_says="The mail server said “421 Full”."
    )

    html = page(ada_in)

    assert "The mail server takes no letters since Mon 1 March 2027, 09:55 (Denver)." in html
    assert "They wait and are tried again every minute. The mail server said “421 Full”." in html


def letters_for(clinic, thea, count):
    for _ in range(count):
        couple = couple_of(clinic=clinic, lead=thea)
        meeting = MeetingFactory(plan=PlanFactory(couple=couple, begun_by=thea), booked_by=thea)
        partner = couple.partners.get(side="a")
        LetterFactory(meeting=meeting, partner=partner, failed_at=LONG_AGO, failed_why="No.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_letters_as_for_one(
    ada_in, clinic, thea, awake, count, django_assert_num_queries
):
    letters_for(clinic, thea, count)

    with django_assert_num_queries(7):
        assert len(lines(ada_in)) == count


def test_another_clinics_letters_and_another_teams_are_not_shown(client, letter_of, stranger, paul):
    letter = letter_of(failed_at=LONG_AGO, failed_why="No.")

    for who in (stranger, paul):
        client.force_login(who)
        assert list(lines(client)) == []
        assert "Alex" not in page(client, EVERY)
        for deed in (client.get, client.post):
            assert deed(reverse("reminders:settle", args=[letter.pk])).status_code == 404


def test_letters_are_behind_the_door(client, letter_of):
    letter = letter_of()

    for address in (INDEX, reverse("reminders:settle", args=[letter.pk])):
        assert client.get(address).url == f"/sign-in/?next={address}"


def test_the_page_shows_no_private_word_of_the_plan_or_the_record(ada_in, letter_of, awake):
    letter_of()
    plan = Meeting.objects.get().plan
    type(plan).objects.update(joint_intention="ZEBRA", stop_word="ZEBRA", choice_reason="ZEBRA")
    Meeting.objects.update(place="ZEBRA", cancelled_why="ZEBRA")
    Partner.objects.update(pronouns="ZEBRA")

    assert "ZEBRA" not in page(ada_in)
