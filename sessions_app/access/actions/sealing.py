from allauth.mfa.models import Authenticator
from django.db import transaction

from .. import adapter, seals
from ..models import KeptWords
from ..models.kept import PURPOSE

SEALED = ("secret", "seed")


@transaction.atomic
def reseal_everything():
    """Put all that is sealed under the newest key; how many texts that were."""
    count = 0
    for factor in Authenticator.objects.select_for_update():
        names = [name for name in SEALED if name in factor.data]
        for name in names:
            factor.data[name] = seals.reseal(factor.data[name], purpose=adapter.PURPOSE)
        factor.save(update_fields=["data"])
        count += len(names)
    for kept in KeptWords.objects.select_for_update():
        kept.sealed = seals.reseal(kept.sealed, purpose=PURPOSE)
        kept.save(update_fields=["sealed"])
        count += 1
    return count
