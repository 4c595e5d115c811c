from contextlib import suppress
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from ..post import once
from ..post.line import Line, ServerIsDown
from . import actions


@shared_task(name="signoff.sweep")
def sweep():
    """Send the nudges that are due; the database says which, the message only wakes."""
    drain(clock=timezone.now)


def drain(*, clock):
    # One that was not taken for now is offered again by the next sweep, and not by this one.
    tried = set()

    def claimed():
        due = actions.claim(at=clock(), besides=tried)
        tried.update(nudge.pk for nudge in due)
        return due

    with Line() as line, suppress(ServerIsDown):
        once.drain(
            claimed=claimed,
            deed=lambda nudge: actions.send(nudge=nudge, line=line, clock=clock),
            free=lambda nudges: actions.release(nudges=nudges),
        )


def wake():
    """Have them looked at once what was written is committed, and not at the next sweep."""
    transaction.on_commit(partial(sweep.delay))
