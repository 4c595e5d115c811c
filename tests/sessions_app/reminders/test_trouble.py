"""Mail servers that refuse, put off, hang up or are away."""

from datetime import timedelta

import pytest

from sessions_app.couples.models import Partner
from sessions_app.planning.models import Meeting
from sessions_app.reminders.models import Letter, Sweep

A_MINUTE = timedelta(minutes=1)


def test_a_refused_address_fails_with_the_servers_words_and_is_not_tried_again(
    post_office, planned, sweep, due
):
    post_office.refusals["alex@mail.example"] = "550 5.1.1 No such mailbox"

    sweep(due)
    sweep(due + timedelta(hours=1))

    alex, robin = Letter.objects.order_by("partner__side")
    assert alex.failed_why == "The mail server said “550 5.1.1 No such mailbox”."
    assert (alex.handing_at, alex.sent_at, alex.tries) == (None, None, 1)
    assert post_office.addresses == ["robin@mail.example"]
    assert robin.sent_at == due


def test_a_text_that_is_refused_fails_too(post_office, planned, sweep, due, states):
    post_office.to_the_dot["alex@mail.example"] = "554 5.6.0 Not like this"

    sweep(due)

    assert states(due) == ["failed", "sent"]
    assert post_office.addresses == ["robin@mail.example"]


@pytest.mark.parametrize("step", ["refusals", "to_the_dot"])
def test_a_server_that_says_later_is_asked_later(post_office, planned, sweep, due, step, states):
    getattr(post_office, step)["alex@mail.example"] = "450 4.2.0 Come back"

    sweep(due)
    getattr(post_office, step).clear()
    sweep(due + A_MINUTE - timedelta(seconds=1))
    too_soon = post_office.addresses
    sweep(due + A_MINUTE)

    assert too_soon == ["robin@mail.example"]
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert states(due + A_MINUTE) == ["sent", "sent"]


def test_a_server_that_says_later_until_the_meeting_fails_the_letter(
    post_office, meeting, planned, sweep, due, states
):
    post_office.refusals["alex@mail.example"] = "450 4.2.0 Come back"

    moment = due
    while moment < meeting.starts_at:
        sweep(moment)
        moment += timedelta(minutes=15)

    alex = Letter.objects.get(partner__side="a")
    assert states(moment) == ["failed", "sent"]
    assert alex.failed_why == "The mail server said “450 4.2.0 Come back”."
    assert alex.tries > 3


def test_a_server_that_says_later_just_before_the_meeting_fails_the_letter_at_once(
    post_office, meeting, sweep
):
    Meeting.objects.update(leads=[2])
    post_office.refusals["alex@mail.example"] = "450 4.2.0 Come back"
    at = meeting.starts_at - A_MINUTE

    sweep(at)

    alex = Letter.objects.get(partner__side="a")
    assert (alex.failed_at, alex.tries) == (at, 1)


def test_an_address_that_cannot_be_written_fails_and_harms_no_other(
    post_office, planned, sweep, due, states
):
    Partner.objects.filter(email="alex@mail.example").update(email="älex@mail.example")

    sweep(due)

    assert states(due) == ["failed", "sent"]
    assert post_office.addresses == ["robin@mail.example"]


def test_a_line_that_breaks_after_the_dot_leaves_the_letter_uncertain_and_never_sends_it_again(
    post_office, planned, sweep, due, states
):
    post_office.to_the_dot["alex@mail.example"] = post_office.HANG_UP

    counts = sweep(due)
    post_office.to_the_dot.clear()
    for minutes in (1, 2, 30, 120):
        sweep(due + timedelta(minutes=minutes))

    assert (counts["uncertain"], counts["sent"]) == (1, 1)
    assert states(due + timedelta(seconds=49)) == ["sending", "sent"]
    assert states(due + timedelta(seconds=50)) == ["uncertain", "sent"]
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]


def test_a_server_that_is_away_costs_no_letter_and_is_asked_again_every_minute(
    post_office, planned, sweep, due
):
    post_office.close()
    sweep(due)
    down = Sweep.objects.get()
    sweep(due + A_MINUTE)
    still_down = Sweep.objects.get()
    post_office.open()

    sweep(due + 2 * A_MINUTE)

    assert down.mail_down_since == still_down.mail_down_since == due
    assert down.mail_says == "The mail server cannot be reached."
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert [letter.tries for letter in Letter.objects.all()] == [0, 0]
    assert Sweep.objects.get().mail_down_since is None


def test_a_server_that_refuses_us_altogether_costs_no_letter(post_office, planned, sweep, due):
    post_office.sender_refused = "550 5.7.1 Not from here"
    sweep(due)
    says = Sweep.objects.get().mail_says
    post_office.sender_refused = ""

    sweep(due + A_MINUTE)

    assert says == "The mail server said “550 5.7.1 Not from here”."
    assert len(post_office.letters) == 2
