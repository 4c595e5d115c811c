from datetime import date, time

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from sessions_app.people.models import Account, Clinic, Licence, Membership
from sessions_app.people.rules import Action, Role
from tests.factories.people import (
    PASSWORD,
    AccountFactory,
    ClinicFactory,
    LicenceFactory,
    MembershipFactory,
    colleague,
)
from tests.factories.planning import NOW
from tests.sessions_app.refusals import refused

pytestmark = pytest.mark.django_db
NINE, EIGHT_IN_THE_EVENING = time(9), time(20)


def test_one_e_mail_address_signs_in_one_person_however_it_is_written():
    AccountFactory(email="thea@elm.example")

    with refused("account_email_once"):
        AccountFactory(email="Thea@Elm.example")

    assert authenticate(username="THEA@elm.example", password=PASSWORD) == Account.objects.get()


def test_an_account_that_was_closed_does_not_sign_in():
    account = AccountFactory(is_active=False)

    assert authenticate(username=account.email, password=PASSWORD) is None


def test_a_clinics_name_is_its_own():
    ClinicFactory(name="Elm House")

    with refused("sessions_app_clinic_name_key"):
        ClinicFactory(name="Elm House")

    assert Clinic.objects.count() == 1


@pytest.mark.parametrize(
    ("earliest", "latest", "fine"),
    [
        (None, None, True),
        (NINE, EIGHT_IN_THE_EVENING, True),
        (NINE, None, False),
        (None, NINE, False),
        (NINE, NINE, False),
        (EIGHT_IN_THE_EVENING, NINE, False),
    ],
)
def test_letters_leave_between_two_times_of_one_day_or_at_any(earliest, latest, fine):
    hours = {"letters_from": earliest, "letters_until": latest}

    if fine:
        assert ClinicFactory(**hours)
    else:
        with refused("clinic_letter_hours_together"):
            ClinicFactory(**hours)


def test_a_zone_is_checked_and_told_how_to_be_written():
    clinic = ClinicFactory.build(zone="Denver")

    with pytest.raises(ValidationError) as refusal:
        clinic.full_clean()

    assert refusal.value.message_dict == {
        "zone": ["“Denver” is not a time zone. Write it like America/Denver."]
    }


def test_a_role_is_held_once_and_again_after_it_ended():
    membership = MembershipFactory()
    again = {"account": membership.account, "clinic": membership.clinic}

    with refused("membership_once_while_it_stands"):
        MembershipFactory(**again)

    assert MembershipFactory(**again, role=Role.ADMIN.value)
    Membership.objects.filter(pk=membership.pk).update(ended_at=NOW)
    assert MembershipFactory(**again)
    assert membership.account.memberships.standing().count() == 2


def test_what_a_person_may_do_is_asked_clinic_by_clinic():
    elm, oak = ClinicFactory(), ClinicFactory()
    both = colleague(elm, Role.THERAPIST)
    MembershipFactory(account=both, clinic=oak, role=Role.PRESCRIBER.value)

    assert both.clinic == elm
    assert [both.may(Action.PLAN, clinic) for clinic in (elm, oak)] == [True, False]
    assert [both.may(Action.SIGN, clinic) for clinic in (elm, oak)] == [False, True]
    assert both.may(Action.PLAN)
    assert not both.may(Action.SIGN)


def test_somebody_of_two_clinics_works_in_the_one_they_chose_while_a_role_there_stands():
    elm, oak, ash = ClinicFactory(), ClinicFactory(), ClinicFactory()
    both = colleague(elm, Role.THERAPIST)
    for clinic, role in ((oak, Role.PRESCRIBER), (oak, Role.ADMIN)):
        MembershipFactory(account=both, clinic=clinic, role=role.value)
    MembershipFactory(account=both, clinic=ash, ended_at=NOW)

    def works_in(chosen):
        both.chosen_clinic = chosen and chosen.pk
        return both.clinic

    assert both.clinics == [elm, oak]
    assert [works_in(c) for c in (None, elm, oak, ash)] == [elm, elm, oak, elm]


def test_who_has_no_role_any_more_has_no_clinic_and_may_do_nothing():
    account = AccountFactory()
    MembershipFactory(account=account, ended_at=NOW)

    assert account.clinic is None
    assert [action for action in Action if account.may(action)] == []


@pytest.mark.parametrize(
    ("credentials", "signed"), [("LMFT", "Thea Lindqvist, LMFT"), ("", "Thea Lindqvist")]
)
def test_a_person_is_named_with_what_stands_under_a_signature(credentials, signed):
    assert str(AccountFactory.build(name="Thea Lindqvist", credentials=credentials)) == signed


def test_a_membership_says_who_and_where():
    elm = ClinicFactory(name="Elm House")

    membership = MembershipFactory(clinic=elm, account=AccountFactory(name="Thea", credentials=""))

    assert str(membership) == "Thea: therapist at Elm House"


@pytest.mark.parametrize(
    ("expires_on", "fine"), [(None, True), ("2027-03-10", True), ("2027-03-09", False)]
)
def test_a_prescriber_signs_until_the_licence_in_this_clinic_runs_out(expires_on, fine):
    elm = ClinicFactory()
    paul = colleague(elm, Role.PRESCRIBER)
    LicenceFactory(account=paul, clinic=ClinicFactory(), expires_on="2020-01-01")
    if expires_on:
        LicenceFactory(account=paul, clinic=elm, expires_on=expires_on)

    assert paul.may_sign_on(date(2027, 3, 10)) is fine
    assert paul.may_sign_on(date(2027, 3, 10), elm) is fine


def test_nobody_signs_without_the_role_or_once_disabled():
    elm, oak = ClinicFactory(), ClinicFactory()
    thea, paul = colleague(elm, Role.THERAPIST), colleague(elm, Role.PRESCRIBER)
    asleep = colleague(elm, Role.PRESCRIBER, is_active=False)

    assert [who.may_sign_on(date(2027, 3, 10), elm) for who in (thea, asleep)] == [False, False]
    assert paul.may_sign_on(date(2027, 3, 10), oak) is False


def test_a_licence_is_on_record_once_for_each_clinic():
    licence = LicenceFactory(account=AccountFactory(name="Paul", credentials=""))

    with refused("licence_once_per_clinic"):
        LicenceFactory(account=licence.account, clinic=licence.clinic)

    assert LicenceFactory(account=licence.account)
    assert str(licence).startswith("Paul: licence at Elm House")


def test_a_role_taken_by_disabling_has_ended():
    with refused("membership_disabled_has_ended"):
        MembershipFactory(disabled=True)

    assert MembershipFactory(disabled=True, ended_at=NOW)


@pytest.mark.parametrize("days", [0, 185])
def test_an_approval_is_proposed_for_half_a_year_at_most(days):
    with refused("clinic_approval_days_within_half_a_year"):
        ClinicFactory(approval_days=days)


@pytest.mark.parametrize(
    ("dea", "last"),
    [(None, 10), (date(2027, 3, 9), 9), (date(2027, 3, 10), 10), (date(2027, 3, 11), 10)],
)
def test_of_licence_and_dea_registration_the_first_day_to_end_counts(dea, last):
    assert Licence(expires_on=date(2027, 3, 10), dea_expires_on=dea).last_day.day == last
