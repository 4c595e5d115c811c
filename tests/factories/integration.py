import factory

from sessions_app.integration import models

from .people import AccountFactory
from .planning import NOW, MeetingFactory


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Outcome

    meeting = factory.SubFactory(MeetingFactory)
    note = "We will walk on Sundays."
    written_by = factory.SubFactory(AccountFactory)
    written_at = NOW
