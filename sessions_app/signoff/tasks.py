from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from ..post.line import Line, ServerIsDown
from . import actions


@shared_task(name="signoff.sweep")
def sweep():
    """Send the nudges that are due; the database says which, the message only wakes."""
    drain(clock=timezone.now)


def drain(*, clock):
    # One that was not taken for now is offered again by the next sweep, and not by this one.
    tried = set()
    with Line() as line:
        while due := actions.claim(at=clock(), besides=tried):
            tried |= {nudge.pk for nudge in due}
            for position, nudge in enumerate(due):
                try:
                    actions.send(nudge=nudge, line=line, clock=clock)
                except ServerIsDown:
                    actions.release(nudges=due[position:])
                    return


def wake():
    """Have them looked at once what was written is committed, and not at the next sweep."""
    transaction.on_commit(partial(sweep.delay))
