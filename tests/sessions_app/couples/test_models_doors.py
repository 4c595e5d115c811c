"""What each condition of the doors to a couple keeps out, one at a time.

The row that could leak is always there: another couple of the clinic, and one of another clinic.
"""

from datetime import timedelta

import pytest

from sessions_app.couples.models import Couple
from sessions_app.people.rules import Role
from tests.factories.couples import EmergencyOpeningFactory, couple_of
from tests.factories.people import MembershipFactory, colleague
from tests.factories.planning import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(elm):
    """The couple Bea cares for."""
    return couple_of(clinic=elm, lead=colleague(elm, Role.THERAPIST))


@pytest.fixture
def bea(hers):
    return hers.lead


@pytest.fixture
def opened(elm):
    """A couple she may open in an emergency."""
    return couple_of(clinic=elm, lead=colleague(elm, Role.THERAPIST))


@pytest.fixture
def another(elm):
    """One that nobody opened."""
    return couple_of(clinic=elm, lead=colleague(elm, Role.THERAPIST))


@pytest.fixture(autouse=True)
def elsewhere(oak):
    """One of another clinic."""
    return couple_of(clinic=oak, lead=colleague(oak, Role.THERAPIST))


def looking(account, *openings):
    """As a request of the session that made these openings sees the account."""
    account.opened_in_emergency = tuple(opening.pk for opening in openings)
    account.asked_at = NOW
    return account


def doors(account):
    return (
        set(Couple.objects.visible_to(account)),
        set(Couple.objects.clinical_to(account)),
        set(Couple.objects.reachable_by(account)),
    )


def opening(couple, account, **facts):
    return EmergencyOpeningFactory(couple=couple, account=account, began_at=NOW, **facts)


def test_an_emergency_opens_one_record_beside_ones_own_and_no_other(hers, bea, opened, another):
    looking(bea, opening(opened, bea))

    assert doors(bea) == ({hers, opened}, {hers, opened}, {another})


def test_an_emergency_opens_nothing_in_a_session_that_did_not_ask(hers, bea, opened, another):
    opening(opened, bea)

    looking(bea, opening(another, bea))

    assert doors(bea) == ({hers, another}, {hers, another}, {opened})


@pytest.mark.parametrize(
    "facts",
    [
        {"ended_at": NOW},
        {"ends_at": NOW, "began_at": NOW - timedelta(hours=1)},
    ],
    ids=["ended", "over"],
)
def test_an_emergency_that_is_over_opens_nothing(facts, hers, bea, opened):
    over = EmergencyOpeningFactory(couple=opened, account=bea, **({"began_at": NOW} | facts))

    looking(bea, over)

    assert doors(bea) == ({hers}, {hers}, {opened})


def test_a_colleagues_emergency_opens_nothing_for_oneself(hers, bea, opened, another):
    looking(bea, opening(opened, another.lead))

    assert doors(bea) == ({hers}, {hers}, {opened, another})


def test_an_emergency_does_not_follow_somebody_to_another_clinic(oak, hers, bea, opened, elsewhere):
    MembershipFactory(account=bea, clinic=oak)
    looking(bea, opening(opened, bea)).chosen_clinic = oak.pk

    assert doors(bea) == (set(), set(), {elsewhere})


def test_a_right_in_one_clinic_is_none_in_another(elm, oak, hers, another):
    both = colleague(elm, Role.AUDITOR)
    for role in (Role.ADMIN, Role.THERAPIST):
        MembershipFactory(account=both, clinic=oak, role=role.value)
    both.chosen_clinic = elm.pk

    assert doors(both) == (set(), set(), set())


def test_only_ones_own_couples_are_of_ones_team(hers, bea, opened, another):
    looking(bea, opening(opened, bea))

    assert set(Couple.objects.of_team(bea)) == {hers}
