"""Two partners and their care team."""

from datetime import UTC, date, datetime

import factory

from sessions_app.couples import models
from sessions_app.couples.rules import OPENING_LASTS

from .people import AccountFactory, ClinicFactory

OPENED_AT = datetime(2027, 2, 1, 9, tzinfo=UTC)


class CoupleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Couple

    clinic = factory.SubFactory(ClinicFactory)
    lead = factory.SubFactory(AccountFactory)
    opened_by = factory.SelfAttribute("lead")
    opened_at = OPENED_AT
    secrets_policy = "limited"
    policy_stated_on = date(2027, 2, 1)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Partner

    couple = factory.SubFactory(CoupleFactory)
    side = "a"
    name = factory.Sequence(lambda n: f"Quill Partner{n}")
    born_on = date(1985, 5, 5)
    email = factory.Sequence(lambda n: f"partner{n}@mail.example")


class CareTeamMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareTeamMember

    couple = factory.SubFactory(CoupleFactory)
    account = factory.SubFactory(AccountFactory)
    joined_at = OPENED_AT


class EmergencyOpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.EmergencyOpening

    couple = factory.SubFactory(CoupleFactory)
    account = factory.SubFactory(AccountFactory)
    reason = "The partner called from a hospital."
    began_at = OPENED_AT
    ends_at = factory.LazyAttribute(lambda row: row.began_at + OPENING_LASTS)


def couple_of(*, clinic, lead, team=(), a=None, b=None):
    """A couple with partner A and B, cared for by the lead and the team."""
    couple = CoupleFactory(clinic=clinic, lead=lead)
    PartnerFactory(couple=couple, side="a", **({"name": "Alex Moreno"} | (a or {})))
    PartnerFactory(couple=couple, side="b", **({"name": "Robin Hale"} | (b or {})))
    for account in (lead, *team):
        CareTeamMemberFactory(couple=couple, account=account)
    return couple
