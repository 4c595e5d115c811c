"""Any order of claims, last looks, deaths of workers and changes: each partner gets a letter to the
address of that moment, and no mailbox the same words twice unless something changed between."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions_app.couples.models import Partner
from sessions_app.post.line import Line
from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.leaving import CLAIM_LASTS
from sessions_app.reminders.tasks import drain

HOME, QUIET, NEW = "home@mail.example", "quiet@mail.example", "new@mail.example"
FACTS = (
    {"email": HOME},
    {"email": HOME.upper()},
    {"email": NEW},
    {"quiet_email": QUIET},
    {"quiet_email": ""},
    {"zone": "America/New_York"},
    {"zone": ""},
    {"wants_letters": False},
    {"wants_letters": True},
)
CHANGE = st.tuples(st.just("change"), st.sampled_from("ab"), st.sampled_from(FACTS))
CLAIM = st.tuples(st.just("claim"), st.sampled_from((1, 2)), st.sampled_from((1, 25)))
SEND = st.tuples(st.just("send"), st.sampled_from((1, 2)), st.none())
DIE = st.tuples(st.just("die"), st.sampled_from((1, 2)), st.none())
STEPS = st.lists(st.one_of(CHANGE, CLAIM, SEND, SEND, DIE), max_size=14)


class Walk:
    """Two workers and a colleague; `mails`: what arrived where, and after how many changes."""

    def __init__(self, post_office, couple, *, at):
        self.post_office, self.couple, self.at = post_office, couple, at
        self.changes, self.mails, self.held, self.closed = 0, [], {1: [], 2: []}, set()

    def change(self, side, facts):
        Partner.objects.filter(couple=self.couple, side=side).update(**facts)
        self.changes += 1

    def claim(self, worker, limit):
        self.held[worker] = actions.claim(at=self.at, limit=limit).letters
        self._look()

    def send(self, worker, _):
        if self.held[worker]:
            with Line() as line:
                actions.send(letter=self.held[worker].pop(0), line=line, clock=lambda: self.at)
            self._look()

    def die(self, worker, _):
        """Nobody hears of it again, and its claims lapse."""
        self.held[worker] = []
        self.at += CLAIM_LASTS

    def end(self):
        self.at += CLAIM_LASTS
        drain(clock=lambda: self.at)
        self._look()

    def _look(self):
        """After each step that sends, what closed is right for the facts of now."""
        arrived = self.post_office.letters[len(self.mails) :]
        self.mails += [
            (one.address.lower(), one.message.get_content(), self.changes) for one in arrived
        ]
        for letter in Letter.objects.select_related("partner").exclude(pk__in=self.closed):
            if letter.sent_at:
                told = {address for address, *_ in self.mails[-len(arrived) :] if arrived}
                assert letter.partner.wants_letters
                assert letter.partner.letter_address.lower() == letter.address.lower()
                assert letter.address.lower() in told
            elif letter.skipped_at:
                assert (letter.skipped_why, letter.partner.wants_letters) == ("unwanted", False)
            else:
                continue
            self.closed.add(letter.pk)

    @property
    def ordinary(self):
        """Two confidential addresses are never compared, so those may get two."""
        return [mail for mail in self.mails if mail[0] != QUIET]


@pytest.fixture
def walk(post_office, one_mailbox, planned, due):
    def begin():
        post_office.letters.clear()
        return Walk(post_office, one_mailbox, at=due)

    return begin


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_the_order_each_gets_a_letter_and_no_mailbox_two(walk, steps):
    with transaction.atomic():
        walking = walk()
        for step, who, what in steps:
            getattr(walking, step)(who, what)
        walking.end()

        assert len(walking.closed) == 2
        assert [mail for mail, times in Counter(walking.ordinary).items() if times > 1] == []
        transaction.set_rollback(True)
