import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from ...couples.models import Partner
from ...couples.rules.contacts import one_mailbox
from ..letters import text_of
from ..models import Letter
from ..rules import leaving
from ..rules.words import Why

BATCH = 25


@dataclass(frozen=True)
class Batch:
    """What one look found: letters to send now, and how many wait or stay."""

    letters: list
    later: int
    skipped: int

    def __bool__(self):
        return bool(self.letters or self.later or self.skipped)


@transaction.atomic
def claim(*, at, limit=BATCH):
    """Take the letters whose time has come, so that no other worker takes them too.

    Those that stay say why; those that wait are looked at again when their hour comes.
    """
    due = Letter.objects.due(at)
    found = due.select_for_update(of=("self",), skip_locked=True)[:limit]
    going, later, skipped = [], 0, 0
    for letter in _with_what_is_beside(found, at=at):
        verdict = _verdict(letter, at=at)
        if verdict.goes(at):
            going.append(letter)
        else:
            _keep_back(letter, verdict, at=at)
            skipped += bool(verdict.why)
            later += not verdict.why
    _take(going, at=at)
    return Batch(_mails(going, at=at), later, skipped)


def _with_what_is_beside(found, *, at):
    """The letters found, each with the open one to the other partner for the same occasion.

    Both are read at one moment, so that each says of the other what the other says of it.
    """
    mine, occasions = [(letter.pk, letter.meeting_id) for letter in found], defaultdict(list)
    meetings = {meeting for _, meeting in mine}
    rows = Letter.objects.open().filter(meeting__in=meetings).whole().counted(at).in_bulk()
    for row in rows.values():
        occasions[row.occasion].append(row)
    for pk, _ in mine:
        letter = rows[pk]
        others = (each for each in occasions[letter.occasion] if each is not letter)
        letter.beside = next(others, None)
        yield letter


def _take(going, *, at):
    mark = uuid.uuid4()
    address = Partner.objects.filter(pk=OuterRef("partner")).values(
        to=Coalesce(NullIf("quiet_email", Value("")), "email")
    )
    Letter.objects.filter(pk__in=[letter.pk for letter in going]).update(
        claim=mark, claimed_at=at, address=Subquery(address)
    )
    for letter in going:
        letter.claim, letter.claimed_at, letter.address = mark, at, letter.partner.letter_address


def _mails(going, *, at):
    """What is handed to the mail server: of two letters that are one mail, the first for both.

    The other may be another worker's, or not looked at yet: the last look takes it along.
    """
    mails, along = [], set()
    for letter in going:
        if letter.pk in along:
            continue
        if _tells_both(letter, letter.beside, at=at):
            letter.along = letter.beside
            along.add(letter.along.pk)
        mails.append(letter)
    return mails


def _tells_both(letter, other, *, at):
    """Whether one mail is both letters: one shared mailbox, word for word the same, both due."""
    return (
        other is not None
        and one_mailbox(letter.partner, other.partner)
        and text_of(letter) == text_of(other)
        and _verdict(other, at=at).goes(at)
    )


def _verdict(letter, *, at):
    return leaving.verdict(letter.case(lately=letter.lately), at=at)


def _keep_back(letter, verdict, *, at):
    """The letter stays for its reason, or is looked at again when it may leave."""
    if verdict.why is None:
        _let_go(letter, due_at=verdict.leaves_at)
    elif verdict.why == Why.TOO_LATE and letter.failed_why:
        _let_go(letter, failed_at=at)
    else:
        _let_go(letter, skipped_at=at, skipped_why=verdict.why.value)


def _let_go(letter, **changes):
    """End this claim, if it is still ours, and with it what it had begun."""
    Letter.objects.filter(
        pk__in=letter.rows, claim=letter.claim, sent_at=None, settled_at=None
    ).update(**{"claim": None, "claimed_at": None, "address": "", "handing_at": None} | changes)


def release(*, letters):
    """Give back letters that were claimed and not begun."""
    for letter in letters:
        _let_go(letter)
