"""Who may see whose record, and what the database promises about a couple."""

import pytest

from sessions_app.couples.models import CareTeamMember, Couple, Partner
from sessions_app.people.rules import Role
from sessions_app.planning.models import Meeting, Plan
from tests.factories.couples import (
    CareTeamMemberFactory,
    CoupleFactory,
    PartnerFactory,
    couple_of,
)
from tests.factories.people import AccountFactory, MembershipFactory, colleague
from tests.factories.planning import NOW, MeetingFactory, PlanFactory
from tests.sessions_app.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def couple(elm):
    """Cared for by a therapist and a prescriber, with a plan and its meeting."""
    lead = colleague(elm, Role.THERAPIST)
    couple = couple_of(clinic=elm, lead=lead, team=[colleague(elm, Role.PRESCRIBER)])
    MeetingFactory(plan=PlanFactory(couple=couple))
    return couple


@pytest.fixture
def another(elm):
    """Another couple of the same clinic, so that there is something that could leak."""
    couple = couple_of(clinic=elm, lead=colleague(elm, Role.THERAPIST))
    MeetingFactory(plan=PlanFactory(couple=couple))
    return couple


def on_team(couple, account):
    CareTeamMemberFactory(couple=couple, account=account)
    return account


def a_colleague(elm, oak, couple):
    return colleague(elm, Role.THERAPIST)


def an_admin(elm, oak, couple):
    return colleague(elm, Role.ADMIN)


def an_admin_on_the_team(elm, oak, couple):
    return on_team(couple, colleague(elm, Role.ADMIN))


def the_front_desk(elm, oak, couple):
    return colleague(elm, Role.FRONT_DESK)


def a_supervisor_on_the_team(elm, oak, couple):
    return on_team(couple, colleague(elm, Role.SUPERVISOR))


def a_supervisor(elm, oak, couple):
    return colleague(elm, Role.SUPERVISOR)


def an_auditor_on_the_team(elm, oak, couple):
    return on_team(couple, colleague(elm, Role.AUDITOR))


def a_stranger(elm, oak, couple):
    return colleague(oak, Role.THERAPIST)


def an_admin_of_another_clinic(elm, oak, couple):
    return colleague(oak, Role.ADMIN)


def a_stranger_on_the_team(elm, oak, couple):
    return on_team(couple, colleague(oak, Role.THERAPIST))


def nobody_yet(elm, oak, couple):
    return on_team(couple, AccountFactory())


def an_ex_member(elm, oak, couple):
    account = AccountFactory()
    MembershipFactory(account=account, clinic=elm, ended_at=NOW)
    return on_team(couple, account)


def an_ex_admin(elm, oak, couple):
    account = AccountFactory()
    MembershipFactory(account=account, clinic=elm, role=Role.ADMIN.value, ended_at=NOW)
    return account


def an_ex_therapist_who_is_admin_now(elm, oak, couple):
    account = on_team(couple, colleague(elm, Role.ADMIN))
    MembershipFactory(account=account, clinic=elm, ended_at=NOW)
    return account


def one_who_left_for_another_clinic(elm, oak, couple):
    account = an_ex_member(elm, oak, couple)
    MembershipFactory(account=account, clinic=oak)
    return account


def the_lead(elm, oak, couple):
    return couple.lead


def the_prescriber(elm, oak, couple):
    return couple.care_team.exclude(pk=couple.lead_id).get()


def a_member_of_two_clinics(elm, oak, couple):
    account = on_team(couple, colleague(oak, Role.THERAPIST))
    MembershipFactory(account=account, clinic=elm, role=Role.PRESCRIBER.value)
    account.chosen_clinic = elm.pk
    return account


def a_member_of_two_clinics_in_the_wrong_one(elm, oak, couple):
    account = a_member_of_two_clinics(elm, oak, couple)
    account.chosen_clinic = oak.pk
    return account


def an_admin_of_two_clinics_in_the_wrong_one(elm, oak, couple):
    account = colleague(elm, Role.ADMIN)
    MembershipFactory(account=account, clinic=oak, role=Role.ADMIN.value)
    account.chosen_clinic = oak.pk
    return account


