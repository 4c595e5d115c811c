from contextlib import suppress
from functools import partial

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..post import once
from ..post.line import Line, ServerIsDown
from . import actions

# A sweep ends before the next begins.
SHARE_OF_THE_TIME = 0.95


@shared_task(name="people.sweep")
def sweep():
    """Send the letters to colleagues that are due; the database says which, the message wakes."""
    drain(clock=timezone.now, until=timezone.now() + settings.SWEEP_EVERY * SHARE_OF_THE_TIME)


def drain(*, clock, until=None):
    actions.plan_licence_letters(at=clock())

    def in_time(claim):
        return lambda: [] if until and clock() >= until else claim(at=clock())

    # Whoever runs the app is told of a silent mail server on the letters page.
    with Line() as line, suppress(ServerIsDown):
        once.drain(
            claimed=in_time(actions.claim_letters),
            deed=lambda each: actions.send_letter(invitation=each, line=line, clock=clock),
            free=lambda each: actions.release_letters(letters=each),
        )
        once.drain(
            claimed=in_time(actions.claim_licence_letters),
            deed=lambda each: actions.send_licence_letter(letter=each, line=line, clock=clock),
            free=lambda each: actions.release_licence_letters(letters=each),
        )


def wake():
    """Have the letters looked at once what was written is committed, and not at the next sweep."""
    transaction.on_commit(partial(sweep.delay))
