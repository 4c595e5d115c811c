"""Several workers at two letters that are one mail: neither two of it nor none leave."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple, Partner
from sessions_app.post.line import Line
from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.states import State
from sessions_app.reminders.tasks import drain
from tests.factories.reminders import couples_with_a_letter_due

from . import worker
from .test_at_once import A_LEASE, in_own_connection, somebody_waits_for_a_lock, together

pytestmark = pytest.mark.django_db(transaction=True)


def one_mailbox_each(count, *, at):
    """This many couples, each with one mailbox for both; their meetings."""
    meetings = couples_with_a_letter_due(count, at=at)
    home = Concat(Value("home"), Cast(F("couple_id"), CharField()), Value("@mail.example"))
    Partner.objects.update(email=home)
    thea = meetings[0].booked_by
    Couple.objects.update(
        shared_contact_why="One mailbox.", shared_contact_by=thea, shared_contact_at=at
    )
    return meetings


def became(at):
    """How often both rows of an occasion came to the same, by what that is."""
    found = {}
    for letter in Letter.objects.told(at):
        found.setdefault(letter.occasion, set()).add(letter.state)
    assert {len(states) for states in found.values()} == {1}
    return Counter(states.pop() for states in found.values())


def test_sweeps_at_the_same_moment_send_one_letter_to_each_mailbox(post_office):
    now = timezone.now()
    one_mailbox_each(60, at=now)

    counts = together(*[lambda: drain(clock=lambda: now)] * 3)

    assert sum(one["sent"] for one in counts) == 60
    assert len(set(post_office.addresses)) == len(post_office.addresses) == 60
    assert became(now) == {"sent": 60}


def test_two_workers_that_hold_one_each_come_to_the_last_look_together(post_office):
    """Both have said all but the dot, and one of them says it."""
    now, couples_count = timezone.now(), 20
    one_mailbox_each(couples_count, at=now)
    actions.plan_letters(at=now)
    held = {}
    while letters := actions.claim(at=now, limit=1).letters:
        held.setdefault(letters[0].occasion, []).extend(letters)
    start = Barrier(2)

    def worker_of(place):
        def send_mine():
            done = []
            with Line() as line:
                for pair in held.values():
                    start.wait(timeout=20)
                    done.append(actions.send(letter=pair[place], line=line, clock=lambda: now))
            return done

        return send_mine

    done = together(worker_of(0), worker_of(1))

    assert {len(pair) for pair in held.values()} == {2}
    assert Counter(map(frozenset, zip(*done, strict=True))) == {
        frozenset({State.SENT, State.PLANNED}): couples_count
    }
    assert len(set(post_office.addresses)) == len(post_office.addresses) == couples_count
    assert became(now) == {"sent": couples_count}


def sent_while(change, *, now):
    """The state of one claimed letter whose last look has to wait for this change."""
    actions.plan_letters(at=now)
    (letter,) = actions.claim(at=now).letters

    def send():
        with Line() as line:
            return actions.send(letter=letter, line=line, clock=lambda: now)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            sending = pool.submit(in_own_connection, send)
            while not (somebody_waits_for_a_lock() or sending.done()):
                time.sleep(0.001)
        return sending.result()


@pytest.mark.parametrize("side", ["a", "b"])
def test_the_last_look_waits_for_a_confidential_address_that_is_being_noted(post_office, side):
    now = timezone.now()
    (meeting,) = one_mailbox_each(1, at=now)
    told = {"quiet_email": "quiet@mail.example", "by": meeting.booked_by, "at": now}
    one = meeting.plan.couple.partners.get(side=side)

    state = sent_while(lambda: couples.note_contact(partner=one, **told), now=now)
    before = list(post_office.letters)
    drain(clock=lambda: now)

    assert (state, before) == (State.PLANNED, [])
    assert post_office.addresses == [one.email, "quiet@mail.example"]


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_note_that_changes_no_letter_is_waited_for_and_holds_none_back(post_office, side):
    now = timezone.now()
    (meeting,) = one_mailbox_each(1, at=now)
    told = {"contact_wishes": "After five.", "by": meeting.booked_by, "at": now}
    one = meeting.plan.couple.partners.get(side=side)

    state = sent_while(lambda: couples.note_contact(partner=one, **told), now=now)

    assert state == State.SENT
    assert post_office.addresses == [one.email]
    assert became(now) == {"sent": 1}


def test_while_addresses_come_and_go_each_partner_gets_a_letter_and_none_twice(post_office):
    """Nobody comes back to a mailbox here, so no mail may arrive where another one did."""
    now = timezone.now()
    meetings = one_mailbox_each(40, at=now)
    thea = meetings[0].booked_by

    def note(side):
        for meeting in meetings:
            partner = meeting.plan.couple.partners.get(side=side)
            quiet = f"quiet-{side}{partner.couple_id}@mail.example"
            couples.note_contact(partner=partner, quiet_email=quiet, by=thea, at=now)

    together(lambda: note("a"), lambda: note("b"), *[lambda: drain(clock=lambda: now)] * 2)
    drain(clock=lambda: now)

    assert len(set(post_office.addresses)) == len(post_office.addresses)
    assert became(now) == {"sent": 40}
    assert {letter.address for letter in Letter.objects.all()} == set(post_office.addresses)


def test_killed_workers_leave_both_rows_alike_and_send_no_mailbox_two(post_office):
    mailboxes, kills, chance = 150, 6, random.Random(6)
    one_mailbox_each(mailboxes, at=timezone.now())

    for kill in range(kills):
        enough = min(len(post_office.letters) + chance.randint(5, 20), mailboxes)
        process = worker.start(port=post_office.port, ahead=kill * A_LEASE)
        while len(post_office.letters) < enough and process.is_alive():
            time.sleep(0.001)
        time.sleep(chance.random() / 100)
        process.kill()
        process.join()
    drain(clock=lambda: timezone.now() + kills * A_LEASE)

    at = timezone.now() + 2 * kills * A_LEASE
    sent = set(Letter.objects.in_state("sent", at).values_list("address", flat=True))
    assert set(became(at)) <= {"sent", "uncertain"}
    assert became(at)["uncertain"] <= kills
    assert sum(became(at).values()) == mailboxes
    assert len(set(post_office.addresses)) == len(post_office.addresses)
    assert sent <= set(post_office.addresses)