NOTHING, STATES, ALL = (False, False), (True, False), (True, True)
WHO = [
    (the_lead, ALL),
    (the_prescriber, ALL),
    (a_member_of_two_clinics, ALL),
    (an_admin, STATES),
    (an_admin_on_the_team, STATES),
    (an_ex_therapist_who_is_admin_now, STATES),
    (the_front_desk, STATES),
    (a_supervisor_on_the_team, ALL),
    (a_supervisor, NOTHING),
    (an_auditor_on_the_team, NOTHING),
    (a_colleague, NOTHING),
    (a_member_of_two_clinics_in_the_wrong_one, NOTHING),
    (an_admin_of_two_clinics_in_the_wrong_one, NOTHING),
    (a_stranger, NOTHING),
    (an_admin_of_another_clinic, NOTHING),
    (a_stranger_on_the_team, NOTHING),
    (nobody_yet, NOTHING),
    (an_ex_member, NOTHING),
    (an_ex_admin, NOTHING),
    (one_who_left_for_another_clinic, NOTHING),
]


def reads(queryset, rows):
    """Whether it holds these and nothing of the other couple; anything else is a leak."""
    found = set(queryset)
    assert found in (set(), set(rows))
    return bool(found)


@pytest.mark.parametrize(("who", "expected"), WHO, ids=[who.__name__ for who, _ in WHO])
def test_who_reads_the_states_and_who_the_words_of_a_couple(
    who, expected, elm, oak, couple, another
):
    account = who(elm, oak, couple)
    mine = {"couple": couple}

    states = [
        reads(Couple.objects.visible_to(account).exclude(pk=another.pk), [couple]),
        reads(Plan.objects.visible_to(account).exclude(couple=another), couple.plans.all()),
        reads(
            Meeting.objects.visible_to(account).exclude(plan__couple=another),
            Meeting.objects.filter(plan__couple=couple),
        ),
    ]
    words = [
        reads(Couple.objects.clinical_to(account), [couple]),
        reads(Plan.objects.clinical_to(account), couple.plans.all()),
        reads(Meeting.objects.clinical_to(account), Meeting.objects.filter(plan__couple=couple)),
        reads(Partner.objects.visible_to(account), Partner.objects.filter(**mine)),
    ]

    assert (states, words) == ([expected[0]] * 3, [expected[1]] * 4)


def test_an_admin_sees_every_couple_of_the_clinic_and_none_of_another(elm, oak, couple, another):
    couple_of(clinic=oak, lead=colleague(oak, Role.THERAPIST))
    ada = colleague(elm, Role.ADMIN)

    assert set(Couple.objects.visible_to(ada)) == {couple, another}
    assert list(Couple.objects.clinical_to(ada)) == []


def test_two_roles_show_a_couple_once(elm, couple):
    MembershipFactory(account=couple.lead, clinic=elm, role=Role.ADMIN.value)
    MembershipFactory(account=couple.lead, clinic=elm, role=Role.PRESCRIBER.value)

    assert list(Couple.objects.visible_to(couple.lead)) == [couple]
    assert list(Couple.objects.clinical_to(couple.lead)) == [couple]


def test_a_couple_has_one_partner_a_and_one_partner_b():
    partner = PartnerFactory(side="a")

    with refused("partner_side_once"):
        PartnerFactory(couple=partner.couple, side="a")
    with refused("partner_side_a_or_b"):
        PartnerFactory(couple=partner.couple, side="c")

    assert PartnerFactory(couple=partner.couple, side="b")


def test_a_person_joins_a_care_team_once():
    member = CareTeamMemberFactory()

    with refused("care_team_member_once"):
        CareTeamMemberFactory(couple=member.couple, account=member.account)

    assert CareTeamMember.objects.count() == 1


def test_a_couple_is_called_by_the_names_they_like():
    couple = CoupleFactory()
    PartnerFactory(couple=couple, side="b", name="Robin Hale")
    PartnerFactory(couple=couple, side="a", name="Alexandra Moreno", preferred_name="Alex")

    assert str(couple) == "Alex and Robin"
    assert [partner.called for partner in couple.pair] == ["Alex", "Robin"]
    assert str(CoupleFactory()) == "A couple without partners"


def test_a_partner_lives_in_the_clinics_zone_unless_it_is_said(elm):
    couple = CoupleFactory(clinic=elm)

    assert PartnerFactory(couple=couple, side="a").local_zone == "America/Denver"
    assert PartnerFactory(couple=couple, side="b", zone="Asia/Tokyo").local_zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("alex", True),
        ("MORENO", True),
        ("Lex", True),
        ("moreno hale", True),
        ("alex nobody", False),
        ("%", False),
    ],
)
def test_a_couple_is_found_by_any_part_of_both_names(words, found):
    couple = CoupleFactory()
    PartnerFactory(couple=couple, side="a", name="Alexandra Moreno", preferred_name="Lex")
    PartnerFactory(couple=couple, side="b", name="Robin Hale")

    assert list(Couple.objects.matching(words)) == ([couple] if found else [])
