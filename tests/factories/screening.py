from datetime import UTC, date, datetime

import factory

from sessions_app.screening import models

from .couples import PartnerFactory
from .people import AccountFactory


class InterviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Interview

    partner = factory.SubFactory(PartnerFactory)
    alone_on = date(2027, 2, 2)
    first_ketamine = False
    experience = "some"
    safety = "no_concern"
    acute_risk_open = False
    recorded_by = factory.SubFactory(AccountFactory)
    recorded_at = datetime(2027, 2, 2, 18, tzinfo=UTC)
