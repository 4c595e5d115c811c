"""A letter as its line on the page says it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from ..couples.rules.contacts import may_leave_message, same_mailbox, same_phone
from ..planning.rules.times import lead_words
from . import letters
from .models import Letter
from .rules import leaving
from .rules.states import LABELS, State
from .rules.words import ASKS_FOR_A_CALL, OUTCOMES, SENTENCES, Outcome, Why, when

KINDS = {
    State.PLANNED: "plain",
    State.SENDING: "wait",
    State.SENT: "yes",
    State.UNCERTAIN: "mind",
    State.FAILED: "not",
    State.SKIPPED: "plain",
}


@dataclass(frozen=True)
class Line:
    letter: Letter
    kind: str
    label: str
    verb: str = ""
    at: datetime | None = None
    sentence: str = ""
    text: letters.Text | None = None
    asks: bool = False

    @property
    def lead(self):
        return lead_words(self.letter.lead)

    @property
    def one_mailbox(self):
        """Of the couple, not of the letter, which may go to another address."""
        return self._knowingly and same_mailbox(*self._both("email"))

    @property
    def one_phone(self):
        return self._knowingly and same_phone(*self._both("phone"))

    @property
    def may_leave_message(self):
        return may_leave_message(phones=self._both("phone"), allowed=self._both("voicemail"))

    @property
    def _knowingly(self):
        return bool(self.letter.partner.couple.shared_contact_why)

    def _both(self, name):
        return getattr(self.letter.partner, name), getattr(self.letter, f"other_{name}")

    @property
    def clinic(self):
        return self.letter.partner.couple.clinic

    @property
    def zone(self):
        return self.clinic.zone


def line(letter, *, now):
    """`letter` comes with its state told, whole, and with what is the other partner's."""
    state = State(letter.state)
    if state == State.PLANNED:
        return _planned(letter, now)
    tell = {
        State.SENDING: _sending,
        State.SENT: _sent,
        State.UNCERTAIN: _uncertain,
        State.FAILED: _failed,
        State.SKIPPED: _skipped,
    }[state]
    return Line(
        letter=letter,
        kind=KINDS[state],
        label=LABELS[state],
        asks=_asks(letter, state),
        **tell(letter),
    )


def _asks(letter, state):
    if letter.settled_at:
        return False
    if state == State.SKIPPED:
        return Why(letter.skipped_why) in ASKS_FOR_A_CALL
    return state in (State.UNCERTAIN, State.FAILED)


def _planned(letter, now):
    verdict = leaving.verdict(letter.case(), at=now)
    if verdict.why:
        return Line(letter, "mind", "Will not leave", sentence=SENTENCES[verdict.why])
    times = "once" if letter.tries == 1 else f"{letter.tries} times"
    tried = f"Tried {times}. {letter.failed_why}" if letter.tries else ""
    return Line(
        letter,
        KINDS[State.PLANNED],
        LABELS[State.PLANNED],
        verb="Leaves",
        at=max(verdict.leaves_at, letter.due_at),
        sentence=tried,
        text=letters.text_of(letter),
    )


def _sending(letter):
    return {"verb": "Handed over", "at": letter.handing_at}


def _sent(letter):
    return {"verb": "Sent", "at": letter.sent_at or letter.handing_at, "sentence": _settled(letter)}


def _uncertain(letter):
    return {
        "verb": "Handed over",
        "at": letter.handing_at,
        "sentence": (
            "The mail server never said whether it took this letter. Most likely it arrived; "
            "it is not sent again by itself."
        ),
    }


def _failed(letter):
    why = "" if letter.outcome else f"{letter.failed_why} Please call."
    return {
        "verb": "Failed",
        "at": letter.failed_at or letter.handing_at,
        "sentence": _settled(letter) or why,
    }


def _skipped(letter):
    why = SENTENCES[Why(letter.skipped_why)]
    return {"verb": "Decided", "at": letter.skipped_at, "sentence": _settled(letter) or why}


def _settled(letter):
    if not letter.outcome:
        return ""
    return f"{OUTCOMES[Outcome(letter.outcome)]} Noted by {letter.settled_by}."


def notices(*, pulse, calls, now, zone):
    """What stands above the list: a machine that sleeps, a mail server that is down, calls."""
    if leaving.asleep(last_at=pulse and pulse.last_at, now=now):
        yield _asleep(pulse, zone)
    elif pulse.mail_down_since:
        yield {
            "kind": "not",
            "title": f"The mail server takes no letters since {when(pulse.mail_down_since, zone)}.",
            "text": f"They wait and are tried again every minute. {pulse.mail_says}",
        }
    if calls:
        many = "One letter asks" if calls == 1 else f"{calls} letters ask"
        yield {
            "kind": "mind",
            "title": f"{many} for a call.",
            "text": "The meeting is still ahead, and its letter did not surely arrive.",
            "url": f"{reverse('reminders:index')}?show=calls",
            "link": "See which",
        }


def _asleep(pulse, zone):
    since = f"since {when(pulse.last_at, zone)}" if pulse else "yet"
    return {
        "kind": "not",
        "title": f"Letters have not been looked at {since}.",
        "text": "Ask whoever runs this app to look at worker and beat.",
    }
