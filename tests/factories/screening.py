from datetime import UTC, date, datetime

import factory

from sessions_app.screening import models
from sessions_app.screening.rules.safety import QUESTIONS

from .couples import PartnerFactory
from .people import AccountFactory

RECORDED_AT = datetime(2027, 2, 2, 18, tzinfo=UTC)
# Every question asked, and nothing that alarms.
NOTHING_RAISED = {key: "yes" if each.alarm == "no" else "no" for key, each in QUESTIONS.items()}


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
    recorded_at = RECORDED_AT


class ConversationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Conversation

    partner = factory.SubFactory(PartnerFactory)
    alone = True
    alone_on = date(2027, 2, 2)
    limits_told = True
    first_ketamine = False
    experience = "some"
    answers = NOTHING_RAISED
    recorded_by = factory.SubFactory(AccountFactory)
    recorded_at = RECORDED_AT


class DayQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DayQuestion

    partner = factory.SubFactory(PartnerFactory)
    alone = True
    asked_on = date(2027, 3, 7)
    wish = "yes"
    recorded_by = factory.SubFactory(AccountFactory)
    recorded_at = RECORDED_AT


class DayCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DayCheck

    partner = factory.SubFactory(PartnerFactory)
    alone = True
    checked_on = date(2027, 3, 8)
    taken_by = "Sam Moreno, 720-555-0190"
    recorded_by = factory.SubFactory(AccountFactory)
    recorded_at = RECORDED_AT
    solids = clear = alcohol = drugs = "as_asked"
    medicine = symptom = pregnancy = home = "as_asked"


class HealthFormFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.HealthForm

    partner = factory.SubFactory(PartnerFactory)
    recorded_by = factory.SubFactory(AccountFactory)
    recorded_at = RECORDED_AT


class MedicineListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.MedicineList

    partner = factory.SubFactory(PartnerFactory)
    recorded_by = factory.SubFactory(AccountFactory)
    recorded_at = RECORDED_AT


class FlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Flag

    partner = factory.SubFactory(PartnerFactory)
    kind = "medical"
    topic = "blood_pressure"
    raised_by = factory.SubFactory(AccountFactory)
    raised_at = RECORDED_AT
