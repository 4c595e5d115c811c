from functools import partial

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..post.line import Line, ServerIsDown
from . import actions

# A sweep ends before the next begins.
SHARE_OF_THE_TIME = 0.95


@shared_task(name="people.sweep")
def sweep():
    """Send the invitations that are due; the database says which, the message only wakes."""
    drain(clock=timezone.now, until=timezone.now() + settings.SWEEP_EVERY * SHARE_OF_THE_TIME)


def drain(*, clock, until=None):
    with Line() as line:
        while (until is None or clock() < until) and (due := actions.claim_letters(at=clock())):
            for position, invitation in enumerate(due):
                try:
                    actions.send_letter(invitation=invitation, line=line, clock=clock)
                except ServerIsDown:
                    # Whoever runs the app is told of a silent mail server on the letters page.
                    actions.release_letters(letters=due[position:])
                    return


def wake():
    """Have the letters looked at once what was written is committed, and not at the next sweep."""
    transaction.on_commit(partial(sweep.delay))
