"""One letter for two, where the mail server refuses, waits, breaks off or is away."""

from datetime import timedelta

import pytest

from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.words import Outcome

HOME, QUIET, NEW = "home@mail.example", "quiet@mail.example", "new@mail.example"
A_MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("one_mailbox")


def rows():
    """Where each letter went and when; Alex's first."""
    letters = Letter.objects.order_by("partner__side", "-lead")
    return [(letter.address.lower(), letter.sent_at) for letter in letters]


def words(arrived):
    return arrived.message.get_content()


class TestTrouble:
    def test_a_refusal_is_told_at_both_and_asks_to_call_each(
        self, post_office, planned, sweep, due, states
    ):
        post_office.refusals[HOME] = "550 5.1.1 No home"

        sweep(due)

        assert states(due) == ["failed", "failed"]
        assert set(Letter.objects.values_list("failed_why", "tries")) == {
            ("The mail server said “550 5.1.1 No (address)”.", 1)
        }
        assert Letter.objects.asking_for_a_call(due).count() == 2

    @pytest.mark.parametrize("step", ["refusals", "to_the_dot"])
    def test_a_server_that_says_later_gets_one_letter_later(
        self, post_office, planned, sweep, due, states, step
    ):
        getattr(post_office, step)[HOME] = "450 4.2.0 Come back"

        sweep(due)
        waits = states(due)
        getattr(post_office, step).clear()
        sweep(due + A_MINUTE)

        assert waits == ["planned", "planned"]
        assert post_office.addresses == [HOME]
        assert rows() == [(HOME, due + A_MINUTE)] * 2

    def test_a_line_that_breaks_after_the_dot_leaves_both_uncertain_and_sends_nothing_again(
        self, post_office, planned, sweep, due, states, ada
    ):
        post_office.to_the_dot[HOME] = post_office.HANG_UP

        sweep(due)
        post_office.to_the_dot.clear()
        for minutes in (1, 2, 30):
            sweep(due + timedelta(minutes=minutes))
        alex = Letter.objects.get(partner__side="a")
        actions.settle(letter=alex, outcome=Outcome.CALLED, by=ada, at=due + A_MINUTE)

        assert post_office.addresses == [HOME]
        assert states(due + A_MINUTE) == ["failed", "uncertain"]
        assert [one.partner.side for one in Letter.objects.asking_for_a_call(due + A_MINUTE)] == [
            "b"
        ]

    def test_a_server_that_is_away_costs_neither_their_letter(
        self, post_office, planned, sweep, due
    ):
        post_office.close()
        sweep(due)
        open_again = set(Letter.objects.values_list("claim", "address", "tries"))
        post_office.open()

        sweep(due + A_MINUTE)

        assert open_again == {(None, "", 0)}
        assert post_office.addresses == [HOME]
        assert rows() == [(HOME, due + A_MINUTE)] * 2
