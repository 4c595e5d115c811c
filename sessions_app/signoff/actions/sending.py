"""A nudge on its way out: claimed and committed, handed over, kept as sent."""

from uuid import uuid4

from django.conf import settings
from django.db import transaction

from ...post.line import NobodyKnows, NotNow, Refused, ServerIsDown
from ...post.writing import AddressCannotBeUsed, mail, plain, sender_of
from ..models import Nudge

AT_ONCE = 50
SUBJECT = "Something waits for you"
BODY = """\
{name}: something in your list waits for an answer.

Please sign in when you can. Questions: {phone}.
"""


@transaction.atomic
def claim(*, at, besides=()):
    """The nudges that are due, each claimed for this worker alone; none of `besides`."""
    free = Nudge.objects.due().exclude(pk__in=besides)
    due = list(free.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for nudge in due:
        nudge.claim, nudge.claimed_at = uuid4(), at
        nudge.save(update_fields=["claim", "claimed_at"])
    return due


def release(*, nudges):
    """Free what was claimed and not begun."""
    Nudge.objects.filter(pk__in=[nudge.pk for nudge in nudges], sent_at=None).update(
        claim=None, claimed_at=None
    )


def send(*, nudge, line, clock):
    """Hand one nudge to the mail server. Raises `ServerIsDown`."""
    sender = sender_of(settings.DEFAULT_FROM_EMAIL)
    try:
        line.hand(sender=sender, address=nudge.to.email, mail=_mail(nudge, sender, at=clock()))
        line.say_the_dot()
    except NotNow:
        release(nudges=[nudge])
    except (Refused, AddressCannotBeUsed) as answer:
        Nudge.objects.filter(pk=nudge.pk).update(refused=str(answer)[:300])
    except NobodyKnows:
        # Claimed and never sent: it may have left, so it is left alone.
        return
    except ServerIsDown:
        release(nudges=[nudge])
        raise
    else:
        Nudge.objects.filter(pk=nudge.pk).update(sent_at=clock())


def _mail(nudge, sender, *, at):
    clinic = nudge.plan.couple.clinic
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
