from collections import Counter

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from ..post.line import Line, ServerIsDown
from . import actions
from .rules.states import State

# A sweep ends before the next begins, so that letters never fill all workers.
SHARE_OF_THE_TIME = 0.95


@shared_task(name="reminders.sweep")
def sweep():
    """Send what is due; the database says what that is, the message only wakes."""
    until = timezone.now() + settings.SWEEP_EVERY * SHARE_OF_THE_TIME
    drain(clock=timezone.now, until=until)


def drain(*, clock, until=None):
    """Claim and send until nothing is due or the time is over; how many letters came to what."""
    mail_was_down = actions.note_sweep(at=clock())
    counts = Counter(planned=actions.plan_letters(at=clock()))
    with Line() as line:
        try:
            if mail_was_down:
                line.ready()
            while (until is None or clock() < until) and (batch := actions.claim(at=clock())):
                counts.update(later=batch.later, skipped=batch.skipped)
                _send(batch.letters, line, clock=clock, until=until, counts=counts)
        except ServerIsDown as answer:
            actions.note_mail_down(said=str(answer), at=clock())
        else:
            actions.note_mail_up()
    actions.note_sweep(at=clock(), counts=counts)
    return counts


def _send(letters, line, *, clock, until, counts):
    """Those that are not begun when the server or the time ends are free again at once."""
    for position, letter in enumerate(letters):
        if until is not None and clock() >= until:
            actions.release(letters=letters[position:])
            return
        try:
            state = actions.send(letter=letter, line=line, clock=clock)
        except ServerIsDown:
            actions.release(letters=letters[position:])
            raise
        counts["later" if state == State.PLANNED else state.value] += 1
