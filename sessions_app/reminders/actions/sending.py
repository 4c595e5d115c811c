import logging
import re

from django.conf import settings
from django.db import connection

from ...post.line import NobodyKnows, NotNow, Refused
from ...post.writing import AddressCannotBeUsed, envelope, sender_of
from ..letters import mail_of
from ..models import Letter
from ..rules import leaving
from ..rules.states import State
from .claiming import _let_go, _verdict

# One statement, so that nothing can come between look and deed: it waits for whoever is changing
# meeting or reader, and then hands over only if both are as they were at the claim. (A plan that
# is withdrawn cancels its meetings.) The locks end with it and not with the mail server's answer:
# a server that hangs never holds up a page.
# While the other partner's letter is open too, nobody may have come to or left a shared mailbox
# since; an other one who reads elsewhere may change what they like. Where one mail tells both,
# both rows are handed over here or none is, whoever had claimed the other: that worker's own last
# look then finds it gone.
# Each lock waits for the one before it, so that two workers never wait for each other.
HAND_OVER = """
with meeting as (
    select from sessions_app_meeting
    where id = %(meeting)s and starts_at = %(starts_at)s and leads = %(leads)s::int[]
        and cancelled_at is null and held_at is null
    for no key update
), readers as (
    select count(*) from (
        select from sessions_app_partner
        where exists (select from meeting) and (
            (id, email, quiet_email, zone, wants_letters) in %(readers)s
            or id = %(apart)s and lower(email) <> lower(%(address)s)
        )
        order by id for no key update
    ) as unchanged having count(*) = %(many)s
), mine as (
    select from sessions_app_letter
    where exists (select from readers)
        and id = %(letter)s and claim = %(claim)s and handing_at is null and failed_at is null
    for no key update
)
update sessions_app_letter
set handing_at = %(at)s, claim = %(claim)s, claimed_at = %(claimed_at)s, address = %(address)s
from mine
where id = any(%(rows)s)
    and handing_at is null and sent_at is null and failed_at is null and skipped_at is null
"""

logger = logging.getLogger(__name__)


def send(*, letter, line, clock):
    """Bring one claimed letter to its state, which is returned.

    Raises `post.ServerIsDown`; then nothing happened to the letter.
    """
    sender = sender_of(settings.DEFAULT_FROM_EMAIL)
    try:
        line.hand(
            sender=sender,
            address=envelope(letter.address),
            mail=mail_of(letter, sender=sender, at=clock()),
        )
        if not _commit_handing(letter, at=clock()):
            line.drop()
            return State.PLANNED
        line.say_the_dot()
    except NotNow as answer:
        return _try_later(letter, answer, at=clock())
    except (Refused, AddressCannotBeUsed) as answer:
        return _fail(letter, answer, at=clock())
    except NobodyKnows:
        logger.warning("letter %s is uncertain", letter.pk)
        return State.UNCERTAIN
    return _mark_sent(letter, at=clock())


def _commit_handing(letter, *, at):
    """The last look: whether the closing dot may be said. If not, the letter is looked at anew."""
    if _verdict(letter, at=at).goes(at) and _hand_over(letter, at=at):
        return True
    _let_go(letter)
    return False


def _hand_over(letter, *, at):
    meeting = letter.meeting
    readers = tuple(
        (each.pk, each.email, each.quiet_email, each.zone, each.wants_letters)
        for each in letter.readers
    )
    with connection.cursor() as cursor:
        cursor.execute(
            HAND_OVER,
            {
                "letter": letter.pk,
                "claim": letter.claim,
                "at": at,
                "meeting": meeting.pk,
                "starts_at": meeting.starts_at,
                "leads": meeting.leads,
                "readers": readers,
                "many": len(readers),
                "apart": letter.beside.partner_id if letter.beside and not letter.along else None,
                "claimed_at": letter.claimed_at,
                "address": letter.address,
                "rows": letter.rows,
            },
        )
        return cursor.rowcount > 0


def _mark_sent(letter, *, at):
    Letter.objects.filter(pk__in=letter.rows, claim=letter.claim).update(sent_at=at)
    return State.SENT


def _said(letter, answer):
    """The mail server's words without the address: the page of letters is read by others too."""
    said = str(answer)
    for part in (letter.address, letter.address.partition("@")[0]):
        said = re.sub(re.escape(part), "(address)", said, flags=re.IGNORECASE)
    return said


def _try_later(letter, answer, *, at):
    tries = letter.tries + 1
    again_at = at + leaving.pause_after(tries=tries)
    if again_at >= letter.meeting_starts_at:
        return _fail(letter, answer, at=at)
    _let_go(letter, due_at=again_at, tries=tries, failed_why=_said(letter, answer))
    logger.warning("letter %s is tried again", letter.pk)
    return State.PLANNED


def _fail(letter, answer, *, at):
    Letter.objects.filter(pk__in=letter.rows, claim=letter.claim).update(
        failed_at=at, failed_why=_said(letter, answer), tries=letter.tries + 1
    )
    logger.warning("letter %s failed", letter.pk)
    return State.FAILED
