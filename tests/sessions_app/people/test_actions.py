from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sessions_app.people import actions
from sessions_app.people.models import Account, Clinic, Membership
from sessions_app.people.rules import Action, Role
from tests.factories.people import AccountFactory, ClinicFactory, MembershipFactory, colleague
from tests.factories.planning import NOW
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
ELM = {
    "name": "Elm House",
    "neutral_name": "Elm Appointments",
    "address": "3 Quay Street, Denver",
    "phone": "303-555-0101",
    "prescriber_phone": "303-555-0102",
    "zone": "America/Denver",
}
THEA = {
    "email": "Thea@ELM.example",
    "name": "Thea Lindqvist",
    "credentials": "LMFT",
    "password": "a long walk home",
}


def test_opening_a_clinic_keeps_its_facts():
    clinic = actions.open_clinic(by=None, at=NOW, **ELM)

    assert Clinic.objects.filter(pk=clinic.pk).values(*ELM).get() == ELM
    assert newest() == [row("clinic opened", clinic, None, NOW)]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"zone": "Denver"}, "“Denver” is not a time zone. Write it like America/Denver."),
        ({"letters_from": NOW.time()}, "Letters may leave between two times of one day."),
    ],
)
def test_a_clinic_with_facts_that_cannot_be_is_not_opened(change, refusal):
    with pytest.raises(ValidationError) as refused:
        actions.open_clinic(by=None, at=NOW, **ELM | change)

    assert refused.value.messages == [refusal]
    assert not Clinic.objects.exists()
    assert newest() == []


def test_an_added_account_can_sign_in_and_has_no_role_yet():
    account = actions.add_account(**THEA, by=None, at=NOW)

    kept = Account.objects.get()
    assert (kept.email, kept.name, kept.credentials) == (
        "Thea@elm.example",
        "Thea Lindqvist",
        "LMFT",
    )
    assert kept.check_password("a long walk home")
    assert (kept.is_active, kept.joined_at, kept.clinic) == (True, NOW, None)
    assert newest() == [row("account added", account, None, NOW)]


def test_an_address_that_signs_in_somebody_is_not_added_again():
    AccountFactory(email="thea@elm.example")

    with pytest.raises(ValidationError) as refused:
        actions.add_account(**THEA, by=None, at=NOW)

    assert refused.value.messages == ["Somebody already signs in with this e-mail address."]
    assert Account.objects.count() == 1


def test_a_role_is_given_by_somebody_at_some_time():
    ada, thea, clinic = AccountFactory(), AccountFactory(), ClinicFactory()

    membership = actions.give_role(account=thea, clinic=clinic, role="therapist", by=ada, at=NOW)

    assert (membership.account, membership.clinic, membership.role) == (thea, clinic, "therapist")
    assert (membership.began_at, membership.ended_at) == (NOW, None)
    assert newest() == [row("role given", membership, ada, NOW, role="therapist")]


def test_a_role_that_stands_or_that_nobody_knows_is_not_given():
    membership = MembershipFactory(role="therapist")
    given = {"account": membership.account, "clinic": membership.clinic, "by": None, "at": NOW}

    with pytest.raises(ValidationError) as twice:
        actions.give_role(role="therapist", **given)
    with pytest.raises(ValidationError):
        actions.give_role(role="owner", **given)

    assert twice.value.messages == ["This person already has this role here."]
    assert Membership.objects.count() == 1
    assert newest() == []


def test_a_deed_is_refused_unless_a_standing_role_in_this_clinic_carries_it():
    elm, oak = ClinicFactory(), ClinicFactory()
    thea = colleague(elm, Role.THERAPIST)
    gone = AccountFactory()
    MembershipFactory(account=gone, clinic=elm, ended_at=NOW)
    asleep = colleague(elm, Role.THERAPIST, is_active=False)

    actions.require(account=thea, clinic=elm, action=Action.PLAN)

    for account, clinic, action in [
        (thea, oak, Action.PLAN),
        (thea, elm, Action.SIGN),
        (gone, elm, Action.PLAN),
        (asleep, elm, Action.PLAN),
        (AccountFactory(), elm, Action.READ_STATES),
    ]:
        with pytest.raises(actions.NotYourDeed):
            actions.require(account=account, clinic=clinic, action=action)


def test_a_role_that_ended_since_the_page_was_shown_no_longer_counts():
    clinic = ClinicFactory()
    thea = colleague(clinic, Role.THERAPIST)
    assert thea.may(Action.PLAN, clinic)
    Membership.objects.update(ended_at=NOW + timedelta(minutes=1))

    with pytest.raises(actions.NotYourDeed):
        actions.require(account=thea, clinic=clinic, action=Action.PLAN)
