import secrets

from django.db import transaction

from ..people.actions import record_everywhere
from ..people.models import Account
from .models import Feed
from .rules import digest_of


@transaction.atomic
def make_feed(*, by, at):
    """A new secret address for `by`, who is told it this once; the one before ends."""
    Account.objects.select_for_update(no_key=True).get(pk=by.pk)
    end_feed(by=by, at=at)
    code = secrets.token_urlsafe(32)
    feed = Feed.objects.create(account=by, digest=digest_of(code), made_at=at)
    record_everywhere(deed="calendar address made", account=by, subject=feed, by=by, at=at)
    return code


@transaction.atomic
def end_feed(*, by, at):
    """The address of `by` answers no more; nothing happens where there is none."""
    for feed in Feed.objects.select_for_update(of=("self",)).filter(account=by, ended_at=None):
        feed.ended_by, feed.ended_at = by, at
        feed.save(update_fields=["ended_by", "ended_at"])
        record_everywhere(deed="calendar address ended", account=by, subject=feed, by=by, at=at)
