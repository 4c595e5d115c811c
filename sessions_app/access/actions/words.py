from django.db import transaction

from ...people.actions import record_everywhere
from .. import rules
from ..models import KeptWords


@transaction.atomic
def keep_words(*, account, path, pairs, by, at):
    """Keep what came with a form after the sign-in was over; None when there is nothing in it."""
    answers = rules.worth_keeping(pairs)
    if not rules.fits_to_be_kept(answers):
        return None
    kept = KeptWords.objects.create(
        account=account, path=path, sealed=KeptWords.seal(answers), kept_at=at
    )
    everything = KeptWords.objects.visible_to(account)
    newest = list(everything.values_list("pk", flat=True)[: rules.MOST_KEPT])
    everything.exclude(pk__in=newest).delete()
    record_everywhere(deed="typed words kept", account=account, by=by, at=at)
    return kept


@transaction.atomic
def let_words_go(*, kept, by, at):
    record_everywhere(deed="typed words let go", account=kept.account, by=by, at=at)
    kept.delete()
