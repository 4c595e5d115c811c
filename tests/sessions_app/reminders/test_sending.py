"""Real letters in a real SMTP conversation, and what the rows say afterwards."""

from datetime import timedelta

import pytest

from sessions_app.couples.models import Partner
from sessions_app.post.line import Line
from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter, Sweep
from sessions_app.reminders.rules.states import State
from sessions_app.reminders.tasks import drain

A_MINUTE = timedelta(minutes=1)


def test_each_partner_gets_one_letter_and_no_second_one(post_office, planned, sweep, due, states):
    first = sweep(due)
    second = sweep(due + A_MINUTE)

    assert (first["sent"], second["sent"]) == (2, 0)
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert states(due) == ["sent", "sent"]
    assert post_office.lines == 1


def test_nothing_leaves_before_it_is_due(post_office, planned, sweep, due, states):
    sweep(due - A_MINUTE)

    assert post_office.letters == []
    assert states(due) == ["planned", "planned"]


def test_a_letter_goes_to_the_address_of_now_and_not_of_the_day_it_was_planned(
    post_office, planned, sweep, due
):
    Partner.objects.filter(email="alex@mail.example").update(email="other@mail.example")

    sweep(due)

    assert post_office.addresses == ["other@mail.example", "robin@mail.example"]


def test_a_line_that_was_closed_meanwhile_is_opened_anew(post_office, planned, due):
    alex, robin = actions.claim(at=due).letters

    with Line() as line:
        actions.send(letter=alex, line=line, clock=lambda: due)
        post_office.close()
        post_office.open()
        actions.send(letter=robin, line=line, clock=lambda: due)

    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert post_office.lines == 2


@pytest.mark.parametrize("order", [("slow", "quick"), ("quick", "slow")])
def test_a_slow_worker_whose_claim_passed_to_another_sends_nothing(
    post_office, planned, due, order, states
):
    claimed = {"slow": actions.claim(at=due).letters}
    claimed["quick"] = actions.claim(at=due + timedelta(seconds=30)).letters

    with Line() as line:
        became = {
            worker: [
                actions.send(letter=one, line=line, clock=lambda: due + A_MINUTE)
                for one in claimed[worker]
            ]
            for worker in order
        }

    assert became == {"slow": [State.PLANNED] * 2, "quick": [State.SENT] * 2}
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert states(due) == ["sent", "sent"]


def test_a_claim_holds_while_its_worker_may_live(planned, due):
    first = actions.claim(at=due)

    second = actions.claim(at=due + timedelta(seconds=29))

    assert len(first.letters) == 2
    assert not second


def test_when_the_time_of_a_sweep_is_over_the_rest_is_free_at_once(post_office, planned, due):
    ticks = iter([due, due, due, due, *[due + A_MINUTE] * 20])

    drain(clock=lambda: next(ticks), until=due + timedelta(seconds=30))

    assert post_office.letters == []
    assert list(Letter.objects.values_list("claimed_at", "address")) == [(None, ""), (None, "")]


def test_the_pulse_tells_when_letters_were_looked_at_and_what_came_of_it(
    post_office, planned, sweep, due
):
    sweep(due)

    pulse = Sweep.objects.get()
    assert (pulse.last_at, pulse.sent, pulse.failed) == (due, 2, 0)
