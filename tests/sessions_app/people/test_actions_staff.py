"""Roles that come and go, licences, and people who are disabled and come back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from sessions_app.people import actions
from sessions_app.people.models import Account, Licence, Membership
from sessions_app.people.rules import Role
from tests.factories.people import ClinicFactory, LicenceFactory, MembershipFactory, colleague
from tests.factories.planning import NOW
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db


def roles(account, clinic):
    """The standing roles, asked of the database."""
    found = Membership.objects.standing().filter(account=account, clinic=clinic)
    return sorted(found.values_list("role", flat=True))


def test_roles_come_and_go_and_the_trail_says_which(clinic, thea, ada):
    MembershipFactory(account=thea, clinic=clinic, role=Role.SUPERVISOR.value)

    actions.change_roles(
        account=thea, clinic=clinic, roles=["therapist", "prescriber"], by=ada, at=NOW
    )

    ended, given = Membership.objects.filter(account=thea).order_by("pk")[1:]
    assert roles(thea, clinic) == ["prescriber", "therapist"]
    assert (ended.role, ended.ended_at, ended.disabled) == ("supervisor", NOW, False)
    assert (given.role, given.began_at) == ("prescriber", NOW)
    assert newest(2) == [
        row("role ended", ended, ada, NOW, role="supervisor"),
        row("role given", given, ada, NOW, role="prescriber"),
    ]


def test_roles_elsewhere_stay_as_they_are(clinic, thea, ada):
    oak = ClinicFactory()
    MembershipFactory(account=thea, clinic=oak, role=Role.ADMIN.value)

    actions.change_roles(account=thea, clinic=clinic, roles=["auditor"], by=ada, at=NOW)

    assert (roles(thea, clinic), roles(thea, oak)) == (["auditor"], ["admin"])


def test_the_last_admin_keeps_that_role(clinic, ada):
    asleep = colleague(clinic, Role.ADMIN, is_active=False)
    colleague(ClinicFactory(), Role.ADMIN)

    with pytest.raises(actions.LastAdmin) as refusal:
        actions.change_roles(account=ada, clinic=clinic, roles=["therapist"], by=ada, at=NOW)

    assert str(refusal.value).startswith("Nobody else is clinic admin here.")
    assert (roles(ada, clinic), roles(asleep, clinic)) == (["admin"], ["admin"])
    assert newest() == []


def test_an_admin_beside_another_may_step_back(clinic, ada):
    colleague(clinic, Role.ADMIN)

    actions.change_roles(account=ada, clinic=clinic, roles=["therapist"], by=ada, at=NOW)

    assert roles(ada, clinic) == ["therapist"]


def test_nobody_is_left_without_a_role_by_changing_them(clinic, thea, ada):
    with pytest.raises(actions.NoRoleLeft):
        actions.change_roles(account=thea, clinic=clinic, roles=[], by=ada, at=NOW)
    Membership.objects.filter(account=thea).update(ended_at=NOW)
    with pytest.raises(actions.NobodyWorksHere):
        actions.change_roles(account=thea, clinic=clinic, roles=["admin"], by=ada, at=NOW)

    assert roles(thea, clinic) == []


def test_a_licence_is_noted_and_noted_again(clinic, paul, ada):
    first = actions.note_licence(
        account=paul, clinic=clinic, number="A1", expires_on=date(2027, 5, 1), by=ada, at=NOW
    )
    actions.note_licence(
        account=paul, clinic=clinic, number="A2", expires_on=date(2029, 5, 1), by=ada, at=NOW
    )

    assert Licence.objects.values_list("number", "expires_on").get() == ("A2", date(2029, 5, 1))
    assert newest(2) == [
        row("licence noted", first, ada, NOW, was=None, now="2027-05-01"),
        row("licence noted", first, ada, NOW, was="2027-05-01", now="2029-05-01"),
    ]


def test_who_is_disabled_loses_every_role_here_and_the_account(clinic, thea, ada):
    MembershipFactory(account=thea, clinic=clinic, role=Role.PRESCRIBER.value)

    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)

    assert Account.objects.get(pk=thea.pk).is_active is False
    assert roles(thea, clinic) == []
    assert newest() == [
        row(
            "account disabled",
            thea.memberships.order_by("pk").first(),
            ada,
            NOW,
            colleague=thea.name,
        )
    ]


def test_who_works_in_another_clinic_too_stays_able_to_sign_in_there(clinic, thea, ada):
    oak = ClinicFactory()
    MembershipFactory(account=thea, clinic=oak)

    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)

    kept = Account.objects.get(pk=thea.pk)
    assert (kept.is_active, kept.clinic) == (True, oak)


def test_who_is_enabled_has_the_roles_of_before_and_no_older_one(clinic, thea, ada):
    MembershipFactory(account=thea, clinic=clinic, role=Role.AUDITOR.value, ended_at=NOW)
    MembershipFactory(account=thea, clinic=clinic, role=Role.PRESCRIBER.value)
    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)

    actions.enable(account=thea, clinic=clinic, by=ada, at=NOW)

    assert Account.objects.get(pk=thea.pk).is_active is True
    assert roles(thea, clinic) == ["prescriber", "therapist"]
    assert not Membership.objects.filter(disabled=True).exists()
    again = thea.memberships.standing().order_by("pk").first()
    assert newest() == [row("account enabled", again, ada, NOW, colleague=thea.name)]


def test_what_is_done_already_is_not_done_again(clinic, thea, ada):
    with pytest.raises(actions.NotDisabled):
        actions.enable(account=thea, clinic=clinic, by=ada, at=NOW)
    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)
    with pytest.raises(actions.NobodyWorksHere):
        actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)


def test_nobody_disables_themselves(clinic, ada):
    colleague(clinic, Role.ADMIN)

    with pytest.raises(actions.CannotDisableYourself):
        actions.disable(account=ada, clinic=clinic, by=ada, at=NOW)

    assert roles(ada, clinic) == ["admin"]


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMIN])
def test_only_an_admin_of_this_clinic_manages_its_people(role, clinic, thea):
    other = colleague(clinic, role)
    elsewhere = colleague(ClinicFactory(), Role.ADMIN)
    LicenceFactory(account=thea, clinic=clinic)

    for by in (other, elsewhere):
        told = {"account": thea, "clinic": clinic, "by": by, "at": NOW}
        for deed, facts in (
            (actions.change_roles, {"roles": ["auditor"]}),
            (actions.note_licence, {"number": "A", "expires_on": date(2029, 1, 1)}),
            (actions.disable, {}),
            (actions.enable, {}),
        ):
            with pytest.raises(actions.NotYourDeed):
                deed(**told, **facts)

    assert roles(thea, clinic) == ["therapist"]
    assert newest() == []


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_take_the_role_from_each_other_at_once_leave_one(clinic, ada):
    bea = colleague(clinic, Role.ADMIN)
    barrier = Barrier(2)

    def take(by, account):
        barrier.wait()
        try:
            actions.change_roles(account=account, clinic=clinic, roles=["auditor"], by=by, at=NOW)
        except (actions.LastAdmin, actions.NotYourDeed):
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(take, (ada, bea), (bea, ada)))

    assert sorted(answers) == ["done", "refused"]
    assert Membership.objects.standing().filter(clinic=clinic, role="admin").count() == 1
