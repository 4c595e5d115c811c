"""A nudge on its way out: claimed and committed, handed over, kept as sent."""

from functools import partial

from ...post import once
from ...post.writing import mail, plain
from ..models import Nudge

SUBJECT = "Something waits for you"
BODY = """\
{name}: something in your list waits for an answer.

Please sign in when you can. Questions: {phone}.
"""


def claim(*, at, besides=()):
    """The nudges that are due, each claimed for this worker alone; none of `besides`."""
    return once.claim(Nudge.objects.due().exclude(pk__in=besides), at=at)


def release(*, nudges):
    """Free what was claimed and not begun."""
    once.release(nudges)


def send(*, nudge, line, clock):
    """Hand one nudge to the mail server. Raises `ServerIsDown`."""
    once.send(nudge, address=nudge.to.email, write=partial(_mail, nudge), line=line, clock=clock)


def _mail(nudge, *, sender, at):
    clinic = nudge.clinic
    name = plain(clinic.neutral_name)
    return mail(
        sender=sender,
        name=name,
        address=nudge.to.email,
        subject=SUBJECT,
        body=BODY.format(name=name, phone=plain(clinic.phone)),
        mark=nudge.claim.hex,
        at=at,
    )
