"""Letters to an account about its own sign-in: asked for by a deed, sent by a task."""

from django.db import transaction

from .. import rules
from ..models import KeptWords, Notice, Session


def tell(account, news, *, at, address="", site=""):
    """Ask for one letter, inside the deed it tells of."""
    return Notice.objects.create(
        account=account,
        kind=news.value,
        address=address or account.email,
        site=site,
        asked_at=at,
    )


@transaction.atomic
def claim_notice(*, at):
    """The oldest letter that waits, now ours to send; None when there is none."""
    waiting = Notice.objects.waiting(at=at).select_for_update(of=("self",), skip_locked=True)
    notice = waiting.order_by("asked_at", "pk").first()
    if notice:
        notice.claimed_at = at
        notice.save(update_fields=["claimed_at"])
    return notice


def note_notice_sent(*, notice, at):
    notice.sent_at = at
    notice.save(update_fields=["sent_at"])


@transaction.atomic
def clear_away(*, at):
    """What nobody needs any more: expired sign-ins, and words that waited long enough."""
    Session.objects.filter(expire_date__lt=at).delete()
    KeptWords.objects.filter(kept_at__lt=at - rules.WORDS_KEPT_FOR).delete()
