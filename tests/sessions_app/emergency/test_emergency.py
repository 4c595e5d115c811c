"""A record opened in an emergency: by whom, for how long, who is told, and never across clinics."""

from datetime import timedelta

import pytest

from sessions_app.couples.models import Couple, EmergencyOpening, Partner
from sessions_app.couples.rules import OPENING_LASTS
from sessions_app.emergency import actions
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from sessions_app.planning.models import Plan
from tests.factories.couples import EmergencyOpeningFactory, couple_of
from tests.factories.people import ClinicFactory, MembershipFactory, colleague
from tests.factories.planning import NOW
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
WHY = "Robin called from a hospital and Thea does not answer."
A_SECOND = timedelta(seconds=1)


def looking(account, opening, at):
    """The account as a request of that session sees it at that moment."""
    account.opened_in_emergency, account.asked_at = (opening.pk,), at
    return account


def reads(account, couple):
    return (
        Couple.objects.visible_to(account).filter(pk=couple.pk).exists(),
        Couple.objects.clinical_to(account).filter(pk=couple.pk).exists(),
        Plan.objects.clinical_to(account).filter(couple=couple).exists(),
        Partner.objects.visible_to(account).filter(couple=couple).exists(),
    )


@pytest.mark.parametrize(
    ("after", "open_to_her"),
    [
        (timedelta(0), True),
        (OPENING_LASTS - A_SECOND, True),
        (OPENING_LASTS, False),
        (OPENING_LASTS + A_SECOND, False),
    ],
)
def test_it_lasts_an_hour_and_ends_by_itself(after, open_to_her, plan, bea):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    assert reads(looking(bea, opening, NOW + after), plan.couple) == (open_to_her,) * 4


def test_the_opening_is_kept_with_its_reason_and_the_trail_without(couple, bea):
    opening = actions.open_record(couple=couple, reason=f" {WHY} ", by=bea, at=NOW)

    assert (opening.reason, opening.ends_at, opening.ended_at) == (WHY, NOW + OPENING_LASTS, None)
    assert newest() == [
        row(
            "record opened in an emergency",
            couple,
            bea,
            NOW,
            until=(NOW + OPENING_LASTS).isoformat(),
        )
    ]


def test_it_opens_this_record_and_no_other(plan, clinic, thea, bea):
    another = couple_of(clinic=clinic, lead=thea)
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    assert reads(looking(bea, opening, NOW), another) == (False,) * 4


def test_it_opens_nothing_in_another_session_or_to_somebody_else(plan, clinic, bea):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    other = colleague(clinic, Role.THERAPIST)

    assert reads(bea, plan.couple) == (False,) * 4
    assert reads(looking(other, opening, NOW), plan.couple) == (False,) * 4


def test_it_opens_nothing_once_the_role_ended_or_the_clinic_was_left(plan, bea):
    oak = ClinicFactory()
    MembershipFactory(account=bea, clinic=oak)
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    looking(bea, opening, NOW).chosen_clinic = oak.pk
    in_oak = reads(bea, plan.couple)
    bea.chosen_clinic = plan.couple.clinic_id
    Membership.objects.filter(account=bea, clinic=plan.couple.clinic).update(ended_at=NOW)

    assert (in_oak, reads(bea, plan.couple)) == ((False,) * 4, (False,) * 4)


def test_it_is_closed_before_the_hour_is_over(plan, bea):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    actions.close_record(opening=opening, by=bea, at=NOW + A_SECOND)
    actions.close_record(opening=opening, by=bea, at=NOW + 2 * A_SECOND)

    opening.refresh_from_db()
    assert opening.ended_at == NOW + A_SECOND
    assert reads(looking(bea, opening, NOW + A_SECOND), plan.couple) == (False,) * 4
    assert newest() == [row("record closed again", plan.couple, bea, NOW + A_SECOND)]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.FRONT_DESK, Role.AUDITOR])
def test_only_clinicians_open_a_record(role, couple, clinic):
    with pytest.raises(NotYourDeed):
        actions.open_record(couple=couple, reason=WHY, by=colleague(clinic, role), at=NOW)

    assert not EmergencyOpening.objects.exists()


def test_nobody_opens_a_record_of_another_clinic(couple, stranger):
    with pytest.raises(NotYourDeed):
        actions.open_record(couple=couple, reason=WHY, by=stranger, at=NOW)

    assert not EmergencyOpening.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(reason, couple, bea):
    with pytest.raises(actions.ReasonIsMissing):
        actions.open_record(couple=couple, reason=reason, by=bea, at=NOW)

    assert newest() == []


def test_the_care_team_needs_no_emergency(couple, thea):
    with pytest.raises(actions.CaresAlready):
        actions.open_record(couple=couple, reason=WHY, by=thea, at=NOW)


def test_the_database_keeps_the_hour_and_the_reason(couple, bea):
    with refused("emergency_opening_within_an_hour"):
        EmergencyOpeningFactory(couple=couple, began_at=NOW, ends_at=NOW + timedelta(minutes=61))
    with refused("emergency_opening_with_reason"):
        EmergencyOpeningFactory(couple=couple, reason="")

    assert str(EmergencyOpeningFactory(couple=couple, account=bea)) == (
        "Bea Sorel, LMFT opened a record in an emergency"
    )
