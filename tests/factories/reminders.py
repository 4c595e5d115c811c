"""Letters as rows, and many couples at once whose letters are due."""

from datetime import timedelta
from uuid import uuid4

import factory

from sessions_app.couples.models import Couple, Partner
from sessions_app.people.rules import Role
from sessions_app.planning.models import Meeting, Plan
from sessions_app.reminders import models

from .couples import OPENED_AT, PartnerFactory
from .people import ClinicFactory, colleague
from .planning import NOW, MeetingFactory


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Letter

    meeting = factory.SubFactory(MeetingFactory)
    partner = factory.LazyAttribute(
        lambda letter: PartnerFactory(couple=letter.meeting.plan.couple)
    )
    lead = 180
    meeting_starts_at = factory.LazyAttribute(lambda letter: letter.meeting.starts_at)
    planned_at = NOW
    due_at = factory.LazyAttribute(
        lambda letter: letter.meeting_starts_at - timedelta(minutes=letter.lead)
    )


class SweepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Sweep

    last_at = NOW


def couples_with_a_letter_due(count, *, at, lead=180):
    """This many couples, each with a meeting whose two letters are due; the meetings."""
    new = uuid4().hex
    clinic = ClinicFactory(name=f"Elm House {new}")
    thea = colleague(clinic, Role.THERAPIST, email=f"{new}@elm.example")
    couples = Couple.objects.bulk_create(
        Couple(clinic=clinic, lead=thea, opened_by=thea, opened_at=OPENED_AT) for _ in range(count)
    )
    Partner.objects.bulk_create(
        Partner(
            couple=couple,
            side=side,
            name=f"Quill {side.upper()}{couple.pk}",
            born_on=OPENED_AT.date(),
            email=f"{side}{couple.pk}@mail.example",
        )
        for couple in couples
        for side in "ab"
    )
    plans = Plan.objects.bulk_create(
        Plan(couple=couple, number=1, begun_by=thea, begun_at=at, zone=clinic.zone)
        for couple in couples
    )
    return Meeting.objects.bulk_create(
        Meeting(
            plan=plan,
            kind="next_day",
            starts_at=at + timedelta(minutes=lead),
            minutes=60,
            zone=clinic.zone,
            place=clinic.address,
            leads=[lead],
            booked_by=thea,
            booked_at=at - timedelta(days=1),
        )
        for plan in plans
    )
