"""A neutral word that leaves once: its row is claimed, handed over, and kept as sent.

The row has `claim`, `claimed_at`, `sent_at` and `refused`. One that was claimed and never sent may
have left, so nobody sends it again.
"""

from uuid import uuid4

from django.conf import settings
from django.db import transaction

from .line import NobodyKnows, NotNow, Refused, ServerIsDown
from .writing import AddressCannotBeUsed, sender_of

AT_ONCE = 50
FREE = {"claim": None, "claimed_at": None}


@transaction.atomic
def claim(due, *, at):
    """The rows of this query that are due, each claimed for this worker alone."""
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for row in rows:
        row.claim, row.claimed_at = uuid4(), at
        row.save(update_fields=["claim", "claimed_at"])
    return rows


def release(rows):
    """Free what was claimed and not begun."""
    for row in rows:
        keep(row, **FREE)


def keep(row, **facts):
    """Write down what became of it, unless it was sent already."""
    type(row)._default_manager.filter(pk=row.pk, sent_at=None).update(**facts)


def send(row, *, address, write, line, clock, again=FREE):
    """Hand it to the mail server and keep what came of it. Raises `ServerIsDown`.

    `write(sender=, at=)` gives the mail; `again` is kept where the server says not now.
    """
    sender = sender_of(settings.DEFAULT_FROM_EMAIL)
    try:
        line.hand(sender=sender, address=address, mail=write(sender=sender, at=clock()))
        line.say_the_dot()
    except NotNow:
        keep(row, **again)
    except (Refused, AddressCannotBeUsed) as answer:
        keep(row, refused=str(answer)[:300])
    except NobodyKnows:
        return
    except ServerIsDown:
        release([row])
        raise
    else:
        keep(row, sent_at=clock())


def drain(*, claimed, deed, free):
    """Do the deed with each row while `claimed()` finds any; what a silent server leaves is freed.

    Raises `ServerIsDown`.
    """
    while rows := claimed():
        for position, row in enumerate(rows):
            try:
                deed(row)
            except ServerIsDown:
                free(rows[position:])
                raise
