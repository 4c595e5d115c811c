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
    """Send the letters to colleagues that are due; the database says which, the message wakes."""
    drain(clock=timezone.now, until=timezone.now() + settings.SWEEP_EVERY * SHARE_OF_THE_TIME)


def drain(*, clock, until=None):
    actions.plan_licence_letters(at=clock())
    with Line() as line:
        try:
            _send_invitations(line, clock=clock, until=until)
            _send_licence_letters(line, clock=clock, until=until)
        except ServerIsDown:
            # Whoever runs the app is told of a silent mail server on the letters page.
            return


def _send_invitations(line, *, clock, until):
    while (until is None or clock() < until) and (due := actions.claim_letters(at=clock())):
        for position, invitation in enumerate(due):
            try:
                actions.send_letter(invitation=invitation, line=line, clock=clock)
            except ServerIsDown:
                actions.release_letters(letters=due[position:])
                raise


def _send_licence_letters(line, *, clock, until):
    while (until is None or clock() < until) and (due := actions.claim_licence_letters(at=clock())):
        for position, letter in enumerate(due):
            try:
                actions.send_licence_letter(letter=letter, line=line, clock=clock)
            except ServerIsDown:
                actions.release_licence_letters(letters=due[position:])
                raise


def wake():
    """Have the letters looked at once what was written is committed, and not at the next sweep."""
    transaction.on_commit(partial(sweep.delay))
