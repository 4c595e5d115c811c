"""Clinics and the people who work in them."""

from datetime import UTC, date, datetime

import factory

from sessions_app.people import models
from sessions_app.people.rules import INVITATION_LASTS, Role

PASSWORD = "a long walk home"
JOINED_AT = datetime(2027, 1, 4, 9, tzinfo=UTC)


class ClinicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Clinic

    name = factory.Sequence(lambda n: f"Elm House {n}")
    neutral_name = "Elm Appointments"
    address = "3 Quay Street, Denver"
    phone = "303-555-0101"
    prescriber_phone = "303-555-0102"
    zone = "America/Denver"


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Account
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@elm.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    credentials = "LMFT"
    joined_at = JOINED_AT
    password = factory.django.Password(PASSWORD)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    account = factory.SubFactory(AccountFactory)
    clinic = factory.SubFactory(ClinicFactory)
    role = Role.THERAPIST.value
    began_at = JOINED_AT


class LicenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Licence

    account = factory.SubFactory(AccountFactory)
    clinic = factory.SubFactory(ClinicFactory)
    number = "CO-48213"
    expires_on = date(2027, 12, 31)


class LicenceLetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.LicenceLetter

    licence = factory.SubFactory(LicenceFactory)
    last_day = factory.LazyAttribute(lambda letter: letter.licence.expires_on)
    step = 60
    planned_at = due_at = JOINED_AT


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Invitation

    clinic = factory.SubFactory(ClinicFactory)
    email = factory.Sequence(lambda n: f"invited{n}@elm.example")
    roles = [Role.THERAPIST.value]
    invited_by = factory.SubFactory(AccountFactory)
    invited_at = JOINED_AT
    expires_at = factory.LazyAttribute(lambda row: row.invited_at + INVITATION_LASTS)
    due_at = factory.SelfAttribute("invited_at")
    site = "https://elm.example/"


def colleague(clinic, role, **facts):
    """An account with one standing role in the clinic."""
    account = AccountFactory(**facts)
    MembershipFactory(account=account, clinic=clinic, role=role.value)
    return account
