from hashlib import sha256

import factory

from sessions_app.calendar import models

from .people import JOINED_AT, AccountFactory


class FeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Feed

    account = factory.SubFactory(AccountFactory)
    digest = factory.Sequence(lambda n: sha256(str(n).encode()).hexdigest())
    made_at = JOINED_AT
