"""The clock's deeds with the letters of invitations: claim, hand over, keep what came of it.

The row is the truth. Before handing everything is tried again by itself; after it only the mail
server's answer counts, and where there is none the letter is uncertain and never sent again alone.
"""

import hashlib
import logging
import secrets
import uuid

from django.conf import settings
from django.db import transaction

from ...post.line import NobodyKnows, NotNow, Refused
from ...post.writing import AddressCannotBeUsed, envelope, sender_of
from .. import rules
from ..letters import mail_of
from ..models import Invitation

BATCH = 20

logger = logging.getLogger(__name__)


def digest_of(*, code):
    """What is kept of a link. It holds 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def claim_letters(*, at):
    """Take the letters whose time has come, so that no other worker takes them too."""
    due = Invitation.objects.letters_due(at).select_related("clinic")
    found = list(due.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    mark = uuid.uuid4()
    for invitation in found:
        invitation.claim, invitation.claimed_at = mark, at
        invitation.save(update_fields=["claim", "claimed_at"])
    return found


def release_letters(*, letters):
    """Give back what was claimed and not begun."""
    for invitation in letters:
        _keep(invitation, claim=None, claimed_at=None)


def send_letter(*, invitation, line, clock):
    """Bring one claimed letter to an end. Raises `ServerIsDown`; then nothing happened to it."""
    sender, code = sender_of(settings.DEFAULT_FROM_EMAIL), secrets.token_urlsafe(32)
    try:
        written = mail_of(invitation, code=code, sender=sender, at=clock())
        line.hand(sender=sender, address=envelope(invitation.email), mail=written)
        if not _hand_over(invitation, code=code, at=clock()):
            line.drop()
            return
        line.say_the_dot()
    except NotNow as answer:
        _try_later(invitation, answer, at=clock())
    except (Refused, AddressCannotBeUsed) as answer:
        _fail(invitation, answer, at=clock())
    except NobodyKnows:
        logger.warning("invitation %s is uncertain", invitation.pk)
    else:
        _keep(invitation, sent_at=clock())


def _keep(invitation, **facts):
    ours = Invitation.objects.filter(pk=invitation.pk, claim=invitation.claim)
    return ours.update(**facts) == 1


def _hand_over(invitation, *, code, at):
    """The last look: from here the link of this letter opens, and no earlier one."""
    ours = Invitation.objects.waiting().filter(
        pk=invitation.pk, claim=invitation.claim, handing_at=None, email=invitation.email
    )
    return ours.update(handing_at=at, link_digest=digest_of(code=code)) == 1


def _try_later(invitation, answer, *, at):
    tries = invitation.tries + 1
    _keep(
        invitation,
        claim=None,
        claimed_at=None,
        handing_at=None,
        due_at=at + rules.pause_after(tries=tries),
        tries=tries,
        failed_why=str(answer),
    )
    logger.warning("invitation %s is tried again", invitation.pk)


def _fail(invitation, answer, *, at):
    _keep(invitation, failed_at=at, failed_why=str(answer), tries=invitation.tries + 1)
    logger.warning("invitation %s failed", invitation.pk)
