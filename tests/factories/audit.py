from datetime import UTC, datetime

import factory

from sessions_app.audit import models


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Event

    at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    by_name = "Thea Lindqvist, LMFT"
    deed = "plan begun"
    subject_kind = "plan"
    subject_id = factory.Sequence(lambda n: n + 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        event = model_class(*args, **kwargs)
        event.digest = event.present_digest
        event.save(force_insert=True)
        return event
